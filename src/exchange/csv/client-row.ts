import {
  choicesOf,
  mapFields,
  type Personal,
  type PersonalField,
  personalFaults,
  personalFields,
  personalLabels,
  readPersonal,
} from '../../domain/clients/personal-information.js';
import type { Choice } from '../../domain/codes/choice.js';
import { genders } from '../../domain/codes/gender.js';
import type { Fault } from '../../domain/matching/outcome.js';
import { isLonger, isShowable, nameKey, tidy } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
import { isLostZero, lostZeros, noBox, yes } from './cell.js';
import { dateForms, readSheetDay } from './date.js';
import { quote, type TableRow } from './table.js';

/** The fields of a row of an import: Personal Information (C4), and the numbers that a client is known by. */
export const importLabels = {
  ...personalLabels,
  chartNumber: 'Chart Number',
  birthCertificate: 'Birth Certificate Number',
  miicId: 'MIIC ID',
} as const;

export type ImportField = keyof typeof importLabels;

const importFields = Object.keys(importLabels) as ImportField[];

/** A row that the rules have nothing against. */
export type ClientRow = {
  readonly line: number;
  /** As a new record would have it. The first name NO FIRST NAME is empty here. */
  readonly personal: Personal;
  /** The same as it stood in the file, for the history. */
  readonly typed: Personal;
  /** The fields that are not empty in the file: only these change a record that is there already. */
  readonly given: ReadonlySet<PersonalField>;
  readonly chartNumber: string;
  readonly birthCertificate: string;
  readonly miicId: number | undefined;
};

const longestNumber = 50;
const nothing = mapFields(() => '');

/** One row, read and judged by all the rules of Personal Information (C4 to C8). */
export function readRow(
  { line, cell }: TableRow<ImportField>,
  today: Day,
): ClientRow | { readonly faults: readonly Fault[] } {
  const given = new Set(personalFields.filter((field) => cell(field) !== ''));
  const state = readCell('state', cell('state'));
  const typed = mapFields((field) =>
    field === 'zip' ? lostZeros(cell('zip'), state.toUpperCase()) : readCell(field, cell(field)),
  );
  const personal = readPersonal(nothing, { ...typed, gender: typed.gender || 'U' });
  const faults = personalFaults(personal, { today });
  const against = importFields.flatMap((field) => {
    const reason = reasonAgainst(field, cell(field), faults);
    return reason ? [{ field: importLabels[field], reason }] : [];
  });
  if (against.length > 0) return { faults: against };
  return {
    line,
    personal,
    typed,
    given,
    chartNumber: cell('chartNumber'),
    birthCertificate: cell('birthCertificate'),
    miicId: cell('miicId') ? Number(cell('miicId')) : undefined,
  };
}

/** The rule's own words, but for what a screen can say and a file cannot: a list to choose from, a box to check. */
function reasonAgainst(field: ImportField, text: string, faults: Partial<Record<PersonalField, string>>) {
  if (field === 'miicId')
    return /^\d{0,15}$/.test(text) ? undefined : 'Enter a MIIC ID in digits, like 6714871, or leave it empty.';
  if (field === 'chartNumber' || field === 'birthCertificate') return text ? numberFault(text) : undefined;
  if (field === 'firstName' && text && !firstNameIn(text)) return undefined;
  if (!faults[field] || !isShowable(text)) return faults[field];
  if (field === 'firstName' && !text) return firstNameRule;
  if (field === 'undeliverable') return 'Write Y or N.';
  if (field === 'zip' && isLostZero(text)) return zipWithoutZeros;
  if (field === 'birthDate' && text && !readSheetDay(text)) return `Enter a birth date as ${dateForms}.`;
  return codesOf.has(field) ? notOfList(field, text) : faults[field];
}

/** Said of a ZIP that a spreadsheet has cut short, where no state tells how. */
export const zipWithoutZeros =
  'The ZIP is too short, and its state does not tell which zeros a spreadsheet dropped. Write five digits.';

/** The words in a file for a client who has no first name: an empty cell may be a mistake. */
export const noFirstName = 'NO FIRST NAME';
/** A first name of a file as it is kept. */
export const firstNameIn = (text: string) => (text.toUpperCase() === noFirstName ? '' : text);
/** Said of an empty one. */
export const firstNameRule = `Enter a first name, or ${noFirstName} where the client has none.`;

/** The words that a file may have for the choices of a field; for a gender more than the letters that screens show. */
const wordsFor = (field: PersonalField): readonly Choice[] =>
  field === 'gender'
    ? [...genders, { code: 'M', label: 'Male' }, { code: 'F', label: 'Female' }, { code: 'U', label: 'X' }]
    : (choicesOf(field) ?? []);

const codesOf = new Map(
  personalFields
    .filter((field) => choicesOf(field))
    .map((field) => [
      field as ImportField,
      new Map(wordsFor(field).flatMap(({ code, label }) => [code, label].map((word) => [nameKey(word), code]))),
    ]),
);

/** A cell as `readPersonal` takes it; what is no code, label or day stays as it is, for the rules to refuse. */
function readCell(field: PersonalField, text: string): string {
  const code = (word: string) => codesOf.get(field)?.get(nameKey(word)) ?? word;
  switch (field) {
    case 'firstName':
      return firstNameIn(text);
    case 'birthDate':
      return readSheetDay(text) ?? text;
    case 'race':
      return wordsOf(text).map(code).join(' ');
    case 'county':
      // Spreadsheets drop the zeros that a code begins with.
      return code(/^\d{1,2}$/.test(text) ? text.padStart(3, '0') : text);
    case 'undeliverable':
      if (yes.test(text)) return 'Y';
      return noBox.test(text) ? '' : text;
    default:
      return code(text);
  }
}

const wordsOf = (text: string) => text.split(';').map(tidy).filter(Boolean);

function notOfList(field: PersonalField, text: string): string {
  const words = field === 'race' ? wordsOf(text) : [text];
  const wrong = words.find((word) => !codesOf.get(field)?.has(nameKey(word))) ?? text;
  return (
    `${quote(wrong)} is not on the list of ${personalLabels[field]}. Write a label or code of it, or leave it ` +
    'empty.'
  );
}

function numberFault(text: string): string | undefined {
  if (!isShowable(text)) return 'It has characters that cannot be shown. Type it again.';
  if (!nameKey(text)) return 'It must have a letter or a digit in it.';
  return isLonger(text, longestNumber) ? `It is longer than ${longestNumber} characters.` : undefined;
}
