import { eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { enrolmentFields, enrolmentValues } from '../../domain/clients/enrolment.js';
import type { Listing } from '../../domain/clients/listing.js';
import { changedFields } from '../../domain/clients/personal-information.js';
import { type DraftRow, isDraft, noDraft } from '../../domain/edits/draft.js';
import type { Edit } from '../../domain/edits/edit.js';
import { reconcile } from '../../domain/edits/reconcile.js';
import { type Consequence, decideSave, isSentAgain, leftOf, ticksAsBefore } from '../../domain/edits/save.js';
import type { Setting, Sources } from '../../domain/edits/sources.js';
import { laySubmit, type Submit } from '../../domain/edits/submit.js';
import { nameKey } from '../../domain/text/name.js';
import { type Change, recordChanges } from '../clients/changes.js';
import { updateClient } from '../clients/client-writes.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { clients, enrolments } from '../schema/clients.js';
import { keepDraft } from './drafts.js';
import { writeRows } from './save-rows.js';
import { loadSources } from './sources.js';

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
export function saveSubmit(tx: Tx, viewer: Viewer, submit: Submit): SaveResult | 'not as shown' {
  const sources = loadSources(tx, viewer, submit.clientId, { stamp: submit, birthDate: submit.values.birthDate });
  if (!sources) return { kind: 'hidden' };
  const submission = laySubmit(sources, submit);
  return submission === 'not as shown' ? submission : save(tx, viewer, submission.submit, submission, []);
}

/** Saves the viewer's draft of a client as it is kept, once what it does besides writing was confirmed. */
export function saveDraft(tx: Tx, viewer: Viewer, request: SaveRequest, confirmed: readonly Consequence[]): SaveResult {
  const sources = loadSources(tx, viewer, request.clientId);
  if (!sources) return { kind: 'hidden' };
  const draftRow = sources.draft ?? { revision: sources.client.revision, draft: noDraft, updatedAt: request.at };
  const edit = reconcile(sources, draftRow, request);
  return save(tx, viewer, request, { sources, draftRow, edit }, confirmed);
}

type SaveRequest = Setting & { clientId: number; at: number; revision?: number; row?: string };

/**
 * Saves a draft of a client (C5 to C9, C11 to C19, C21): merged with what others saved meanwhile, judged for
 * what it changes, and the change, its history, aliases, former addresses and the audit row in one. When anything is
 * refused nothing is written and the draft stays. What changes who may see the record is asked about first: it is
 * written only where `confirmed` names it.
 */
function save(
  tx: Tx,
  viewer: Viewer,
  request: SaveRequest,
  { sources, draftRow, edit: typed }: { sources: Sources; draftRow: DraftRow; edit: Edit },
  confirmed: readonly Consequence[],
): SaveResult {
  const { client } = sources;
  const { kind, edit } = decideSave(sources, typed, draftRow, request, confirmed);
  if (kind !== 'write') {
    keepDraft(tx, viewer, client.id, draftRow);
    if (kind === 'ask') return { kind };
    const draftAt = isDraft(draftRow.draft) ? draftRow.updatedAt : 0;
    return { kind: 'refused', client, edit, draftAt, row: request.row ?? '' };
  }
  const written = writeEdit(tx, viewer, client, edit, request);
  const revision = written.length > 0 ? client.revision + 1 : client.revision;
  const left = leftOf(edit.draft, written, draftRow.revision, revision, request.row ?? '');
  keepDraft(tx, viewer, client.id, { ...draftRow, revision, draft: left.draft });
  const rest = { left: left.listing, row: left.row };
  if (written.length === 0)
    return isSentAgain(client, viewer, request)
      ? { kind: 'saved', revision, ...rest, deceased: false }
      : { kind: 'nothing', ...rest };
  const parts = [...new Set(written.map(({ part, field }) => (part === 'client' ? field : part)))];
  trace(tx, viewer, { at: request.at, action: 'change client', clientId: client.id, detail: parts.join(' ') });
  const deceased = edit.now.enrolment.status === 'P' && enrolmentValues(client).status !== 'P';
  return { kind: 'saved', revision, ...rest, deceased };
}

/** A change, with the id that the draft knew its row by. */
type WrittenChange = Change & { readonly key?: string };

function writeEdit(tx: Tx, viewer: Viewer, client: Client, edit: Edit, request: SaveRequest): WrittenChange[] {
  const rows = writeRows(tx, client, edit.draft, edit.primary, request);
  const enrolment = writeEnrolment(tx, viewer, client, edit, request.at);
  const personal = changedFields(client.personal, edit.now.personal);
  const verified: Change[] =
    edit.verified && !(isSentAgain(client, viewer, request) && ticksAsBefore(client, edit))
      ? [{ part: 'verified', row: null, field: 'verified', before: '', after: edit.verified }]
      : [];
  const others: WrittenChange[] = [...rows, ...enrolment, ...verified];
  if (personal.length + others.length === 0) return [];
  const primary =
    edit.primary === 'self' ? 'self' : (rows.find(({ key }) => key === edit.primary)?.row ?? Number(edit.primary));
  const { at, today } = request;
  const when = { at, today, typed: edit.personal.values };
  const revision = updateClient(tx, viewer, client, edit.now.personal, when, primary);
  recordChanges(tx, viewer, { clientId: client.id, revision, at }, others);
  return [...personal.map((field): Change => ({ part: 'client', row: null, field, before: '', after: '' })), ...others];
}

/** Writes the Client Information tab (C11), the flag of a deceased client (C12) and the lock (C13). */
function writeEnrolment(tx: Tx, viewer: Viewer, client: Client, edit: Edit, at: number): Change[] {
  const [before, now] = [enrolmentValues(client), edit.now.enrolment];
  const fields = enrolmentFields.filter((field) => before[field] !== now[field]);
  if (fields.length === 0) return [];
  const values = {
    chartNumber: now.chartNumber,
    chartKey: nameKey(now.chartNumber),
    status: now.status as 'A' | 'I' | 'P',
    statusReason: now.statusReason,
    reminder: now.reminder === 'Y',
    updatedAt: at,
  };
  tx.insert(enrolments)
    .values({ clientId: client.id, organizationId: viewer.organization.id, ...values })
    .onConflictDoUpdate({ target: [enrolments.clientId, enrolments.organizationId], set: values })
    .run();
  tx.update(clients)
    .set({
      lockedBy: now.sharing === 'N' ? viewer.organization.id : null,
      ...(now.status === 'P' && { deceasedAt: at, deathDate: now.deathDate || null }),
    })
    .where(eq(clients.id, client.id))
    .run();
  return fields.map((field) => ({ part: 'enrolment', row: null, field, before: before[field], after: now[field] }));
}
