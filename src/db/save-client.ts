import { eq } from 'drizzle-orm';
import type { Client } from '../domain/client.js';
import { commentFaults, showComment } from '../domain/comment.js';
import { isDraft, noDraft } from '../domain/draft.js';
import { type Edit, errorsOf } from '../domain/edit.js';
import { enrolled, enrolmentFields } from '../domain/enrolment.js';
import { type Command, commentCommand, contactCommand, type Outcome } from '../domain/listing-commands.js';
import { nameKey } from '../domain/name.js';
import { changedFields } from '../domain/personal-information.js';
import { isNewRow, noRows, type Rows, stageRow, type Values } from '../domain/rows.js';
import { isOfClient, type Listing, stageForm } from '../domain/stage.js';
import type { Tab } from '../domain/tab.js';
import type { Viewer } from '../domain/viewer.js';
import { trace } from './audit.js';
import { type Change, recordChanges } from './changes.js';
import { type Around, type Merged, reconcile } from './client-edits.js';
import { updateClient } from './client-writes.js';
import { loadClient } from './clients.js';
import { keepDraft, loadDraft } from './drafts.js';
import type { Tx } from './open.js';
import { writeRows } from './save-rows.js';
import { clients, enrolments } from './schema/clients.js';

/** One submit of the client's form. */
export type Submit = Around & {
  readonly clientId: number;
  /** The revision that the form was shown at, and the draft that it was shown with. */
  readonly revision: number;
  readonly draftAt: number;
  readonly tab: Tab;
  readonly values: Values;
  readonly at: number;
  /** The row whose details stand in the form; empty for none. */
  readonly row: string;
  /** Under which a row begun by this submit is known. */
  readonly newId: string;
};

/** What Save will do besides writing, to be confirmed first (C12, C13). */
export type Consequence = 'deceased' | 'locked' | 'unlocked';

export type Saved =
  | {
      readonly kind: 'saved';
      readonly revision: number;
      readonly left: Listing | '';
      readonly row: string;
      readonly deceased: boolean;
    }
  | { readonly kind: 'ask' }
  | { readonly kind: 'refused'; readonly client: Client; readonly edit: Edit; readonly draftAt: number }
  | { readonly kind: 'nothing'; readonly left: Listing | ''; readonly row: string }
  | { readonly kind: 'hidden' };

/** A form laid over the draft, and how record and draft stand then. */
export type Staged = Outcome & { client: Client; edit: Merged; draftAt: number; stale: boolean };

/**
 * Lays a submitted form over the viewer's draft and keeps it (C20): on disk before anything else happens. A form that
 * this client's record never had is not taken.
 */
export function stageSubmit(
  tx: Tx,
  viewer: Viewer,
  submit: Submit,
  command?: { listing: Listing; verb: Command },
): Staged | 'hidden' | 'not as shown' {
  const client = loadClient(tx, viewer, submit.clientId);
  if (!client) return 'hidden';
  const kept = loadDraft(tx, viewer, client.id);
  const stale = kept !== undefined && kept.updatedAt !== submit.draftAt;
  // A draft that this form was not shown with goes on from where it began: what changed since is asked about.
  const revision = stale ? Math.min(kept.revision, submit.revision) : submit.revision;
  const before = reconcile(tx, viewer, client, { revision, draft: kept?.draft ?? noDraft }, submit);
  if (!isAsShown(client, before, submit)) return 'not as shown';
  const typed = stageForm(kept?.draft ?? noDraft, before, before.shown, stale, submit.tab, submit.values);
  const staged = reconcile(tx, viewer, client, { revision, draft: typed }, submit);
  const around = { today: submit.today, birthDate: staged.now.personal.birthDate };
  const outcome =
    command === undefined
      ? { draft: staged.draft, row: '', said: '' }
      : command.listing === 'contacts'
        ? contactCommand(staged.draft, staged, command.verb, submit.values, submit.newId)
        : commentCommand(staged.draft, staged, command.verb, submit.values, submit.newId, around);
  // Two submits of one instant are still told apart.
  const at = Math.max(submit.at, (kept?.updatedAt ?? 0) + 1);
  keepDraft(tx, viewer, client.id, { revision, draft: outcome.draft, updatedAt: at });
  const draftAt = isDraft(outcome.draft) ? at : 0;
  const edit = command ? reconcile(tx, viewer, client, { revision, draft: outcome.draft }, submit) : staged;
  return { ...outcome, client, stale, draftAt, edit };
}

/** Whether a form can have been shown: at a revision of the record, with rows of its own. */
function isAsShown(client: Client, edit: Edit, { revision, values }: Submit): boolean {
  return (
    Number.isInteger(revision) &&
    revision >= 1 &&
    revision <= client.revision &&
    isOfClient(edit, values) &&
    /^\d{1,15}$/.test(values.draftAt ?? '')
  );
}

/**
 * Saves the viewer's draft of a client (C5 to C9, C11 to C19, C21): merged with what others saved meanwhile, judged for
 * what it changes, and the change, its history, aliases, former addresses and the audit row in one. When anything is
 * refused nothing is written and the draft stays. What changes who may see the record is asked about first: it is
 * written only where `confirmed` names it.
 */
