import { setTimeout as sleep } from 'node:timers/promises';
import { eq, gte, lte, min, sql } from 'drizzle-orm';
import type { Database, Reader, Tx } from '../engine/database.js';
import { audit, auditAnchors } from '../schema/operations.js';
import { trace } from './audit.js';
import { headText, loadAnchor, loadHead } from './audit-chain.js';

/** The number of the last row before which all are older than an instant; 0 where the first is younger. */
export async function lastOlderThan(db: Reader, at: number): Promise<number> {
  const young = (
    await db
      .select({ first: min(audit.id) })
      .from(audit)
      .where(gte(audit.at, at))
      .get()
  )?.first;
  return young ? young - 1 : (await loadHead(db)).id;
}

/** The rows that are deleted in one write, and the pause before the next, in milliseconds: whoever waits gets their turn. */
const piece = 5000;
const pause = 30;

/**
 * Removes the oldest rows of the audit log, all up to one, which were exported before (A6). An anchor keeps the hash of the last
 * of them, and a row of the log tells of it: the chain goes on from there, and `titer audit verify` begins there. Broken off
 * it has removed the oldest ones alone; the next call removes the rest.
 * @param last the number of the last row to remove
 * @param at epoch milliseconds
 * @returns how many rows were removed
 * @throws Error where there is no such row
 */
export async function removeAuditThrough(db: Database, last: number, at: number): Promise<number> {
  await db.write((tx) => anchorAt(tx, last, at));
  let removed = 0;
  for (;;) {
    const many = await db.write((tx) => deleteAnchored(tx));
    removed += many;
    if (many < piece) return removed;
    await sleep(pause);
  }
}

async function anchorAt(tx: Tx, last: number, at: number): Promise<void> {
  const anchor = await loadAnchor(tx);
  if (anchor && anchor.id >= last) return;
  const row = await tx.select({ hash: audit.hash }).from(audit).where(eq(audit.id, last)).get();
  if (!row) throw new Error(`The audit log has no row ${last}.`);
  await tx.insert(auditAnchors).values({ at, rowId: last, hash: row.hash }).run();
  await trace(tx, undefined, { at, action: 'remove audit rows', detail: headText({ id: last, hash: row.hash }) });
}

async function deleteAnchored(tx: Tx): Promise<number> {
  const through = (await loadAnchor(tx))?.id ?? 0;
  const oldest = tx.select({ id: audit.id }).from(audit).where(lte(audit.id, through)).orderBy(audit.id).limit(piece);
  return (await tx.delete(audit).where(sql`${audit.id} in (${oldest})`).run()).changes;
}
