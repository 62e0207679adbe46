import { type Day, readDay, showDay } from './day.js';

/**
 * The side of today that a field's dates lie on, for what a short date leaves open: `past`; `birth`, of which nothing is
 * guessed but the century; `ahead`, as of a lot's expiration.
 */
export type DayField = 'past' | 'birth' | 'ahead';

/**
 * The century rule: two digits are a year of this century up to the year that it is now, of the last one above. So "26"
 * is 2026 in 2026, and "27" is 1927: what lies in the future is for the field to refuse.
 */
export const inCentury = (year: string, today: Day): string => (year <= today.slice(2, 4) ? `20${year}` : `19${year}`);

const fields: readonly (readonly [RegExp, DayField])[] = [
  [/^(?:givenOn|deathDate|comment\.appliesOn|condition\.fromOn|visOn\d+)$/, 'past'],
  [/^birthDate$/, 'birth'],
  [/^(?:condition\.untilOn|lotExpiresOn\d*)$/, 'ahead'],
];

/** The kind of a form's field that takes a date; undefined for any other. */
export const dayFieldOf = (name: string): DayField | undefined => fields.find(([of]) => of.test(name))?.[1];

/** True of a word that stands for today, whatever else is typed behind it. */
const isToday = (typed: string) => /^(?:t|today)$/i.test(typed.trim());

/**
 * A date as people type it in haste, whole: `today` and `t`; 11-25-26, 11/25/26 and 112526 by the century rule, or of
 * this century where dates lie ahead; 11/24, the last such day up to today, where dates lie in the past. Anything else
 * stays as it was typed, for the field to read or to refuse.
 *
 * @param still true while it is being typed, when 11/2 may become 11/24: then only the words for today are taken
 */
export function wholeDay(typed: string, of: DayField, today: Day, still = false): string {
  if (isToday(typed)) return showDay(today);
  if (still) return typed;
  const [, month = '', , date = '', year] =
    /^(\d{1,2})([/.-])(\d{1,2})\2(\d\d)$/.exec(typed.trim()) ??
    /^(\d\d)()(\d\d)(\d\d)$/.exec(typed.trim()) ??
    (of === 'past' ? /^(\d{1,2})([/.-])(\d{1,2})()$/.exec(typed.trim()) : null) ??
    [];
  if (year)
    return showDay(readDay(`${month}/${date}/${of === 'ahead' ? `20${year}` : inCentury(year, today)}`)) || typed;
  if (!month) return typed;
  const thisYear = Number(today.slice(0, 4));
  // 02/29 is up to eight years back.
  for (let back = 0; back <= 8; back += 1) {
    const day = readDay(`${month}/${date}/${thisYear - back}`);
    if (day && day <= today) return showDay(day);
  }
  return typed;
}
