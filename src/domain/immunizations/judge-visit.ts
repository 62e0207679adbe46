import { unanswered } from '../forms/question.js';
import type { Day } from '../time/day.js';
import type { History } from './history.js';
import { changedDoseFields, type DoseValues, type Immunization } from './immunization.js';
import { circumstances } from './judge-correction.js';
import { type Judgement, judgeDose } from './judge-dose.js';
import { type Pair, pairLines, type TypedVisit } from './visit.js';

/** A dose that a form recorded, with the line that it stood on; a deleted one is not on file any more. */
export type RecordedDose = Immunization & { readonly line: number };

/** The effect that a form with other values now would have on the doses that it recorded before (I5). */
export type EarlierSave = {
  readonly pairs: readonly Pair<RecordedDose>[];
  /** On file, and not in the form. */
  readonly left: readonly RecordedDose[];
  /** Deleted since. */
  readonly deleted: readonly DoseValues[];
  /** Stands for exactly this state of them. */
  readonly state: string;
};

export type Line = { readonly line: number; readonly given: DoseValues; readonly dose?: RecordedDose | undefined };

/**
 * The reasons against recording the lines of a visit, each held against what is on file and the lines before it (I5);
 * undefined if there are none.
 */
export function judgeVisit(
  lines: readonly Line[],
  { typed, today }: { readonly typed: TypedVisit; readonly today: Day },
  history: History,
  onFile: readonly Immunization[],
): ({ readonly kind: 'refused' } & Judgement) | undefined {
  const context = circumstances(history, { today });
  const all = lines.map((one, at) =>
    judgeDose(one, context, onFile, lines.slice(0, at), one.dose && changedDoseFields(one.dose, one.given)),
  );
  const errors = Object.assign({}, ...all.map((one) => one.errors));
  const questions = Object.assign({}, ...all.map((one) => one.questions));
  const held = { ...unanswered(questions, typed.asTyped), ...errors };
  return Object.keys(held).length > 0 ? { kind: 'refused', errors, questions } : undefined;
}

/** Holds the lines of a form against what it recorded before: doses on file, and those deleted since. */
export function compareWithForm(
  lines: readonly Line[],
  { list, deleted }: { readonly list: readonly RecordedDose[]; readonly deleted: readonly DoseValues[] },
): EarlierSave {
  const state = [...list.map(({ id, revision }) => `${id}.${revision}`), deleted.length].join('-');
  return { ...pairLines(lines, list), deleted, state };
}

/** True if a form would change nothing of the doses that it recorded before. */
export const isSameVisit = ({ pairs, left, deleted }: EarlierSave): boolean =>
  left.length + deleted.length === 0 &&
  pairs.every(({ dose, given }) => dose && changedDoseFields(dose, given).length === 0);
