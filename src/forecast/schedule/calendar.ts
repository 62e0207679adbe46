import type { Day } from '../../domain/time/day.js';

/** A day as its number since 1970-01-01, for counting and comparing, with its parts for adding months. */
export type CalendarDay = { readonly n: number; readonly y: number; readonly m: number; readonly d: number };

/**
 * A length of time as the schedule has it: years and months first, then weeks and days; `text` as it is written there.
 */
export type Duration = { readonly months: number; readonly days: number; readonly text: string };

/** The number of a day of the calendar (month and date from 1). */
function count(y: number, m: number, d: number): number {
  const year = m <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + d - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** A day of ISO text, YYYY-MM-DD, to count with. */
export function calendarDay(day: Day): CalendarDay {
  const [y, m, d] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  return { n: count(y, m, d), y, m, d };
}

/** The number of a day of ISO text. */
export function dayNumber(day: Day): number {
  return calendarDay(day).n;
}

/** The first and the last day that the schedule assumes where it has none. */
export const always = dayNumber('1900-01-01');
export const never = dayNumber('2999-12-31');

const two = (n: number) => (n < 10 ? `0${n}` : `${n}`);

/** A day of a number, to count with. */
export function calendarDayOf(n: number): CalendarDay {
  const shifted = n + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const m = month < 10 ? month + 3 : month - 9;
  const y = yearOfEra + era * 400 + (m <= 2 ? 1 : 0);
  return { n, y, m, d: dayOfYear - Math.floor((153 * month + 2) / 5) + 1 };
}

/** The day of a number as ISO text. */
export function isoDay(n: number): Day {
  const { y, m, d } = calendarDayOf(n);
  return `${y < 1000 ? `${y}`.padStart(4, '0') : y}-${two(m)}-${two(d)}`;
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(y: number, m: number): number {
  return m === 2 && y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : (lengths[m - 1] ?? 0);
}

/**
 * The number of the day that lies a duration after another (CALCDT-1 to 6): years and months first, a day that is not
 * in the calendar becomes the first of the next month, then weeks and days.
 */
export function add({ n, y, m, d }: CalendarDay, { months, days }: Duration): number {
  if (months === 0) return n + days;
  const total = y * 12 + m - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  const there = d <= daysIn(year, month);
  return (there ? count(year, month, d) : count(year, month, daysIn(year, month)) + 1) + days;
}

const form = /^\d+ (?:year|month|week|day)s?(?: [+-] \d+ (?:year|month|week|day)s?)*$/;

/** Reads "4 years - 4 days". Undefined where it is not written so. */
export function readDuration(text: string): Duration | undefined {
  if (!form.test(text)) return undefined;
  let [months, days] = [0, 0];
  for (const [, sign, digits, unit] of text.matchAll(/([+-] )?(\d+) (year|month|week|day)/g)) {
    const amount = (sign === '- ' ? -1 : 1) * Number(digits);
    if (unit === 'year') months += 12 * amount;
    else if (unit === 'month') months += amount;
    else days += (unit === 'week' ? 7 : 1) * amount;
  }
  return { months, days, text };
}
