// The record of a client and what belongs to it.
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { organizations, users } from './accounts.js';
import { addressColumns, flag, id, words } from './columns.js';

/**
 * The record. Its own address is that of the Self contact (C16), which has no row of its own. The id is the MIIC ID.
 */
export const clients = sqliteTable(
  'clients',
  {
    id: id(),
    lastName: text('last_name').notNull(),
    firstName: words('first_name'),
    middleName: words('middle_name'),
    nameSuffix: words('name_suffix'),
    preferredName: words('preferred_name'),
    motherMaidenLast: words('mother_maiden_last'),
    motherFirst: words('mother_first'),
    gender: text('gender', { enum: ['M', 'F', 'U'] })
      .notNull()
      .default('U'),
    birthDate: text('birth_date').notNull(),
    /** Y, N or nothing (HL7 PID-24); and as which of them (PID-25). */
    multipleBirth: words('multiple_birth'),
    birthOrder: words('birth_order'),
    birthCountry: words('birth_country'),
    /** CDC race codes, sorted, one space between. */
    race: words('race'),
    ethnicity: words('ethnicity'),
    ...addressColumns(),
    undeliverable: flag('undeliverable'),
    addressUpdatedOn: text('address_updated_on'),
    /** Ten digits of the North American plan, or as it came from an old record. */
    phone: words('phone'),
    extension: words('extension'),
    email: words('email'),
    notices: integer('notices', { mode: 'boolean' }).notNull().default(true),
    birthCertificate: words('birth_certificate'),
    /** Set while the record is flagged as deceased (C12): no organization finds or opens it. */
    deceasedAt: integer('deceased_at'),
    deathDate: text('death_date'),
    /** The organization that holds the lock (C13). */
    lockedBy: integer('locked_by').references(() => organizations.id),
    /** Counts saves; forms carry it, and a save merges what happened since. */
    revision: integer('revision').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    updatedBy: integer('updated_by').references(() => users.id),
    updatedFor: integer('updated_for')
      .notNull()
      .references(() => organizations.id),
    motherMaidenKey: words('mother_maiden_key'),
    motherFirstKey: words('mother_first_key'),
    birthCertificateKey: words('birth_certificate_key'),
  },
  (t) => [
    // For the help desk's list of them.
    index('clients_restricted').on(t.id).where(sql`deceased_at is not null or locked_by is not null`),
    // For the household of a record.
    index('clients_by_street').on(sql`upper(street)`, t.zip).where(sql`street <> ''`),
    index('clients_by_phone').on(t.phone).where(sql`phone <> ''`),
    index('clients_by_mother_maiden').on(t.motherMaidenKey, t.motherFirstKey).where(sql`mother_maiden_key <> ''`),
    index('clients_by_mother_first').on(t.motherFirstKey).where(sql`mother_first_key <> ''`),
    index('clients_by_birth_certificate').on(t.birthCertificateKey).where(sql`birth_certificate_key <> ''`),
    check('last_name_given', sql`${t.lastName} <> ''`),
    check('gender_known', sql`${t.gender} in ('M', 'F', 'U')`),
    check('birth_date_iso', sql`${t.birthDate} like '____-__-__'`),
  ],
);

/** A former name or birth date, also known as (C5). */
export const aliases = sqliteTable(
  'aliases',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    lastName: text('last_name').notNull(),
    firstName: words('first_name'),
    middleName: words('middle_name'),
    birthDate: text('birth_date').notNull(),
    untilAt: integer('until_at').notNull(),
  },
  (t) => [unique('alias_once').on(t.clientId, t.lastName, t.firstName, t.birthDate)],
);

export const formerAddresses = sqliteTable(
  'former_addresses',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    contactId: integer('contact_id').references(() => contacts.id),
    ...addressColumns(),
    undeliverable: flag('undeliverable'),
    fromOn: text('from_on'),
    untilOn: text('until_on').notNull(),
  },
  (t) => [index('former_addresses_of_client').on(t.clientId)],
);

