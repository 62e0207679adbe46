import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { bornOn } from '../../domain/clients/personal-information.js';
import type { Tab } from '../../domain/clients/tab.js';
import { answerClash } from '../../domain/edits/answer-clash.js';
import { choiceOf } from '../../domain/edits/clash.js';
import { begunAt, type Draft, isDraft, noDraft, withoutRivals } from '../../domain/edits/draft.js';
import type { Edit } from '../../domain/edits/edit.js';
import { layForm } from '../../domain/edits/lay-over.js';
import { type Command, commentCommand, contactCommand, type Outcome } from '../../domain/edits/listing-commands.js';
import type { Around } from '../../domain/edits/merge-parts.js';
import { areDigests, digestsOf } from '../../domain/edits/shown.js';
import { formValues, isOfClient, type Listing, rowsIn } from '../../domain/edits/stage.js';
import { isNewRow, isPendingRow, type Values } from '../../domain/forms/rows.js';
import { loadClient } from '../clients/clients.js';
import type { Tx } from '../engine/database.js';
import { type Merged, reconcile } from './client-edits.js';
import { type KeptDraft, keepDraft, loadDraft } from './drafts.js';

/** One submit of the client's form. */
export type Submit = Around & {
  readonly clientId: number;
  /** The revision that the form was shown at, and the draft that it was shown with. */
  readonly revision: number;
  readonly draftAt: number;
  /** Digests of what it was shown. */
  readonly shown: string;
  readonly tab: Tab;
  readonly values: Values;
  readonly at: number;
  /** The row whose details stand in the form; empty for none. */
  readonly row: string;
  /** Under which a row begun by this submit is known. */
  readonly newId: string;
};

/** What became of record and draft since the form was shown: what is typed in another window, what somebody saved. */
export type Moved = 'typed' | 'saved' | '';

/** A form laid over the draft, and how record and draft stand then. */
export type Staged = Outcome & {
  client: Client;
  edit: Merged;
  draftAt: number;
  moved: Moved;
  /** Whether something else stands there now than the form shows. */
  differs: boolean;
};

/** A control that was pressed besides those that only keep what is typed. */
export type Pressed = { readonly listing: Listing; readonly verb: Command } | { readonly choice: string };

/**
 * Lays a submitted form over the viewer's draft and keeps it (C20): on disk before anything else happens. A form that
 * this client's record never had is not taken.
 */
export function stageSubmit(
  tx: Tx,
  viewer: Viewer,
  submitted: Submit,
  pressed?: Pressed,
): Staged | 'hidden' | 'not as shown' {
  const laid = layOver(tx, viewer, submitted);
  if (typeof laid === 'string') return laid;
  const { client, kept, edit: staged, moved, submit } = laid;
  const outcome = pressed ? press(laid, pressed) : { draft: kept.draft, row: '', said: [] };
  const { revision, updatedAt } = kept;
  const draft = begunAt(outcome.draft, kept.draft, submit.revision, revision);
  keepDraft(tx, viewer, client.id, { revision, draft, updatedAt });
  const draftAt = isDraft(draft) ? updatedAt : 0;
  const edit = pressed ? reconcile(tx, viewer, client, { revision, draft }, submit) : staged;
  return { ...outcome, client, moved, draftAt, edit, differs: differs(edit, submit) };
}

