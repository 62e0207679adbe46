import { isLonger, isShowable, tidy } from '../text/name.js';
import { type Day, readDay } from '../time/day.js';
import { judgeEdit, type Personal } from './personal-information.js';

/** The remedies that the help desk alone has for a record (C6, C12, C13), with the words of their controls. */
export const remedies = {
  unlock: 'Unlock the record',
  undeceased: 'Undo deceased',
  birthDate: 'Correct the birth date',
  certificate: 'Set the number',
} as const;

export type Remedy = keyof typeof remedies;

/** The fields of each, besides the reason, whose field is named after it. */
export const remedyFields: Readonly<Record<Remedy, readonly string[]>> = {
  unlock: [],
  undeceased: [],
  birthDate: ['birthDate'],
  certificate: ['birthCertificate'],
};

/** The field of the reason: each form has its own. */
export const reasonField = (remedy: Remedy) => `${remedy}Reason`;

/** The field that says what a field of a remedy held when it was shown. */
export const shownField = (field: string) => `shown.${field}`;

const fieldsOnFile = Object.values(remedyFields).flat();

/** The fields that say what was on file when a form was shown. */
export const shownFields: readonly string[] = fieldsOnFile.map(shownField);

/** What was typed into a form: without the values on file that it was shown with and nobody touched. */
export const typedIn = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([field, value]) => !fieldsOnFile.includes(field) || value !== values[shownField(field)],
    ),
  );

/** True if a control is one of the remedies. */
export const isRemedy = (name: string): name is Remedy => Object.hasOwn(remedies, name);

const longestReason = 300;
const longestNumber = 40;

/** The values typed into one of the forms, as they are kept. */
export type RemedyValues = { readonly reason: string; readonly birthDate: Day; readonly birthCertificate: string };

/** Reads a form of the help desk: a date that is none stays as it is, for the rules to refuse. */
export function readRemedy(remedy: Remedy, values: Readonly<Record<string, string>>): RemedyValues {
  return {
    reason: tidy(values[reasonField(remedy)] ?? ''),
    birthDate: readDay(values.birthDate ?? '') ?? tidy(values.birthDate ?? ''),
    birthCertificate: tidy(values.birthCertificate ?? ''),
  };
}

/** The faults of a remedy, by field: it needs a reason always, and the value that it writes. */
export function remedyFaults(
  remedy: Remedy,
  typed: RemedyValues,
  on: { readonly personal: Personal; readonly birthCertificate: string; readonly deathDate: Day | null },
  context: { readonly today: Day; readonly helpDesk: string },
): Record<string, string> {
  const faults: Record<string, string> = {};
  if (remedy === 'birthDate') {
    const after = { ...on.personal, birthDate: typed.birthDate };
    const judged = judgeEdit(on.personal, after, { ...context, hasBirthCertificate: false }).errors.birthDate;
    if (judged) faults.birthDate = judged;
    else if (typed.birthDate === on.personal.birthDate) faults.birthDate = 'This is the birth date on file.';
    else if (on.deathDate && typed.birthDate > on.deathDate)
      faults.birthDate = 'The birth date is after the date of death.';
  }
  if (remedy === 'certificate') {
    const number = typed.birthCertificate;
    if (number === '') faults.birthCertificate = 'Enter the birth certificate number.';
    else if (!isShowable(number) || !/[\p{L}\p{N}]/u.test(number))
      faults.birthCertificate = 'The number has characters that cannot be, or no digit or letter. Type it again.';
    else if (isLonger(number, longestNumber))
      faults.birthCertificate = `The number is longer than ${longestNumber} characters.`;
    else if (number === on.birthCertificate) faults.birthCertificate = 'This is the number on file.';
  }
  const field = reasonField(remedy);
  if (typed.reason === '') faults[field] = 'Enter the reason.';
  else if (!isShowable(typed.reason)) faults[field] = 'The reason has characters that cannot be shown. Type it again.';
  else if (isLonger(typed.reason, longestReason))
    faults[field] = `The reason is longer than ${longestReason} characters.`;
  return faults;
}
