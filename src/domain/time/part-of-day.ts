import type { Day } from './day.js';

/** A day of which some is not known, as ISO text with low lines for that: 2009-__-__, 2009-09-__, ____-09-21. */
export type PartOfDay = string;

const two = (text = '') => text.padStart(2, '0');
const isMonth = (text = '') => Number(text) >= 1 && Number(text) <= 12;
const isDate = (text = '') => Number(text) >= 1 && Number(text) <= 31;

/** What a person typed who knows part of a day: 2009, 09/2009, 2009-09, 9/21. Undefined for anything else. */
export function readPartOfDay(typed: string): PartOfDay | undefined {
  const [, year, month, date] =
    /^((?:19|20)\d\d)$/.exec(typed) ??
    /^((?:19|20)\d\d)[/.-](\d{1,2})$/.exec(typed) ??
    /^()(\d{1,2})[/.-](\d{1,2})$/.exec(typed) ??
    turned(/^(\d{1,2})[/.-]((?:19|20)\d\d)$/.exec(typed));
  if (year === undefined || (month && !isMonth(month)) || (date && !isDate(date))) return undefined;
  return `${year || '____'}-${month ? two(month) : '__'}-${date ? two(date) : '__'}`;
}

const turned = (found: RegExpExecArray | null): readonly (string | undefined)[] => [found?.[0], found?.[2], found?.[1]];

/** True if a day may be the one of which part is known. */
export const isWithinPart = (part: PartOfDay, day: Day): boolean =>
  [...part].every((letter, i) => letter === '_' || letter === day[i]);

/** Part of a day as people read it: 2009, 09/2009, 09/21. */
export function showPartOfDay(part: PartOfDay): string {
  const [year = '', month = '', date = ''] = part.split('-').map((text) => text.replaceAll('_', ''));
  return [month, date, year].filter(Boolean).join('/');
}
