import { and, eq, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { type DraftRow, isDraft, noDraft } from '../../domain/edits/draft.js';
import type { Reader, Tx } from '../engine/database.js';
import { sent } from '../engine/sent.js';
import { prepared } from '../engine/statements.js';
import { drafts } from '../schema/clients.js';

const here = and(
  eq(drafts.userId, sql.placeholder('userId')),
  eq(drafts.clientId, sql.placeholder('clientId')),
  eq(drafts.organizationId, sql.placeholder('organizationId')),
);
const find = prepared((db) => db.select().from(drafts).where(here).prepare());
const remove = prepared((tx: Tx) => tx.delete(drafts).where(here).prepare());
const keep = prepared((tx: Tx) =>
  tx
    .insert(drafts)
    .values({
      userId: sql.placeholder('userId'),
      clientId: sql.placeholder('clientId'),
      organizationId: sql.placeholder('organizationId'),
      revision: sql.placeholder('revision'),
      body: sql.placeholder('body'),
      updatedAt: sql.placeholder('updatedAt'),
    })
    .onConflictDoUpdate({
      target: [drafts.userId, drafts.clientId, drafts.organizationId],
      set: { revision: sql`excluded.revision`, body: sql`excluded.body`, updatedAt: sql`excluded.updated_at` },
    })
    .prepare(),
);

const ofViewer = ({ userId, organization }: Viewer, clientId: number) => ({
  userId,
  clientId,
  organizationId: organization.id,
});

/** The viewer's draft of a client for the organization acted for (C20), with the revision that it began from. */
export async function findDraft(db: Reader, viewer: Viewer, clientId: number): Promise<DraftRow | undefined> {
  return loadDraft(db, viewer, clientId);
}

/** The same inside a write or a snapshot. */
export async function loadDraft(db: Reader | Tx, viewer: Viewer, clientId: number): Promise<DraftRow | undefined> {
  const row = await find(db).get(ofViewer(viewer, clientId));
  return row && { revision: row.revision, draft: { ...noDraft, ...JSON.parse(row.body) }, updatedAt: row.updatedAt };
}

/** Keeps a draft; one with nothing in it is removed. */
export async function keepDraft(tx: Tx, viewer: Viewer, clientId: number, row: DraftRow): Promise<void> {
  if (!isDraft(row.draft)) {
    await sent(tx, remove(tx).run(ofViewer(viewer, clientId)));
    return;
  }
  const { revision, updatedAt } = row;
  await sent(tx, keep(tx).run({ ...ofViewer(viewer, clientId), revision, body: JSON.stringify(row.draft), updatedAt }));
}

/** Discards a draft as it was kept at an instant (C20); false where it became another one since. */
export async function discardDraft(tx: Tx, viewer: Viewer, clientId: number, at: number): Promise<boolean> {
  const draft = await loadDraft(tx, viewer, clientId);
  if (draft && draft.updatedAt !== at) return false;
  await remove(tx).run(ofViewer(viewer, clientId));
  return true;
}
