import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { enrolmentValues } from '../../domain/clients/enrolment.js';
import type { Listing } from '../../domain/clients/listing.js';
import { type DraftRow, isDraft, noDraft } from '../../domain/edits/draft.js';
import type { Edit } from '../../domain/edits/edit.js';
import { reconcile } from '../../domain/edits/reconcile.js';
import { type Consequence, decideSave, isSentAgain, leftOf } from '../../domain/edits/save.js';
import type { Sources } from '../../domain/edits/sources.js';
import { laySubmit, type Submit } from '../../domain/edits/submit.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { keepDraft } from './drafts.js';
import { loadSources } from './sources.js';
import { type SaveRequest, writeEdit } from './write-edit.js';

export type SaveResult =
  | {
      readonly kind: 'saved';
      readonly revision: number;
      readonly left: Listing | '';
      readonly row: string;
      readonly deceased: boolean;
    }
  | { readonly kind: 'ask' }
  | {
      readonly kind: 'refused';
      readonly client: Client;
      readonly edit: Edit;
      readonly draftAt: number;
      readonly row: string;
    }
  | { readonly kind: 'nothing'; readonly left: Listing | ''; readonly row: string }
  | { readonly kind: 'hidden' };

/**
 * Lays a submitted form over the viewer's draft, as `stageSubmit` does, and saves it: what is refused, asked about or
 * left is kept as a draft.
 */
export async function saveSubmit(tx: Tx, viewer: Viewer, submit: Submit): Promise<SaveResult | 'not as shown'> {
  const sources = await loadSources(tx, viewer, submit.clientId, { stamp: submit, birthDate: submit.values.birthDate });
  if (!sources) return { kind: 'hidden' };
  const submission = laySubmit(sources, submit);
  return submission === 'not as shown' ? submission : save(tx, viewer, submission.submit, submission, []);
}

/** Saves the viewer's draft of a client as it is kept, once what it does besides writing was confirmed. */
export async function saveDraft(
  tx: Tx,
  viewer: Viewer,
  request: SaveRequest,
  confirmed: readonly Consequence[],
): Promise<SaveResult> {
  const sources = await loadSources(tx, viewer, request.clientId);
  if (!sources) return { kind: 'hidden' };
  const draftRow = sources.draft ?? { revision: sources.client.revision, draft: noDraft, updatedAt: request.at };
  const edit = reconcile(sources, draftRow, request);
  return save(tx, viewer, request, { sources, draftRow, edit }, confirmed);
}

/**
 * Saves a draft of a client (C5 to C9, C11 to C19, C21): merged with what others saved meanwhile, judged for
 * what it changes, and the change, its history, aliases, former addresses and the audit row in one. When anything is
 * refused nothing is written and the draft stays. What changes who may see the record is asked about first: it is
 * written only where `confirmed` names it.
 */
async function save(
  tx: Tx,
  viewer: Viewer,
  request: SaveRequest,
  { sources, draftRow, edit: typed }: { sources: Sources; draftRow: DraftRow; edit: Edit },
  confirmed: readonly Consequence[],
): Promise<SaveResult> {
  const { client } = sources;
  const { kind, edit } = decideSave(sources, typed, draftRow, request, confirmed);
  if (kind !== 'write') {
    await keepDraft(tx, viewer, client.id, draftRow);
    if (kind === 'ask') return { kind };
    const draftAt = isDraft(draftRow.draft) ? draftRow.updatedAt : 0;
    return { kind: 'refused', client, edit, draftAt, row: request.row ?? '' };
  }
  const written = await writeEdit(tx, viewer, client, edit, request);
  const revision = written.length > 0 ? client.revision + 1 : client.revision;
  const left = leftOf(edit.draft, written, draftRow.revision, revision, request.row ?? '');
  await keepDraft(tx, viewer, client.id, { ...draftRow, revision, draft: left.draft });
  const rest = { left: left.listing, row: left.row };
  if (written.length === 0)
    return isSentAgain(client, viewer, request)
      ? { kind: 'saved', revision, ...rest, deceased: false }
      : { kind: 'nothing', ...rest };
  const parts = [...new Set(written.map(({ part, field }) => (part === 'client' ? field : part)))];
  await trace(tx, viewer, { at: request.at, action: 'change client', clientId: client.id, detail: parts.join(' ') });
  const deceased = edit.now.enrolment.status === 'P' && enrolmentValues(client).status !== 'P';
  return { kind: 'saved', revision, ...rest, deceased };
}
