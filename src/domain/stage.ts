import { blankComment, commentFields } from './comment.js';
import { blankContact, contactFields, primaryFields, selfFields } from './contact.js';
import type { Draft } from './draft.js';
import type { Edit, Row } from './edit.js';
import { enrolmentFields } from './enrolment.js';
import { tidy } from './name.js';
import { personalFields } from './personal-information.js';
import { answersAfter } from './question.js';
import { isNewRow, type Rows, typeRow, type Values } from './rows.js';
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
export const rowsIn = (listing: Listing, values: Values) => {
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
    asTyped: answersAfter(draft.asTyped, values),
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
    asTyped: answersAfter(edit.asTyped, values),
    personal: sent(edit.personal, personalFields),
    enrolment: tab === 'information' ? sent(edit.enrolment, enrolmentFields) : edit.enrolment,
    contacts: tab === 'contacts' ? form(edit.contacts, 'contact', contactFields) : edit.contacts,
    comments: tab === 'comments' ? form(edit.comments, 'comment', commentFields) : edit.comments,
  };
}
