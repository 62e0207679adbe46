import { labelOf } from '../codes/choice.js';
import { type Question, question } from '../forms/question.js';
import { type Day, showDay } from '../time/day.js';
import type { Comment } from './client.js';
import { clientComments } from './client-comment.js';

/** Something on a record that happened on a day, in words: "MMR", "Refusal of Influenza", "address". */
export type Dated = { readonly what: string; readonly day: Day };

/** The dated entries of a record besides its comments, which an edit may change. */
export type Dates = { readonly doses: readonly Dated[]; readonly others: readonly Dated[] };

/** Everything on a record that bears a day, with its comments as they will be. */
export const withComments = (
  { doses, others }: Dates,
  comments: readonly Pick<Comment, 'code' | 'appliesOn'>[],
): Dated[] => [
  ...doses,
  ...comments
    .filter(({ appliesOn }) => appliesOn)
    .map(({ code, appliesOn }) => ({ what: labelOf(clientComments, code), day: appliesOn })),
  ...others,
];

const mostNamed = 5;

/**
 * The question before a birth date moves past something on record: it names everything that would then lie before the
 * birth, and did not before. Undefined where there is nothing of it; what is on file is asked for only where the date
 * moves on.
 */
export function birthDateQuestion(before: Day, after: Day, dated: () => readonly Dated[]): Question | undefined {
  if (after <= before) return undefined;
  const earlier = dated()
    .filter(({ day }) => day >= before && day < after)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map(({ what, day }) => `${what} on ${showDay(day)}`);
  if (earlier.length === 0) return undefined;
  const more = earlier.length - mostNamed;
  const named = [...earlier.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return question(
    `Born on ${showDay(after)}, the client would be younger than what is on file: ${named}. Is the birth date right?`,
    earlier.join(),
  );
}
