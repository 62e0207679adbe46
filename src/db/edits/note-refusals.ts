import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Comment } from '../../domain/clients/client.js';
import { rowOfComment } from '../../domain/clients/comment.js';
import { noDraft } from '../../domain/edits/draft.js';
import type { Values } from '../../domain/forms/rows.js';
import type { Day } from '../../domain/time/day.js';
import { recordChanges } from '../clients/changes.js';
import { updateClient } from '../clients/client-writes.js';
import { loadClient } from '../clients/clients.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { writeRows } from './save-rows.js';

/** A comment, by a row id that nothing else has. */
type Refusal = { readonly id: string; readonly code: string; readonly appliesOn: Day; readonly reason: string };

type Noted = Pick<Comment, 'code' | 'appliesOn' | 'reason'> & { readonly id: number | string };

/**
 * Notes what was refused or deferred as client comments (C18), with their history and audit row, in the write of the
 * visit that they were said at. One that stands there with this date already is not noted again, and takes the reason
 * where it has none; a hidden record is left alone.
 */
export async function noteRefusals(
  tx: Tx,
  viewer: Viewer,
  clientId: number,
  refusals: readonly Refusal[],
  when: { readonly at: number; readonly today: Day },
): Promise<void> {
  const client = await loadClient(tx, viewer, clientId);
  if (!client) return;
  const staged: Record<string, Values> = {};
  let noted: readonly Noted[] = client.comments;
  for (const { id: newId, ...comment } of refusals) {
    const row = rowOfComment(noted, comment);
    if (row && (row.reason || !comment.reason)) continue;
    const id = String(row?.id ?? newId);
    staged[id] = comment;
    noted = [...noted.filter((one) => one !== row), { id, ...comment }];
  }
  if (Object.keys(staged).length === 0) return;
  const draft = { ...noDraft, comments: { ...noDraft.comments, staged } };
  const rows = await writeRows(tx, client, draft, String(client.primaryContactId ?? 'self'), when);
  const revision = await updateClient(tx, viewer, client, client.personal, when);
  await recordChanges(tx, viewer, { clientId, revision, at: when.at }, rows);
  await trace(tx, viewer, { at: when.at, action: 'change client', clientId, detail: 'comments' });
}
