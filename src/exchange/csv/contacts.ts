import {
  type ContactField,
  contactFaults,
  contactFields,
  contactLabels,
  keepContact,
} from '../../domain/clients/contact.js';
import { isCode, labelOf } from '../../domain/codes/choice.js';
import { countries } from '../../domain/codes/country.js';
import { counties } from '../../domain/codes/county.js';
import { relationships } from '../../domain/codes/relationship.js';
import { states } from '../../domain/codes/state.js';
import type { Fault } from '../../domain/matching/outcome.js';
import { showPhone } from '../../domain/text/phone.js';
import { showDay } from '../../domain/time/day.js';
import { isLostZero, lostZeros, noBox, readWord, yes } from './cell.js';
import { zipWithoutZeros } from './client-row.js';
import { cellsOf, personFaults, personHeaders, type RowPerson, type RowPersonCells, readPerson } from './person-row.js';
import type { Column, RowKind, TableRow } from './table.js';
import { quote } from './table.js';

/** A row of contacts: whose it is, and the contact. */
export const contactRowLabels = {
  miicId: 'MIIC ID',
  chartNumber: 'Chart Number',
  clientLastName: "Client's Last Name",
  clientFirstName: "Client's First Name",
  clientBirthDate: "Client's Birth Date",
  ...contactLabels,
} as const;

export type ContactRowField = keyof typeof contactRowLabels;

const personNames = {
  miicId: 'miicId',
  chartNumber: 'chartNumber',
  lastName: 'clientLastName',
  firstName: 'clientFirstName',
  birthDate: 'clientBirthDate',
} as const;

const ofClient = { lastName: 'client last name', firstName: 'client first name', birthDate: 'client birth date' };

/** The columns by their headers, in the order of the table in docs/import-contacts.md, which a test holds to it (A5). */
export const contactHeaders: readonly Column<ContactRowField>[] = [
  ...personHeaders.map(({ name, field, what }) => ({
    name: field in ofClient ? ofClient[field as keyof typeof ofClient] : name,
    field: personNames[field],
    what,
  })),
  { name: 'last name', field: 'lastName', what: "required; the contact's" },
  { name: 'first name', field: 'firstName', what: '' },
  { name: 'middle name', field: 'middleName', what: '' },
  { name: 'relation', field: 'relationship', what: 'required; label or code, such as Mother or MTH' },
  { name: 'telephone', field: 'phone', what: 'ten digits, with any punctuation' },
  { name: 'extension', field: 'extension', what: 'digits' },
  { name: 'street address', field: 'street', what: '' },
  { name: 'other address', field: 'otherAddress', what: '' },
  { name: 'p.o. box', field: 'poBox', what: '' },
  { name: 'city', field: 'city', what: '' },
  { name: 'state', field: 'state', what: 'name, or code of two letters' },
  { name: 'zip', field: 'zip', what: 'five digits or nine, of that state' },
  { name: 'county', field: 'county', what: 'of Minnesota: name, or code of three digits' },
  { name: 'country', field: 'country', what: 'name, or code of three letters such as USA' },
  { name: 'email', field: 'email', what: '' },
  { name: 'notices', field: 'notices', what: 'Y or N' },
  { name: 'primary address', field: 'isPrimary', what: "Y where it is the client's primary address" },
  { name: 'undeliverable address', field: 'undeliverable', what: 'Y or N' },
];

/** A row that the rules have nothing against, as far as they need no record. */
export type ContactRow = RowPerson & {
  readonly line: number;
  /** The contact as its form has it. */
  readonly contact: Readonly<Record<ContactField, string>>;
  /** The fields that are not empty in the file: only these change a contact that is there already. */
  readonly given: readonly ContactField[];
};

const choicesOf = { relationship: relationships, state: states, county: counties, country: countries } as const;
const boxes: readonly ContactField[] = ['notices', 'isPrimary', 'undeliverable'];

