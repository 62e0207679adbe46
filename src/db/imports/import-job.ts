import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Actor, Organization, Viewer } from '../../domain/accounts/viewer.js';
import type { Fault, Outcome } from '../../domain/matching/outcome.js';
import type { Day } from '../../domain/time/day.js';
import type { ChosenColumns } from '../../exchange/csv/columns.js';
import type { Place, PlacedRecord } from '../../exchange/csv/pieces.js';
import { dayFirstFault, hasDayFirst, judgeRow, rowReader } from '../../exchange/csv/table.js';
import { organizationColumns } from '../accounts/organizations.js';
import type { Tx } from '../engine/database.js';
import { lastIdGiven } from '../engine/ids.js';
import { prepared } from '../engine/statements.js';
import { tryOut } from '../engine/try-out.js';
import { trace, traceAll } from '../operations/audit.js';
import { disclose } from '../operations/disclosures.js';
import { memberships, organizations, users } from '../schema/accounts.js';
import { importProblems, imports } from '../schema/imports.js';
import { FileReader, type ReadPiece } from './file-reader.js';
import { type ImportKind, importKinds } from './kinds.js';
import type { ImportMoment } from './row-owner.js';

/** A row as the picture of the first ones shows it, and what would come of it. */
export type SampleRow = {
  readonly line: number;
  /** By the columns of the file. */
  readonly cells: readonly string[];
  readonly result: string;
  readonly clientId?: number;
};

/** How far a job has come with a file: all that is needed to go on. */
export type ImportState = Place & {
  readonly importId: number;
  /** Who ordered it. */
  readonly userId: number;
  /** The rows that were read. */
  readonly read: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly sample: readonly SampleRow[];
  /** The process that took its last step. */
  readonly by?: string;
  /** Where it was gone on with by another process. */
  readonly resumed: readonly { readonly line: number; readonly at: number }[];
};

/** What came of a file; what stands after `line` is not done. */
export type ImportResult = Pick<ImportState, 'read' | 'counts' | 'sample' | 'resumed' | 'line'> & {
  /** Why the file cannot be used, or was not gone on with; empty where it was done to the end. */
  readonly fault: string;
};

type Means = {
  readonly read: ReadPiece;
  /** True if somebody with these roles may import for an organization. */
  readonly mayImport: (roles: readonly Pick<Viewer, 'role' | 'organization'>[], organization: Organization) => boolean;
  readonly today: (at: number) => Day;
  readonly helpDesk: string;
  /** How long a step lasts, in milliseconds: pages wait meanwhile. Left out, by what was done since the one before. */
  readonly longestStep?: number;
};

type Step = { readonly state: ImportState; readonly done: number } | { readonly result: ImportResult };

/** The rows in the picture of the preview. */
const sampleSize = 10;

/**
 * A step lasts three times as long as its commit and the pages between two steps took, so that no more than a quarter of the
 * time is lost to a slow disk; within these bounds, in milliseconds, since pages wait meanwhile, and since rows that are
 * committed together share pages of the file.
 */
const [ofPause, shortestStep, longestStep] = [3, 60, 120];

/**
 * The jobs of a file (A5): the check tries each row as the registry is, and takes it back; the import takes it. Killed, both
 * go on where their last step ended: that is written in the same transaction as its rows.
 */
export function importJobs(means: Means) {
  const reader = new FileReader(means.read);
  const here = crypto.randomUUID();
  const job = (name: string, isTrial: boolean) => {
    let ended = Number.POSITIVE_INFINITY;
    return {
      name,
      async step(tx: Tx, before: ImportState, at: number): Promise<Step> {
        const isResumed = before.read > 0 && before.by !== here;
        const resumed = isResumed ? [...before.resumed, { line: before.line, at }] : before.resumed;
        const state = { ...before, resumed, by: here };
        const since = performance.now() - ended;
        const length = means.longestStep ?? Math.min(longestStep, Math.max(shortestStep, ofPause * since));
        const step = await stepWith({ tx, at, isTrial, reader, ...means, length }, state);
        ended = performance.now();
        return step;
      },
    };
  };
  return [job('check import', true), job('import', false)];
}

