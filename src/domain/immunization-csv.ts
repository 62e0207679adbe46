import { bodySites } from './body-site.js';
import type { Choice } from './choice.js';
import { type CsvRecord, readCsv } from './csv.js';
import { type Day, readDay, showDay } from './day.js';
import { doseUnits } from './dose-unit.js';
import { fundings } from './funding.js';
import { type Given, type ImmunizationField, immunizationLabels } from './immunization.js';
import { immunizationSources } from './immunization-source.js';
import { manufacturers } from './manufacturer.js';
import { nameKey, tidy } from './name.js';
import { olderRoutes, routes } from './route.js';
import { findTradeName } from './trade-name.js';

/** What a row of a file of immunizations brings: whose dose it is, and the dose. */
export const rowLabels = {
  miicId: 'MIIC ID',
  chartNumber: 'Chart Number',
  lastName: 'Last Name',
  firstName: 'First Name',
  birthDate: 'Birth Date',
  ...immunizationLabels,
  another: 'Another Dose',
} as const;

export type RowField = keyof typeof rowLabels;

/** The columns by their headers, in the order of the table in docs/import.md, which a test holds to it (A5). */
export const immunizationHeaders = [
  { name: 'miic id', field: 'miicId', what: 'of the client; or chart number; or full name and birth date' },
  { name: 'chart number', field: 'chartNumber', what: "the organization's own" },
  { name: 'last name', field: 'lastName', what: 'required' },
  { name: 'first name', field: 'firstName', what: 'required' },
  { name: 'birth date', field: 'birthDate', what: 'required; like 09/21/2009, 2009-09-21 or 20090921' },
  { name: 'date administered', field: 'givenOn', what: 'required; like the birth date' },
  { name: 'cvx', field: 'cvx', what: 'CVX code, such as 110; may be left out with a trade name' },
  { name: 'trade name', field: 'tradeName', what: 'such as Pediarix' },
  { name: 'manufacturer', field: 'mvx', what: 'MVX code or name; taken from the trade name when left out' },
  { name: 'lot number', field: 'lot', what: '' },
  { name: 'dose', field: 'amount', what: 'number, such as 0.5' },
  { name: 'dose unit', field: 'unit', what: 'mL when left out' },
  { name: 'body site', field: 'site', what: 'code or label, such as LD or Left Deltoid' },
  { name: 'route', field: 'route', what: 'code or label, such as IM, C28161 or Intramuscular' },
  { name: 'ordering clinician', field: 'orderedBy', what: '' },
  { name: 'administering clinician', field: 'administeredBy', what: '' },
  {
    name: 'source of information',
    field: 'source',
    what: 'code or label; 00 for doses from your own stock; 01, historical, when left out',
  },
  { name: 'funding eligibility', field: 'funding', what: 'code or label, such as V01' },
  { name: 'another dose', field: 'another', what: 'Y where a second dose of the same day is meant' },
] as const satisfies readonly { name: string; field: RowField; what: string }[];

const required: readonly RowField[] = ['lastName', 'firstName', 'birthDate', 'givenOn'];

/** A row as it stands in the file, read but not judged: that needs the client. */
export type ImmunizationRow = {
  readonly line: number;
  readonly miicId: string;
  readonly chartNumber: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly given: Given;
  readonly another: boolean;
};

export type ImmunizationFile = {
  readonly total: number;
  readonly rows: readonly ImmunizationRow[];
  readonly refusals: readonly { readonly line: number; readonly field: string; readonly reason: string }[];
};

const letters = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}]/gu, '');
const fieldOf = new Map<string, RowField>(immunizationHeaders.map(({ name, field }) => [letters(name), field]));
const knownHeaders = `The headers are: ${immunizationHeaders.map(({ name }) => name).join(', ')}.`;

