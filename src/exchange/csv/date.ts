import { type Day, readDay } from '../../domain/time/day.js';

/** The ways in which a date may stand in a file, as a refusal names them. */
export const dateForms =
  'MM/DD/YYYY, like 09/21/2009; also taken are 9-21-2009, 2009-09-21, 20090921, 21-Sep-2009 and Sep 21 2009, ' +
  'each also with a time after it. The year has four digits';

const time = /[t ]+(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?$/i;
const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[., ]+/i;
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const dayMonth = new RegExp(`^(?<d>\\d{1,2})[ /.-]+${month.replace('(', '(?<m>')}[ /.,-]+(?<y>\\d{4})$`, 'i');
const monthDay = new RegExp(`^${month.replace('(', '(?<m>')}[ /.-]+(?<d>\\d{1,2})[ /.,-]+(?<y>\\d{4})$`, 'i');
const yearFirst = /^(?<y>\d{4})(?:[/.](?<m>\d{1,2})[/.](?<d>\d{1,2})|(?<mm>\d{2})(?<dd>\d{2}))$/;

/** No date with all that is passed over is longer; of a longer cell every beginning of a time would be tried. */
const longest = 100;
const dayIn = (cell: string) => (cell.length > longest ? '' : cell.trim().replace(time, '').replace(weekday, ''));

/**
 * The day that a cell of a file means, where it can mean one alone: as a person types it (the month first), and as
 * spreadsheets write it. A time after it is passed over, unless it is of a time zone, in which the day may be another.
 */
export function readSheetDay(cell: string): Day | undefined {
  const text = dayIn(cell);
  const named = (dayMonth.exec(text) ?? monthDay.exec(text))?.groups;
  if (named) return readDay(`${named.m?.slice(0, 3)} ${named.d} ${named.y}`);
  const { y, m, d, mm, dd } = yearFirst.exec(text)?.groups ?? {};
  // 12102009 is read as a person types it: no year is 1210.
  return y && Number(y) > 1300 ? readDay(`${y}-${m ?? mm}-${d ?? dd}`) : readDay(text);
}

/**
 * True if a date has its day first, 21/09/2009: the others of its file may be meant so, and 05/09/2009 does not tell.
 */
export function isDayFirst(cell: string): boolean {
  const [, first, second] = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ]\d{4}$/.exec(dayIn(cell)) ?? [];
  return Number(first) > 12 && Number(first) <= 31 && Number(second) >= 1 && Number(second) <= 12;
}
