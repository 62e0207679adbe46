import { labelOf } from '../codes/choice.js';
import { type Question, question } from '../forms/question.js';
import { type Day, showDay } from '../time/day.js';
import { type CodedListing, coded, codedListings } from './listing.js';

/** Something on a record that happened on a day, in words: "MMR", "Refusal of Influenza", "address". */
export type DatedEntry = { readonly what: string; readonly day: Day };

/** The dated entries of a record besides its coded rows, which an edit may change. */
export type DatedEntries = { readonly doses: readonly DatedEntry[]; readonly others: readonly DatedEntry[] };

/** Everything on a record that bears a day, with its coded rows as they will be: the first day of each. */
export const withCoded = (
  { doses, others }: DatedEntries,
  rowsOf: (listing: CodedListing) => readonly Readonly<Record<string, unknown>>[],
): DatedEntry[] => [
  ...doses,
  ...codedListings.flatMap((listing) => {
    const { choices, days } = coded[listing];
    return rowsOf(listing).flatMap((row) => {
      const [day] = Object.keys(days).flatMap((field) => (row[field] ? [String(row[field])] : []));
      return day ? [{ what: labelOf(choices, String(row.code)), day }] : [];
    });
  }),
  ...others,
];

const mostListed = 5;

/**
 * The question before a birth date moves past something on record: it names everything that would then lie before the
 * birth, and did not before. Undefined where there is nothing of it; what is on file is asked for only where the date
 * moves on.
 */
export function birthDateQuestion(before: Day, after: Day, dated: () => readonly DatedEntry[]): Question | undefined {
  if (after <= before) return undefined;
  const earlier = dated()
    .filter(({ day }) => day >= before && day < after)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map(({ what, day }) => `${what} on ${showDay(day)}`);
  if (earlier.length === 0) return undefined;
  const more = earlier.length - mostListed;
  const named = [...earlier.slice(0, mostListed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return question(
    `Born on ${showDay(after)}, the client would be younger than what is on file: ${named}. Is the birth date right?`,
    earlier.join(),
  );
}
