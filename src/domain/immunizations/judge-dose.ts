import { type Question, type Questions, question } from '../forms/question.js';
import { showDay } from '../time/day.js';
import {
  type Circumstances,
  type DoseValues,
  doseFaults,
  type Immunization,
  type ImmunizationField,
  immunizationFields,
  mayBeSame,
  vaccineWithTrade,
} from './immunization.js';
import { unusualDose } from './usual-dose.js';
import { fieldName } from './visit.js';

/** The faults that forbid recording a dose and the questions about it, by the form's fields. */
export type Judgement = { readonly errors: Readonly<Record<string, string>>; readonly questions: Questions };

/** Fields that are one value between them: neither is kept without the other (C21). */
export const jointFields: readonly (readonly ImmunizationField[])[] = [
  ['cvx', 'tradeName'],
  ['lot', 'lotExpiresOn'],
  ['amount', 'unit'],
];

/** The other fields that a question about a field depends on. */
const dependsOn: Partial<Record<string, readonly ImmunizationField[]>> = {
  amount: ['cvx', 'tradeName', 'amount', 'unit'],
  route: ['cvx', 'tradeName', 'route'],
  site: ['cvx', 'tradeName', 'route', 'site'],
};

export type JudgedLine = { readonly line: number; readonly given: DoseValues };

/**
 * Judges a line of a visit (I5), or of what is there already the fields that change (X4): by the rules, by how the
 * product is usually given, and against what is on file and the lines before it, so that no dose is recorded twice
 * unseen.
 */
export function judgeDose(
  { line, given }: JudgedLine,
  context: Circumstances,
  onFile: readonly Immunization[],
  before: readonly JudgedLine[] = [],
  changed: readonly ImmunizationField[] = immunizationFields,
): Judgement {
  const errors: Record<string, string> = {};
  const faults = doseFaults(given, context);
  for (const field of immunizationFields) {
    const text = faults[field];
    // A trade name is right or wrong together with its vaccine.
    const judged = changed.includes(field) || (field === 'tradeName' && changed.includes('cvx'));
    if (text && judged) errors[fieldName(field, line)] ??= text;
  }
  const questions: Record<string, Question> = {};
  const same = changed.some((field) => field === 'cvx' || field === 'givenOn')
    ? (doubt(given, onFile) ?? doubtWithin(given, before))
    : undefined;
  if (same)
    questions[`vaccine${line}`] = question(
      same,
      `${line} ${given.givenOn} ${given.cvx} ${given.tradeName}`,
      'Yes, this is another dose: record it too',
    );
  for (const [field, asked] of Object.entries(unusualDose(given)))
    if (dependsOn[field]?.some((one) => changed.includes(one))) questions[`${field}${line}`] = asked;
  for (const name of Object.keys(errors)) delete questions[name];
  return { errors, questions };
}

/** The question if a dose is on file already; undefined if none comes near. */
export function doubt(given: DoseValues, onFile: readonly Immunization[]): string | undefined {
  const same = onFile.find((other) => mayBeSame(given, other));
  return (
    same &&
    `${vaccineWithTrade(same)} on ${showDay(same.givenOn)} is on file already, entered by ${same.owner.name}. ` +
      'Is this another dose?'
  );
}

function doubtWithin(given: DoseValues, before: readonly JudgedLine[]): string | undefined {
  const same = before.find((other) => mayBeSame(given, other.given));
  return same && `Immunization ${same.line} of this visit may be the same dose. Is this another one?`;
}

/**
 * Typed values merged with those that somebody else saved since the form was shown (C21): a field counts as touched if
 * it differs from the one shown. `clashes` are the fields that both changed, each to something else.
 */
export function mergeDose(
  shown: DoseValues,
  now: DoseValues,
  typed: DoseValues,
): { merged: DoseValues; clashes: ImmunizationField[] } {
  const values = jointFields.concat(
    immunizationFields.filter((field) => !jointFields.some((list) => list.includes(field))).map((field) => [field]),
  );
  const merged: Record<string, string> = { ...now };
  const clashes: ImmunizationField[] = [];
  for (const fields of values) {
    const differ = (a: DoseValues, b: DoseValues) => fields.some((field) => a[field] !== b[field]);
    if (!differ(shown, typed)) continue;
    for (const field of fields) merged[field] = typed[field];
    const [first] = fields;
    if (first && differ(shown, now) && differ(now, typed)) clashes.push(first);
  }
  return { merged: merged as DoseValues, clashes };
}
