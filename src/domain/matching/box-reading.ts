import { inCapitals, nameKey, tidy } from '../text/name.js';
import { showPhone } from '../text/phone.js';
import { type Day, readDay, showDay } from '../time/day.js';
import { readPartOfDay, showPartOfDay } from '../time/part-of-day.js';
import { inCentury } from '../time/typed-day.js';
import type { SearchField } from './search.js';

/** What somebody would have typed into the fields of the search. */
export type BoxValues = Readonly<Partial<Record<SearchField, string>>>;

/** A way to understand what stands in the search box, and what it takes to read it so. */
export type BoxReading = { readonly values: BoxValues; readonly cost: number };

/** A name is rather one of the usual order than one of several words; and rather one with its middle name than without. */
const [turnedCost, compoundCost, noMiddleCost] = [0.05, 0.15, 1];

/** Longer than any name with a birth date. */
export const mostLetters = 100;

/**
 * The ways to understand a text that was typed to find a client (C2), the likeliest first: names in any order, with or
 * without a comma, a birth date or a part of one, a phone, a MIIC ID, a chart number. Empty for a text with neither
 * letter nor digit. Years of two digits are not after today.
 */
export function readBox(typed: string, today: Day): BoxReading[] {
  const rest: Rest = { text: ` ${tidy(typed).replaceAll(/[;|]/g, ',')} `, found: {} };
  takeLabelled(rest);
  takePhone(rest);
  takeDay(rest, today);
  const numbers = takeNumbers(rest, today);
  const names = nameReadings(rest.text);
  // Beside a number a name only tells who is meant of a household.
  const isNumber = (values: BoxValues) => Boolean(values.phone || values.miicId || values.chartNumber);
  return numbers.flatMap((number) => {
    const values = { ...rest.found, ...number };
    const beside = names.length === 0 ? [{ values: {}, cost: 0 }] : isNumber(values) ? names.slice(0, 2) : names;
    return beside
      .map((name) => ({ values: { ...name.values, ...values }, cost: name.cost }))
      .filter((reading) => Object.values(reading.values).some((value) => nameKey(value)));
  });
}

/** What is not understood yet, and what is. */
type Rest = { text: string; found: BoxValues };

/** Takes the first place of the text that a pattern fits and that can be read, out of it. */
function take(rest: Rest, pattern: RegExp, read: (groups: readonly string[]) => BoxValues | undefined): boolean {
  for (const match of rest.text.matchAll(pattern)) {
    const [whole, ...groups] = match;
    const found = read(groups);
    if (!found) continue;
    const after = match.index + whole.length;
    rest.text = `${rest.text.slice(0, match.index)} ${rest.text.slice(after)}`;
    rest.found = { ...rest.found, ...found };
    return true;
  }
  return false;
}

const monthNames = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const saidBefore = new RegExp(
  `\\b(?:born(?:\\s+on)?|d\\.?o\\.?b\\.?|phone|ph|tel)\\.?\\s*:?\\s*(?=[\\d(+]|${monthNames}\\.? \\d)`,
  'gi',
);