function press({ client, kept, earlier, edit, moved, submit }: Laid & { submit: Submit }, pressed: Pressed): Outcome {
  const { draft } = kept;
  if ('choice' in pressed) {
    const [chosen] = edit.clashes.flatMap((clash) =>
      clash.sides.filter((side) => choiceOf(clash, side) === pressed.choice).map((side) => ({ clash, side })),
    );
    // An answer counts for what it was shown beside.
    if (!chosen || moved === 'typed') return { draft, row: '', said: [{ what: 'not-chosen' }] };
    const { clash, side } = chosen;
    const answered = answerClash(draft, clash, side.which, client.revision, submit.newId);
    return { draft: answered, row: '', said: [{ what: 'chosen' }] };
  }
  const { listing, verb } = pressed;
  const { of, chosen } = rowsIn(listing, submit.values);
  const row = verb === 'cancel' ? of : chosen;
  // What drops words takes none that this form was not shown.
  if (['delete', 'undo', 'cancel'].includes(verb) && moved === 'typed' && isPendingRow(earlier[listing], row))
    return { draft, row, said: [{ what: 'not-dropped' }] };
  const around = { today: submit.today, birthDate: bornOn(edit.now.personal, client.personal) };
  const outcome =
    listing === 'contacts'
      ? contactCommand(draft, edit, verb, submit.values, submit.newId)
      : commentCommand(draft, edit, verb, submit.values, submit.newId, around);
  const name = `${listing === 'contacts' ? 'contact' : 'comment'}.row.${row}`;
  return verb === 'delete' || verb === 'undo' ? { ...outcome, draft: withoutRivals(outcome.draft, name) } : outcome;
}

/** Whether something else stands there now than a form shows. */
function differs(edit: Edit, { tab, values }: Submit): boolean {
  const row = tab === 'information' ? undefined : edit[tab].find(({ id }) => id === rowsIn(tab, values).of);
  return digestsOf(tab, formValues(edit, tab, row)) !== digestsOf(tab, values);
}

/** A record, the draft of it that is kept or to be kept, and both held against each other. */
export type Laid = {
  readonly client: Client;
  /** The draft as it was before. */
  readonly earlier: Draft;
  readonly kept: KeptDraft;
  readonly edit: Merged;
  readonly moved: Moved;
};

/** Lays a submitted form over the viewer's draft, and keeps nothing yet; with the form as its rows are known by now. */
export function layOver(
  tx: Tx,
  viewer: Viewer,
  submitted: Submit,
): (Laid & { readonly submit: Submit }) | 'hidden' | 'not as shown' {
  const client = loadClient(tx, viewer, submitted.clientId);
  if (!client) return 'hidden';
  const submit = withSavedRows(client, submitted);
  const earlier = loadDraft(tx, viewer, client.id);
  // Nothing is typed in a draft that is not there yet: it is as the record is now, and goes on from what the form shows.
  const before = reconcile(tx, viewer, client, earlier ?? { revision: client.revision, draft: noDraft }, submit);
  if (!isAsShown(client, before, submit)) return 'not as shown';
  const draft = earlier?.draft ?? noDraft;
  const revision = earlier?.revision ?? submit.revision;
  const keptAt = earlier?.updatedAt ?? 0;
  const typed = layForm(draft, before, { ...submit, keptAt, base: revision });
  const edit = reconcile(tx, viewer, client, { revision, draft: typed }, submit);
  // Two submits of one instant are still told apart.
  const updatedAt = Math.max(submit.at, keptAt + 1);
  const moved = keptAt !== submit.draftAt ? 'typed' : submit.revision !== client.revision ? 'saved' : '';
  return { client, earlier: draft, edit, moved, submit, kept: { revision, draft: edit.draft, updatedAt } };
}

/** A row that was begun in this form, or in another window, may have been saved since: it is known by its number then. */
function withSavedRows(client: Client, submit: Submit): Submit {
  const { contacts, comments, deleted } = client;
  const known = {
    contact: [...contacts, ...deleted.contacts],
    comment: [...comments, ...deleted.comments],
  };
  const values: Record<string, string> = { ...submit.values };
  for (const kind of ['contact', 'comment'] as const)
    for (const name of [`${kind}.of`, `${kind}.row`]) {
      const key = values[name] ?? '';
      const saved = isNewRow(key) && known[kind].find(({ entryKey }) => entryKey === key);
      if (saved) values[name] = String(saved.id);
    }
  return { ...submit, values, row: values['contact.of'] || values['comment.of'] || '' };
}

/** Whether a form can have been shown: at a revision of the record, with rows of its own. */
function isAsShown(client: Client, edit: Edit, { revision, tab, shown, values }: Submit): boolean {
  return (
    Number.isInteger(revision) &&
    revision >= 1 &&
    revision <= client.revision &&
    isOfClient(edit, values) &&
    areDigests(tab, shown) &&
    /^\d{1,15}$/.test(values.draftAt ?? '')
  );
}
