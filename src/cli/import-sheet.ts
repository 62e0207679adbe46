import type { Database, Tx } from '../db/engine/database.js';
import { trace } from '../db/operations/audit.js';
import type { Actor, Organization } from '../domain/accounts/viewer.js';
import type { Action } from '../domain/audit.js';
import type { Fault, Outcome } from '../domain/matching/outcome.js';
import type { Day } from '../domain/time/day.js';
import { type ImportMode, takeRows } from './import-rows.js';

export type ImportTime = { readonly clock: () => number; readonly today: Day; readonly helpDesk: string };

type Line = { readonly line: number };

/** A file as it was read: the rows that can be taken, and why each of the others cannot. */
export type Sheet<Row extends Line> = {
  readonly total: number;
  readonly rows: readonly Row[];
  readonly refusals: readonly (Fault & Line)[];
  /** A remark on how the file was read; empty for none. */
  readonly note: string;
};

/** One kind of rows: how they are taken, counted and named in the audit log. */
export type RowKind<Row extends Line, Result extends string> = {
  readonly action: Action;
  /** Begins a write: the answer takes one row, with all that belongs to it. */
  take(
    tx: Tx,
    viewer: Actor,
    when: { at: number; today: Day; helpDesk: string },
  ): (row: Row) => Promise<Outcome<Result>>;
  readonly results: readonly Result[];
};

/** The result of a file. Each row is counted once; there may be several reasons for it. */
export type SheetResult = {
  readonly counts: Readonly<Record<string, number>>;
  /** In the order of the file. */
  readonly reasons: readonly (Fault & Line)[];
  /** Set if it did not reach the end: the line of the first row that is not counted, and the fault, if that was why. */
  readonly stopped?: { readonly line: number; readonly fault?: unknown };
};

type SheetMode = ImportMode & { readonly allOrNothing?: boolean };

/**
 * Takes the rows of a file for an organization, in their order (A5). Of records that the organization may not see it
 * tells nothing (C3, C12, C13). The audit log has a row that the import began, in its first write, and one with the
 * counts.
 * @param around.allOrNothing ends with the first row that is refused or put aside
 */
export async function importSheet<Row extends Line, Result extends string>(
  db: Database,
  organization: Organization,
  sheet: Sheet<Row>,
  { clock, ...when }: ImportTime,
  kind: RowKind<Row, Result>,
  { allOrNothing = false, ...manner }: SheetMode = { shared: true },
): Promise<SheetResult> {
  // Nobody is logged in.
  const viewer: Actor = { organization };
  const { rows } = sheet;
  const tell = (tx: Tx, detail: string) => trace(tx, viewer, { at: clock(), action: kind.action, detail });
  const { outcomes, fault } = await takeRows(
    db,
    rows,
    {
      begin: (tx) => kind.take(tx, viewer, { ...when, at: clock() }),
      isLast: ({ result }) => allOrNothing && (result === 'refused' || result === 'put aside'),
      async end(tx, all, before) {
        if (before === 0) await tell(tx, `began, rows ${sheet.total}`);
        if (all.length === rows.length) await tell(tx, countsInWords(tally(sheet, all, kind.results)));
      },
    },
    manner,
  );
  const imported = tally(sheet, outcomes, kind.results);
  const next = rows[outcomes.length];
  if (!next) return imported;
  // If the database itself failed, the audit log at least has the row of the beginning.
  await db.write((tx) => tell(tx, `${countsInWords(imported)}, stopped`)).catch(() => undefined);
  return { ...imported, stopped: { line: next.line, ...(fault !== undefined && { fault }) } };
}

function tally<Row extends Line>(sheet: Sheet<Row>, outcomes: readonly Outcome<string>[], counted: readonly string[]) {
  const count = (what: string) => outcomes.filter(({ result }) => result === what).length;
  const counts = Object.fromEntries(counted.map((what) => [what, count(what)]));
  counts.refused = count('refused') + sheet.total - sheet.rows.length;
  const said = outcomes.flatMap(({ reasons = [] }, at) =>
    reasons.map((reason) => ({ line: sheet.rows[at]?.line ?? 0, ...reason })),
  );
  return { counts, reasons: [...sheet.refusals, ...said].sort((a, b) => a.line - b.line) };
}

const countsInWords = ({ counts }: SheetResult) =>
  Object.entries(counts)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
