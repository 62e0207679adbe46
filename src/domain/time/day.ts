/** A calendar day as ISO text, YYYY-MM-DD. */
export type Day = string;

const months = 'january february march april may june july august september october november december'.split(' ');

/**
 * The day that a person typed: MM/DD/YYYY, also 9/21/2009, 09-21-2009, 09.21.2009, 2009-09-21, 09212009 and Sep 21
 * 2009. Undefined where it is no day of the calendar (02/31/2020) or the year is not four digits.
 */
export function readDay(typed: string): Day | undefined {
  const text = typed.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return day(iso[1], iso[2], iso[3]);
  const american = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (american) return day(american[3], american[1], american[2]);
  const named = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(text);
  const month = named ? months.findIndex((name) => name.startsWith(named[1] ?? '')) + 1 : 0;
  return named && month > 0 ? day(named[3], String(month), named[2]) : undefined;
}

/**
 * The last day on which something is good, as labels have it: a day, or a month with its year (05/2027), which is good
 * to its end. Undefined for anything else.
 */
export function readLastDay(typed: string): Day | undefined {
  const [, month, year] = /^(\d{1,2})[/.\- ](\d{4})$/.exec(typed.trim()) ?? [];
  return year ? day(year, month, String(daysIn(Number(year), Number(month)))) : readDay(typed);
}

function day(year = '', month = '', date = ''): Day | undefined {
  const [m, d] = [Number(month), Number(date)];
  if (m < 1 || m > 12 || d < 1 || d > daysIn(Number(year), m)) return undefined;
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** A day as it stands on screen, MM/DD/YYYY (X5); empty for none, and for a text that is no day. */
export function showDay(iso: Day | null | undefined): string {
  return iso && /^\d{4}-\d\d-\d\d$/.test(iso) ? `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}` : '';
}

const formatIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
  });

type Zone = { readonly format: Intl.DateTimeFormat; readonly told: Map<number, string> };

/**
 * Tells what stretch of time an instant is in, and remembers what it told: every page asks for today and tells a time,
 * and the formatter takes its while.
 */
function teller(stretch: number, tell: (of: Record<string, string>) => string) {
  const zones = new Map<string, Zone>();
  return (at: number, timeZone: string): string => {
    const { format, told } = zones.get(timeZone) ?? { format: formatIn(timeZone), told: new Map<number, string>() };
    const nth = Math.floor(at / stretch);
    let text = told.get(nth);
    if (text === undefined) {
      text = tell(Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value])));
      if (told.size === 1000) told.clear();
      told.set(nth, text);
      zones.set(timeZone, { format, told });
    }
    return text;
  };
}

/** A clock's zone and its date change at the ends of quarter hours alone. */
const quarter = 15 * 60_000;

/** The day that an instant (epoch milliseconds) falls on in a time zone such as America/Chicago. */
export const dayOf: (at: number, timeZone: string) => Day = teller(
  quarter,
  ({ year, month, day }) => `${year}-${month}-${day}`,
);

/** The day after another. */
export const dayAfter = (day: Day): Day => new Date(Date.parse(day) + 24 * 60 * 60_000).toISOString().slice(0, 10);

/** The first instant of a day in a time zone, epoch milliseconds. */
export function startOf(day: Day, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // No zone is further from Greenwich than fourteen hours, and a day begins on a quarter of an hour.
  let [before, from] = [midnight - 60 * quarter, midnight + 60 * quarter];
  while (from - before > quarter) {
    const between = before + Math.floor((from - before) / quarter / 2) * quarter;
    if (dayOf(between, timeZone) < day) before = between;
    else from = between;
  }
  return from;
}

/** An instant as people read it, 11/22/2026 3:14 PM, in a time zone: since 1972 they differ by whole minutes. */
export const showInstant = teller(
  60_000,
  ({ year, month, day, hour, minute, dayPeriod }) => `${month}/${day}/${year} ${hour}:${minute} ${dayPeriod}`,
);

/** Age on a day in whole years, months and days, as calendars count: born 01/31, one month old on 02/28 or 02/29. */
export function ageOn(birthDate: Day, today: Day): { years: number; months: number; days: number } {
  const [by, bm, bd] = numbers(birthDate);
  const [ty, tm, td] = numbers(today);
  let count = (ty - by) * 12 + tm - bm;
  const due = Math.min(bd, daysIn(ty, tm));
  let days = td - due;
  if (days < 0) {
    count -= 1;
    const [y, m] = tm === 1 ? [ty - 1, 12] : [ty, tm - 1];
    days = td + daysIn(y, m) - Math.min(bd, daysIn(y, m));
  }
  return { years: Math.floor(count / 12), months: count % 12, days };
}

/** An age as people say it: 17 years, 14 months, 9 days. */
export function shortAge(birthDate: Day, today: Day): string {
  const { years, months, days } = ageOn(birthDate, today);
  const say = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;
  if (years >= 2) return say(years, 'year');
  const count = years * 12 + months;
  return count > 0 ? say(count, 'month') : say(days, 'day');
}

/** An age to the day: 11 years 9 months 8 days, or 4 months 2 days (I1). */
export function exactAge(birthDate: Day, today: Day): string {
  const { years, months, days } = ageOn(birthDate, today);
  const say = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;
  return [years > 0 && say(years, 'year'), (years > 0 || months > 0) && say(months, 'month'), say(days, 'day')]
    .filter(Boolean)
    .join(' ');
}

function numbers(iso: Day): [number, number, number] {
  return [Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10))];
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The day before a day. */
export const dayBefore = (day: Day): Day => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** The number of days from one day to another; negative when it is the other way round. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day so many days before another. */
export function daysBefore(day: Day, count: number): Day {
  return new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10);
}
