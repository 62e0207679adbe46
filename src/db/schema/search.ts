// Indexes to find clients by, and pairs that may be one person.
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { organizations, users } from './accounts.js';
import { aliases, clients } from './clients.js';
import { flag, id, words } from './columns.js';

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
    /** The screen that a hit leads to: the client form or the immunization history. */
    leadsTo: text('leads_to', { enum: ['clients', 'immunizations'] }).notNull(),
    criteria: text('criteria').notNull(),
    /**
     * JSON: what was found, best first, as pairs of a client and the alias that matched (0 for none); null for too
     * many.
     */
    hits: text('hits'),
    /** JSON: what was typed to enter a new client after this search, and the answers given about duplicates (C3). */
    entry: words('entry'),
    /** The instant of the last typing; null once the client is entered, and if nothing was typed. */
    typedAt: integer('typed_at'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('searches_by_age').on(t.createdAt),
    index('clients_being_entered').on(t.userId).where(sql`typed_at is not null`),
  ],
);

/** The form of a new client that was saved, by the key it was shown with: sent again, it enters nobody twice. */
export const entries = sqliteTable(
  'entries',
  {
    key: text('key').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    at: integer('at').notNull(),
  },
  (t) => [index('entries_by_age').on(t.at)],
);

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
    /** The reasons, in words that name no value. */
    reasons: text('reasons').notNull(),
    foundAt: integer('found_at').notNull(),
    foundBy: integer('found_by').references(() => users.id),
    foundFor: integer('found_for').references(() => organizations.id),
    /** The answer of the person who entered the record, if they could see the other one. */
    answer: text('answer', { enum: ['another person'] }),
    /** The decision of the help desk. */
    decision: text('decision', { enum: ['same person', 'different people'] }),
    decidedAt: integer('decided_at'),
    decidedBy: integer('decided_by').references(() => users.id),
  },
  (t) => [
    unique('pair_once').on(t.clientId, t.otherId),
    index('duplicates_of_other').on(t.otherId),
    index('duplicates_to_decide').on(sql`score desc`, t.id).where(sql`decision is null`),
    check('lower_first', sql`${t.clientId} < ${t.otherId}`),
    check('decided_by_somebody', sql`(${t.decision} is null) = (${t.decidedAt} is null)`),
  ],
);

/**
 * A row of an import that may be somebody on file (C3): put aside, neither joined nor entered, until a person decides.
 */
export const asides = sqliteTable(
  'asides',
  {
    id: id(),
    kind: text('kind', { enum: ['client', 'immunization'] }).notNull(),
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    /** A hash of the row's values, to know the same row in a second run of the file. */
    digest: text('digest').notNull(),
    /** JSON: the row as the import read it. */
    row: text('row').notNull(),
    foundAt: integer('found_at').notNull(),
    decision: text('decision', { enum: ['same person', 'different people'] }),
    /** The client that the row belongs to, once that is decided. */
    clientId: integer('client_id').references(() => clients.id),
    decidedAt: integer('decided_at'),
    decidedBy: integer('decided_by').references(() => users.id),
  },
  (t) => [
    unique('row_aside_once').on(t.organizationId, t.kind, t.digest),
    index('asides_to_decide').on(t.id).where(sql`decision is null`),
    check('aside_decided_by_somebody', sql`(${t.decision} is null) = (${t.decidedAt} is null)`),
  ],
);

/** The clients that a row put aside may belong to, with the reasons. */
export const asideCandidates = sqliteTable(
  'aside_candidates',
  {
    asideId: integer('aside_id')
      .notNull()
      .references(() => asides.id),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    score: integer('score').notNull(),
    /** The reasons, in words that name no value. */
    reasons: text('reasons').notNull(),
  },
  (t) => [primaryKey({ columns: [t.asideId, t.clientId] }), index('asides_of_client').on(t.clientId)],
);

/** Data that code made anew after a migration, since SQL could not: once for each name. */
export const refills = sqliteTable('refills', { name: text('name').primaryKey() });
