import { type Questions, unanswered } from '../forms/question.js';
import type { Values } from '../forms/rows.js';
import { isShowable, nameKey, tidy } from '../text/name.js';
import {
  type Circumstances,
  mapFields,
  type Personal,
  type PersonalField,
  personalFaults,
  personalFields,
  personalQuestions,
  readPersonal,
  type TypedValues,
} from './personal-information.js';

/** The fields of a new client's form besides Personal Information. */
export const newClientLabels = {
  noFirstName: 'This client has no first name',
  motherRefused: "The mother's name was asked for and not given",
  chartNumber: 'Chart Number',
} as const;

export type NewClient = { readonly personal: Personal; readonly chartNumber: string };
export type NewClientField = PersonalField | keyof typeof newClientLabels;

/**
 * A new client as typed, with the faults that forbid entering it (C3): last name, first name unless there is none,
 * birth date, gender; the mother's maiden last and first name, unless they were refused. `held` is that with the
 * questions about values that nobody answered yet.
 */
export function readNewClient(
  typed: TypedValues,
  context: Pick<Circumstances, 'today' | 'helpDesk'>,
): { client: NewClient; errors: Partial<Record<NewClientField, string>>; questions: Questions; held: Values } {
  const personal = readPersonal(
    mapFields(() => ''),
    typed,
  );
  const chartNumber = tidy(typed.chartNumber ?? '');
  const errors: Partial<Record<NewClientField, string>> = personalFaults(personal, context);
  if (typed.noFirstName === 'Y') {
    delete errors.firstName;
    if (personal.firstName)
      errors.firstName = `Leave the first name empty, or uncheck "${newClientLabels.noFirstName}".`;
  } else if (!personal.firstName) errors.firstName = `Enter a first name, or check "${newClientLabels.noFirstName}".`;
  if (typed.motherRefused !== 'Y' && !(personal.motherMaidenLast && personal.motherFirst)) {
    const [field, missing] = personal.motherMaidenLast
      ? (['motherFirst', 'first name'] as const)
      : (['motherMaidenLast', personal.motherFirst ? 'maiden last name' : 'name'] as const);
    errors[field] = `Enter the mother's ${missing}, or check "${newClientLabels.motherRefused}".`;
  }
  if (!isShowable(chartNumber) || chartNumber.length > 50 || (chartNumber && !nameKey(chartNumber)))
    errors.chartNumber = 'Enter a chart number of letters and digits, 50 at most, or leave it empty.';
  const questions = personalQuestions(personal, () => true);
  for (const field of Object.keys(errors)) delete questions[field as PersonalField];
  return {
    client: { personal, chartNumber },
    errors,
    questions,
    held: inOrder({ ...unanswered(questions, typed.asTyped), ...errors }),
  };
}

/** In the order of the screen. */
function inOrder(held: Values): Values {
  const place = ([field]: [string, string]) => [...personalFields, ...Object.keys(newClientLabels)].indexOf(field);
  return Object.fromEntries(Object.entries(held).sort((a, b) => place(a) - place(b)));
}
