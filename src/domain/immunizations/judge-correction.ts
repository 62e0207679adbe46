import { type Question, question, unanswered } from '../forms/question.js';
import { type Day, showInstant } from '../time/day.js';
import type { History } from './history.js';
import {
  changedDoseFields,
  type DoseValues,
  type Immunization,
  type ImmunizationField,
  immunizationLabels,
  showDoseValue,
} from './immunization.js';
import { type Judgement, jointFields, judgeDose, mergeDose } from './judge-dose.js';
import { fieldName, readLine, type TypedVisit } from './visit.js';

/**
 * One field that was changed in an immunization; nothing before where it was added, nothing after where it was deleted.
 */
export type DoseChange = {
  readonly at: number;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly userName: string;
  readonly organization: string;
};

/** The facts about a client that the rules need. */
export const circumstances = (history: History, { today }: { readonly today: Day }) => ({
  birthDate: history.client.personal.birthDate,
  deathDate: history.deathDate,
  today,
});

/** A correction to write, or why there is none: nothing changes, it was saved before, or it is refused (I4). */
export type JudgedCorrection =
  | { readonly kind: 'write'; readonly given: DoseValues }
  | { readonly kind: 'nothing' | 'saved' }
  | ({ readonly kind: 'refused'; readonly given: DoseValues; readonly clash: boolean } & Judgement);

/**
 * Lays the correction of a dose over what others saved since its form was shown, and judges what it changes (I4, X4):
 * what both changed to something else is asked about (C21).
 * @param since what was saved since, the latest first
 */
export function judgeCorrection(
  history: History,
  dose: Immunization,
  form: TypedVisit,
  since: readonly DoseChange[],
  setting: { readonly today: Day; readonly timeZone: string },
): JudgedCorrection {
  const typed = readLine(form, 1);
  const shown: DoseValues = { ...dose, ...Object.fromEntries(since.map(({ field, before }) => [field, before])) };
  const { merged, clashes } = mergeDose(shown, dose, typed);
  const fields = changedDoseFields(dose, merged);
  if (fields.length === 0)
    return { kind: since.length > 0 && changedDoseFields(shown, typed).length > 0 ? 'saved' : 'nothing' };
  const others = history.immunizations.filter(({ id }) => id !== dose.id);
  const line = { line: 1, given: merged };
  const { errors, questions } = judgeDose(line, circumstances(history, setting), others, [], fields);
  const clashing = clashQuestions(clashes, { shown, now: dose, typed }, since, setting.timeZone);
  const all = { ...questions, ...clashing };
  if (Object.keys({ ...unanswered(all, form.asTyped), ...errors }).length > 0)
    return { kind: 'refused', given: merged, errors, questions: all, clash: clashes.length > 0 };
  return { kind: 'write', given: merged };
}

type Versions = { readonly shown: DoseValues; readonly now: DoseValues; readonly typed: DoseValues };

/** Asks which of two values is right, both whole, with who saved the other and when (C21). */
function clashQuestions(
  clashes: readonly ImmunizationField[],
  { shown, now, typed }: Versions,
  since: readonly DoseChange[],
  timeZone: string,
): Record<string, Question> {
  return Object.fromEntries(
    clashes.map((field) => {
      const fields = jointFields.find((list) => list.includes(field)) ?? [field];
      const words = (given: DoseValues) =>
        fields
          .map((one) => showDoseValue(one, given[one]))
          .join(' ')
          .trim() || 'nothing';
      const by = since.find((change) => fields.includes(change.field as ImmunizationField));
      const who = by ? `${by.userName} for ${by.organization}` : 'Somebody';
      const when = by ? ` on ${showInstant(by.at, timeZone)}` : '';
      const text =
        `${who} changed ${immunizationLabels[field]} from "${words(shown)}" to "${words(now)}"${when}. You typed ` +
        `"${words(typed)}". Which is right?`;
      return [fieldName(field, 1), question(text, '', `Mine: save "${words(typed)}"`)] as const;
    }),
  );
}
