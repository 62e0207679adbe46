import type { Client } from '../../domain/clients/client.js';
import { inWordsOf, showPersonal } from '../../domain/clients/personal-information.js';
import type { Day } from '../../domain/time/day.js';
import { type ClientRow, type ImportField, importLabels, noFirstName, readRow } from './client-row.js';
import { type Column, type RowKind, readFile } from './table.js';

/**
 * The columns of the file by their headers, in the order of the table in docs/import.md, which a test holds to it (A5).
 */
export const clientHeaders = [
  { name: 'last name', field: 'lastName', what: 'required' },
  { name: 'first name', field: 'firstName', what: 'required; `NO FIRST NAME` for a client who has none' },
  { name: 'middle name', field: 'middleName', what: '' },
  { name: 'name suffix', field: 'nameSuffix', what: 'JR, SR, I to VIII' },
  { name: 'preferred name', field: 'preferredName', what: 'that the client is called by, where it is another' },
  { name: "mother's maiden last", field: 'motherMaidenLast', what: '' },
  { name: "mother's first name", field: 'motherFirst', what: '' },
  {
    name: 'gender',
    field: 'gender',
    what: 'M, F, U, Male, Female or Unknown; X is taken as U; a new client without is U',
  },
  { name: 'birth date', field: 'birthDate', what: 'required; like 09/21/2009, 2009-09-21 or 21-Sep-2009' },
  { name: 'multiple birth', field: 'multipleBirth', what: 'Y or N, or empty where nobody asked' },
  { name: 'birth order', field: 'birthOrder', what: '1 to 9, beside a multiple birth Y' },
  { name: 'birth country', field: 'birthCountry', what: 'name, or code of three letters such as USA' },
  { name: 'race', field: 'race', what: 'label or code, such as White or 2106-3; several with `;` between them' },
  { name: 'ethnicity', field: 'ethnicity', what: 'label or code, such as Hispanic or Latino or 2135-2' },
  { name: 'street address', field: 'street', what: '' },
  { name: 'city', field: 'city', what: '' },
  { name: 'state', field: 'state', what: 'name, or code of two letters' },
  { name: 'zip', field: 'zip', what: 'five digits or nine, of that state' },
  { name: 'county', field: 'county', what: 'of Minnesota: name, or code of three digits' },
  { name: 'phone', field: 'phone', what: 'ten digits, with any punctuation' },
  { name: 'email', field: 'email', what: '' },
  { name: 'undeliverable address', field: 'undeliverable', what: 'Y or N' },
  { name: 'chart number', field: 'chartNumber', what: "the organization's own" },
  {
    name: 'birth certificate number',
    field: 'birthCertificate',
    what: 'once it is on file, the birth date cannot be changed',
  },
  { name: 'miic id', field: 'miicId', what: 'of a record that is there already' },
] as const satisfies readonly Column<ImportField>[];

const columns = {
  all: clientHeaders,
  required: ['lastName', 'firstName', 'birthDate'],
  dates: ['birthDate'],
  labels: importLabels,
} as const;

export const clientKind: RowKind<ImportField, ClientRow> = {
  columns,
  readRow,
  inWords: ({ personal }) => inWordsOf(personal),
};

/** Reads and judges a file of clients (A5); where its lines or headers are not usable, a sentence that says why. */
export const readClientFile = (bytes: Uint8Array, today: Day) => readFile(bytes, today, clientKind);

/** The cells of a record in the order of the headers, such as an import takes back: all but its birth certificate number. */
export function clientCells({ id, personal, enrolment }: Pick<Client, 'id' | 'personal' | 'enrolment'>): string[] {
  const shown: Readonly<Record<string, string>> = {
    ...showPersonal(personal),
    firstName: personal.firstName || noFirstName,
    race: personal.race.replaceAll(' ', '; '),
    chartNumber: enrolment?.chartNumber ?? '',
    miicId: String(id),
  };
  return clientHeaders.map(({ field }) => shown[field] ?? '');
}
