// Doses given, and visits being typed.
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { organizations, users } from './accounts.js';
import { clients } from './clients.js';
import { id, words } from './columns.js';

/**
 * The lots that an organization has in stock (I5), as it keeps the list itself: nobody else sees it. A removed one stays,
 * for the doses that were given from it.
 */
export const lots = sqliteTable(
  'lots',
  {
    id: id(),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    cvx: text('cvx').notNull(),
    tradeName: words('trade_name'),
    mvx: words('mvx'),
    lot: text('lot').notNull(),
    /** The last day on which it is good, in ISO. */
    expiresOn: text('expires_on').notNull(),
    /** The doses left. */
    doses: integer('doses').notNull(),
    revision: integer('revision').notNull().default(1),
    updatedAt: integer('updated_at').notNull(),
    removedAt: integer('removed_at'),
  },
  (t) => [
    uniqueIndex('lots_in_stock').on(t.organizationId, t.cvx, t.tradeName, t.lot).where(sql`${t.removedAt} is null`),
    check('lot_expires_on_iso', sql`${t.expiresOn} like '____-__-__'`),
    check('doses_left', sql`${t.doses} >= 0`),
  ],
);

/**
 * A dose that was given (I3 to I5). Owned by the organization that entered it. A deleted one stays, with its history.
 */
export const immunizations = sqliteTable(
  'immunizations',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    givenOn: text('given_on').notNull(),
    cvx: text('cvx').notNull(),
    tradeName: words('trade_name'),
    mvx: words('mvx'),
    lot: words('lot'),
    /** The last day on which the lot is good, in ISO. */
    lotExpiresOn: words('lot_expires_on'),
    amount: words('amount'),
    unit: words('unit'),
    site: words('site'),
    route: words('route'),
    orderedBy: words('ordered_by'),
    administeredBy: words('administered_by'),
    source: text('source').notNull(),
    funding: words('funding'),
    /** Why it was given although it was asked about: it would not count, or something on file speaks against it. */
    reason: words('reason'),
    /** The edition of the Vaccine Information Statement that was handed out, in ISO. */
    visOn: words('vis_on'),
    reaction: words('reaction'),
    /** The lot in stock that it was counted from: it is given back when the dose is deleted or was of another one. */
    lotId: integer('lot_id').references(() => lots.id),
    /** Names the submit that it came with and the line in it: the same form sent again is not recorded twice. */
    sentAs: text('sent_as').unique(),
    revision: integer('revision').notNull().default(1),
    updatedAt: integer('updated_at').notNull(),
    deletedAt: integer('deleted_at'),
  },
  (t) => [
    index('immunizations_from_stock')
      .on(t.organizationId, t.givenOn)
      .where(sql`${t.source} = '00' and ${t.deletedAt} is null`),
    index('immunizations_of_client').on(t.clientId, t.givenOn),
    check('given_on_iso', sql`${t.givenOn} like '____-__-__'`),
    check('vaccine_given', sql`${t.cvx} <> ''`),
  ],
);

/**
 * A visit that a user typed into Add Immunization and has not saved: one for each window that it was typed in (C21).
 */
export const visitDrafts = sqliteTable(
  'visit_drafts',
  {
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    /** Names the form on its page: each page that shows it has another one. */
    window: text('window').notNull(),
    /** JSON: the form as typed. */
    typed: text('typed').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.clientId, t.organizationId, t.window] }),
    index('visit_drafts_by_age').on(t.updatedAt),
  ],
);
