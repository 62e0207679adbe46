// Organizations, the people who use the registry, and what their logins need.
import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
} from 'drizzle-orm/sqlite-core';
import { flag, id, words } from './columns.js';

const userOf = () =>
  integer('user_id')
    .notNull()
    .references(() => users.id);

export const organizations = sqliteTable(
  'organizations',
  {
    id: id(),
    code: text('code').notNull().unique(),
    name: text('name').notNull(),
    type: text('type', { enum: ['provider', 'public health', 'school', 'help desk'] }).notNull(),
    region: words('region'),
    /** One line, for paper: street, city, state, ZIP and phone. */
    address: words('address'),
    active: integer('active', { mode: 'boolean' }).notNull().default(true),
    /** Counts its changes: a form that was shown before another one changes nothing. */
    revision: integer('revision').notNull().default(0),
  },
  (t) => [
    check('organization_code_given', sql`${t.code} <> ''`),
    check('organization_type_known', sql`${t.type} in ('provider', 'public health', 'school', 'help desk')`),
  ],
);

/** Codes that organizations had before: no other one ever gets them (A3). */
export const formerCodes = sqliteTable('former_codes', {
  code: text('code').primaryKey(),
  organizationId: integer('organization_id')
    .notNull()
    .references(() => organizations.id),
  until: integer('until').notNull(),
});

export const users = sqliteTable(
  'users',
  {
    id: id(),
    username: text('username').notNull(),
    firstName: words('first_name'),
    lastName: text('last_name').notNull(),
    email: words('email'),
    passwordHash: text('password_hash').notNull(),
    passwordSetAt: integer('password_set_at').notNull(),
    /** While set, the password is a temporary one, good until then (L2). */
    temporaryUntil: integer('temporary_until'),
    /** The user who issued the temporary password: their roles decide where it logs in (A1). Null for the operator. */
    temporaryBy: integer('temporary_by').references((): AnySQLiteColumn => users.id),
    homeOrganizationId: integer('home_organization_id')
      .notNull()
      .references(() => organizations.id),
    createdAt: integer('created_at').notNull(),
    lastLoginAt: integer('last_login_at'),
    /** The agreement accepted last (L3): the digest of its text, and when. Every acceptance stands in `acceptances`. */
    agreementVersion: words('agreement_version'),
    agreementAt: integer('agreement_at'),
    /** The instant at which the user last confirmed the address on file (L4). */
    emailConfirmedAt: integer('email_confirmed_at'),
    /** The instant at which the three questions were chosen; none are on file while it is null (L5). */
    questionsSetAt: integer('questions_set_at'),
    /** The one of the three questions, 1 to 3, that every link asks until they change (L12). */
    questionAsked: integer('question_asked'),
    lockedAt: integer('locked_at'),
    inactiveAt: integer('inactive_at'),
    inactiveWhy: text('inactive_why', { enum: ['', 'unused', 'deactivated'] })
      .notNull()
      .default(''),
    reactivatedAt: integer('reactivated_at'),
    /** The beginning of the period of non-use that a reminder was sent for (L9): one reminder per period. */
    remindedFor: integer('reminded_for'),
    /** Planted for trying the product: its days count from the last start. */
    demonstration: flag('demonstration'),
  },
  (t) => [unique('user_names').on(t.id, t.username), check('username_given', sql`${t.username} <> ''`)],
);

/** One account, a role per organization; the username is unique within each (A1). */
export const memberships = sqliteTable(
  'memberships',
  {
    userId: integer('user_id').notNull(),
    username: text('username').notNull(),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    role: text('role', { enum: ['view only', 'typical user', 'administrator', 'help desk'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.organizationId] }),
    unique('username_in_organization').on(t.organizationId, t.username),
    foreignKey({ columns: [t.userId, t.username], foreignColumns: [users.id, users.username] }).onUpdate('cascade'),
    check('role_known', sql`${t.role} in ('view only', 'typical user', 'administrator', 'help desk')`),
  ],
);

/** Lucia's sessions. The id is the SHA-256 of the cookie's token: a copy of this table logs nobody in. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    expiresAt: integer('expires_at').notNull(),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    /**
     * The instant at which the password was last typed in this session: changes of the account ask for it again after a
     * while.
     */
    passwordAt: integer('password_at').notNull(),
    /** The browser that it was begun in: the SHA-256 of its cookie. */
    browser: text('browser'),
    /** The name of that browser and its network address, for the user to tell their sessions apart (L8). */
    browserName: words('browser_name'),
    address: words('address'),
    /** Set when it ended. It is remembered for some days: a form that was shown in it may still arrive (L16). */
    endedAt: integer('ended_at'),
    endedWhy: text('ended_why', { enum: ['idle', 'logout', 'ended'] }),
  },
  (t) => [
    index('sessions_of_user').on(t.userId),
    index('sessions_by_expiry').on(t.expiresAt),
    index('sessions_of_browser').on(t.browser, t.endedAt).where(sql`browser is not null`),
  ],
);

/** The last five passwords, none of which may be used again (L7). */
export const formerPasswords = sqliteTable(
  'former_passwords',
  {
    id: id(),
    userId: userOf(),
    passwordHash: text('password_hash').notNull(),
    setAt: integer('set_at').notNull(),
  },
  (t) => [index('former_passwords_of_user').on(t.userId, t.setAt)],
);

/** The text of the agreement that a user accepted, and the instant (L3). Append only. */
export const acceptances = sqliteTable(
  'acceptances',
  { id: id(), userId: userOf(), version: text('version').notNull(), at: integer('at').notNull() },
  (t) => [index('acceptances_of_user').on(t.userId)],
);

/** Three security questions, their answers hashed (L5). */
export const securityAnswers = sqliteTable(
  'security_answers',
  {
    userId: userOf(),
    position: integer('position').notNull(),
    question: text('question').notNull(),
    answerHash: text('answer_hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.position] }),
    unique('questions_differ').on(t.userId, t.question),
    check('three_questions', sql`${t.position} between 1 and 3`),
  ],
);

/**
 * The wrong answers to the question asked since the last right one, across links (L12): the same one again is no other
 * row. The digest is made with a key kept outside the database, since a wrong answer may be nearly the right one.
 */
export const wrongAnswers = sqliteTable(
  'wrong_answers',
  { userId: userOf(), digest: text('digest').notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.digest] })],
);

/** One-time links of mails (L4, L11). The id is the SHA-256 of the token: a copy of this table opens nothing. */
export const links = sqliteTable(
  'links',
  {
    id: text('id').primaryKey(),
    userId: userOf(),
    kind: text('kind', { enum: ['reset', 'email'] }).notNull(),
    /** For an email link: the new address. */
    email: words('email'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** For a reset link: when its security question was answered. */
    answeredAt: integer('answered_at'),
    usedAt: integer('used_at'),
    /** For a reset link: the browser that used it, by the digest of what its right answer left there (L13). */
    usedBy: words('used_by'),
  },
  (t) => [index('links_of_user').on(t.userId, t.kind), index('links_by_expiry').on(t.expiresAt)],
);

/**
 * Browsers that a user logged in from: others' failures do not hold them up (L14). The id is the SHA-256 of a cookie.
 */
export const knownBrowsers = sqliteTable(
  'known_browsers',
  { id: text('id').notNull(), userId: userOf(), lastLoginAt: integer('last_login_at').notNull() },
  (t) => [primaryKey({ columns: [t.id, t.userId] }), index('known_browsers_by_age').on(t.lastLoginAt)],
);
