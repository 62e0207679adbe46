import { tidy } from '../text/name.js';
import { type Day, readDay, readLastDay, showDay } from '../time/day.js';
import { onlyVaccine } from '../vaccines/list.js';
import { findTradeName } from '../vaccines/trade-name.js';
import { findVaccine } from '../vaccines/vaccine.js';
import { changedDoseFields, type DoseValues, type ImmunizationField } from './immunization.js';

/** The most immunizations of one visit: more are entered as a second visit. */
export const mostLines = 12;

/** The fields of the whole visit, and those of each immunization (I5). `vaccine` is a CVX code, or CODE:trade name. */
export const visitFields = ['givenOn', 'source', 'orderedBy', 'administeredBy', 'funding'] as const;
export const lineFields = [
  'vaccine',
  'mvx',
  'lot',
  'lotExpiresOn',
  'amount',
  'unit',
  'site',
  'route',
  'reason',
  'visOn',
  'reaction',
] as const;
/** The words typed to shorten the list of vaccines, what the line was filled in with last, and that there was no dose, and why. */
export const lineHelps = ['find', 'filled', 'notGiven', 'whyNot'] as const;

/** The unit that a line has until another is chosen. */
const usualUnit = 'mL';

/** The typed values by the names of the form's fields: givenOn, vaccine1, lot1, vaccine2, … */
export type TypedVisit = Readonly<Record<string, string>>;

/** The number of lines that a form shows. */
export function lineCount(typed: TypedVisit): number {
  const count = Number(typed.lines);
  return Number.isInteger(count) && count >= 1 && count <= mostLines ? count : 1;
}

/**
 * The lines that say anything, if only what was looked for; a form with none has its first. The unit stands there
 * before anything is typed.
 */
export function filledLines(typed: TypedVisit): number[] {
  const all = Array.from({ length: lineCount(typed) }, (_, at) => at + 1);
  const filled = all.filter((line) =>
    [...lineFields, 'find'].some((field) => field !== 'unit' && tidy(typed[`${field}${line}`] ?? '') !== ''),
  );
  return filled.length > 0 ? filled : all.slice(0, 1);
}

/** The ways in which a vaccine of a visit was not given, with the letter of the client comment that says so (C18). */
const notGiven: Readonly<Record<string, string>> = { refused: 'R', deferred: 'D' };

/** True of a line of a vaccine that was not given. */
export const isNotGiven = (typed: TypedVisit, line: number): boolean =>
  Object.hasOwn(notGiven, typed[`notGiven${line}`] ?? '');

/** The lines of the doses that were given: what was refused or deferred is none. */
export const givenLines = (typed: TypedVisit): number[] =>
  filledLines(typed).filter((line) => !isNotGiven(typed, line));

/** A vaccine that was refused or deferred at a visit, as the client comments that say so. */
export type LineNotGiven = {
  readonly line: number;
  readonly comments: readonly { readonly code: string; readonly appliesOn: Day; readonly reason: string }[];
};

/** The lines of a visit that say "refused" or "deferred", a comment for each vaccine group, with the reason (C18). */
export function linesNotGiven(typed: TypedVisit): LineNotGiven[] {
  return filledLines(typed)
    .filter((line) => isNotGiven(typed, line))
    .map((line) => {
      const { cvx, givenOn } = readLine(typed, line);
      const groups = findVaccine(cvx)?.groups ?? [];
      const kind = notGiven[typed[`notGiven${line}`] ?? ''];
      const reason = tidy(typed[`whyNot${line}`] ?? '');
      return { line, comments: groups.map((group) => ({ code: `${kind}-${group}`, appliesOn: givenOn, reason })) };
    });
}

/** True if nothing was typed besides what the form began with: such a form is not kept. */
export function isEmptyVisit(typed: TypedVisit): boolean {
  const names = Object.keys(typed).filter((name) => !/^(key|begun|lines|unit\d+|filled\d+)$/.test(name));
  const start = begunWith(typed);
  return lineCount(typed) === 1 && names.every((name) => tidy(typed[name] ?? '') === (start[name] ?? ''));
}

/** What a form began with, by field: nothing where it began empty. */
export function begunWith({ begun }: TypedVisit): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(begun || '{}') ?? {};
  } catch {
    return {};
  }
}

