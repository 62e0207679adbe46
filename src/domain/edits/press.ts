import type { Client } from '../clients/client.js';
import { kindOf, type Listing } from '../clients/listing.js';
import { bornOn } from '../clients/personal-information.js';
import { isPendingRow } from '../forms/rows.js';
import { answerClash } from './answer-clash.js';
import { choiceOf } from './clash.js';
import { type DraftRow, isDraft, noteRevisions, withoutRivals } from './draft.js';
import type { Edit } from './edit.js';
import { type Command, codedCommand, contactCommand, type Outcome } from './listing-commands.js';
import { reconcile, relist } from './reconcile.js';
import { rowsIn } from './stage.js';
import { type Drift, differs, type Submission } from './submit.js';

/** A control that was pressed besides those that only keep what is typed. */
export type Control = { readonly listing: Listing; readonly verb: Command } | { readonly choice: string };

/**
 * A form laid over the draft, and what its control did: the draft to be written, and how record and draft stand then.
 */
export type Stage = Outcome & {
  readonly client: Client;
  readonly edit: Edit;
  readonly draftRow: DraftRow;
  readonly draftAt: number;
  readonly drift: Drift;
  /** True if the screen has another value now than the form shows. */
  readonly differs: boolean;
};

/**
 * Carries out a control on a form that was laid over the draft (C14 to C18, C21); without a control, the typing alone
 * counts.
 */
export function press(submission: Submission, control?: Control): Stage {
  const { sources, submit, draftRow: typed, edit: before, drift } = submission;
  const { client } = sources;
  const outcome = control ? outcomeOf(submission, control) : { draft: typed.draft, row: '', messages: [] };
  const { revision, updatedAt } = typed;
  const draft = noteRevisions(outcome.draft, typed.draft, submit.revision, revision);
  const edit = control ? editAfter(submission, control, { revision, draft }) : before;
  const draftRow = { revision, draft: control ? edit.draft : draft, updatedAt };
  const draftAt = isDraft(draftRow.draft) ? updatedAt : 0;
  return { ...outcome, client, edit, draftRow, draftAt, drift, differs: differs(edit, submit) };
}

/**
 * A choice, or the mark of the primary address, changes Personal Information, which is judged anew; all else only rows.
 */
function editAfter(
  { sources, submit, edit }: Submission,
  control: Control,
  from: Pick<DraftRow, 'revision' | 'draft'>,
) {
  const onlyRows = 'listing' in control && from.draft.personal === edit.draft.personal;
  return onlyRows ? relist(sources, edit, from, submit) : reconcile(sources, from, submit);
}

function outcomeOf({ sources, submit, draftRow, earlier, edit, drift }: Submission, control: Control): Outcome {
  const { client } = sources;
  const { draft } = draftRow;
  if ('choice' in control) {
    const [chosen] = edit.clashes.flatMap((clash) =>
      clash.sides.filter((side) => choiceOf(clash, side) === control.choice).map((side) => ({ clash, side })),
    );
    // An answer counts for what it was shown beside.
    if (!chosen || drift === 'typed') return { draft, row: '', messages: [{ what: 'not-chosen' }] };
    const { clash, side } = chosen;
    const afterAnswer = answerClash(draft, clash, side.which, client.revision, submit.newId);
    return { draft: afterAnswer, row: '', messages: [{ what: 'chosen' }] };
  }
  const { listing, verb } = control;
  const { of, chosen } = rowsIn(listing, submit.values);
  const row = verb === 'cancel' ? of : chosen;
  // A control that drops words drops none that this form was not shown.
  if (['delete', 'undo', 'cancel'].includes(verb) && drift === 'typed' && isPendingRow(earlier[listing], row))
    return { draft, row, messages: [{ what: 'not-dropped' }] };
  const dates = { today: submit.today, birthDate: bornOn(edit.now.personal, client.personal) };
  const outcome =
    listing === 'contacts'
      ? contactCommand(draft, edit, verb, submit.values, submit.newId)
      : codedCommand(listing, draft, edit, verb, submit.values, submit.newId, dates);
  const name = `${kindOf[listing]}.row.${row}`;
  return verb === 'delete' || verb === 'undo' ? { ...outcome, draft: withoutRivals(outcome.draft, name) } : outcome;
}
