import { blankRow, type RowContext, stagedRow } from '../clients/coded-rows.js';
import { blankContact, contactFaults, contactQuestions, primaryFields, stageContact } from '../clients/contact.js';
import { type CodedListing, coded, kindOf } from '../clients/listing.js';
import { type Questions, unanswered } from '../forms/question.js';
import { cancelRow, deleteRow, isNewRow, type Rows, stageRow, typeRow, undoRow, type Values } from '../forms/rows.js';
import type { Draft } from './draft.js';
import { type Edit, othersThan } from './edit.js';
import { rowsIn } from './stage.js';
import type { StatusMessage } from './status-message.js';

/** The controls of a listing, by the last part of their names. */
export const commands = ['new', 'copy', 'delete', 'select', 'next', 'undo', 'cancel', 'all'] as const;

export type Command = (typeof commands)[number];

/** The command of a name; undefined for any other word. */
export const commandOf = (word: string): Command | undefined => commands.find((command) => command === word);

export type Outcome = {
  readonly draft: Draft;
  /** The row to show next; empty for the listing's own choice. */
  readonly row: string;
  /** The reasons why Next did not stage, by field of the form. */
  readonly errors?: Values;
  /** The questions about the typed values, by field of the form. */
  readonly questions?: Questions;
  /** The result, for the status line. */
  readonly messages: readonly StatusMessage[];
};

/** Carries out a control of the contact listing on a draft in which the form is staged already (C14 to C17). */
export function contactCommand(draft: Draft, edit: Edit, command: Command, values: Values, newId: string): Outcome {
  const { of, chosen } = rowsIn('contacts', values);
  const rows = draft.contacts;
  const keep = (contacts: Rows, row: string, what?: StatusMessage['what'], of?: string): Outcome => ({
    draft: { ...draft, contacts },
    row,
    messages: what ? [{ what, ...(of && { row: of }) }] : [],
  });
  switch (command) {
    case 'new':
      return keep(rows, newId, 'contact-new');
    case 'copy': {
      const source = edit.contacts.find(({ id }) => id === chosen);
      const copy = {
        ...blankContact,
        ...source?.form,
        isPrimary: '',
        relationship: chosen === 'self' ? '' : (source?.form.relationship ?? ''),
      };
      return keep(typeRow(rows, newId, copy, blankContact), newId, 'contact-copied', chosen);
    }
    case 'delete':
      if (chosen === 'self')
        return { ...keep(rows, chosen), errors: { row: 'The Self contact is the client and cannot be deleted.' } };
      if (chosen === edit.primary) {
        const next = movePrimary(draft, edit, 'self', edit.contacts[0]?.values ?? {});
        const contacts = deleteRow({ ...next.contacts, staged: draft.contacts.staged }, chosen);
        return {
          draft: { ...next, contacts },
          row: '',
          messages: [{ what: 'contact-deleted-primary', row: chosen }],
        };
      }
      if (isNewRow(chosen)) return keep(deleteRow(rows, chosen), '', 'contact-dropped');
      return keep(deleteRow(rows, chosen), chosen, 'contact-deleted', chosen);
    case 'undo':
      return undoContact(draft, edit, chosen);
    case 'cancel':
      return keep(cancelRow(rows, of), isNewRow(of) && !rows.staged[of] ? '' : of, 'contact-dropped');
    case 'next':
      return nextContact(draft, edit, of);
    case 'select':
      return keep(rows, chosen, 'contact-shown', chosen);
    case 'all':
      return keep(rows, of, 'contact-all');
  }
}

function nextContact(draft: Draft, edit: Edit, of: string): Outcome {
  // An empty form for a new contact is told what is missing.
  const typed = draft.contacts.typed[of] ?? (isNewRow(of) && !draft.contacts.staged[of] ? blankContact : undefined);
  const messages = (...all: StatusMessage[]) => ({ row: of, messages: all });
  if (!typed) return { draft, ...messages({ what: 'contact-nothing' }) };
  const saved = isNewRow(of) ? undefined : edit.contacts.find(({ id }) => id === of)?.values;
  const errors =
    of === 'self'
      ? contactFaults({ ...typed, relationship: 'MTH' }, saved && { ...saved, relationship: 'MTH' })
      : contactFaults(typed, saved);
  if (typed.relationship === 'SEL' && of !== 'self')
    errors.relationship = 'Self is the client. Choose another relation.';
  if (of === 'self' && edit.primary === 'self' && typed.isPrimary !== 'Y')
    errors.isPrimary = "The client's own address is the primary one. To change that, check the box of another contact.";
  const questions = contactQuestions(typed, saved);
  const unansweredQuestions = unanswered(questions, draft.asTyped);
  if (Object.keys({ ...unansweredQuestions, ...errors }).length > 0) return { draft, ...messages(), errors, questions };
  const contacts = stageRow(draft.contacts, of, stageContact);
  const wants = typed.isPrimary === 'Y';
  if (wants === (of === edit.primary))
    return { draft: { ...draft, contacts }, ...messages({ what: 'contact-staged', row: of }) };
  const to = wants ? of : 'self';
  const next = movePrimary(
    { ...draft, contacts },
    edit,
    to,
    to === of ? typed : (edit.contacts.find(({ id }) => id === to)?.values ?? {}),
  );
  return { draft: next, ...messages({ what: 'contact-moved', row: of, from: edit.primary }) };
}

