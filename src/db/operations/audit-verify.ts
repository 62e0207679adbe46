import { setImmediate as nextTurn } from 'node:timers/promises';
import { asc, gt, sql } from 'drizzle-orm';
import type { Reader } from '../engine/database.js';
import { lastIdGiven } from '../engine/ids.js';
import { prepared } from '../engine/statements.js';
import { audit } from '../schema/operations.js';
import { beginning, hashOf, headText, type Link, loadAnchor } from './audit-chain.js';

/** The first row of the audit log that is not as it was written, and what is wrong with it. */
export type BadRow = { readonly row: number; readonly fault: string };

/** What a verification found: how many rows are as they were written, the last of them, and what came after that is not. */
export type Verified = { readonly rows: number; readonly head: Link; readonly bad?: BadRow };

/** Rows that are in memory at once. */
const piece = 5000;

/** The next rows of the log after a number, some thousands. */
export const rowsAfter = prepared((db) =>
  db
    .select()
    .from(audit)
    .where(gt(audit.id, sql.placeholder('after')))
    .orderBy(asc(audit.id))
    .limit(piece)
    .prepare(),
);

/**
 * Reads the audit log from its first row, or from the last one that was removed under an anchor, and names the first row that
 * was changed, removed or put in (A6). Others may read, add and remove rows meanwhile.
 * @param kept a head that was kept elsewhere: only that tells where the whole chain, or its end, was written anew
 * @throws Error where the kept head is of a row that was removed under an anchor since
 */
export async function verifyAudit(db: Reader, kept?: Link): Promise<Verified> {
  const last = Math.max(await lastIdGiven(db, 'audit'), kept?.id ?? 0);
  const removals = new Set<string>();
  let anchor = await loadAnchor(db);
  let before = anchor ?? beginning;
  let rows = 0;
  const end = (row: number, fault: string): Verified => ({ rows, head: before, bad: { row, fault } });
  if (kept && kept.id < before.id)
    throw new Error(`The head is of row ${kept.id}, which was removed since, with all up to row ${before.id}.`);
  if (kept && kept.id === before.id && kept.hash !== before.hash) return end(kept.id, faults.otherHead);
  for (let more = true; more; await nextTurn()) {
    const page = await rowsAfter(db).all({ after: before.id });
    for (const { hash, ...row } of page) {
      if (row.id !== before.id + 1) {
        // Some may have been removed since the last look.
        anchor = await loadAnchor(db);
        if (anchor && anchor.id > before.id) before = anchor;
        if (row.id !== before.id + 1) return end(before.id + 1, faults.missing);
      }
      if (hash !== hashOf(before.hash, row)) return end(row.id, faults.changed);
      if (row.id === kept?.id && hash !== kept.hash) return end(row.id, faults.otherHead);
      if (row.action === 'remove audit rows') removals.add(row.detail);
      before = { id: row.id, hash };
      rows += 1;
    }
    more = page.length === piece;
  }
  if (before.id < last) return end(before.id + 1, faults.cut);
  if (anchor && !removals.has(headText(anchor))) return end(anchor.id, faults.untold);
  return { rows, head: before };
}

const faults = {
  changed: 'It is not as it was written, or was put in.',
  missing: 'It is missing.',
  cut: 'It is missing, with all that came after: the end was cut off.',
  otherHead: 'It has another hash than the head that was kept: rows up to here were written anew.',
  untold: 'It was removed, with all that came before, and no row tells of that.',
};
