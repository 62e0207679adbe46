import { and, desc, eq, isNull, or } from 'drizzle-orm';
import { type Draft, isDraft } from '../domain/draft.js';
import type { Viewer } from '../domain/viewer.js';
import type { Reader, Tx } from './open.js';
import { organizations } from './schema/accounts.js';
import { clients, drafts } from './schema/clients.js';

export type KeptDraft = { readonly revision: number; readonly draft: Draft; readonly updatedAt: number };

const ofViewer = (viewer: Viewer, clientId: number) =>
  and(
    eq(drafts.userId, viewer.userId),
    eq(drafts.clientId, clientId),
    eq(drafts.organizationId, viewer.organization.id),
  );

/** The viewer's draft of a client for the organization acted for (C20), with the revision that it began from. */
export async function findDraft(db: Reader, viewer: Viewer, clientId: number): Promise<KeptDraft | undefined> {
  return loadDraft(db, viewer, clientId);
}

/** The same inside a write. */
export function loadDraft(db: Reader | Tx, viewer: Viewer, clientId: number): KeptDraft | undefined {
  const row = db.select().from(drafts).where(ofViewer(viewer, clientId)).get();
  return row && { revision: row.revision, draft: JSON.parse(row.body), updatedAt: row.updatedAt };
}

/** Keeps a draft; one with nothing in it is removed. */
export function keepDraft(tx: Tx, viewer: Viewer, clientId: number, kept: KeptDraft): void {
  if (!isDraft(kept.draft)) {
    deleteDraft(tx, viewer, clientId);
    return;
  }
  const values = { revision: kept.revision, body: JSON.stringify(kept.draft), updatedAt: kept.updatedAt };
  tx.insert(drafts)
    .values({ userId: viewer.userId, clientId, organizationId: viewer.organization.id, ...values })
    .onConflictDoUpdate({ target: [drafts.userId, drafts.clientId, drafts.organizationId], set: values })
    .run();
}

/** Discards a draft, or removes it once it is saved. */
export function deleteDraft(tx: Tx, viewer: Viewer, clientId: number): void {
  tx.delete(drafts).where(ofViewer(viewer, clientId)).run();
}

/** A user's drafts of clients that their organization can still see (C20, C22), the latest first. */
export async function draftsOf(db: Reader, viewer: Pick<Viewer, 'userId'>) {
  return db
    .select({
      clientId: clients.id,
      lastName: clients.lastName,
      firstName: clients.firstName,
      updatedAt: drafts.updatedAt,
      organizationId: drafts.organizationId,
      organization: organizations.name,
    })
    .from(drafts)
    .innerJoin(organizations, eq(organizations.id, drafts.organizationId))
    .innerJoin(clients, eq(clients.id, drafts.clientId))
    .where(
      and(
        eq(drafts.userId, viewer.userId),
        isNull(clients.deceasedAt),
        or(isNull(clients.lockedBy), eq(clients.lockedBy, drafts.organizationId)),
      ),
    )
    .orderBy(desc(drafts.updatedAt))
    .all();
}
