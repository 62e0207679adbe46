import { and, eq } from 'drizzle-orm';
import type { Viewer } from '../domain/viewer.js';
import type { TypedVisit } from '../domain/visit.js';
import type { Reader, Tx } from './open.js';
import { visitDrafts } from './schema/immunizations.js';

const ofViewer = (viewer: Viewer, clientId: number) =>
  and(
    eq(visitDrafts.userId, viewer.userId),
    eq(visitDrafts.clientId, clientId),
    eq(visitDrafts.organizationId, viewer.organization.id),
  );

/** The visit that the viewer typed for a client and did not save, for the organization acted for. */
export async function findVisitDraft(db: Reader, viewer: Viewer, clientId: number) {
  const row = db.select().from(visitDrafts).where(ofViewer(viewer, clientId)).get();
  return row && { typed: JSON.parse(row.typed) as TypedVisit, updatedAt: row.updatedAt };
}

/** Keeps a visit as it is typed; epoch milliseconds. */
export function keepVisitDraft(tx: Tx, viewer: Viewer, clientId: number, typed: TypedVisit, updatedAt: number): void {
  const before = tx.select().from(visitDrafts).where(ofViewer(viewer, clientId)).get();
  // Two submits of one instant are still told apart.
  const values = { typed: JSON.stringify(typed), updatedAt: Math.max(updatedAt, (before?.updatedAt ?? 0) + 1) };
  tx.insert(visitDrafts)
    .values({ userId: viewer.userId, clientId, organizationId: viewer.organization.id, ...values })
    .onConflictDoUpdate({
      target: [visitDrafts.userId, visitDrafts.clientId, visitDrafts.organizationId],
      set: values,
    })
    .run();
}

/** Discards the visit as somebody was shown it; false, and it stays, where more was typed since in another window. */
export function discardVisitDraft(tx: Tx, viewer: Viewer, clientId: number, updatedAt: number): boolean {
  const row = tx.select().from(visitDrafts).where(ofViewer(viewer, clientId)).get();
  if (row && row.updatedAt !== updatedAt) return false;
  deleteVisitDraft(tx, viewer, clientId);
  return true;
}

/** Removes the visit: it is saved, or discarded. */
export function deleteVisitDraft(tx: Tx, viewer: Viewer, clientId: number): void {
  tx.delete(visitDrafts).where(ofViewer(viewer, clientId)).run();
}
