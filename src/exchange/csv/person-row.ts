import type { Client } from '../../domain/clients/client.js';
import type { Fault } from '../../domain/matching/outcome.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { firstNameIn, firstNameRule, noFirstName } from './client-row.js';
import { dateForms, readSheetDay } from './date.js';
import type { Column, TableRow } from './table.js';

/** The client that a row of contacts, comments or immunizations belongs to, by the names of the screens. */
export const personLabels = {
  miicId: 'MIIC ID',
  chartNumber: 'Chart Number',
  lastName: 'Last Name',
  firstName: 'First Name',
  birthDate: 'Birth Date',
} as const;

/** The columns that say whose a row is. */
export const personHeaders = [
  { name: 'miic id', field: 'miicId', what: 'of the client; or chart number; or full name and birth date' },
  { name: 'chart number', field: 'chartNumber', what: "the organization's own" },
  { name: 'last name', field: 'lastName', what: 'required' },
  { name: 'first name', field: 'firstName', what: 'required; `NO FIRST NAME` for a client who has none' },
  { name: 'birth date', field: 'birthDate', what: 'required; like 09/21/2009, 2009-09-21 or 21-Sep-2009' },
] as const satisfies readonly Column<keyof typeof personLabels>[];

/** The client of a row, as the file names them. */
export type RowPerson = {
  readonly miicId: number | undefined;
  readonly chartNumber: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: Day;
};

type PersonField = keyof typeof personLabels;
/** The cell of a row for each field of its client: contacts have names of their own, too. */
type Cells = (field: PersonField) => string;

/** The faults of the cells that name the client, by the labels of their columns. */
export function personFaults(cell: Cells, labels: Readonly<Record<PersonField, string>>): Fault[] {
  const faults: Fault[] = [];
  const say = (field: PersonField, reason: string) => faults.push({ field: labels[field], reason });
  if (!cell('lastName')) say('lastName', 'Enter a last name.');
  if (!cell('firstName')) say('firstName', firstNameRule);
  if (!cell('birthDate')) say('birthDate', 'Enter a birth date.');
  if (!/^\d{0,15}$/.test(cell('miicId'))) say('miicId', 'Enter a MIIC ID in digits, like 6714871, or leave it empty.');
  if (cell('birthDate') && !readSheetDay(cell('birthDate'))) say('birthDate', `Enter a birth date as ${dateForms}.`);
  return faults;
}

/** The client of a row that has no such faults. */
export const readPerson = (cell: Cells): RowPerson => ({
  miicId: cell('miicId') ? Number(cell('miicId')) : undefined,
  chartNumber: cell('chartNumber'),
  lastName: cell('lastName'),
  firstName: firstNameIn(cell('firstName')),
  birthDate: readSheetDay(cell('birthDate')) ?? '',
});

/** The cells of a row by other names of its fields. */
export const cellsOf =
  <Field extends string>({ cell }: TableRow<Field>, names: Readonly<Record<PersonField, Field>>): Cells =>
  (field) =>
    cell(names[field]);

/** Whose a row is, as a file says it. */
export type RowPersonCells = Readonly<Record<PersonField, string>>;

/** The client of a row in the words of a file. */
export const personCells = ({
  id,
  personal,
  enrolment,
}: Pick<Client, 'id' | 'personal' | 'enrolment'>): RowPersonCells => ({
  miicId: String(id),
  chartNumber: enrolment?.chartNumber ?? '',
  lastName: personal.lastName,
  firstName: personal.firstName || noFirstName,
  birthDate: showDay(personal.birthDate),
});
