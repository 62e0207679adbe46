import { hash } from 'node:crypto';
import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { audit, auditAnchors } from '../schema/operations.js';

/** A row of the audit log without its hash. */
export type AuditRow = Omit<typeof audit.$inferSelect, 'hash'>;

/** A row as the next one knows it. Of the last one it is the head of the chain: who keeps it elsewhere notices a cut. */
export type Link = { readonly id: number; readonly hash: string };

/** Before the first row. */
export const beginning: Link = { id: 0, hash: '' };

/** A head as it is printed, and as `titer audit verify --head` takes it: the row's number and its hash. */
export const headText = ({ id, hash }: Link): string => `${id}:${hash}`;

/**
 * The hash of a row after another (A6): SHA-256, in hexadecimal, over the JSON of the hash before and of the row's columns in
 * this order. Its number is among them, so that no other row can stand in its place.
 */
export function hashOf(before: string, row: AuditRow): string {
  const { id, at, userId, organizationId, action, clientId, detail, address } = row;
  return hash('sha256', JSON.stringify([before, id, at, userId, organizationId, action, clientId, detail, address]));
}

const lastRow = prepared((db) =>
  db
    .select({ id: audit.id, hash: audit.hash })
    .from(audit)
    .where(gt(audit.id, 0))
    .orderBy(desc(audit.id))
    .limit(1)
    .prepare(),
);

/** The last row of the audit log, or the last one removed: what the next row is chained to. */
export async function loadHead(db: Reader | Tx): Promise<Link> {
  return (await lastRow(db).get()) ?? (await loadAnchor(db)) ?? beginning;
}

/** The head of the audit log's chain. */
export async function auditHead(db: Reader): Promise<Link> {
  return loadHead(db);
}

/** The last row that was removed from the audit log, where any was. */
export async function loadAnchor(db: Reader | Tx): Promise<Link | undefined> {
  return db
    .select({ id: auditAnchors.rowId, hash: auditAnchors.hash })
    .from(auditAnchors)
    .orderBy(desc(auditAnchors.rowId))
    .limit(1)
    .get();
}

/** True where the last rows of the audit log are from a release that did not chain. */
export const isToChain = async (db: Reader): Promise<boolean> => (await lastRow(db).get())?.hash === '';

const setHash = prepared((tx: Tx) =>
  tx
    .update(audit)
    .set({ hash: sql`${sql.placeholder('hash')}` })
    .where(and(eq(audit.id, sql.placeholder('id')), eq(audit.hash, '')))
    .prepare(),
);

/**
 * Chains so many rows of a release that did not, the oldest first, so that a start that is broken off is gone on from.
 * @param after a row after which they are looked for: 0, then what the call before answered
 * @returns the last row that it chained; undefined when none was left
 */
export async function chainRows(tx: Tx, after: number, atMost: number): Promise<number | undefined> {
  const rows = await tx
    .select()
    .from(audit)
    .where(and(gt(audit.id, after), eq(audit.hash, '')))
    .orderBy(audit.id)
    .limit(atMost)
    .all();
  const [first] = rows;
  if (!first) return undefined;
  let before = await rowBefore(tx, first.id);
  for (const row of rows) {
    before = { id: row.id, hash: hashOf(before.hash, row) };
    await setHash(tx).run(before);
  }
  return before.id;
}

async function rowBefore(tx: Tx, id: number): Promise<Link> {
  const row = await tx
    .select({ id: audit.id, hash: audit.hash })
    .from(audit)
    .where(lt(audit.id, id))
    .orderBy(desc(audit.id))
    .limit(1)
    .get();
  return row ?? (await loadAnchor(tx)) ?? beginning;
}