export const contacts = sqliteTable(
  'contacts',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    lastName: words('last_name'),
    firstName: words('first_name'),
    middleName: words('middle_name'),
    relationship: text('relationship').notNull(),
    phone: words('phone'),
    extension: words('extension'),
    email: words('email'),
    ...addressColumns(),
    notices: flag('notices'),
    /** The client's primary address (C16): one contact at most; when none, it is the client's own. */
    isPrimary: flag('is_primary'),
    undeliverable: flag('undeliverable'),
    addressUpdatedOn: text('address_updated_on'),
    /** Minted when the row was begun: the same row sent twice is one row. */
    entryKey: words('entry_key'),
    deletedAt: integer('deleted_at'),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('contacts_of_client').on(t.clientId),
    uniqueIndex('contact_entered_once').on(t.clientId, t.entryKey).where(sql`entry_key <> ''`),
    index('primary_contacts_by_street')
      .on(sql`upper(street)`, t.zip)
      .where(sql`is_primary = 1 and deleted_at is null and street <> ''`),
    uniqueIndex('one_primary_contact').on(t.clientId).where(sql`is_primary = 1 and deleted_at is null`),
    check('self_is_the_client', sql`${t.relationship} <> 'SEL'`),
  ],
);

export const comments = sqliteTable(
  'comments',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    code: text('code').notNull(),
    appliesOn: text('applies_on').notNull(),
    reason: words('reason'),
    entryKey: words('entry_key'),
    deletedAt: integer('deleted_at'),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('comments_of_client').on(t.clientId),
    uniqueIndex('comment_entered_once').on(t.clientId, t.entryKey).where(sql`entry_key <> ''`),
    check('applies_on_iso', sql`${t.appliesOn} like '____-__-__'`),
  ],
);

/** Conditions that change what is due (F1). An open day is empty. */
export const conditions = sqliteTable(
  'conditions',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    code: text('code').notNull(),
    fromOn: words('from_on'),
    untilOn: words('until_on'),
    entryKey: words('entry_key'),
    deletedAt: integer('deleted_at'),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('conditions_of_client').on(t.clientId),
    uniqueIndex('condition_entered_once').on(t.clientId, t.entryKey).where(sql`entry_key <> ''`),
    check('from_on_iso', sql`${t.fromOn} = '' or ${t.fromOn} like '____-__-__'`),
    check('until_on_iso', sql`${t.untilOn} = '' or ${t.untilOn} like '____-__-__'`),
  ],
);

/** The data that one organization keeps about a client (C11). */
export const enrolments = sqliteTable(
  'enrolments',
  {
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    chartNumber: words('chart_number'),
    chartKey: words('chart_key'),
    status: text('status', { enum: ['A', 'I', 'P'] })
      .notNull()
      .default('A'),
    statusReason: words('status_reason'),
    reminder: integer('reminder', { mode: 'boolean' }).notNull().default(true),
    schedule: text('schedule').notNull().default('ACIP'),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clientId, t.organizationId] }),
    index('clients_by_chart_number').on(t.organizationId, t.chartKey).where(sql`chart_key <> ''`),
    check('status_known', sql`${t.status} in ('A', 'I', 'P')`),
  ],
);

/** Every change of a field: from which value to which, when, by whom and for whom (C23). Merges read it too. */
export const changes = sqliteTable(
  'changes',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    revision: integer('revision').notNull(),
    at: integer('at').notNull(),
    userId: integer('user_id').references(() => users.id),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    /** client, contact, comment or enrolment; row names which of them. */
    part: text('part', {
      enum: ['client', 'contact', 'comment', 'condition', 'enrolment', 'immunization', 'verified'],
    }).notNull(),
    row: integer('row'),
    field: text('field').notNull(),
    before: text('before'),
    after: text('after'),
  },
  (t) => [
    index('changes_of_client').on(t.clientId, t.revision),
    // Found without reading through a long history (C24).
    index('verifications_of_client').on(t.clientId, t.revision).where(sql`part = 'verified'`),
  ],
);

/** The values that a user typed into a client's form and has not saved (C20). */
export const drafts = sqliteTable(
  'drafts',
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
    /** The revision that the typing began from. */
    revision: integer('revision').notNull(),
    /** JSON of domain/draft.ts: what differs from that revision, as typed. */
    body: text('body').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.clientId, t.organizationId] }), index('drafts_by_age').on(t.updatedAt)],
);
