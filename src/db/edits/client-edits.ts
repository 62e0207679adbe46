import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { noDraft } from '../../domain/edits/draft.js';
import type { Edit } from '../../domain/edits/edit.js';
import { reconcile } from '../../domain/edits/reconcile.js';
import type { Setting } from '../../domain/edits/sources.js';
import type { Reader } from '../engine/database.js';
import { loadSources } from './sources.js';

/** A record with what its viewer typed over it; `draftAt` is the instant of the draft, 0 for none. */
export type RecordEdit = { readonly client: Client; readonly edit: Edit; readonly draftAt: number };

/** A record with what the viewer has typed over it and not saved; undefined where the record is hidden. */
export async function findEdit(
  db: Reader,
  viewer: Viewer,
  id: number,
  setting: Setting,
): Promise<RecordEdit | undefined> {
  return db.snapshot(async (db) => {
    const sources = await loadSources(db, viewer, id);
    if (!sources) return undefined;
    const { client, draft } = sources;
    const edit = reconcile(sources, draft ?? { revision: client.revision, draft: noDraft }, setting);
    return { client, edit, draftAt: draft?.updatedAt ?? 0 };
  });
}
