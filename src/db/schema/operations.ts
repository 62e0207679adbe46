// Beside every noun: the audit log, mails to be sent, what was made once, forms kept, jobs, backups, announcements,
// leaps of the clock.
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { organizations, users } from './accounts.js';
import { id, words } from './columns.js';

/**
 * Messages to be mailed, written in the transaction of what they tell of. What a one-time link is made from is
 * in `details` only as a nonce, which gives the link together with a key kept outside the database.
 */
export const outbox = sqliteTable(
  'outbox',
  {
    id: id(),
    /** The idempotency key: the same for every attempt of one message. */
    key: text('key').notNull().unique(),
    kind: text('kind').notNull(),
    userId: integer('user_id').references(() => users.id),
    /** The user who caused it, where one did: what they may cause in an hour is limited. */
    causedBy: integer('caused_by').references(() => users.id),
    recipient: text('recipient').notNull(),
    /** JSON: what the wording needs. Emptied once the message is sent. */
    details: text('details').notNull(),
    createdAt: integer('created_at').notNull(),
    nextAt: integer('next_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    firstTriedAt: integer('first_tried_at'),
    sentAt: integer('sent_at'),
    deadAt: integer('dead_at'),
    lastFault: words('last_fault'),
    /** Why somebody of the help desk gave it up; empty where nobody did. */
    givenUpWhy: words('given_up_why'),
  },
  (t) => [
    index('outbox_due').on(t.nextAt).where(sql`sent_at is null and dead_at is null`),
    index('outbox_troubled').on(t.createdAt).where(sql`sent_at is null and first_tried_at is not null`),
    index('outbox_by_age').on(t.createdAt),
    index('outbox_by_cause').on(t.causedBy, t.createdAt),
    index('outbox_by_user').on(t.userId, t.createdAt),
    index('outbox_by_recipient').on(sql`lower(${t.recipient})`, t.createdAt),
  ],
);

/** The things that forms made, by a digest of the form's key and its user (db/operations/form-results.ts). */
export const formResults = sqliteTable(
  'made',
  {
    key: text('key').primaryKey(),
    /** JSON: enough to give the same answer again. */
    result: text('result').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('made_by_age').on(t.at)],
);

/** Forms that arrived after the session had ended, kept for the same user to send again (L16). */
export const interruptions = sqliteTable(
  'interruptions',
  {
    id: text('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    path: text('path').notNull(),
    /** The form as it was sent, without passwords and answers. */
    body: text('body').notNull(),
    /** The form on its page: the SHA-256 of the token it carried, which each page has another one of. */
    page: text('page'),
    at: integer('at').notNull(),
  },
  (t) => [
    index('interruptions_by_age').on(t.at),
    index('interruptions_of_user').on(t.userId, t.organizationId, t.at),
    unique('interruption_of_page').on(t.page, t.path),
  ],
);

/**
 * What is done beside requests: a row for each piece of work that somebody ordered, and one, which never ends, for each job
 * of the clock (db/operations/jobs.ts). Whoever runs one holds it by a lease, so that no two do.
 */
export const jobs = sqliteTable(
  'jobs',
  {
    id: id(),
    kind: text('kind').notNull(),
    /** The name of a job of the clock, which has one row; null for what was ordered. */
    clockName: text('clock_name').unique(),
    orderedBy: integer('ordered_by').references(() => users.id),
    organizationId: integer('organization_id').references(() => organizations.id),
    /** JSON: how far it has come. Written in the transaction of each step, and all that the next one is given. */
    state: text('state').notNull(),
    /** The number of things done, and of all there are; 0 where nobody counted them. */
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    /** JSON: what came of it the last time. */
    result: text('result'),
    fault: words('fault'),
    createdAt: integer('created_at').notNull(),
    /** The instant from which it may be run; null once it is over. */
    nextAt: integer('next_at'),
    holder: text('holder'),
    heldUntil: integer('held_until'),
    /** The number of times that it was begun or gone on with since its last step. */
    attempts: integer('attempts').notNull().default(0),
    stopAskedAt: integer('stop_asked_at'),
    /** The instant at which it was last over. */
    endedAt: integer('ended_at'),
  },
  (t) => [
    index('jobs_open').on(t.nextAt).where(sql`next_at is not null`),
    index('jobs_over').on(t.endedAt).where(sql`next_at is null`),
    index('jobs_of_organization').on(t.organizationId, t.id).where(sql`organization_id is not null`),
  ],
);

/** Copies of the database that were made and checked. Never in a copy itself: what is known of it follows its moment. */
export const backups = sqliteTable('backups', {
  id: id(),
  /** The instant that the copy is of, and the one at which it was checked. */
  at: integer('at').notNull(),
  checkedAt: integer('checked_at').notNull(),
  file: text('file').notNull(),
  bytes: integer('bytes').notNull(),
});

/** Leaps of the wall clock by over a day while the server ran: inactivations wait until one is confirmed (L9). */
export const clockLeaps = sqliteTable('clock_leaps', {
  id: id(),
  at: integer('at').notNull(),
  leapMs: integer('leap_ms').notNull(),
  settledAt: integer('settled_at'),
  settledBy: integer('settled_by').references(() => users.id),
});

export const announcements = sqliteTable('announcements', {
  id: id(),
  date: text('date').notNull(),
  title: text('title').notNull(),
  body: words('body'),
  activeFrom: text('active_from').notNull(),
  activeTo: text('active_to'),
  /** Set while it is withdrawn. */
  withdrawnAt: integer('withdrawn_at'),
  /** Counts its changes: a form that was shown before another one changes nothing. */
  revision: integer('revision').notNull().default(0),
});

/**
 * The audit log (A6). Append only, by triggers, and chained (db/operations/audit-chain.ts): its ids have no gaps. No names,
 * dates of birth or typed values.
 */
export const audit = sqliteTable(
  'audit',
  {
    id: id(),
    at: integer('at').notNull(),
    userId: integer('user_id').references(() => users.id),
    organizationId: integer('organization_id').references(() => organizations.id),
    action: text('action').notNull(),
    clientId: integer('client_id'),
    detail: words('detail'),
    address: words('address'),
    /** SHA-256 over the row before and this one. Empty in rows of a release that did not chain, until they are. */
    hash: words('hash'),
  },
  (t) => [
    index('audit_of_client').on(t.clientId, t.at).where(sql`client_id is not null`),
    index('audit_of_user').on(t.userId, t.at),
    index('audit_of_organization').on(t.organizationId, t.at),
    index('audit_by_time').on(t.at),
  ],
);

/** The rows that the audit log went on from when older ones were removed. Those up to `rowId` may be deleted, no others. */
export const auditAnchors = sqliteTable('audit_anchors', {
  id: id(),
  at: integer('at').notNull(),
  rowId: integer('row_id').notNull(),
  hash: text('hash').notNull(),
});

/** Users who were stopped from opening records, and whom the help desk let go on. */
export const lettingsGo = sqliteTable('lettings_go', {
  userId: integer('user_id')
    .primaryKey()
    .references(() => users.id),
  at: integer('at').notNull(),
  by: integer('by')
    .notNull()
    .references(() => users.id),
});