/** A number that says what it is: MIIC ID 6714871, chart R-7. */
function takeLabelled(rest: Rest): void {
  take(rest, /\b(?:miic(?:\s*id)?|id)\s*[:#]?\s*(\d{1,15})\b/gi, ([miicId = '']) => ({ miicId }));
  const chart = /\b(?:chart|mrn)(?:\s*(?:number|no\.?|nr\.?))?\s*[:#]?\s*([\p{L}\d-]*\d[\p{L}\d-]*)/giu;
  take(rest, chart, ([chartNumber = '']) => ({ chartNumber }));
  // What a birth date or a phone is said by, before it, is no name.
  rest.text = rest.text.replaceAll(saidBefore, ' ');
}

/** Ten digits in their groups, or seven. */
function takePhone(rest: Rest): void {
  const ten = /(?<![\d-])(?:\+?1[\s.-]?)?\(?(\d{3})(?:\)\s?|[\s./-]\s?)(\d{3})[\s.-]?(\d{4})(?![\d-])/g;
  const seven = /(?<![\d-])(\d{3})[\s.-](\d{4})(?![\d-])/g;
  const read = (groups: readonly string[]) => ({ phone: groups.join('') });
  if (!take(rest, ten, read)) take(rest, seven, read);
}

/** A birth date as it is written, or a part of one. */
function takeDay(rest: Rest, today: Day): void {
  const born = (month = '', date = '', year = '') => {
    const whole = year.length === 2 ? inCentury(year, today) : year;
    // 21/9/2009 has the day first: there is no month 21.
    const day = readDay(`${month}/${date}/${whole}`) ?? readDay(`${date}/${month}/${whole}`);
    return day ? { birthDate: showDay(day) } : undefined;
  };
  const part = (groups: readonly string[]) =>
    readPartOfDay(groups.join('/')) ? { birthDate: groups.join('/') } : undefined;
  const patterns: readonly (readonly [RegExp, (groups: readonly string[]) => BoxValues | undefined])[] = [
    [/(?<!\d)(\d{1,2})([/.\s-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)/g, ([m, , d, y]) => born(m, d, y)],
    [/(?<!\d)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)/g, ([y, m, d]) => born(m, d, y)],
    [
      new RegExp(`(?<![\\p{L}])${monthNames}\\.?\\s?(\\d{1,2})(?:st|nd|rd|th)?,?\\s(\\d{4}|\\d{2})(?!\\d)`, 'giu'),
      ([m, d, y]) => born(monthOf(m), d, y),
    ],
    [
      new RegExp(`(?<!\\d)(\\d{1,2})[\\s-]?${monthNames}\\.?,?[\\s-](\\d{4}|\\d{2})(?!\\d)`, 'giu'),
      ([d, m, y]) => born(monthOf(m), d, y),
    ],
    [/(?<![\d/])(\d{1,2})[/-](\d{4})(?![\d/])/g, part],
    [/(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/g, part],
  ];
  for (const [pattern, read] of patterns) if (take(rest, pattern, read)) return;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthOf = (name = '') => String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);

/** Digits without a sign among them may be several things; the ways to understand them, the likeliest first. */
function takeNumbers(rest: Rest, today: Day): BoxValues[] {
  const tokens = rest.text.match(/(?<![\p{L}\d-])[#\p{L}\d-]*\d[\p{L}\d-]*/gu) ?? [];
  for (const token of tokens) rest.text = rest.text.replace(token, ' ');
  let readings: BoxValues[] = [{}];
  const hasName = nameKey(rest.text) !== '';
  for (const token of tokens.slice(0, 3)) {
    const meant = numberReadings(token.replaceAll('#', ''), hasName, rest.found.birthDate !== undefined, today);
    readings = readings.flatMap((before) => meant.map((now) => ({ ...before, ...now })));
  }
  return readings;
}

function numberReadings(token: string, hasName: boolean, hasDay: boolean, today: Day): BoxValues[] {
  if (!/^\d+$/.test(token)) return [{ chartNumber: token }];
  const readings: BoxValues[] = [];
  const day = hasDay ? undefined : dayOfDigits(token, today);
  if (hasName && day) return [{ birthDate: day }];
  if (hasName && !hasDay && readPartOfDay(token)) return [{ birthDate: token }];
  if (token.length === 10 || (token.length === 11 && token.startsWith('1')) || token.length === 7)
    readings.push({ phone: token });
  if (token.length <= 15) readings.push({ miicId: token });
  readings.push({ chartNumber: token });
  if (day) readings.push({ birthDate: day });
  return readings;
}

/** 09212009, 20090921 and 092109 as MM/DD/YYYY. */
function dayOfDigits(token: string, today: Day): string | undefined {
  const [, month, date, year = ''] = /^(\d\d)(\d\d)(\d{4}|\d\d)$/.exec(token) ?? [];
  const [, y, m, d] = /^(\d{4})(\d\d)(\d\d)$/.exec(token) ?? [];
  const american = month && readDay(`${month}/${date}/${year.length === 2 ? inCentury(year, today) : year}`);
  return showDay(american || (y && readDay(`${m}/${d}/${y}`))) || undefined;
}

const suffixes = /^(?:jr|sr|ii|iii|iv)\.?$/i;
/** Names of more words are cut in no more places. */
const mostWords = 6;

/** The ways to understand the words of a name: last name before a comma or slash, else first name first. */
function nameReadings(text: string): BoxReading[] {
  const parts = text
    .split(/[,/]/)
    .map(wordsOf)
    .filter((words) => words.length > 0);
  const [before = [], ...after] = parts;
  const [first = '', ...middle] = after.flat();
  if (first) {
    const last = before.join(' ');
    return [
      named(0, last, [first, ...middle].join(' ')),
      ...(middle.length > 0 ? [named(0, last, first, middle.join(' ')), named(noMiddleCost, last, first)] : []),
      ...(before.length > 1 ? [named(compoundCost, [...before.slice(1), before[0]].join(' '), first)] : []),
    ];
  }
  const one = before.join(' ');
  if (before.length < 2) return before.flatMap((word) => [named(0, word), named(0, '', word)]);
  const cuts = Array.from({ length: Math.min(before.length, mostWords) - 1 }, (_, i) => i + 1);
  const readings = cuts.flatMap((at) => cutReadings(before.slice(0, at), before.slice(at)));
  return [...readings, named(compoundCost, one)].toSorted((a, b) => a.cost - b.cost);
}

/** Of words cut in two: the one before the other, with a middle name where that may be. */
function cutReadings(start: readonly string[], end: readonly string[]): BoxReading[] {
  const whole = start.length + end.length === 2 ? 0 : compoundCost;
  const with3 = (last: readonly string[], [first = '', ...middle]: readonly string[], cost: number) =>
    middle.length === 0
      ? []
      : [named(cost, last.join(' '), first, middle.join(' ')), named(cost + noMiddleCost, last.join(' '), first)];
  return [
    ...with3(end, start, 0),
    named(whole, end.join(' '), start.join(' ')),
    ...with3(start, end, turnedCost),
    named(whole + turnedCost, start.join(' '), end.join(' ')),
  ];
}

const named = (cost: number, lastName: string, firstName = '', middleName = ''): BoxReading => ({
  cost,
  values: { lastName, firstName, ...(middleName && { middleName }) },
});

function wordsOf(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => nameKey(word));
  const named = words.filter((word) => !suffixes.test(word));
  return named.length > 0 ? named : words;
}

/** What was understood, in words, as the page of results says it: last name DUCK, first name DON, born 01/02/2015. */
export function valuesInWords(values: BoxValues): string {
  const { lastName, firstName, middleName, birthDate = '', phone = '', miicId, chartNumber } = values;
  const part = readPartOfDay(birthDate);
  return [
    lastName && `last name ${inCapitals(lastName)}`,
    firstName && `first name ${inCapitals(firstName)}`,
    middleName && `middle name ${inCapitals(middleName)}`,
    birthDate && `born ${part ? showPartOfDay(part) : birthDate}`,
    phone && `phone ${showPhone(phone.replace(/^1(?=\d{10}$)/, '')).replace(/^(\d{3})(\d{4})$/, '$1-$2')}`,
    miicId && `MIIC ID ${miicId}`,
    chartNumber && `chart number ${chartNumber}`,
  ]
    .filter(Boolean)
    .join(', ');
}
