import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { addressFields } from '../../domain/clients/address.js';
import { type Personal, showPersonal } from '../../domain/clients/personal-information.js';
import { noDraft } from '../../domain/edits/draft.js';
import { layValue } from '../../domain/edits/lay-over.js';
import { reconcile } from '../../domain/edits/reconcile.js';
import { type Restorable, restorable } from '../../domain/edits/record-history.js';
import { screenOf } from '../../domain/edits/screen.js';
import type { Setting } from '../../domain/edits/sources.js';
import type { Tx } from '../engine/database.js';
import { changes } from '../schema/clients.js';
import { keepDraft } from './drafts.js';
import { loadSources } from './sources.js';

export type RestoreResult = { readonly kind: 'kept'; readonly what: Restorable } | { readonly kind: 'hidden' };

/**
 * Lays the earlier value of a history entry over the viewer's draft of the client (C23), for Save to write; where the
 * draft has another value there, both stand to be chosen from (C21). A field of the address brings the whole address as
 * it was before that save (C21). 'hidden' where the record or the entry is not the viewer's to see, or has no earlier
 * value of Personal Information.
 */
export async function restoreValue(
  tx: Tx,
  viewer: Viewer,
  of: Setting & { readonly clientId: number; readonly changeId: number; readonly at: number },
): Promise<RestoreResult> {
  const change = await tx
    .select()
    .from(changes)
    .where(and(eq(changes.id, of.changeId), eq(changes.clientId, of.clientId)))
    .get();
  const birthDate = change?.field === 'birthDate' ? (change.before ?? '') : undefined;
  const sources = await loadSources(tx, viewer, of.clientId, { birthDate });
  const what = sources && change && restorable(change, sources.client.hasBirthCertificate);
  if (!sources || !change || !what) return { kind: 'hidden' };
  const { client } = sources;
  const earlier: Personal = {
    ...client.personal,
    ...(what === 'address' ? await addressBefore(tx, client.id, change.revision) : { [what]: change.before ?? '' }),
  };
  const texts = showPersonal(earlier);
  const values = Object.fromEntries(
    (what === 'address' ? addressFields : [what]).map((field) => [field, texts[field]]),
  );
  const { revision, draft, updatedAt } = sources.draft ?? { revision: client.revision, draft: noDraft, updatedAt: 0 };
  const from = { revision: client.revision, writtenAt: updatedAt, base: revision };
  const screen = screenOf(sources, { revision, draft });
  const typed = layValue(draft, screen, what === 'address' ? 'street' : what, values, from);
  const edit = reconcile(sources, { revision, draft: typed }, of);
  await keepDraft(tx, viewer, client.id, { revision, draft: edit.draft, updatedAt: Math.max(of.at, updatedAt + 1) });
  return { kind: 'kept', what };
}

/** The address as it was before a save: what every later save found, the earliest of them standing. */
async function addressBefore(tx: Tx, clientId: number, revision: number): Promise<Record<string, string>> {
  const since = await tx
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
