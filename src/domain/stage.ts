import { blankComment, commentFaults, commentFields } from './comment.js';
import { blankContact, contactFaults, contactFields, primaryFields, selfFields } from './contact.js';
import type { Day } from './day.js';
import type { Draft } from './draft.js';
import type { Edit, Row } from './edit.js';
import { enrolmentFields } from './enrolment.js';
import { tidy } from './name.js';
import { personalFields } from './personal-information.js';
import { cancelRow, deleteRow, isNewRow, type Rows, stageRow, typeRow, undoRow, type Values } from './rows.js';
import type { Tab } from './tab.js';

/** The listing behind a tab. */
export type Listing = 'contacts' | 'comments';

/** The names of the fields behind a tab, as the form sends them: text that must arrive, and what may be absent. */
export const tabFields: Record<Tab, { readonly text: readonly string[]; readonly choice: readonly string[] }> = {
  information: {
    text: ['chartNumber', 'statusReason', 'deathDate'],
    choice: ['status', 'reminder', 'sharing'],
  },
  contacts: {
    text: [
      'contact.of',
      ...contactFields
        .filter((field) => field !== 'notices' && field !== 'isPrimary' && field !== 'undeliverable')
        .map((field) => `contact.${field}`),
    ],
    choice: ['contact.row', 'contact.notices', 'contact.isPrimary', 'contact.undeliverable'],
  },
  comments: { text: ['comment.of', ...commentFields.map((field) => `comment.${field}`)], choice: ['comment.row'] },
};

/** The part of a form's values under a prefix, without it. */
function under(prefix: string, fields: readonly string[], values: Values): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, values[`${prefix}.${field}`] ?? '']));
}

/** The row that the details in the form belong to, and the one chosen in the listing. */
const rowsIn = (listing: Listing, values: Values) => {
  const kind = listing === 'contacts' ? 'contact' : 'comment';
  return { of: values[`${kind}.of`] ?? '', chosen: values[`${kind}.row`] || values[`${kind}.of`] || '' };
};

const isRow = (rows: readonly Row[], gone: ReadonlyMap<string, Values>, id: string) =>
  isNewRow(id) || gone.has(id) || rows.some((row) => row.id === id);

/** Whether the row that a form says its details belong to is one of this client's, deleted meanwhile or not. */
export function isOfClient(edit: Edit, values: Values): boolean {
  const { contacts, comments, gone } = edit;
  return ['contact.of', 'contact.row', 'comment.of', 'comment.row'].every((name) => {
    const id = values[name];
    if (!id) return true;
    return name.startsWith('contact') ? isRow(contacts, gone.contacts, id) : isRow(comments, gone.comments, id);
  });
}

/** What a row has without what is being typed: nothing for one that was begun and not staged. */
const hasOf = (
  listed: readonly Row[],
  gone: ReadonlyMap<string, Values>,
  rows: Rows,
  id: string,
): Values | undefined =>
  isNewRow(id) && !rows.staged[id] ? undefined : (listed.find((row) => row.id === id)?.values ?? gone.get(id));

/** What the screens showed before anything was typed: what a field is held against to see whether it was touched. */
export type Shown = { readonly personal: Values; readonly enrolment: Values };

/**
 * A submitted form laid over a draft (C20): everything on the screen is kept, whichever control was pressed. `edit` is
 * how record and draft stood when the form came in. A form that was shown before the draft became what it is (another
 * tab of the same user) brings only the fields that were touched in it; the others stay as the draft has them (C21).
 */
export function stageForm(draft: Draft, edit: Edit, shown: Shown, stale: boolean, tab: Tab, values: Values): Draft {
  const typed = (fields: readonly string[], from: Values, kept: Values): Values => {
    const touched = fields.filter((field) => !stale || tidy(values[field] ?? '') !== tidy(from[field] ?? ''));
    return { ...(stale ? kept : {}), ...Object.fromEntries(touched.map((field) => [field, values[field] ?? ''])) };
  };
  const staged = {
    ...draft,
    personal: typed(personalFields, shown.personal, draft.personal),
    verified: values.verified || (stale ? draft.verified : ''),
  };
  if (tab === 'information') return { ...staged, enrolment: typed(enrolmentFields, shown.enrolment, draft.enrolment) };
  if (tab === 'contacts') {
    const { of } = rowsIn('contacts', values);
    if (!isRow(edit.contacts, edit.gone.contacts, of)) return staged;
    const has = hasOf(edit.contacts, edit.gone.contacts, draft.contacts, of) ?? blankContact;
    const sent = under('contact', contactFields, values);
    // What Personal Information shows of this contact is typed there (C16).
    const above = [...(of === edit.primary ? primaryFields : []), ...(of === 'self' ? selfFields : [])];
    const typed = { ...sent, ...Object.fromEntries(above.map((field) => [field, has[field] ?? ''])) };
    return { ...staged, contacts: typeRow(draft.contacts, of, typed, has) };
  }
  const { of } = rowsIn('comments', values);
  if (!isRow(edit.comments, edit.gone.comments, of)) return staged;
  const has = hasOf(edit.comments, edit.gone.comments, draft.comments, of) ?? blankComment;
  return { ...staged, comments: typeRow(draft.comments, of, under('comment', commentFields, values), has) };
}

