import { blankRow, type CodedRows, fieldsOf } from '../clients/coded-rows.js';
import { blankContact, contactFields } from '../clients/contact.js';
import { enrolmentFields } from '../clients/enrolment.js';
import {
  type CodedListing,
  coded,
  codedListings,
  kindOf,
  type Listing,
  listingOf,
  listings,
} from '../clients/listing.js';
import { personalFields } from '../clients/personal-information.js';
import type { Tab } from '../clients/tab.js';
import { answersAfter } from '../forms/question.js';
import { isNewRow, type Values } from '../forms/rows.js';
import type { Edit, Row, Screen } from './edit.js';
import { type Group, groups } from './field-group.js';

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
  comments: codedFields('comments'),
  conditions: codedFields('conditions'),
};

function codedFields(listing: CodedListing) {
  const kind = kindOf[listing];
  const { labels, lists = {} }: CodedRows = coded[listing];
  const [text, choice] = [Object.keys(labels).filter((field) => !(field in lists)), Object.keys(lists)];
  const named = (fields: readonly string[]) => fields.map((field) => `${kind}.${field}`);
  return { text: [`${kind}.of`, ...named(text)], choice: [`${kind}.row`, ...named(choice)] };
}

/** The part of a form's values under a prefix, without it. */
export function under(prefix: string, fields: readonly string[], values: Values): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, values[`${prefix}.${field}`] ?? '']));
}

/** The row that the details in the form belong to, and the one chosen in the listing. */
export const rowsIn = (listing: Listing, values: Values) => {
  const kind = kindOf[listing];
  return { of: values[`${kind}.of`] ?? '', chosen: values[`${kind}.row`] || values[`${kind}.of`] || '' };
};

export const isRow = (rows: readonly Row[], deleted: ReadonlyMap<string, Values>, id: string) =>
  isNewRow(id) || deleted.has(id) || rows.some((row) => row.id === id);

/** True if the row that a form says its details belong to is one of this client's, deleted meanwhile or not. */
export function isOfClient(screen: Screen, values: Values): boolean {
  return listings.every((listing) =>
    ['of', 'row'].every((name) => {
      const id = values[`${kindOf[listing]}.${name}`];
      return !id || isRow(screen[listing], screen.deletedRows[listing], id);
    }),
  );
}

/** The form of a new row, by listing. */
export const blanks: Readonly<Record<Listing, Values>> = {
  contacts: blankContact,
  comments: blankRow(coded.comments),
  conditions: blankRow(coded.conditions),
};

/** The values of a row by the names of the form's fields. */
export const inForm = ({ name, fields }: Group, values: Values): Values =>
  listingOf(name)
    ? Object.fromEntries(fields.map((field) => [field, values[field.slice(name.length + 1)] ?? '']))
    : values;

/** The values of the form by their names, with the details of one row. */
export function formValues({ personal, enrolment, verified }: Screen, tab: Tab, row: Row | undefined): Values {
  const above = { ...personal.values, verified };
  if (tab === 'information') return { ...above, ...enrolment.values };
  return { ...above, ...inForm(groups[kindOf[tab]], row?.form ?? {}) };
}

/**
 * The screen with the values of a form that could not be taken, as they came; details of no row of this client stand
 * under `newId`.
 */
export function withFormValues(edit: Edit, tab: Tab, values: Values, newId: string): Edit {
  const withText = (part: Edit['personal'], fields: readonly string[]) => ({
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
    personal: withText(edit.personal, personalFields),
    enrolment: tab === 'information' ? withText(edit.enrolment, enrolmentFields) : edit.enrolment,
    contacts: tab === 'contacts' ? form(edit.contacts, 'contact', contactFields) : edit.contacts,
    ...Object.fromEntries(
      codedListings.map((listing) => [
        listing,
        tab === listing ? form(edit[listing], kindOf[listing], fieldsOf(coded[listing])) : edit[listing],
      ]),
    ),
  };
}
