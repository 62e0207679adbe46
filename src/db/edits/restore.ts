import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { addressFields } from '../../domain/clients/address.js';
import { type Personal, showPersonal } from '../../domain/clients/personal-information.js';
import { noDraft } from '../../domain/edits/draft.js';
import { layValue } from '../../domain/edits/lay-over.js';
import type { Around } from '../../domain/edits/merge-parts.js';
import { type Restorable, restorable } from '../../domain/edits/record-history.js';
import { loadClient } from '../clients/clients.js';
import type { Tx } from '../engine/database.js';
import { changes } from '../schema/clients.js';
import { reconcile } from './client-edits.js';
import { keepDraft, loadDraft } from './drafts.js';

export type Restored = { readonly kind: 'kept'; readonly what: Restorable } | { readonly kind: 'hidden' };

/**
 * Lays the earlier value of a history entry over the viewer's draft of the client (C23), for Save to write; where the
 * draft has another value there, both stand to be chosen from (C21). A field of the address brings the whole address as it was before that save (C21). 'hidden' where the record or the entry is not
 * the viewer's to see, or has no earlier value of Personal Information.
 */
export function restoreValue(
  tx: Tx,
  viewer: Viewer,
  of: Around & { readonly clientId: number; readonly changeId: number; readonly at: number },
): Restored {
  const client = loadClient(tx, viewer, of.clientId);
  const change =
    client &&
    tx
      .select()
      .from(changes)
      .where(and(eq(changes.id, of.changeId), eq(changes.clientId, client.id)))
      .get();
  const what = change && restorable(change, client.hasBirthCertificate);
  if (!client || !change || !what) return { kind: 'hidden' };
  const earlier: Personal = {
    ...client.personal,
    ...(what === 'address' ? addressBefore(tx, client.id, change.revision) : { [what]: change.before ?? '' }),
  };
  const shown = showPersonal(earlier);
  const values = Object.fromEntries(
    (what === 'address' ? addressFields : [what]).map((field) => [field, shown[field]]),
  );
  const kept = loadDraft(tx, viewer, client.id) ?? { revision: client.revision, draft: noDraft, updatedAt: 0 };
  const from = { revision: client.revision, keptAt: kept.updatedAt, base: kept.revision };
  const before = reconcile(tx, viewer, client, kept, of);
  const draft = layValue(kept.draft, before, what === 'address' ? 'street' : what, values, from);
  const edit = reconcile(tx, viewer, client, { revision: kept.revision, draft }, of);
  const updatedAt = Math.max(of.at, kept.updatedAt + 1);
  keepDraft(tx, viewer, client.id, { revision: kept.revision, draft: edit.draft, updatedAt });
  return { kind: 'kept', what };
}

/** The address as it was before a save: what every later save found, the earliest of them standing. */
function addressBefore(tx: Tx, clientId: number, revision: number): Record<string, string> {
  const since = tx
    .select({ field: changes.field, before: changes.before })
    .from(changes)
    .where(
      and(
        eq(changes.clientId, clientId),
        eq(changes.part, 'client'),
        gte(changes.revision, revision),
        inArray(changes.field, [...addressFields]),
      ),
    )
    .orderBy(asc(changes.revision), asc(changes.id))
    .all();
  return Object.fromEntries(since.reverse().map(({ field, before }) => [field, before ?? '']));
}
