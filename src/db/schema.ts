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
    /** The agreement accepted last (L3): the digest of its text, and when. Every acceptance stands in `acceptances`. */
    agreementVersion: words('agreement_version'),
    agreementAt: integer('agreement_at'),
    /** When the user last said that the address on file is right (L4). */
    emailConfirmedAt: integer('email_confirmed_at'),
    /** When the three questions were chosen; none are on file while it is null (L5). */
    questionsSetAt: integer('questions_set_at'),
    /** Which of the three, 1 to 3, is asked on every link until they change (L12). */
    questionAsked: integer('question_asked'),
    /** Wrong answers since the last right one, across links (L12). */
    wrongAnswers: integer('wrong_answers').notNull().default(0),
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

const userOf = () =>
  integer('user_id')
    .notNull()
    .references(() => users.id);

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
    /** When the password was last typed in this session: what changes the account asks for it again after a while. */
    passwordAt: integer('password_at').notNull(),
    /** Set when its time is over. It is kept for a day, so that its user comes back to the same page (L16). */
    endedAt: integer('ended_at'),
  },
  (t) => [index('sessions_of_user').on(t.userId), index('sessions_by_expiry').on(t.expiresAt)],
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

/** Which text of the agreement a user accepted, and when (L3). Append only. */
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
  },
  (t) => [index('links_of_user').on(t.userId, t.kind), index('links_by_expiry').on(t.expiresAt)],
);

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
  },
  (t) => [
    index('outbox_due').on(t.nextAt).where(sql`sent_at is null and dead_at is null`),
    index('outbox_dead').on(t.deadAt).where(sql`dead_at is not null`),
  ],
);

/** Browsers that a user logged in from: others' failures do not hold them up (L14). The id is the SHA-256 of a cookie. */
export const knownBrowsers = sqliteTable(
  'known_browsers',
  { id: text('id').notNull(), userId: userOf(), lastLoginAt: integer('last_login_at').notNull() },
  (t) => [primaryKey({ columns: [t.id, t.userId] })],
);

/** Forms that arrived after the session had ended, kept for the same user to send again (L16). */
export const interruptions = sqliteTable(
  'interruptions',
  {
    id: text('id').primaryKey(),
    userId: userOf(),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    path: text('path').notNull(),
    /** The form as it was sent, without passwords and answers. */
    body: text('body').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('interruptions_by_age').on(t.at)],
);

/** Leaps of the wall clock by over a day while the server ran: inactivations wait until one is confirmed (L9). */
export const clockLeaps = sqliteTable('clock_leaps', {
  id: id(),
  at: integer('at').notNull(),
  leapMs: integer('leap_ms').notNull(),
  settledAt: integer('settled_at'),
  settledBy: integer('settled_by').references(() => users.id),
});

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

/** Each name of anybody, folded to its key, once: what a misspelt name is held against. */
export const nameWords = sqliteTable('name_words', { id: id(), key: text('key').notNull().unique() });

/** The numbers that a name is found by when misspelt (formsOf in domain/similarity). */
export const nameForms = sqliteTable(
  'name_forms',
  {
    form: integer('form').notNull(),
    wordId: integer('word_id')
      .notNull()
      .references(() => nameWords.id),
  },
  (t) => [primaryKey({ columns: [t.form, t.wordId] })],
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
    lastId: integer('last_id')
      .notNull()
      .references(() => nameWords.id),
    firstId: integer('first_id')
      .notNull()
      .references(() => nameWords.id),
    middleKey: text('middle_key').notNull(),
    birthDate: text('birth_date').notNull(),
    /** A part of a compound name instead of the whole: JONES of SMITH-JONES. */
    isPart: flag('is_part'),
  },
  (t) => [
    index('names_of_client').on(t.clientId),
    index('names_by_last').on(t.lastId, t.firstId, t.birthDate),
    index('names_by_first').on(t.firstId, t.lastId),
    index('names_by_birth_date').on(t.birthDate, t.lastId, t.firstId),
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

/** A dose that was given (I3 to I5). Owned by the organization that entered it. A deleted one stays, with its history. */
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
    amount: words('amount'),
    unit: words('unit'),
    site: words('site'),
    route: words('route'),
    orderedBy: words('ordered_by'),
    administeredBy: words('administered_by'),
    source: text('source').notNull(),
    funding: words('funding'),
    /** Names the submit that it came with and the line in it: the same form sent again is not recorded twice. */
    sentAs: text('sent_as').unique(),
    revision: integer('revision').notNull().default(1),
    updatedAt: integer('updated_at').notNull(),
    deletedAt: integer('deleted_at'),
  },
  (t) => [
    index('immunizations_of_client').on(t.clientId, t.givenOn),
    check('given_on_iso', sql`${t.givenOn} like '____-__-__'`),
    check('vaccine_given', sql`${t.cvx} <> ''`),
  ],
);

/** A visit that a user typed into Add Immunization and has not saved. */
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
    /** JSON: the form as typed. */
    typed: text('typed').notNull(),
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
    /** JSON: what was found, best first, as pairs of a client and the alias that matched (0 for none); null for too many. */
    hits: text('hits'),
    /** JSON: what was typed to enter a new client after this search, and the answers given about duplicates (C3). */
    entry: words('entry'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('searches_by_age').on(t.createdAt)],
);

/** The form of a new client that was saved, by the key it was shown with: sent again, it enters nobody twice. */
export const entries = sqliteTable('entries', {
  key: text('key').primaryKey(),
  userId: integer('user_id')
    .notNull()
    .references(() => users.id),
  clientId: integer('client_id')
    .notNull()
    .references(() => clients.id),
  at: integer('at').notNull(),
});

/** Two records that may be one person (C3), the lower MIIC ID first, and what people said about them. */
export const duplicates = sqliteTable(
  'duplicates',
  {
    id: id(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    otherId: integer('other_id')
      .notNull()
      .references(() => clients.id),
    surely: flag('surely'),
    score: integer('score').notNull(),
    /** Why, in words that name no value. */
    reasons: text('reasons').notNull(),
    foundAt: integer('found_at').notNull(),
    foundBy: integer('found_by').references(() => users.id),
    foundFor: integer('found_for').references(() => organizations.id),
    /** What the person who entered said, where the other record was theirs to see. */
    answer: text('answer', { enum: ['another person'] }),
    /** What the help desk decided. */
    decision: text('decision', { enum: ['same person', 'different people'] }),
    decidedAt: integer('decided_at'),
    decidedBy: integer('decided_by').references(() => users.id),
  },
  (t) => [
    unique('pair_once').on(t.clientId, t.otherId),
    index('duplicates_of_other').on(t.otherId),
    index('duplicates_to_decide').on(t.id).where(sql`decision is null`),
    check('lower_first', sql`${t.clientId} < ${t.otherId}`),
    check('decided_by_somebody', sql`(${t.decision} is null) = (${t.decidedAt} is null)`),
  ],
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
