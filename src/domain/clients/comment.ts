import { isCode } from '../codes/choice.js';
import { question } from '../forms/question.js';
import { readDay } from '../time/day.js';
import type { Comment } from './client.js';
import { clientComments, commentKind, commentKinds, notGivenReasons } from './client-comment.js';
import { type CodedRows, keepRow } from './coded-rows.js';

/** The client comments (C18), with the guide's labels. */
export const commentRows: CodedRows = {
  labels: { code: 'Client Comment', appliesOn: 'Applies-To Date', reason: 'Reason' },
  days: { appliesOn: 'Date' },
  choices: clientComments,
  lists: { reason: notGivenReasons },
  groups: commentKinds.map(({ code, label }) => ({
    label,
    elsewhere: code === 'deferral',
    choices: clientComments.filter(({ kind }) => kind === code),
  })),

  faults(values, saved, { today, birthDate }) {
    const { code = '', appliesOn = '', reason = '' } = keepRow(commentRows, values);
    const faults: Record<string, string> = {};
    if (!isCode(clientComments, code))
      faults.code = code ? 'Choose a client comment from the list.' : 'Choose a client comment.';
    if (appliesOn === '') faults.appliesOn = 'Enter the date that the comment applies to.';
    else if (readDay(appliesOn) !== appliesOn) faults.appliesOn = 'Enter the date as MM/DD/YYYY, like 03/03/2023.';
    else if (appliesOn > today) faults.appliesOn = 'The date is in the future.';
    else if (appliesOn < birthDate) faults.appliesOn = 'The date is before the client was born.';
    const kind = commentKind(code);
    if (reason && !isCode(notGivenReasons, reason)) faults.reason = 'Choose a reason from the list.';
    else if (reason && kind && kind !== 'refusal' && kind !== 'deferral')
      faults.reason = 'A reason is kept of a refusal or a deferral alone: choose one of them, or no reason.';
    return Object.fromEntries(
      Object.entries(faults).filter(
        ([field]) => saved?.[field] !== values[field] || (field === 'reason' && saved?.code !== code),
      ),
    );
  },

  questions(values, others) {
    const { code, appliesOn } = keepRow(commentRows, values);
    const isSame = (other: Record<string, string>) => other.code === code && other.appliesOn === appliesOn;
    if (!code || !appliesOn || !others.some((other) => isSame(keepRow(commentRows, other)))) return {};
    return {
      appliesOn: question(
        'This comment stands there with this date already. Is it to stand twice?',
        `${code} ${appliesOn}`,
      ),
    };
  },
};

/**
 * The row on file that a comment to be noted belongs to: one that says the same with this reason, or with any where none is given;
 * else the same without a reason, which can take it. Undefined where the comment is new.
 */
export function rowOfComment<Row extends Said>(rows: readonly Row[], { code, appliesOn, reason = '' }: Said) {
  const same = rows.filter((row) => row.code === code && row.appliesOn === appliesOn);
  return same.find((row) => reason === '' || row.reason === reason) ?? same.find((row) => !row.reason);
}

type Said = Pick<Comment, 'code' | 'appliesOn' | 'reason'>;