type Running = Means & {
  readonly tx: Tx;
  readonly at: number;
  readonly isTrial: boolean;
  readonly reader: FileReader;
  /** How long this step lasts, in milliseconds. */
  readonly length: number;
};

async function stepWith(running: Running, state: ImportState): Promise<Step> {
  const { tx, at, isTrial } = running;
  const found = await tx
    .select({ row: imports, organization: organizationColumns, active: organizations.active })
    .from(imports)
    .innerJoin(organizations, eq(organizations.id, imports.organizationId))
    .where(eq(imports.id, state.importId))
    .get();
  if (!found?.row.columns) return { result: resultOf(state, 'The file is not kept any more.') };
  const { row, organization, active } = found;
  const kind = importKinds[row.kind];
  const who = { userId: state.userId, organization, disclosures: new Map<number, boolean>() };
  const tell = async (detail: string) =>
    isTrial || (await trace(tx, who, { at, action: kind.action, detail: `import ${row.id}, ${detail}` }));
  const end = async (reached: ImportState, fault: string): Promise<Step> => {
    await tell(`${countsInWords(reached.counts)}${fault ? ', stopped' : ''}`);
    return { result: resultOf(reached, fault) };
  };
  if (!active || !running.mayImport(await rolesOf(tx).all({ userId: state.userId }), organization))
    return end(state, 'Whoever ordered it may not import for this organization any more, or it is not active.');
  if (state.read === 0) await tell('began');
  const columns = JSON.parse(row.columns as string) as ChosenColumns;
  const { reached, problems, fault } = await takeSome(running, { ...row, chosen: columns, kind, who }, state);
  const jobId = isTrial ? row.checkJob : row.takeJob;
  for (const problem of problems) await addProblem(tx).run({ ...problem, jobId, at });
  await traceNamed(running, who, kind, `import ${row.id}`);
  return fault === undefined ? { state: reached, done: reached.offset } : end(reached, fault);
}

/** Whoever has rows tried is told who is on file, as by a search (A6). Whom a trial entered is nobody. */
async function traceNamed(
  { tx, at, isTrial }: Running,
  who: Actor,
  { action }: ImportKind,
  detail: string,
): Promise<void> {
  const last = await lastIdGiven(tx, 'clients');
  const named = [...(who.disclosures?.keys() ?? [])].filter((clientId) => clientId <= last);
  const what = isTrial ? ({ action: 'list client', detail: `${detail}, checked` } as const) : { action, detail };
  await traceAll(
    tx,
    who,
    named.map((clientId) => ({ at, clientId, ...what })),
  );
}

const resultOf = ({ read, counts, sample, resumed, line }: ImportState, fault: string): ImportResult => ({
  ...{ read, counts, sample, resumed, line, fault },
});

const countsInWords = (counts: ImportState['counts']) =>
  Object.entries(counts)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');

/** The roles in which a user may act now: none for one who is locked or inactive. */
const rolesOf = prepared((db) =>
  db
    .select({ role: memberships.role, organization: organizationColumns })
    .from(memberships)
    .innerJoin(organizations, and(eq(organizations.id, memberships.organizationId), eq(organizations.active, true)))
    .innerJoin(users, and(eq(users.id, memberships.userId), isNull(users.lockedAt), isNull(users.inactiveAt)))
    .where(eq(memberships.userId, sql.placeholder('userId')))
    .prepare(),
);

const addProblem = prepared((tx: Tx) =>
  tx
    .insert(importProblems)
    .values({
      jobId: sql.placeholder('jobId'),
      line: sql.placeholder('line'),
      offset: sql.placeholder('offset'),
      bytes: sql.placeholder('bytes'),
      result: sql`${sql.placeholder('result')}`,
      reasons: sql.placeholder('reasons'),
      at: sql.placeholder('at'),
    })
    .onConflictDoNothing()
    .prepare(),
);