/** Reads a file of immunizations (A5); where its lines or headers are not usable, a sentence that says why. */
export function readImmunizationFile(bytes: Uint8Array): ImmunizationFile | { readonly fault: string } {
  const records = readCsv(bytes);
  if ('fault' in records) return records;
  const [head, ...body] = records;
  if (!head) return { fault: 'The file is empty.' };
  const columns = head.cells.map((name) => fieldOf.get(letters(name)));
  // A file without headers begins with a client, whose details are not repeated here.
  if (columns.every((field) => !field)) return { fault: `The first line has none of the headers. ${knownHeaders}` };
  const odd = columns.findIndex((field, at) => !field || columns.indexOf(field) !== at);
  if (odd >= 0) {
    const what = columns[odd] ? 'stands there twice' : 'is not known';
    return { fault: `The header of column ${odd + 1} ${what}. ${knownHeaders}` };
  }
  const missing = required.filter((field) => !columns.includes(field)).map((field) => rowLabels[field]);
  if (missing.length > 0) return { fault: `The first line does not have ${missing.join(', ')}. ${knownHeaders}` };
  const whole = body.filter(({ cells }) => cells.length === columns.length);
  return {
    total: body.length,
    rows: whole.map((record) => readRow(record, columns)),
    refusals: body
      .filter(({ cells }) => cells.length !== columns.length)
      .map(({ line, cells }) => ({
        line,
        field: 'Columns',
        reason: `The row has ${cells.length} where the first line has ${columns.length}. A cell with a comma in it must stand in quotation marks.`,
      })),
  };
}

const choicesOf: Partial<Record<ImmunizationField, readonly Choice[]>> = {
  mvx: manufacturers,
  unit: doseUnits,
  site: bodySites,
  route: [...routes, ...Object.entries(olderRoutes).map(([code, now]) => ({ code: now, label: code }))],
  source: immunizationSources,
  funding: fundings,
};

function readRow({ line, cells }: CsvRecord, columns: readonly (RowField | undefined)[]): ImmunizationRow {
  const cell = (field: RowField) => tidy(cells[columns.indexOf(field)] ?? '');
  const coded = (field: ImmunizationField) => {
    const word = nameKey(cell(field));
    const found = choicesOf[field]?.find(({ code, label }) => nameKey(code) === word || nameKey(label) === word);
    return found?.code ?? cell(field);
  };
  const product = findTradeName(cell('tradeName'));
  const amount = cell('amount').replace(/^\./, '0.');
  return {
    line,
    miicId: cell('miicId'),
    chartNumber: cell('chartNumber'),
    lastName: cell('lastName'),
    firstName: cell('firstName'),
    birthDate: dayIn(cell('birthDate')),
    given: {
      givenOn: dayIn(cell('givenOn')),
      cvx: cell('cvx').replace(/^(\d)$/, '0$1') || (product?.cvx ?? ''),
      tradeName: product?.name ?? cell('tradeName'),
      mvx: coded('mvx') || (product?.mvx ?? ''),
      lot: cell('lot').toUpperCase(),
      amount,
      unit: amount ? coded('unit') || 'mL' : '',
      site: coded('site'),
      route: coded('route'),
      orderedBy: cell('orderedBy'),
      administeredBy: cell('administeredBy'),
      source: coded('source').replace(/^(\d)$/, '0$1') || '01',
      funding: coded('funding'),
    },
    another: /^y(es)?$/i.test(cell('another')),
  };
}

/** A day, or the text as it stands for the rules to refuse. */
function dayIn(text: string): Day {
  return readDay(text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')) ?? text;
}

/** The cells of a dose in the order of the headers, such as an import takes back. */
export function immunizationCells(
  client: { id: number; lastName: string; firstName: string; birthDate: Day; chartNumber: string },
  given: Given,
): string[] {
  const row: Partial<Record<RowField, string>> = {
    ...given,
    givenOn: showDay(given.givenOn),
    miicId: String(client.id),
    chartNumber: client.chartNumber,
    lastName: client.lastName,
    firstName: client.firstName,
    birthDate: showDay(client.birthDate),
  };
  return immunizationHeaders.map(({ field }) => row[field] ?? '');
}
