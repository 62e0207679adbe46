import { bodySites } from '../../domain/codes/body-site.js';
import type { Choice } from '../../domain/codes/choice.js';
import { doseUnits } from '../../domain/codes/dose-unit.js';
import { fundings } from '../../domain/codes/funding.js';
import { manufacturers } from '../../domain/codes/manufacturer.js';
import { olderRoutes, routes } from '../../domain/codes/route.js';
import { immunizationSources } from '../../domain/codes/source.js';
import {
  type DoseValues,
  type ImmunizationField,
  immunizationLabels,
} from '../../domain/immunizations/immunization.js';
import type { Fault } from '../../domain/matching/outcome.js';
import { nameKey } from '../../domain/text/name.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { findTradeName } from '../../domain/vaccines/trade-name.js';
import { firstNameIn, firstNameRule, noFirstName } from './client-row.js';
import { dateForms, readSheetDay } from './date.js';
import { type Column, readTable, type TableRow } from './table.js';

/** A row of a file of immunizations: the client, and the dose. */
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
  { name: 'first name', field: 'firstName', what: 'required; `NO FIRST NAME` for a client who has none' },
  { name: 'birth date', field: 'birthDate', what: 'required; like 09/21/2009, 2009-09-21 or 21-Sep-2009' },
  { name: 'date administered', field: 'givenOn', what: 'required; like the birth date' },
  { name: 'cvx', field: 'cvx', what: 'CVX code, such as 110; may be left out with a trade name' },
  { name: 'trade name', field: 'tradeName', what: 'such as Pediarix' },
  { name: 'manufacturer', field: 'mvx', what: 'MVX code or name; taken from the trade name when left out' },
  { name: 'lot number', field: 'lot', what: '' },
  { name: 'expiration date', field: 'lotExpiresOn', what: 'of the lot; like the birth date' },
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
  { name: 'reason to save all the same', field: 'reason', what: 'why a dose was given that would not count' },
  { name: 'another dose', field: 'another', what: 'Y where a second dose of the same day is meant' },
] as const satisfies readonly Column<RowField>[];

const columns = {
  all: immunizationHeaders,
  required: ['lastName', 'firstName', 'birthDate', 'givenOn'],
  dates: ['birthDate', 'givenOn', 'lotExpiresOn'],
} as const;

/** A row as it stands in the file, read but not judged, as far as that needs the client. */
export type ImmunizationRow = {
  readonly line: number;
  readonly miicId: number | undefined;
  readonly chartNumber: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly given: DoseValues;
  readonly another: boolean;
};

type ImmunizationFile = {
  readonly total: number;
  readonly rows: readonly ImmunizationRow[];
  readonly refusals: readonly (Fault & { readonly line: number })[];
  readonly note: string;
};

/** Reads a file of immunizations (A5); where its lines or headers are not usable, a sentence that says why. */
export function readImmunizationFile(bytes: Uint8Array): ImmunizationFile | { readonly fault: string } {
  const table = readTable<RowField>(bytes, columns);
  if ('fault' in table) return table;
  const rows: ImmunizationRow[] = [];
  const refusals = [...table.refusals];
  for (const row of table.rows) {
    const faults = faultsOf(row);
    refusals.push(...faults.map((fault) => ({ line: row.line, ...fault })));
    if (faults.length === 0) rows.push(readRow(row));
  }
  return { ...table, rows, refusals };
}

/** The faults of a row that show without its client. */
function faultsOf({ cell }: TableRow<RowField>): Fault[] {
  const unread = (field: RowField, what: string) =>
    cell(field) && !readSheetDay(cell(field))
      ? [{ field: rowLabels[field], reason: `Enter ${what} as ${dateForms}.` }]
      : [];
  const empty = (field: RowField, reason: string) => (cell(field) ? [] : [{ field: rowLabels[field], reason }]);
  return [
    ...empty('lastName', 'Enter a last name.'),
    ...empty('firstName', firstNameRule),
    ...empty('birthDate', 'Enter a birth date.'),
    ...(/^\d{0,15}$/.test(cell('miicId'))
      ? []
      : [{ field: rowLabels.miicId, reason: 'Enter a MIIC ID in digits, like 6714871, or leave it empty.' }]),
    ...unread('birthDate', 'a birth date'),
    ...unread('givenOn', 'the date administered'),
    ...unread('lotExpiresOn', 'the expiration date'),
    ...(cell('unit') && !cell('amount')
      ? [{ field: rowLabels.unit, reason: 'There is a unit and no dose. Write the dose, or leave both empty.' }]
      : []),
    ...(yes.test(cell('another')) || no.test(cell('another'))
      ? []
      : [{ field: rowLabels.another, reason: 'Write Y or N.' }]),
  ];
}

const yes = /^(?:y|yes|true|1|x)$/i;
const no = /^(?:n|no|false|0)?$/i;

const choicesOf: Partial<Record<ImmunizationField, readonly Choice[]>> = {
  mvx: manufacturers,
  unit: doseUnits,
  site: bodySites,
  route: [...routes, ...Object.entries(olderRoutes).map(([code, now]) => ({ code: now, label: code }))],
  source: immunizationSources,
  funding: fundings,
};

function readRow({ line, cell }: TableRow<RowField>): ImmunizationRow {
  const coded = (field: ImmunizationField) => {
    const word = nameKey(cell(field));
    const found = choicesOf[field]?.find(({ code, label }) => nameKey(code) === word || nameKey(label) === word);
    return found?.code ?? cell(field);
  };
  const product = findTradeName(cell('tradeName'));
  const amount = cell('amount').replace(/^\./, '0.');
  return {
    line,
    miicId: cell('miicId') ? Number(cell('miicId')) : undefined,
    chartNumber: cell('chartNumber'),
    lastName: cell('lastName'),
    firstName: firstNameIn(cell('firstName')),
    birthDate: readSheetDay(cell('birthDate')) ?? '',
    given: {
      givenOn: readSheetDay(cell('givenOn')) ?? '',
      cvx: cell('cvx').replace(/^(\d)$/, '0$1') || (product?.cvx ?? ''),
      tradeName: product?.name ?? cell('tradeName'),
      mvx: coded('mvx') || (product?.mvx ?? ''),
      lot: cell('lot').toUpperCase(),
      lotExpiresOn: readSheetDay(cell('lotExpiresOn')) ?? '',
      amount,
      unit: amount ? coded('unit') || 'mL' : '',
      site: coded('site'),
      route: coded('route'),
      orderedBy: cell('orderedBy'),
      administeredBy: cell('administeredBy'),
      source: coded('source').replace(/^(\d)$/, '0$1') || '01',
      funding: coded('funding'),
      reason: cell('reason'),
    },
    another: yes.test(cell('another')),
  };
}

/** The cells of a dose in the order of the headers, such as an import takes back. */
export function immunizationCells(
  client: { id: number; lastName: string; firstName: string; birthDate: Day; chartNumber: string },
  given: DoseValues,
): string[] {
  const row: Partial<Record<RowField, string>> = {
    ...given,
    givenOn: showDay(given.givenOn),
    lotExpiresOn: showDay(given.lotExpiresOn),
    miicId: String(client.id),
    chartNumber: client.chartNumber,
    lastName: client.lastName,
    firstName: client.firstName || noFirstName,
    birthDate: showDay(client.birthDate),
  };
  return immunizationHeaders.map(({ field }) => row[field] ?? '');
}
