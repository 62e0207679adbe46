import { isCode } from '../codes/choice.js';
import { type Questions, question } from '../forms/question.js';
import type { Values } from '../forms/rows.js';
import { type Day, readDay, showDay } from '../time/day.js';
import type { Comment } from './client.js';
import { clientComments } from './client-comment.js';

/** The fields of a client comment (C18), with the guide's labels. */
export const commentLabels = { code: 'Client Comment', appliesOn: 'Applies-To Date' } as const;

export type CommentField = keyof typeof commentLabels;
export const commentFields = Object.keys(commentLabels) as CommentField[];

/** A comment as its form shows it. */
export const showComment = (comment: Pick<Comment, CommentField>): Record<CommentField, string> => ({
  code: comment.code,
  appliesOn: showDay(comment.appliesOn),
});

export const blankComment: Values = { code: '', appliesOn: '' };

/** The form of a comment as it would be kept; a date that is none stays as it is, for the rules to refuse. */
export const keptComment = (values: Values): Record<CommentField, string> => ({
  code: values.code ?? '',
  appliesOn: readDay(values.appliesOn ?? '') ?? (values.appliesOn ?? '').trim(),
});

/** The questions about a comment with the same date as another one (X4), by field. */
export function commentQuestions(values: Values, others: readonly Values[]): Questions {
  const { code, appliesOn } = keptComment(values);
  const isSame = (other: Values) => {
    const kept = keptComment(other);
    return kept.code === code && kept.appliesOn === appliesOn;
  };
  if (!code || !appliesOn || !others.some(isSame)) return {};
  return {
    appliesOn: question(
      'This comment stands there with this date already. Is it to stand twice?',
      `${code} ${appliesOn}`,
    ),
  };
}

/** A comment that can be staged, as its form will show it once saved. */
export const stagedComment = (values: Values): Values => showComment(keptComment(values));

/** The faults that keep a comment from being staged or saved (C18), by field; values as saved are not judged (X4). */
export function commentFaults(
  values: Values,
  saved: Values | undefined,
  around: { today: Day; birthDate: Day },
): Partial<Record<CommentField, string>> {
  const { code, appliesOn } = keptComment(values);
  const faults: Partial<Record<CommentField, string>> = {};
  if (!isCode(clientComments, code))
    faults.code = code ? 'Choose a client comment from the list.' : 'Choose a client comment.';
  if (appliesOn === '') faults.appliesOn = 'Enter the date that the comment applies to.';
  else if (readDay(appliesOn) !== appliesOn) faults.appliesOn = 'Enter the date as MM/DD/YYYY, like 03/03/2023.';
  else if (appliesOn > around.today) faults.appliesOn = 'The date is in the future.';
  else if (appliesOn < around.birthDate) faults.appliesOn = 'The date is before the client was born.';
  for (const field of commentFields) if (saved && saved[field] === values[field]) delete faults[field];
  return faults;
}
