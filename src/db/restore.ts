import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import { addressFields } from '../domain/address.js';
import { noDraft } from '../domain/draft.js';
import { type Personal, showPersonal } from '../domain/personal-information.js';
import { type Restorable, restorable } from '../domain/record-history.js';
import type { Viewer } from '../domain/viewer.js';
import { type Around, reconcile } from './client-edits.js';
import { loadClient } from './clients.js';
import { keepDraft, loadDraft } from './drafts.js';
import type { Tx } from './open.js';
import { changes } from './schema/clients.js';

export type Restored =
  | { readonly kind: 'kept'; readonly what: Restorable }
  /** The viewer's draft began before the change: the value is what it began from, so that it cannot be laid over it. */
  | { readonly kind: 'older draft' }
  | { readonly kind: 'hidden' };

/**
 * Lays the earlier value of a history entry over the viewer's draft of the client (C23), for Save to write. A field of
 * the address brings the whole address as it was before that save (C21). 'hidden' where the record or the entry is not
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
  const fields = what === 'address' ? addressFields : [what];
  const shown = showPersonal(earlier);
  const values = Object.fromEntries(fields.map((field) => [field, shown[field]]));
  const kept = loadDraft(tx, viewer, client.id);
  const revision = kept?.revision ?? client.revision;
  const draft = { ...(kept?.draft ?? noDraft), personal: { ...kept?.draft.personal, ...values } };
  const edit = reconcile(tx, viewer, client, { revision, draft }, of);
  const stands = fields.every((field) => edit.personal.values[field] === shown[field]);
  if (!stands) return { kind: 'older draft' };
  keepDraft(tx, viewer, client.id, { revision, draft: edit.draft, updatedAt: of.at });
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
