import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Tx } from '../db/engine/database.js';
import type { Outcome } from '../domain/matching/outcome.js';

/** The steps that take rows inside a write. */
type RowSteps<Row, Result extends string> = {
  /** Begins a write: what it answers takes one row, with all that belongs to it. */
  begin(tx: Tx): (row: Row) => Promise<Outcome<Result>>;
  /** Ends a write, with what came of all rows so far, and of how many before this write. */
  end(tx: Tx, outcomes: readonly Outcome<Result>[], before: number): Promise<void>;
  /** True if the run ends with this row, though others follow. */
  isLast(outcome: Outcome<Result>): boolean;
};

/** The outcomes of the rows that were taken, in their order, and the fault that ended the run early. */
export type Run<Result extends string> = { readonly outcomes: readonly Outcome<Result>[]; readonly fault?: unknown };

export type ImportMode = {
  /** True if others write to this database too, and must get their turn. */
  readonly shared: boolean;
  /** Ends the run between two writes. */
  readonly stop?: AbortSignal | undefined;
};

/** The longest that a write lasts, in milliseconds, unless one row alone takes longer. */
const longestWrite = 25;
/** The least pause between two writes, in milliseconds: whoever waits for one looks every 5 to 25. */
const shortestPause = 30;

/**
 * Takes rows in short writes with pauses between them, as long as the writes themselves (A5). A row is on disk with all
 * that belongs to it, or not at all. A fault ends the run, and takes back the rows of its own write alone: those are
 * not in the answer.
 */
export async function takeRows<Row, Result extends string>(
  db: Database,
  rows: readonly Row[],
  { begin, end, isLast }: RowSteps<Row, Result>,
  { shared: beside, stop }: ImportMode,
): Promise<Run<Result>> {
  let outcomes: readonly Outcome<Result>[] = [];
  for (;;) {
    let took = 0;
    try {
      outcomes = await db.write(async (tx) => {
        const began = performance.now();
        const all = [...outcomes];
        const take = begin(tx);
        for (const row of rows.slice(all.length)) {
          const outcome = await take(row);
          all.push(outcome);
          if (performance.now() > began + longestWrite || isLast(outcome)) break;
        }
        await end(tx, all, outcomes.length);
        took = performance.now() - began;
        return all;
      });
    } catch (fault) {
      return { outcomes, fault };
    }
    const last = outcomes.at(-1);
    if (outcomes.length === rows.length || stop?.aborted || (last && isLast(last))) return { outcomes };
    if (beside) await sleep(Math.max(shortestPause, took));
  }
}
