import { bodySites } from '../../domain/codes/body-site.js';
import { type Choice, labelOf } from '../../domain/codes/choice.js';
import { doseUnits } from '../../domain/codes/dose-unit.js';
import { fundings } from '../../domain/codes/funding.js';
import { manufacturers } from '../../domain/codes/manufacturer.js';
import { olderRoutes, routes } from '../../domain/codes/route.js';
import { immunizationSources } from '../../domain/codes/source.js';
import {
  type DoseValues,
  type ImmunizationField,
  immunizationLabels,
  vaccineWithTrade,
} from '../../domain/immunizations/immunization.js';
import { reactions } from '../../domain/immunizations/reaction.js';
import type { Fault } from '../../domain/matching/outcome.js';
import { showDay } from '../../domain/time/day.js';
import { findTradeName } from '../../domain/vaccines/trade-name.js';
import { noBox, readWord, yes } from './cell.js';
import { dateForms, readSheetDay } from './date.js';
import {
  personFaults,
  personHeaders,
  personLabels,
  type RowPerson,
  type RowPersonCells,
  readPerson,
} from './person-row.js';
import { type Column, type RowKind, readFile, type TableRow } from './table.js';

/** A row of a file of immunizations: the client, and the dose. */
export const rowLabels = {
  ...personLabels,
  ...immunizationLabels,
  another: 'Another Dose',
} as const;

export type RowField = keyof typeof rowLabels;

/** The columns by their headers, in the order of the table in docs/import.md, which a test holds to it (A5). */
export const immunizationHeaders = [
  ...personHeaders,
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
  { name: 'vis date', field: 'visOn', what: 'of the Vaccine Information Statement; like the birth date' },
  { name: 'reaction', field: 'reaction', what: 'code or label, such as 39579001' },
  { name: 'another dose', field: 'another', what: 'Y where a second dose of the same day is meant' },
] as const satisfies readonly Column<RowField>[];

const columns = {
  all: immunizationHeaders,
  required: ['lastName', 'firstName', 'birthDate', 'givenOn'],
  dates: ['birthDate', 'givenOn', 'lotExpiresOn', 'visOn'],
  labels: rowLabels,
} as const;

/** A row as it stands in the file, read but not judged, as far as that needs the client. */
export type ImmunizationRow = RowPerson & {
  readonly line: number;
  readonly given: DoseValues;
  readonly another: boolean;
};

export const immunizationKind: RowKind<RowField, ImmunizationRow> = {
  columns,
  readRow: readJudgedRow,
  inWords({ birthDate, given }) {
    const coded = Object.entries(choicesOf).map(([field, choices]) => [
      field,
      labelOf(choices, given[field as keyof typeof choicesOf]),
    ]);
    const days = { birthDate: showDay(birthDate), givenOn: showDay(given.givenOn) };
    return {
      ...given,
      ...Object.fromEntries(coded),
      ...days,
      lotExpiresOn: showDay(given.lotExpiresOn),
      cvx: vaccineWithTrade(given),
    };
  },
};

/** Reads a file of immunizations (A5); where its lines or headers are not usable, a sentence that says why. */
export const readImmunizationFile = (bytes: Uint8Array) => readFile(bytes, '', immunizationKind);

function readJudgedRow(row: TableRow<RowField>): ImmunizationRow | { readonly faults: readonly Fault[] } {
  const faults = faultsOf(row);
  return faults.length > 0 ? { faults } : readRow(row);
}

/** The faults of a row that show without its client. */
function faultsOf({ cell }: TableRow<RowField>): Fault[] {
  const unread = (field: RowField, what: string) =>
    cell(field) && !readSheetDay(cell(field))
      ? [{ field: rowLabels[field], reason: `Enter ${what} as ${dateForms}.` }]
      : [];
  return [
    ...personFaults(cell, rowLabels),
    ...unread('givenOn', 'the date administered'),
    ...unread('lotExpiresOn', 'the expiration date'),
    ...unread('visOn', 'the VIS date'),
    ...(cell('unit') && !cell('amount')
      ? [{ field: rowLabels.unit, reason: 'There is a unit and no dose. Write the dose, or leave both empty.' }]
      : []),
    ...(yes.test(cell('another')) || noBox.test(cell('another'))
      ? []
      : [{ field: rowLabels.another, reason: 'Write Y or N.' }]),
  ];
}

const choicesOf = {
  mvx: manufacturers,
  unit: doseUnits,
  site: bodySites,
  route: [...routes, ...Object.entries(olderRoutes).map(([code, now]) => ({ code: now, label: code }))],
  source: immunizationSources,
  funding: fundings,
  reaction: reactions,
} as const satisfies Partial<Record<ImmunizationField, readonly Choice[]>>;

function readRow({ line, cell }: TableRow<RowField>): ImmunizationRow {
  const coded = (field: keyof typeof choicesOf) => readWord(choicesOf[field], cell(field));
  const product = findTradeName(cell('tradeName'));
  const amount = cell('amount').replace(/^\./, '0.');
  return {
    line,
    ...readPerson(cell),
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
      visOn: readSheetDay(cell('visOn')) ?? '',
      reaction: coded('reaction'),
    },
    another: yes.test(cell('another')),
  };
}

/** The cells of a dose in the order of the headers, such as an import takes back. */
export function immunizationCells(client: RowPersonCells, given: DoseValues): string[] {
  const row: Partial<Record<RowField, string>> = {
    ...given,
    givenOn: showDay(given.givenOn),
    lotExpiresOn: showDay(given.lotExpiresOn),
    visOn: showDay(given.visOn),
    ...client,
  };
  return immunizationHeaders.map(({ field }) => row[field] ?? '');
}
