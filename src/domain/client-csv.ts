import { type ClientRow, type ImportField, quote, type Refusal, readRow } from './client-row.js';
import { type CsvRecord, readCsv } from './csv.js';
import type { Day } from './day.js';
import { tidy } from './name.js';

/** The columns of the file by their headers, in the order of the table in docs/import.md, which a test holds to it (A5). */
export const clientHeaders = [
  { name: 'last name', field: 'lastName', what: 'required' },
  { name: 'first name', field: 'firstName', what: 'required; `NO FIRST NAME` for a client who has none' },
  { name: 'middle name', field: 'middleName', what: '' },
  { name: 'name suffix', field: 'nameSuffix', what: 'JR, SR, I to VIII' },
  { name: "mother's maiden last", field: 'motherMaidenLast', what: '' },
  { name: "mother's first name", field: 'motherFirst', what: '' },
  {
    name: 'gender',
    field: 'gender',
    what: 'M, F, U, Male, Female or Unknown; X is taken as U; a new client without is U',
  },
  { name: 'birth date', field: 'birthDate', what: 'required; like 09/21/2009, 2009-09-21 or 20090921' },
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
] as const satisfies readonly { name: string; field: ImportField; what: string }[];

/** Without these columns every row would be refused. */
const required: readonly ImportField[] = ['lastName', 'firstName', 'birthDate'];

/** All rows of a file: those that can be taken, and why each of the others cannot. */
export type ClientFile = {
  readonly total: number;
  readonly rows: readonly ClientRow[];
  readonly refusals: readonly Refusal[];
};

/** Reads and judges a file of clients (A5); where its lines or headers are not usable, a sentence that says why. */
export function readClientFile(bytes: Uint8Array, today: Day): ClientFile | { readonly fault: string } {
  const records = readCsv(bytes);
  if ('fault' in records) return records;
  const [head, ...body] = records;
  if (!head) return { fault: 'The file is empty.' };
  const columns = columnsOf(head, body);
  if ('fault' in columns) return columns;
  const rows: ClientRow[] = [];
  const refusals: Refusal[] = [];
  for (const record of body) {
    const row = readRow(record, columns, today);
    if ('refusals' in row) refusals.push(...row.refusals);
    else rows.push(row);
  }
  return { total: body.length, rows, refusals };
}

const letters = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}]/gu, '');
const fieldOf = new Map<string, ImportField>(clientHeaders.map(({ name, field }) => [letters(name), field]));
const nameOf = (wanted: ImportField) => `"${clientHeaders.find(({ field }) => field === wanted)?.name}"`;
const knownHeaders = `The headers are: ${clientHeaders.map(({ name }) => name).join(', ')}.`;

/** Which field stands in which column. A column with neither header nor content is passed over. */
function columnsOf(head: CsvRecord, body: readonly CsvRecord[]) {
  const columns = head.cells.map((name) => fieldOf.get(letters(name)));
  // A file without headers begins with a client, whose details are not repeated here.
  if (columns.every((field) => !field)) return { fault: `The first line has none of the headers. ${knownHeaders}` };
  for (const [at, name] of head.cells.entries()) {
    const field = columns[at];
    const blank = !tidy(name) && body.every(({ cells }) => !tidy(cells[at] ?? ''));
    if (!field && !blank) {
      const what = tidy(name) ? `, ${quote(tidy(name))}, is not known` : ' is empty';
      return { fault: `The header of column ${at + 1}${what}. ${knownHeaders}` };
    }
    if (field && columns.indexOf(field) !== at) return { fault: `The header ${nameOf(field)} stands there twice.` };
  }
  const missing = required.filter((field) => !columns.includes(field)).map(nameOf);
  if (missing.length > 0) return { fault: `The first line does not have ${missing.join(', ')}. ${knownHeaders}` };
  return columns;
}
