import { randomBytes } from 'node:crypto';
import type { Actor } from '../../domain/accounts/viewer.js';
import { commentRows, rowOfComment } from '../../domain/clients/comment.js';
import { noDraft } from '../../domain/edits/draft.js';
import { type Outcome, refused } from '../../domain/matching/outcome.js';
import { type CommentRow, commentRowLabels } from '../../exchange/csv/comments.js';
import { recordChanges } from '../clients/changes.js';
import { updateClient } from '../clients/client-writes.js';
import { writeRows } from '../edits/save-rows.js';
import type { Tx } from '../engine/database.js';
import { type ImportMoment, ownerOfRow } from './row-owner.js';

/**
 * Begins to take rows of a file of client comments inside a write (A5, C18): each is entered, or stands there with this date
 * already, and takes the reason of the row where it has none, or is refused. An import changes nothing else, and deletes none.
 */
export function takeComment(
  tx: Tx,
  viewer: Actor,
  when: ImportMoment,
): (cells: CommentRow) => Promise<Outcome<'entered' | 'updated' | 'unchanged' | 'refused'>> {
  return async (cells) => {
    const found = await ownerOfRow(tx, viewer, cells);
    if ('fault' in found) return refused(found.fault);
    const { client } = found;
    const values = { code: cells.code, appliesOn: cells.appliesOn, reason: cells.reason };
    const row = rowOfComment(client.comments, values);
    if (row && (row.reason || !values.reason)) return { result: 'unchanged', clientId: client.id };
    const { today } = when;
    const faults = commentRows.faults(values, row && { ...values, reason: '' }, {
      today,
      birthDate: client.personal.birthDate,
    });
    if (Object.keys(faults).length > 0)
      return refused(
        ...Object.entries(faults).map(([field, reason]) => ({
          field: commentRowLabels[field as 'code' | 'appliesOn' | 'reason'],
          reason,
        })),
      );
    const key = row ? String(row.id) : `n${randomBytes(8).toString('hex')}`;
    const draft = { ...noDraft, comments: { ...noDraft.comments, staged: { [key]: values } } };
    const rows = await writeRows(tx, client, draft, String(client.primaryContactId ?? 'self'), when);
    const revision = await updateClient(tx, viewer, client, client.personal, when);
    await recordChanges(tx, viewer, { clientId: client.id, revision, at: when.at }, rows);
    return { result: row ? 'updated' : 'entered', clientId: client.id };
  };
}
