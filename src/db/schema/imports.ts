// Files that people bring to take rows of, what is wrong with their rows, and what an organization's columns mean.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { organizations, users } from './accounts.js';
import { id, words } from './columns.js';

/** A file that was sent to import from (A5): it lies in the data folder, in UTF-8, as long as its row is here. */
export const imports = sqliteTable(
  'imports',
  {
    id: id(),
    kind: text('kind', { enum: ['clients', 'contacts', 'comments', 'immunizations'] }).notNull(),
    /** The organization whose the rows are to be. */
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    /** The name that it had where it was sent from. */
    fileName: text('file_name').notNull(),
    /** The name in the data folder: nothing of the other one. */
    file: text('file').notNull(),
    bytes: integer('bytes').notNull(),
    note: words('note'),
    delimiter: text('delimiter').notNull(),
    /** JSON: the beginning of the file, as far as its columns are chosen by it (db/imports/imports.ts). */
    head: text('head').notNull(),
    /** JSON: the field of each column, empty for one that is left out; null until they are chosen. */
    columns: text('columns'),
    /** True if the first line has the names of the columns. */
    hasHeaders: integer('has_headers', { mode: 'boolean' }).notNull().default(true),
    /** The jobs that were ordered: they are kept for longer. */
    checkJob: integer('check_job'),
    takeJob: integer('take_job'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [index('imports_by_age').on(t.updatedAt), index('imports_of_organization').on(t.organizationId, t.id)],
);

/** A row of a file that a job did not take: found when it was checked (by the number of that job), or when it was imported. */
export const importProblems = sqliteTable(
  'import_problems',
  {
    jobId: integer('job_id').notNull(),
    line: integer('line').notNull(),
    /** Where it stands in the file. */
    offset: integer('offset').notNull(),
    bytes: integer('bytes').notNull(),
    result: text('result', { enum: ['refused', 'put aside'] }).notNull(),
    /** JSON: the fields by their labels, each with the sentence. */
    reasons: text('reasons').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.line] }), index('import_problems_by_age').on(t.at)],
);

/** What the columns of an organization's files mean that the headers do not say: by a digest of the header, not by its words. */
export const importColumns = sqliteTable(
  'import_columns',
  {
    organizationId: integer('organization_id')
      .notNull()
      .references(() => organizations.id),
    kind: text('kind', { enum: ['clients', 'contacts', 'comments', 'immunizations'] }).notNull(),
    header: text('header').notNull(),
    /** Empty where the column is left out. */
    field: text('field').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.kind, t.header] }), index('import_columns_by_age').on(t.at)],
);