export function saveDraft(
  tx: Tx,
  viewer: Viewer,
  submit: Around & { clientId: number; at: number; revision?: number; row?: string },
  confirmed: readonly Consequence[],
): Saved {
  const client = loadClient(tx, viewer, submit.clientId);
  if (!client) return { kind: 'hidden' };
  const kept = loadDraft(tx, viewer, client.id);
  const revision = kept?.revision ?? client.revision;
  const draft = withCompleteComments(kept?.draft ?? noDraft);
  const edit = reconcile(tx, viewer, client, { revision, draft }, submit);
  if (Object.keys(errorsOf(edit)).length > 0) return { kind: 'refused', client, edit, draftAt: kept?.updatedAt ?? 0 };
  if (consequences(client, edit).some((one) => !confirmed.includes(one))) return { kind: 'ask' };

  const left = {
    ...noDraft,
    contacts: { ...noRows, typed: draft.contacts.typed },
    comments: { ...noRows, typed: draft.comments.typed },
  };
  const leftIn = isLeft(left.contacts) ? 'contacts' : isLeft(left.comments) ? 'comments' : '';
  const changed = writeEdit(tx, viewer, client, edit, submit);
  // The row that stood in the form stands there again; one begun here has its number now.
  const { row = '' } = submit;
  const stays = isNewRow(row) ? String(changed.find(({ key }) => key === row)?.row ?? '') : row;
  const rowLeft = leftIn ? (left[leftIn].typed[row] ? row : (Object.keys(left[leftIn].typed)[0] ?? '')) : stays;
  const revisionNow = changed.length > 0 ? client.revision + 1 : client.revision;
  if (kept) keepDraft(tx, viewer, client.id, { ...kept, revision: revisionNow, draft: left });
  if (changed.length === 0) {
    // The same form sent again, after a lost answer or by Back: what it says is on the record already.
    if (submit.revision !== undefined && submit.revision < client.revision && client.updatedBy === viewer.userId)
      return { kind: 'saved', revision: client.revision, left: leftIn, row: rowLeft, deceased: false };
    return { kind: 'nothing', left: leftIn, row: rowLeft };
  }
  const parts = [...new Set(changed.map(({ part, field }) => (part === 'client' ? field : part)))];
  trace(tx, viewer, { at: submit.at, action: 'change client', clientId: client.id, detail: parts.join(' ') });
  return {
    kind: 'saved',
    revision: revisionNow,
    left: leftIn,
    row: rowLeft,
    deceased: edit.now.enrolment.status === 'P' && enrolled(client).status !== 'P',
  };

  // Save also writes a complete comment that stands in the form (C18); a contact needs Next (C15).
  function withCompleteComments(from: typeof noDraft) {
    const birthDate = client?.personal.birthDate ?? '';
    const complete = Object.entries(from.comments.typed).filter(([id, values]) => {
      const saved = client?.comments.find((comment) => String(comment.id) === id);
      const faults = commentFaults(values, saved && showComment(saved), { today: submit.today, birthDate });
      return Object.keys(faults).length === 0;
    });
    return { ...from, comments: complete.reduce((rows: Rows, [id]) => stageRow(rows, id), from.comments) };
  }
}

const isLeft = (rows: Rows) => Object.keys(rows.typed).length > 0;

/** What saving an edit would do to who may see the record. */
export function consequences(client: Client, edit: Merged): Consequence[] {
  const [before, now] = [enrolled(client), edit.now.enrolment];
  return [
    ...(now.status === 'P' && before.status !== 'P' ? (['deceased'] as const) : []),
    ...(now.sharing === 'N' && before.sharing !== 'N' ? (['locked'] as const) : []),
    ...(now.sharing === 'Y' && before.sharing === 'N' ? (['unlocked'] as const) : []),
  ];
}

/** A change, with the id that the draft knew its row by. */
type Written = Change & { readonly key?: string };

function writeEdit(tx: Tx, viewer: Viewer, client: Client, edit: Merged, submit: Around & { at: number }): Written[] {
  const rows = writeRows(tx, client, edit.draft, edit.primary, submit);
  const enrolment = writeEnrolment(tx, viewer, client, edit, submit.at);
  const personal = changedFields(client.personal, edit.now.personal);
  const verified: Change[] = edit.verified
    ? [{ part: 'verified', row: null, field: 'verified', before: '', after: edit.verified }]
    : [];
  const others: Written[] = [...rows, ...enrolment];
  if (personal.length + others.length === 0) return [];
  const primary =
    edit.primary === 'self' ? 'self' : (rows.find(({ key }) => key === edit.primary)?.row ?? Number(edit.primary));
  const revision = updateClient(tx, viewer, client, edit.now.personal, submit, primary);
  recordChanges(tx, viewer, { clientId: client.id, revision, at: submit.at }, [...others, ...verified]);
  return [...personal.map((field): Change => ({ part: 'client', row: null, field, before: '', after: '' })), ...others];
}

/** Writes the Client Information tab (C11), the flag of a deceased client (C12) and the lock (C13). */
function writeEnrolment(tx: Tx, viewer: Viewer, client: Client, edit: Merged, at: number): Change[] {
  const [before, now] = [enrolled(client), edit.now.enrolment];
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
