import { nameKey } from '../text/name.js';
import { type Criteria, namesTyped } from './search.js';

/** A way to understand a search, and what it takes to read it so. */
export type Reading = { readonly criteria: Criteria; readonly cost: number };

/** A name that is said in one field is cut in two at most so many places. */
const mostWords = 5;

/** The cost of taking a first name apart, a name in one field, or of turning the parts of a last name round. */
const [middleCost, oneFieldCost, turnedCost] = [0.1, 0.15, 0.25];
/** To find who has no such middle name on file. */
const noMiddleCost = 1;

/**
 * Other ways to understand the names of a search than as typed (C2): first and middle name in the First Name field, a
 * whole name in one field in either order, the parts of a compound last name the other way round.
 */
export function otherReadings(typed: Readonly<Record<string, string>>, criteria: Criteria): Reading[] {
  const { lastName, firstName } = namesTyped(typed);
  const [lasts, firsts] = [wordsOf(lastName), wordsOf(firstName)];
  const readings: Reading[] = [];
  const read = (cost: number, names: Partial<Criteria>) => readings.push({ cost, criteria: { ...criteria, ...names } });
  if (lasts.length > 0 && firsts.length > 1 && !criteria.middleName) {
    read(middleCost, { firstName: joined(firsts.slice(0, 1)), middleName: joined(firsts.slice(1)) });
    read(noMiddleCost, { firstName: joined(firsts.slice(0, 1)) });
  }
  const [part, ...parts] = wordsOf(lastName.replaceAll(/\p{Pd}/gu, ' '));
  if (part && parts.length > 0) read(turnedCost, { lastName: joined([...parts, part]) });
  const one = lasts.length === 0 ? firsts : firsts.length === 0 ? lasts : [];
  if (one.length <= mostWords)
    for (let at = 1; at < one.length; at += 1) {
      const [before, after] = [joined(one.slice(0, at)), joined(one.slice(at))];
      read(oneFieldCost, { firstName: before, lastName: after });
      read(oneFieldCost, { lastName: before, firstName: after });
      if (at > 1 && !criteria.middleName)
        read(oneFieldCost, {
          ...{ firstName: joined(one.slice(0, 1)), middleName: joined(one.slice(1, at)) },
          lastName: after,
        });
    }
  return readings;
}

/** The words of a name that have a letter in them. */
const wordsOf = (name: string) => name.split(' ').filter((word) => nameKey(word));
const joined = (words: readonly string[]) => nameKey(words.join(' '));
