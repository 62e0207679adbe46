import type { Viewer } from '../../domain/accounts/viewer.js';
import { noDraft } from '../../domain/edits/draft.js';
import type { Day } from '../../domain/time/day.js';
import { recordChanges } from '../clients/changes.js';
import { updateClient } from '../clients/client-writes.js';
import { loadClient } from '../clients/clients.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { writeRows } from './save-rows.js';

/** A comment, by a row id that nothing else has. */
type Refusal = { readonly id: string; readonly code: string; readonly appliesOn: Day; readonly reason: string };

/**
 * Notes what was refused or deferred as client comments (C18), with their history and audit row, in the write of the visit that they were
 * said at. One that stands there with this date and reason already is not noted again; a hidden record is left alone.
 */
export function noteRefusals(
  tx: Tx,
  viewer: Viewer,
  clientId: number,
  refusals: readonly Refusal[],
  when: { readonly at: number; readonly today: Day },
): void {
  const client = loadClient(tx, viewer, clientId);
  const isOnFile = (one: Refusal) =>
    client?.comments.some(
      ({ code, appliesOn, reason }) => code === one.code && appliesOn === one.appliesOn && reason === one.reason,
    );
  const fresh = refusals.filter((one) => !isOnFile(one));
  if (!client || fresh.length === 0) return;
  const staged = Object.fromEntries(fresh.map(({ id, ...comment }) => [id, comment]));
  const draft = { ...noDraft, comments: { ...noDraft.comments, staged } };
  const rows = writeRows(tx, client, draft, String(client.primaryContactId ?? 'self'), when);
  const revision = updateClient(tx, viewer, client, client.personal, when);
  recordChanges(tx, viewer, { clientId, revision, at: when.at }, rows);
  trace(tx, viewer, { at: when.at, action: 'change client', clientId, detail: 'comments' });
}