/** One line with what the visit says of all, as it would be kept. A trade name brings its manufacturer along. */
export function readLine(typed: TypedVisit, line: number): DoseValues {
  const text = (name: string) => tidy(typed[name] ?? '');
  const [cvx = '', ...trade] = text(`vaccine${line}`).split(':');
  const tradeName = trade.join(':');
  const amount = text(`amount${line}`).replace(/^\./, '0.');
  return {
    givenOn: readDay(text('givenOn')) ?? text('givenOn'),
    cvx,
    tradeName,
    mvx: text(`mvx${line}`) || (findTradeName(tradeName)?.mvx ?? ''),
    lot: text(`lot${line}`).toUpperCase(),
    lotExpiresOn: readLastDay(text(`lotExpiresOn${line}`)) ?? text(`lotExpiresOn${line}`),
    amount,
    // It stands in the form before anything is typed; chosen without a dose, it is for the rules to refuse.
    unit: amount || text(`unit${line}`) !== usualUnit ? text(`unit${line}`) : '',
    site: text(`site${line}`).toUpperCase(),
    route: text(`route${line}`),
    orderedBy: text('orderedBy'),
    administeredBy: text('administeredBy'),
    source: text('source'),
    funding: text('funding'),
    reason: text(`reason${line}`),
    visOn: readDay(text(`visOn${line}`)) ?? text(`visOn${line}`),
    reaction: text(`reaction${line}`),
  };
}

/** The name of the form's field that a field of an immunization is typed in. */
export function fieldName(field: ImmunizationField, line: number): string {
  if ((visitFields as readonly string[]).includes(field)) return field;
  return field === 'cvx' || field === 'tradeName' ? `vaccine${line}` : `${field}${line}`;
}

/** A dose on file as its form shows it, on the first line. */
export function formOfDose(given: DoseValues): Record<string, string> {
  const { givenOn, lotExpiresOn, visOn, cvx, tradeName, unit, ...rest } = given;
  const typed: Record<string, string> = {
    lines: '1',
    givenOn: showDay(givenOn) || givenOn,
    vaccine1: tradeName ? `${cvx}:${tradeName}` : cvx,
    unit1: unit || usualUnit,
    lotExpiresOn1: showDay(lotExpiresOn) || lotExpiresOn,
    visOn1: showDay(visOn) || visOn,
  };
  for (const [field, value] of Object.entries(rest)) typed[fieldName(field as ImmunizationField, 1)] = value;
  return typed;
}

/**
 * A dose of another organization as a form begins that adds it as historical (I4): what is known of it, not what it was
 * from.
 */
export function historicalOf(dose: DoseValues | undefined): Record<string, string> {
  const start = dose ? formOfDose(dose) : {};
  return { ...start, source: '01', funding: '', reason1: '' };
}

/** The form of a dose as it was typed, but for the values that others saved meanwhile. */
export function mergeIntoForm(typed: TypedVisit, given: DoseValues): Record<string, string> {
  const taken = changedDoseFields(readLine(typed, 1), given).map((field) => fieldName(field, 1));
  const shown = formOfDose(given);
  return { ...typed, ...Object.fromEntries(taken.map((name) => [name, shown[name] ?? ''])) };
}

/** The same form with the vaccine chosen that is the only one left of what was sought on a line. */
export function selectFoundVaccine(typed: TypedVisit, line: number): Record<string, string> {
  const only = onlyVaccine(typed[`find${line}`] ?? '');
  return only ? { ...typed, [`vaccine${line}`]: only.code } : { ...typed };
}

/** The same form without one of its lines; the lines after it move up. The last one left is emptied. */
export function removeLine(typed: TypedVisit, gone: number): Record<string, string> {
  const count = lineCount(typed);
  const names = [...lineFields, ...lineHelps];
  const left: Record<string, string> = { ...typed, lines: String(Math.max(1, count - 1)) };
  for (let line = gone; line <= count; line += 1)
    for (const name of names) left[`${name}${line}`] = typed[`${name}${line + 1}`] ?? '';
  return left;
}

/** A line of a form that is sent again, and the dose that the form recorded before, if it is that one's. */
export type Pair<Dose> = { readonly line: number; readonly given: DoseValues; readonly dose: Dose | undefined };

/**
 * Pairs the lines of a form that was saved before with the doses that they mean: the same to the letter, else of the
 * same vaccine, else the one that the line recorded. Lines without a dose are new; `left` are the doses that no line
 * means.
 */
export function pairLines<Dose extends DoseValues & { readonly line: number }>(
  lines: readonly { readonly line: number; readonly given: DoseValues }[],
  doses: readonly Dose[],
): { pairs: Pair<Dose>[]; left: Dose[] } {
  const left = [...doses];
  const meant = new Map<number, Dose>();
  const likenesses: ((line: (typeof lines)[number], dose: Dose) => boolean)[] = [
    ({ given }, dose) => changedDoseFields(dose, given).length === 0,
    ({ given }, dose) => dose.cvx === given.cvx,
    ({ line }, dose) => dose.line === line,
  ];
  for (const isMeant of likenesses)
    for (const one of lines) {
      const at = meant.has(one.line) ? -1 : left.findIndex((dose) => isMeant(one, dose));
      const [dose] = at < 0 ? [] : left.splice(at, 1);
      if (dose) meant.set(one.line, dose);
    }
  return { pairs: lines.map((one) => ({ ...one, dose: meant.get(one.line) })), left };
}