function readCell(field: ContactField, cell: string, state: string): string {
  if (boxes.includes(field)) return yes.test(cell) ? 'Y' : noBox.test(cell) ? '' : cell;
  if (field === 'zip') return lostZeros(cell, state);
  // Spreadsheets drop the zeros that a code begins with.
  if (field === 'county' && /^\d{1,2}$/.test(cell)) return readWord(counties, cell.padStart(3, '0'));
  return field in choicesOf ? readWord(choicesOf[field as keyof typeof choicesOf], cell) : cell;
}

function readContactRow(row: TableRow<ContactRowField>): ContactRow | { readonly faults: readonly Fault[] } {
  const { line, cell } = row;
  const person = cellsOf(row, personNames);
  const state = readWord(states, cell('state'));
  const contact = Object.fromEntries(
    contactFields.map((field) => [field, readCell(field, cell(field), state)]),
  ) as ContactRow['contact'];
  const faults = [
    ...personFaults(person, {
      ...contactRowLabels,
      lastName: contactRowLabels.clientLastName,
      firstName: contactRowLabels.clientFirstName,
      birthDate: contactRowLabels.clientBirthDate,
    }),
    ...(Object.entries(contactFaults(contact, undefined)) as [ContactField, string][]).map(([field, reason]) => ({
      field: contactLabels[field],
      reason: reasonFor(field, cell(field), reason),
    })),
  ];
  if (contact.relationship === 'SEL')
    faults.push({
      field: contactLabels.relationship,
      reason: 'Self is the client: the address comes with a file of clients.',
    });
  if (faults.length > 0) return { faults };
  return { line, ...readPerson(person), contact, given: contactFields.filter((field) => cell(field) !== '') };
}

/** The rule's own words, but for what a screen can say and a file cannot: a list to choose from, a box to check. */
function reasonFor(field: ContactField, text: string, reason: string): string {
  if (boxes.includes(field) && text && !yes.test(text)) return 'Write Y or N.';
  if (field === 'zip' && isLostZero(text)) return zipWithoutZeros;
  const choices = field in choicesOf ? choicesOf[field as keyof typeof choicesOf] : undefined;
  return text && choices && !isCode(choices, readWord(choices, text))
    ? `${quote(text)} is not on the list of ${contactLabels[field]}. Write a label or code of it.`
    : reason;
}

export const contactKind: RowKind<ContactRowField, ContactRow> = {
  columns: {
    all: contactHeaders,
    required: ['clientLastName', 'clientFirstName', 'clientBirthDate', 'lastName', 'relationship'],
    dates: ['clientBirthDate'],
    labels: contactRowLabels,
  },
  readRow: readContactRow,
  inWords: ({ contact, birthDate }) => ({
    ...mapCoded(contact),
    phone: showPhone(keepContact(contact).phone),
    clientBirthDate: showDay(birthDate),
  }),
};

/** A contact with labels in the place of codes, and its names in capitals (C4). */
const mapCoded = (contact: ContactRow['contact']): Record<string, string> => ({
  ...keepContact(contact),
  relationship: labelOf(relationships, contact.relationship),
  county: labelOf(counties, contact.county),
  country: labelOf(countries, contact.country),
});

/** The cells of a contact in the order of the headers, such as an import takes back. */
export function contactCells(client: RowPersonCells, contact: Readonly<Record<ContactField, string>>): string[] {
  const row: Partial<Record<ContactRowField, string>> = {
    ...contact,
    relationship: labelOf(relationships, contact.relationship),
    notices: contact.notices || 'N',
    undeliverable: contact.undeliverable || 'N',
    miicId: client.miicId,
    chartNumber: client.chartNumber,
    clientLastName: client.lastName,
    clientFirstName: client.firstName,
    clientBirthDate: client.birthDate,
  };
  return contactHeaders.map(({ field }) => row[field] ?? '');
}
