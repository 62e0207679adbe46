import { eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { commentFaults, commentQuestions, showComment, stagedComment } from '../../domain/clients/comment.js';
import { enrolled, enrolmentFields } from '../../domain/clients/enrolment.js';
import { bornOn, changedFields } from '../../domain/clients/personal-information.js';
import { type Draft, isDraft, noDraft } from '../../domain/edits/draft.js';
import { type Edit, errorsOf, othersThan } from '../../domain/edits/edit.js';
import type { Around } from '../../domain/edits/merge-parts.js';
import type { Listing } from '../../domain/edits/stage.js';
import { unanswered } from '../../domain/forms/question.js';
import { isNewRow, noRows, type Rows, stageRow } from '../../domain/forms/rows.js';
import { nameKey } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
import { type Change, recordChanges } from '../clients/changes.js';
import { updateClient } from '../clients/client-writes.js';
import { loadClient } from '../clients/clients.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { clients, enrolments } from '../schema/clients.js';
import { type Merged, reconcile } from './client-edits.js';
import { keepDraft, loadDraft } from './drafts.js';
import { writeRows } from './save-rows.js';
import { type Laid, layOver, type Submit } from './stage-submit.js';

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
export function saveSubmit(tx: Tx, viewer: Viewer, submit: Submit): Saved | 'not as shown' {
  const laid = layOver(tx, viewer, submit);
  if (laid === 'hidden') return { kind: 'hidden' };
  return laid === 'not as shown' ? laid : save(tx, viewer, laid.submit, laid, []);
}

/** Saves the viewer's draft of a client as it is kept, once what it does besides writing was confirmed. */
export function saveDraft(tx: Tx, viewer: Viewer, submit: Saving, confirmed: readonly Consequence[]): Saved {
  const client = loadClient(tx, viewer, submit.clientId);
  if (!client) return { kind: 'hidden' };
  const kept = loadDraft(tx, viewer, client.id) ?? { revision: client.revision, draft: noDraft, updatedAt: submit.at };
  const edit = reconcile(tx, viewer, client, kept, submit);
  return save(tx, viewer, submit, { client, kept, edit }, confirmed);
}

type Saving = Around & { clientId: number; at: number; revision?: number; row?: string };

/**
 * Saves a draft of a client (C5 to C9, C11 to C19, C21): merged with what others saved meanwhile, judged for
 * what it changes, and the change, its history, aliases, former addresses and the audit row in one. When anything is
 * refused nothing is written and the draft stays. What changes who may see the record is asked about first: it is
 * written only where `confirmed` names it.
 */
function save(
  tx: Tx,
  viewer: Viewer,
  submit: Saving,
  { client, kept, edit: held }: Pick<Laid, 'client' | 'kept' | 'edit'>,
  confirmed: readonly Consequence[],
): Saved {
  const birthDate = bornOn(held.now.personal, client.personal);
  const draft = withCompleteComments(client, kept.draft, held, { today: submit.today, birthDate });
  const edit = draft === kept.draft ? held : reconcile(tx, viewer, client, { ...kept, draft }, submit);
  const refused = Object.keys(errorsOf(edit)).length > 0;
  if (refused || consequences(client, edit).some((one) => !confirmed.includes(one))) {
    keepDraft(tx, viewer, client.id, kept);
    const draftAt = isDraft(kept.draft) ? kept.updatedAt : 0;
    return refused ? { kind: 'refused', client, edit, draftAt, row: submit.row ?? '' } : { kind: 'ask' };
  }

  const changed = writeEdit(tx, viewer, client, edit, submit);
  const revisionNow = changed.length > 0 ? client.revision + 1 : client.revision;
  const left = leftOf(draft, changed, kept.revision, revisionNow);
  const leftIn = isLeft(left.contacts) ? 'contacts' : isLeft(left.comments) ? 'comments' : '';
  // The row that stood in the form stands there again.
  const row = idNow(submit.row ?? '', changed);
  const rowLeft = leftIn && !left[leftIn].typed[row] ? (Object.keys(left[leftIn].typed)[0] ?? '') : row;
  keepDraft(tx, viewer, client.id, { ...kept, revision: revisionNow, draft: left });
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
}

/** Save also writes a complete comment that stands in the form (C18); a contact needs Next (C15). */
function withCompleteComments(client: Client, draft: Draft, edit: Edit, around: { today: Day; birthDate: Day }): Draft {
  const complete = Object.entries(draft.comments.typed).filter(([id, values]) => {
    const saved = client.comments.find((comment) => String(comment.id) === id);
    const asked = unanswered(commentQuestions(values, othersThan(edit.comments, id)), draft.asTyped);
    return Object.keys({ ...asked, ...commentFaults(values, saved && showComment(saved), around) }).length === 0;
  });
  if (complete.length === 0) return draft;
  return {
    ...draft,
    comments: complete.reduce((rows: Rows, [id]) => stageRow(rows, id, stagedComment), draft.comments),
  };
}

/** A row begun here has its number once it is written; one that was not written has none. */
function idNow(id: string, changed: readonly Written[]): string {
  return isNewRow(id) ? String(changed.find(({ key }) => key === id)?.row ?? '') : id;
}

/**
 * What is typed into rows and not given to the listing (C15, C18), after a save: over what was just written where the row
 * was written too, else over what it was typed over.
 */
function leftOf(draft: Draft, changed: readonly Written[], base: number, now: number): Draft {
  const over: Record<string, number> = {};
  const typed = (kind: 'contact' | 'comment', rows: Rows): Rows => {
    const entries = Object.entries(rows.typed).map(([id, values]) => {
      const [name, known] = [`${kind}.row.${id}`, idNow(id, changed) || id];
      const since = draft.over[name] ?? base;
      const written = changed.some(({ part, key }) => part === kind && key === id);
      if (!written && since !== now) over[name] = since;
      return [known, values] as const;
    });
    return { ...noRows, typed: Object.fromEntries(entries) };
  };
  const [contacts, comments] = [typed('contact', draft.contacts), typed('comment', draft.comments)];
  return { ...noDraft, contacts, comments, over, asTyped: draft.asTyped };
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

/** Whether a form sent again ticks what its first Save kept as verified (C24). */
function saidBefore(viewer: Viewer, client: Client, edit: Merged, { revision }: Saving): boolean {
  const ticks = (list = '') => list.split(' ').sort().join(' ');
  const sentAgain = revision !== undefined && revision < client.revision && client.updatedBy === viewer.userId;
  return sentAgain && ticks(client.verified?.what) === ticks(edit.verified);
}

function writeEdit(tx: Tx, viewer: Viewer, client: Client, edit: Merged, submit: Saving): Written[] {
  const rows = writeRows(tx, client, edit.draft, edit.primary, submit);
  const enrolment = writeEnrolment(tx, viewer, client, edit, submit.at);
  const personal = changedFields(client.personal, edit.now.personal);
  const verified: Change[] =
    edit.verified && !saidBefore(viewer, client, edit, submit)
      ? [{ part: 'verified', row: null, field: 'verified', before: '', after: edit.verified }]
      : [];
  const others: Written[] = [...rows, ...enrolment, ...verified];
  if (personal.length + others.length === 0) return [];
  const primary =
    edit.primary === 'self' ? 'self' : (rows.find(({ key }) => key === edit.primary)?.row ?? Number(edit.primary));
  const { at, today } = submit;
  const when = { at, today, typed: edit.personal.values };
  const revision = updateClient(tx, viewer, client, edit.now.personal, when, primary);
  recordChanges(tx, viewer, { clientId: client.id, revision, at: submit.at }, others);
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
