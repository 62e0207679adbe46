import type { Values } from './rows.js';

/**
 * A question about a value that is neither plainly right nor refused (X4): Save waits until the value is changed or
 * somebody ticks "Save it as typed". The id stands for exactly this value, so that no answer covers another.
 */
export type Question = {
  readonly id: string;
  readonly text: string;
  /** The text of the tick, if it is not "Save it as typed". */
  readonly answer?: string;
};

/** Questions by the field that they stand at. */
export type Questions = Readonly<Record<string, Question>>;

/** The lists that a form with questions sends: the ids of those that it showed, and of those that were ticked. */
export const questionLists = ['question', 'asTyped'] as const;

/** A question; `about` is what else it depends on, where the text does not name the whole value. */
export function question(text: string, about = '', answer?: string): Question {
  let sum = 0x811c9dc5;
  for (const character of `${text}\n${about}`) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return { id: `q${(sum >>> 0).toString(36)}`, text, ...(answer && { answer }) };
}

/** What a value would be saved without, where a question says that it is missing. */
const without: Readonly<Record<string, string>> = { state: 'Save it without a state' };

/** Questions from texts by field; each stands for its field as well. */
export function questionsFrom<Field extends string>(
  texts: Partial<Record<Field, string | undefined>>,
): Partial<Record<Field, Question>> {
  const questions: Partial<Record<Field, Question>> = {};
  for (const [field, text] of Object.entries(texts) as [Field, string | undefined][])
    if (text) questions[field] = question(text, field, without[field]);
  return questions;
}

const ids = (list: string | undefined) => (list ?? '').split(' ').filter(Boolean);

/** The answers after a form came in: those kept from before, but for what it showed, and what is ticked in it. */
export function answersAfter(kept: string, sent: Values): string {
  const shown = new Set(ids(sent.question));
  return [...new Set([...ids(kept).filter((id) => !shown.has(id)), ...ids(sent.asTyped)])].join(' ');
}

/** True if a question was answered by "Save it as typed". */
export const isAnswered = ({ id }: Question, answers: string | undefined) => ids(answers).includes(id);

/** The texts of the questions that still stand against saving, by field. */
export function unanswered(questions: Questions, answers: string | undefined): Values {
  return Object.fromEntries(
    Object.entries(questions)
      .filter(([, asked]) => !isAnswered(asked, answers))
      .map(([field, { text }]) => [field, text]),
  );
}
