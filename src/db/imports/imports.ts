import { createHash } from 'node:crypto';
import { and, desc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { type ChosenColumns, columnFaults, guessColumns, looksLikeRow } from '../../exchange/csv/columns.js';
import type { Place } from '../../exchange/csv/pieces.js';
import { letters } from '../../exchange/csv/table.js';
import type { Reader, Tx } from '../engine/database.js';
import { inTurn } from '../engine/in-turn.js';
import { type Job, orderJob } from '../operations/jobs.js';
import { organizations, users } from '../schema/accounts.js';
import { importColumns, importProblems, imports } from '../schema/imports.js';
import { jobs } from '../schema/operations.js';
import type { ImportState } from './import-job.js';
import { type ImportKindName, importKinds } from './kinds.js';

/** The beginning of a file: where its first record stands, and the first ones. */
export type FileHead = {
  readonly place: Place;
  /** Where the record after the first begins. */
  readonly body: Place;
  readonly rows: readonly (readonly string[])[];
};

/** A file that arrived, and what its rows are. */
type Arrived = {
  readonly kind: ImportKindName;
  readonly fileName: string;
  readonly file: string;
  readonly bytes: number;
  readonly note: string;
  readonly delimiter: string;
  readonly head: FileHead;
};

/** Whose imports: the viewer's organization's; for the help desk every organization's. */
export type Scope = { readonly everyOrganization: boolean };

type Who = Pick<Viewer, 'userId' | 'organization'>;

/** A file that somebody brought, with its jobs. */
export type Import = Omit<typeof imports.$inferSelect, 'head' | 'columns'> & {
  readonly head: FileHead;
  readonly columns: ChosenColumns;
  readonly isChosen: boolean;
  readonly organization: string;
  readonly user: { readonly firstName: string; readonly lastName: string };
  readonly check: Job | undefined;
  readonly take: Job | undefined;
};

/**
 * Keeps a file that arrived, for an organization; where its headers say what each column is, the check of its rows is ordered
 * at once. Answers its number.
 * @param who the user, acting for the organization whose the rows are to be
 */
export async function keepImport(tx: Tx, who: Who, arrived: Arrived, at: number): Promise<number> {
  const { head, ...row } = arrived;
  const [first = []] = head.rows;
  const columns = await guess(tx, who, arrived.kind, head, true);
  const isRow = columns.every((field) => !field) && looksLikeRow(first);
  const { id } = await tx
    .insert(imports)
    .values({
      ...row,
      organizationId: who.organization.id,
      userId: who.userId,
      head: JSON.stringify(head),
      hasHeaders: !isRow,
      createdAt: at,
      updatedAt: at,
    })
    .returning({ id: imports.id })
    .get();
  const { faults, message } = columnFaults(columns, importKinds[arrived.kind].rows.columns);
  if (faults.size === 0 && !message) await orderCheck(tx, who, { id, head, bytes: row.bytes }, columns, true, at);
  return id;
}

/** What each column of a file is, as far as its headers say, or somebody of the organization said before. */
async function guess(
  db: Reader | Tx,
  who: Who,
  kind: ImportKindName,
  head: FileHead,
  hasHeaders: boolean,
): Promise<ChosenColumns> {
  const [first = [], ...rest] = head.rows;
  const said = new Map(
    (
      await db
        .select()
        .from(importColumns)
        .where(and(eq(importColumns.organizationId, who.organization.id), eq(importColumns.kind, kind)))
        .all()
    ).map(({ header, field }) => [header, field]),
  );
  return guessColumns(
    hasHeaders ? first : first.map(() => ''),
    importKinds[kind].rows.columns,
    (column) => hasHeaders && rest.every((cells) => !(cells[column] ?? '').trim()),
    (column) => said.get(headerKey(first, column, hasHeaders)),
  );
}

/** A header as it is remembered: a file without one begins with a person. */
const headerKey = (first: readonly string[], column: number, hasHeaders: boolean): string =>
  createHash('sha256')
    .update(hasHeaders ? `header ${letters(first[column] ?? '') || column}` : `column ${column} of ${first.length}`)
    .digest('base64url');

const beginning = ({ userId }: Who, importId: number, from: Place): ImportState => ({
  ...{ importId, userId, offset: from.offset, line: from.line, read: 0, counts: {}, sample: [], resumed: [] },
});

async function orderCheck(
  tx: Tx,
  who: Who,
  { id, head, bytes }: { readonly id: number; readonly head: FileHead; readonly bytes: number },
  columns: ChosenColumns,
  hasHeaders: boolean,
  at: number,
): Promise<void> {
  const from = hasHeaders ? head.body : head.place;
  const state = beginning(who, id, from);
  const checkJob = await orderJob(tx, who, { kind: 'check import', state, total: bytes }, at);
  await tx
    .update(imports)
    .set({ columns: JSON.stringify(columns), hasHeaders, checkJob, updatedAt: at })
    .where(eq(imports.id, id))
    .run();
}

/** Orders the check of a file whose columns somebody has chosen, and remembers them. False once it is being imported. */
export async function chooseColumns(
  tx: Tx,
  who: Who,
  id: number,
  chosen: { readonly columns: ChosenColumns; readonly hasHeaders: boolean },
  at: number,
): Promise<boolean> {
  const found = await tx
    .select()
    .from(imports)
    .where(and(eq(imports.id, id), isNull(imports.takeJob)))
    .get();
  if (!found) return false;
  const head = JSON.parse(found.head) as FileHead;
  const [first = []] = head.rows;
  const { columns, hasHeaders } = chosen;
  const known = guessColumns(
    hasHeaders ? first : [],
    importKinds[found.kind].rows.columns,
    () => false,
    () => undefined,
  );
  for (const [column, field] of columns.entries())
    if (field !== undefined && known[column] !== field) {
      const said = { field, at };
      const of = { organizationId: found.organizationId, kind: found.kind };
      await tx
        .insert(importColumns)
        .values({ ...of, header: headerKey(first, column, hasHeaders), ...said })
        .onConflictDoUpdate({
          target: [importColumns.organizationId, importColumns.kind, importColumns.header],
          set: said,
        })
        .run();
    }
  if (found.checkJob !== null) await forgetJob(tx, found.checkJob);
  await orderCheck(tx, who, { id, head, bytes: found.bytes }, columns, hasHeaders, at);
  return true;
}

/** Orders the import of a file as it was checked. False where it was ordered before, or checked anew since. */
export async function orderImport(tx: Tx, who: Who, id: number, checkJob: number, at: number): Promise<boolean> {
  const found = await tx
    .select()
    .from(imports)
    .innerJoin(jobs, eq(jobs.id, imports.checkJob))
    .where(and(eq(imports.id, id), eq(imports.checkJob, checkJob), isNull(imports.takeJob)))
    .get();
  if (!found?.jobs.result) return false;
  const head = JSON.parse(found.imports.head) as FileHead;
  const from = found.imports.hasHeaders ? head.body : head.place;
  const state = beginning(who, id, from);
  const takeJob = await orderJob(tx, who, { kind: 'import', state, total: found.imports.bytes }, at);
  await tx.update(imports).set({ takeJob, updatedAt: at }).where(eq(imports.id, id)).run();
  return true;
}

/** Forgets a job with what it came to, where rows of the file stand. One that runs ends with the step that finds it gone. */
async function forgetJob(tx: Tx, job: number): Promise<void> {
  await tx.delete(importProblems).where(eq(importProblems.jobId, job)).run();
  await tx.delete(jobs).where(eq(jobs.id, job)).run();
}

/** Forgets a file. Undefined while a job runs on it; else the name of the file, which is to go now. */
export async function forgetImport(tx: Tx, id: number): Promise<string | undefined> {
  const found = await tx.select().from(imports).where(eq(imports.id, id)).get();
  if (!found) return undefined;
  const ofIt = [found.checkJob, found.takeJob].filter((job) => job !== null);
  if ((await loadJobs(tx, ofIt)).some(({ nextAt }) => nextAt !== null)) return undefined;
  for (const job of ofIt) await forgetJob(tx, job);
  await tx.delete(imports).where(eq(imports.id, id)).run();
  return found.file;
}

const columnsOf = {
  row: imports,
  organization: organizations.name,
  firstName: users.firstName,
  lastName: users.lastName,
};

const inScope = (viewer: Viewer, { everyOrganization }: Scope) =>
  // By their number: the latest are read, and no more.
  everyOrganization ? gt(imports.id, 0) : eq(imports.organizationId, viewer.organization.id);

/** The files that were brought last, with their jobs. Fifty at most. */
export async function importsOf(db: Reader, viewer: Viewer, scope: Scope): Promise<Import[]> {
  return load(db, inScope(viewer, scope));
}

/** One of them; undefined for another organization's. */
export async function findImport(db: Reader, viewer: Viewer, scope: Scope, id: number): Promise<Import | undefined> {
  return (await load(db, and(eq(imports.id, id), inScope(viewer, scope))))[0];
}

async function load(db: Reader, where: ReturnType<typeof and>): Promise<Import[]> {
  const rows = await db
    .select(columnsOf)
    .from(imports)
    .innerJoin(organizations, eq(organizations.id, imports.organizationId))
    .innerJoin(users, eq(users.id, imports.userId))
    .where(where)
    .orderBy(desc(imports.id))
    .limit(50)
    .all();
  const ids = rows.flatMap(({ row }) => [row.checkJob, row.takeJob]).filter((id) => id !== null);
  const known = new Map((await loadJobs(db, ids)).map((job) => [job.id, job]));
  return await inTurn(rows, async ({ row, organization, firstName, lastName }) => {
    const head = JSON.parse(row.head) as FileHead;
    const who = { userId: row.userId, organization: { id: row.organizationId } } as Who;
    return {
      ...row,
      head,
      columns: row.columns
        ? (JSON.parse(row.columns) as ChosenColumns)
        : await guess(db, who, row.kind, head, row.hasHeaders),
      isChosen: row.columns !== null,
      organization,
      user: { firstName, lastName },
      check: known.get(row.checkJob ?? 0),
      take: known.get(row.takeJob ?? 0),
    };
  });
}

const loadJobs = async (db: Reader | Tx, ids: readonly number[]): Promise<Job[]> =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(jobs)
        .where(inArray(jobs.id, [...ids]))
        .all();

/** The files that are kept, by their names in the data folder. */
export async function keptFiles(db: Reader): Promise<Set<string>> {
  return new Set(
    (await db.select({ file: imports.file }).from(imports).where(gt(imports.id, 0)).all()).map(({ file }) => file),
  );
}