export type Command = 'select' | 'new' | 'copy' | 'delete' | 'next' | 'cancel' | 'undo' | 'all';

export type Outcome = {
  readonly draft: Draft;
  /** The row to show next; empty for the listing's own choice. */
  readonly row: string;
  /** Why Next did not stage, by field of the form. */
  readonly errors?: Values;
  /** What happened, for the status line. */
  readonly said: string;
};

/** What a control of the contact listing does to a draft in which the form is staged already (C14 to C17). */
export function contactCommand(draft: Draft, edit: Edit, command: Command, values: Values, newId: string): Outcome {
  const { of, chosen } = rowsIn('contacts', values);
  const rows = draft.contacts;
  const name = (id: string) => nameOf(edit.contacts.find((row) => row.id === id)?.values ?? {});
  const keep = (contacts: Rows, row: string, said: string): Outcome => ({ draft: { ...draft, contacts }, row, said });
  switch (command) {
    case 'new':
      return keep(rows, newId, 'Enter the new contact, then select Next.');
    case 'copy': {
      const source = edit.contacts.find(({ id }) => id === chosen);
      const copy = {
        ...blankContact,
        ...source?.form,
        isPrimary: '',
        relationship: chosen === 'self' ? '' : (source?.form.relationship ?? ''),
      };
      return keep(
        typeRow(rows, newId, copy, blankContact),
        newId,
        `${name(chosen)} copied into a new contact. Change it, then select Next.`,
      );
    }
    case 'delete':
      if (chosen === 'self')
        return { ...keep(rows, chosen, ''), errors: { row: 'The Self contact is the client and cannot be deleted.' } };
      if (chosen === edit.primary) {
        const moved = movePrimary(draft, edit, 'self', edit.contacts[0]?.values ?? {});
        const contacts = deleteRow({ ...moved.contacts, staged: draft.contacts.staged }, chosen);
        return {
          draft: { ...moved, contacts },
          row: '',
          said: `${name(chosen)} is marked for deletion: Save removes it, and the client's primary address is their own again.`,
        };
      }
      return keep(
        deleteRow(rows, chosen),
        isNewRow(chosen) ? '' : chosen,
        `${name(chosen)} is marked for deletion: Save removes it.`,
      );
    case 'undo':
      return undoContact(draft, edit, chosen);
    case 'cancel':
      return keep(
        cancelRow(rows, of),
        isNewRow(of) && !rows.staged[of] ? '' : of,
        'What was typed into the contact is dropped.',
      );
    case 'next':
      return nextContact(draft, edit, of);
    case 'select':
      return keep(rows, chosen, `Details for ${name(chosen)} shown.`);
    case 'all':
      return keep(rows, of, 'All contacts are shown.');
  }
}

const nameOf = (values: Values) => [values.firstName, values.lastName].filter(Boolean).join(' ') || 'the new contact';

function nextContact(draft: Draft, edit: Edit, of: string): Outcome {
  // An empty form for a new contact is told what is missing.
  const typed = draft.contacts.typed[of] ?? (isNewRow(of) && !draft.contacts.staged[of] ? blankContact : undefined);
  const said = (what: string) => ({ row: of, said: what });
  if (!typed) return { draft, ...said('Nothing was typed into the contact.') };
  const saved = isNewRow(of) ? undefined : edit.contacts.find(({ id }) => id === of)?.values;
  const errors =
    of === 'self'
      ? contactFaults({ ...typed, relationship: 'MTH' }, saved && { ...saved, relationship: 'MTH' })
      : contactFaults(typed, saved);
  if (typed.relationship === 'SEL' && of !== 'self')
    errors.relationship = 'Self is the client. Choose another relation.';
  if (Object.keys(errors).length > 0) return { draft, ...said(''), errors };
  const contacts = stageRow(draft.contacts, of);
  const wants = typed.isPrimary === 'Y';
  if (wants === (of === edit.primary))
    return { draft: { ...draft, contacts }, ...said(`${nameOf(typed)} is staged: select Save to write it.`) };
  const next = wants ? of : 'self';
  const from = edit.contacts.find(({ id }) => id === edit.primary)?.values ?? {};
  const moved = movePrimary(
    { ...draft, contacts },
    edit,
    next,
    next === of ? typed : (edit.contacts.find(({ id }) => id === next)?.values ?? {}),
  );
  return {
    draft: moved,
    ...said(
      `${nameOf(typed)} is staged. The client's primary address moves from ${nameOf(from)}: select Save to write it.`,
    ),
  };
}

