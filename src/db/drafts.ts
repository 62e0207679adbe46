import { and, desc, eq } from 'drizzle-orm';
import type { Viewer } from '../domain/viewer.js';
import type { Reader, Tx } from './open.js';
import { clients, drafts } from './schema.js';
import { visibleTo } from './visible.js';

/** What a user typed into one client's form for one organization and has not saved (C20): by field, as typed. */
export type Draft = {
  readonly revision: number;
  readonly typed: Readonly<Record<string, string>>;
  readonly updatedAt: number;
};

const ofViewer = (viewer: Viewer, clientId: number) =>
  and(
    eq(drafts.userId, viewer.userId),
    eq(drafts.clientId, clientId),
    eq(drafts.organizationId, viewer.organization.id),
  );

/** The viewer's draft of a client, for the organization acted for. */
export async function findDraft(db: Reader, viewer: Viewer, clientId: number): Promise<Draft | undefined> {
  const row = db.select().from(drafts).where(ofViewer(viewer, clientId)).get();
  return row && { revision: row.revision, typed: JSON.parse(row.typed), updatedAt: row.updatedAt };
}

/** Keeps what differs from the record as a draft; with nothing that differs, there is no draft. */
export function keepDraft(tx: Tx, viewer: Viewer, clientId: number, draft: Draft): void {
  if (Object.keys(draft.typed).length === 0) {
    deleteDraft(tx, viewer, clientId);
    return;
  }
  const values = { revision: draft.revision, typed: JSON.stringify(draft.typed), updatedAt: draft.updatedAt };
  tx.insert(drafts)
    .values({ userId: viewer.userId, clientId, organizationId: viewer.organization.id, ...values })
    .onConflictDoUpdate({ target: [drafts.userId, drafts.clientId, drafts.organizationId], set: values })
    .run();
}

/** Discards a draft, or removes it once it is saved. */
export function deleteDraft(tx: Tx, viewer: Viewer, clientId: number): void {
  tx.delete(drafts).where(ofViewer(viewer, clientId)).run();
}

/** The viewer's drafts of clients that can still be seen, the latest first. */
export async function draftsOf(db: Reader, viewer: Viewer) {
  return db
    .select({
      clientId: clients.id,
      lastName: clients.lastName,
      firstName: clients.firstName,
      updatedAt: drafts.updatedAt,
    })
    .from(drafts)
    .innerJoin(clients, and(eq(clients.id, drafts.clientId), visibleTo(viewer)))
    .where(and(eq(drafts.userId, viewer.userId), eq(drafts.organizationId, viewer.organization.id)))
    .orderBy(desc(drafts.updatedAt))
    .all();
}
