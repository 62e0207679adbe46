// The tables. Days are ISO text (YYYY-MM-DD), instants are epoch milliseconds, codes are the ones of src/domain.
// Types and expressions are those that SQLite and PostgreSQL share, so that a large region can move later.
import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

const id = () => integer('id').primaryKey({ autoIncrement: true });
const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);
const words = (name: string) => text(name).notNull().default('');

export const organizations = sqliteTable(
  'organizations',
  {
    id: id(),
    code: text('code').notNull().unique(),
    name: text('name').notNull(),
    type: text('type', { enum: ['provider', 'public health', 'school', 'help desk'] }).notNull(),
    region: words('region'),
    active: integer('active', { mode: 'boolean' }).notNull().default(true),
  },
  (t) => [
    check('organization_code_given', sql`${t.code} <> ''`),
    check('organization_type_known', sql`${t.type} in ('provider', 'public health', 'school', 'help desk')`),
  ],
);

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
    homeOrganizationId: integer('home_organization_id')
      .notNull()
      .references(() => organizations.id),
    createdAt: integer('created_at').notNull(),
    lastLoginAt: integer('last_login_at'),
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
  },
  (t) => [index('sessions_of_user').on(t.userId), index('sessions_by_expiry').on(t.expiresAt)],
);

/** An address: the client's own, a contact's, or a former one. */
const addressColumns = () => ({
  street: words('street'),
  otherAddress: words('other_address'),
  poBox: words('po_box'),
  city: words('city'),
  state: words('state'),
  zip: words('zip'),
  county: words('county'),
  country: words('country'),
});

/** The record. Its own address is that of the Self contact (C16), which has no row of its own. The id is the MIIC ID. */
export const clients = sqliteTable(
  'clients',
  {
    id: id(),
    lastName: text('last_name').notNull(),
    firstName: words('first_name'),
    middleName: words('middle_name'),
    nameSuffix: words('name_suffix'),
    motherMaidenLast: words('mother_maiden_last'),
    motherFirst: words('mother_first'),
    gender: text('gender', { enum: ['M', 'F', 'U'] })
      .notNull()
      .default('U'),
    birthDate: text('birth_date').notNull(),
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
  },
  (t) => [
    index('clients_by_phone').on(t.phone).where(sql`phone <> ''`),
    index('clients_by_mother_maiden').on(t.motherMaidenKey, t.motherFirstKey).where(sql`mother_maiden_key <> ''`),
    index('clients_by_mother_first').on(t.motherFirstKey).where(sql`mother_first_key <> ''`),
    check('last_name_given', sql`${t.lastName} <> ''`),
    check('gender_known', sql`${t.gender} in ('M', 'F', 'U')`),
    check('birth_date_iso', sql`${t.birthDate} like '____-__-__'`),
  ],
);

/** Every name a client is found by: the one in use (alias null) and the former ones. Written with the record. */
export const clientNames = sqliteTable(
  'client_names',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    aliasId: integer('alias_id').references(() => aliases.id),
    lastKey: text('last_key').notNull(),
    firstKey: text('first_key').notNull(),
    middleKey: text('middle_key').notNull(),
    birthDate: text('birth_date').notNull(),
  },
  (t) => [
    index('names_of_client').on(t.clientId),
    index('names_by_last').on(t.lastKey, t.firstKey, t.birthDate),
    index('names_by_first').on(t.firstKey, t.lastKey),
    index('names_by_birth_date').on(t.birthDate, t.lastKey),
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

/** What one organization keeps about a client (C11). */
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

/** Who changed which field from what to what, when and for whom (C23). Also what a merge reads. */
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
    part: text('part', { enum: ['client', 'contact', 'comment', 'enrolment', 'immunization', 'verified'] }).notNull(),
    row: integer('row'),
    field: text('field').notNull(),
    before: text('before'),
    after: text('after'),
  },
  (t) => [index('changes_of_client').on(t.clientId, t.revision)],
);

/** What a user typed into a client's form and has not saved (C20). */
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
  (t) => [primaryKey({ columns: [t.userId, t.clientId, t.organizationId] })],
);

/** A posted search behind its opaque address (X6). */
export const searches = sqliteTable(
  'searches',
  {
    id: text('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    /** Where a hit leads: the client form or the immunization history. */
    leadsTo: text('leads_to', { enum: ['clients', 'immunizations'] }).notNull(),
    criteria: text('criteria').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('searches_by_age').on(t.createdAt)],
);

export const announcements = sqliteTable('announcements', {
  id: id(),
  date: text('date').notNull(),
  title: text('title').notNull(),
  body: words('body'),
  activeFrom: text('active_from').notNull(),
  activeTo: text('active_to'),
});

/** Who did what (A6). Append only. No names, dates of birth or typed values. */
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
  },
  (t) => [
    index('audit_of_client').on(t.clientId, t.at).where(sql`client_id is not null`),
    index('audit_of_user').on(t.userId, t.at),
  ],
);