type Problem = { line: number; offset: number; bytes: number; result: 'refused' | 'put aside'; reasons: string };
type OfFile = {
  readonly file: string;
  readonly bytes: number;
  readonly delimiter: string;
  readonly chosen: ChosenColumns;
  readonly kind: ImportKind;
  readonly who: Actor;
};
/** `fault` is empty at the end of the file, and undefined where there is more. */
type Reached = { readonly reached: ImportState; readonly problems: readonly Problem[]; readonly fault?: string };

/** Takes rows for as long as a step may last. What a trial wrote is taken back at its end. */
async function takeSome(running: Running, of: OfFile, state: ImportState): Promise<Reached> {
  if (!running.isTrial) return takeEach(running, of, state);
  return tryOut(running.tx, () => takeEach(running, of, state));
}

/** In a trial: whoever was entered by a row before is told by that, since the number is nobody's afterwards. */
const withoutTried = (last: number, reasons: readonly Fault[]): readonly Fault[] =>
  reasons.map(({ field, reason }) => ({
    field,
    reason: reason.replaceAll(/MIIC ID (\d+)/g, (said, id) =>
      Number(id) > last ? 'the client of a row before' : said,
    ),
  }));

async function takeEach(
  { tx, at, reader, isTrial, today, helpDesk, length }: Running,
  of: OfFile,
  state: ImportState,
): Promise<Reached> {
  const until = performance.now() + length;
  const when: ImportMoment = { at, today: today(at), helpDesk };
  const outcomeOf = judging(tx, of, when);
  const lastId = isTrial ? await lastIdGiven(tx, 'clients') : Number.POSITIVE_INFINITY;
  const problems: Problem[] = [];
  const counts: Record<string, number> = { ...state.counts };
  const sample = [...state.sample];
  let { read } = state;
  reader.open(of, state);
  const reached = (): ImportState => ({ ...state, ...reader.place, read, counts, sample });
  do {
    const record = reader.next();
    if (record === undefined) return { reached: reached(), problems, fault: '' };
    if ('fault' in record) return { reached: reached(), problems, fault: record.fault };
    const outcome = await outcomeOf(record);
    if ('fault' in outcome) return { reached: reached(), problems, fault: outcome.fault };
    read += 1;
    const { result, reasons = [], clientId } = outcome;
    if (clientId !== undefined) disclose(of.who, clientId, outcome);
    counts[result] = (counts[result] ?? 0) + 1;
    const { line, offset, bytes, cells } = record;
    if (result === 'refused' || result === 'put aside')
      problems.push({ line, offset, bytes, result, reasons: JSON.stringify(withoutTried(lastId, reasons)) });
    if (sample.length < sampleSize && read === sample.length + 1) {
      const words = outcome.words?.();
      const isKnown = clientId !== undefined && clientId <= lastId && result !== 'entered';
      const shown = of.chosen.map((field, i) => words?.[field ?? ''] ?? cells[i] ?? '');
      sample.push({ line, result, cells: shown, ...(isKnown && { clientId }) });
    }
  } while (performance.now() < until);
  return { reached: reached(), problems };
}

/** What came of a row, and what it says. */
type Judged = Outcome<string> & { readonly words?: () => Readonly<Record<string, string>> };

/** Reads a record by the columns of its file, and takes it; a date with its day first speaks against the whole file. */
function judging(tx: Tx, { kind, chosen, who }: OfFile, when: ImportMoment) {
  const { rows } = kind;
  const read = rowReader(chosen.map((field) => (field || undefined) as never));
  const take = kind.take(tx, who, when);
  return async (record: PlacedRecord): Promise<Judged | { readonly fault: string }> => {
    const row = read(record);
    if ('reason' in row) return { result: 'refused', reasons: [row as Fault] };
    if (hasDayFirst(row, rows.columns)) return { fault: dayFirstFault(record.line) };
    const judged = judgeRow(row, when.today, rows);
    if ('faults' in judged) return { result: 'refused', reasons: judged.faults };
    return { ...(await take(judged)), words: () => rows.inWords(judged) };
  };
}