/** Undo: the row stands as on the record again, and so does the mark where it was about the mark. */
function undoContact(draft: Draft, edit: Edit, id: string): Outcome {
  const contacts = undoRow(draft.contacts, id);
  const said = { row: isNewRow(id) ? '' : id, said: 'Left as it is on the record.' };
  if (edit.primary === edit.savedPrimary || (id !== edit.primary && id !== edit.savedPrimary))
    return { draft: { ...draft, contacts }, ...said };
  const personal = Object.fromEntries(
    Object.entries(draft.personal).filter(([field]) => !(primaryFields as readonly string[]).includes(field)),
  );
  return { draft: { ...draft, personal, contacts: { ...contacts, primary: '' } }, ...said };
}

/** Moves the mark (C16): Personal Information then shows that contact's address, and the former one stays where it was. */
function movePrimary(draft: Draft, edit: Edit, to: string, address: Values): Draft {
  const former = edit.contacts.find(({ id }) => id === edit.primary);
  const kept = former && { ...former.values, isPrimary: '' };
  const shown = Object.fromEntries(primaryFields.map((field) => [field, address[field] ?? '']));
  const changed =
    former && (draft.contacts.staged[former.id] || primaryFields.some((field) => draft.personal[field] !== undefined));
  const touched = changed && kept ? { ...draft.contacts.staged, [former.id]: kept } : draft.contacts.staged;
  return {
    ...draft,
    personal: { ...draft.personal, ...shown },
    contacts: { ...draft.contacts, staged: touched, primary: to },
  };
}

/** What a control of the comment listing does (C18). */
export function commentCommand(
  draft: Draft,
  edit: Edit,
  command: Command,
  values: Values,
  newId: string,
  around: { today: Day; birthDate: Day },
): Outcome {
  const { of, chosen } = rowsIn('comments', values);
  const rows = draft.comments;
  const keep = (comments: Rows, row: string, said: string): Outcome => ({ draft: { ...draft, comments }, row, said });
  switch (command) {
    case 'delete':
      return keep(
        deleteRow(rows, chosen),
        isNewRow(chosen) ? '' : chosen,
        'The comment is marked for deletion: Save removes it.',
      );
    case 'undo':
      return keep(undoRow(rows, chosen), isNewRow(chosen) ? '' : chosen, 'Left as it is on the record.');
    case 'cancel':
      return keep(
        cancelRow(rows, of),
        isNewRow(of) && !rows.staged[of] ? '' : of,
        'What was typed into the comment is dropped.',
      );
    case 'next': {
      const typed = rows.typed[of];
      if (!typed && !isNewRow(of)) return keep(rows, newId, 'Enter the next comment.');
      const saved = isNewRow(of) ? undefined : edit.comments.find(({ id }) => id === of)?.values;
      const errors = commentFaults(typed ?? blankComment, saved, around);
      if (Object.keys(errors).length > 0) return { ...keep(rows, of, ''), errors };
      return keep(stageRow(rows, of), newId, 'The comment is staged: enter the next one, or select Save.');
    }
    case 'select':
      return keep(rows, chosen, 'Details of the comment shown.');
    default:
      return keep(rows, newId, 'Enter the new comment, then select Save, or Next for another.');
  }
}

/**
 * The screen with the values of a form that could not be taken, as they came; details of no row of this client stand
 * under `newId`.
 */
export function asSent(edit: Edit, tab: Tab, values: Values, newId: string): Edit {
  const sent = (part: Edit['personal'], fields: readonly string[]) => ({
    ...part,
    values: {
      ...part.values,
      ...Object.fromEntries(
        fields.filter((field) => values[field] !== undefined).map((field) => [field, values[field] ?? '']),
      ),
    },
  });
  const form = (rows: readonly Row[], prefix: string, fields: readonly string[]): readonly Row[] => {
    const of = values[`${prefix}.of`] ?? '';
    const typed = under(prefix, fields, values);
    if (rows.some(({ id }) => id === of)) return rows.map((row) => (row.id === of ? { ...row, form: typed } : row));
    const id = isNewRow(of) ? of : newId;
    return of ? [...rows, { id, values: typed, form: typed, mark: 'typed, not staged' }] : rows;
  };
  return {
    ...edit,
    personal: sent(edit.personal, personalFields),
    enrolment: tab === 'information' ? sent(edit.enrolment, enrolmentFields) : edit.enrolment,
    contacts: tab === 'contacts' ? form(edit.contacts, 'contact', contactFields) : edit.contacts,
    comments: tab === 'comments' ? form(edit.comments, 'comment', commentFields) : edit.comments,
  };
}