/** Undo: the row stands as on the record again, and so does the mark where it was about the mark. */
function undoContact(draft: Draft, edit: Edit, id: string): Outcome {
  const contacts = undoRow(draft.contacts, id);
  const messages = { row: isNewRow(id) ? '' : id, messages: [{ what: 'left' as const }] };
  if (edit.primary === edit.savedPrimary || (id !== edit.primary && id !== edit.savedPrimary))
    return { draft: { ...draft, contacts }, ...messages };
  const personal = Object.fromEntries(
    Object.entries(draft.personal).filter(([field]) => !(primaryFields as readonly string[]).includes(field)),
  );
  return { draft: { ...draft, personal, contacts: { ...contacts, primary: '' } }, ...messages };
}

/**
 * Moves the mark (C16): Personal Information then shows that contact's address, and the former one stays where it was.
 */
function movePrimary(draft: Draft, edit: Edit, to: string, address: Values): Draft {
  const former = edit.contacts.find(({ id }) => id === edit.primary);
  const formerValues = former && { ...former.values, isPrimary: '' };
  const primaryValues = Object.fromEntries(primaryFields.map((field) => [field, address[field] ?? '']));
  const changed =
    former && (draft.contacts.staged[former.id] || primaryFields.some((field) => draft.personal[field] !== undefined));
  const staged =
    changed && formerValues ? { ...draft.contacts.staged, [former.id]: formerValues } : draft.contacts.staged;
  return {
    ...draft,
    personal: { ...draft.personal, ...primaryValues },
    contacts: { ...draft.contacts, staged, primary: to },
  };
}

/** Carries out a control of a listing of coded rows (C18). */
export function codedCommand(
  listing: CodedListing,
  draft: Draft,
  edit: Edit,
  command: Command,
  values: Values,
  newId: string,
  dates: RowContext,
): Outcome {
  const [kind, rules] = [kindOf[listing], coded[listing]];
  const { of, chosen } = rowsIn(listing, values);
  const rows = draft[listing];
  const keep = (now: Rows, row: string, what?: StatusMessage['what']): Outcome => ({
    draft: { ...draft, [listing]: now },
    row,
    messages: what ? [{ what }] : [],
  });
  switch (command) {
    case 'delete':
      if (isNewRow(chosen)) return keep(deleteRow(rows, chosen), '', `${kind}-dropped`);
      return keep(deleteRow(rows, chosen), chosen, `${kind}-deleted`);
    case 'undo':
      return keep(undoRow(rows, chosen), isNewRow(chosen) ? '' : chosen, 'left');
    case 'cancel':
      return keep(cancelRow(rows, of), isNewRow(of) && !rows.staged[of] ? '' : of, `${kind}-dropped`);
    case 'next': {
      const typed = rows.typed[of] ?? blankRow(rules);
      if (!rows.typed[of] && !isNewRow(of)) return keep(rows, newId, `${kind}-next`);
      const saved = isNewRow(of) ? undefined : edit[listing].find(({ id }) => id === of)?.values;
      const errors = rules.faults(typed, saved, dates);
      const questions = rules.questions(typed, othersThan(edit[listing], of));
      const unansweredQuestions = unanswered(questions, draft.asTyped);
      if (Object.keys({ ...unansweredQuestions, ...errors }).length > 0)
        return { ...keep(rows, of), errors, questions };
      return keep(stageRow(rows, of, stagedRow(rules)), newId, `${kind}-staged`);
    }
    case 'select':
      return keep(rows, chosen, `${kind}-shown`);
    default:
      return keep(rows, newId, `${kind}-new`);
  }
}
