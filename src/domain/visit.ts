import { readDay, showDay } from './day.js';
import type { Given, ImmunizationField } from './immunization.js';
import { tidy } from './name.js';
import { findTradeName } from './trade-name.js';

/** How many immunizations one visit can bring: more are entered as a second visit. */
export const mostLines = 12;

/** What one visit says of all its immunizations, and what is said of each (I5). `vaccine` is a CVX code, or CODE:trade name. */
export const visitFields = ['givenOn', 'source', 'orderedBy', 'administeredBy', 'funding'] as const;
export const lineFields = ['vaccine', 'mvx', 'lot', 'amount', 'unit', 'site', 'route'] as const;
/** What is typed to shorten the list of vaccines, and the tick that says "another dose of the same day". */
export const lineHelps = ['find', 'another'] as const;

/** What was typed, by the names of the form's fields: givenOn, vaccine1, lot1, vaccine2, … */
export type TypedVisit = Readonly<Record<string, string>>;

/** The number of lines that a form shows. */
export function lineCount(typed: TypedVisit): number {
  const count = Number(typed.lines);
  return Number.isInteger(count) && count >= 1 && count <= mostLines ? count : 1;
}

/** The lines that say anything; a form with none has its first. The unit stands there before anything is typed. */
export function filledLines(typed: TypedVisit): number[] {
  const all = Array.from({ length: lineCount(typed) }, (_, at) => at + 1);
  const filled = all.filter((line) =>
    lineFields.some((field) => field !== 'unit' && tidy(typed[`${field}${line}`] ?? '') !== ''),
  );
  return filled.length > 0 ? filled : all.slice(0, 1);
}

/** Whether nothing was typed: such a form is not kept. */
export function isEmptyVisit(typed: TypedVisit): boolean {
  const names = Object.keys(typed).filter((name) => !/^(key|lines|unit\d+)$/.test(name));
  return lineCount(typed) === 1 && names.every((name) => tidy(typed[name] ?? '') === '');
}

/** One line with what the visit says of all, as it would be kept. A trade name brings its manufacturer along. */
export function readLine(typed: TypedVisit, line: number): Given {
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
    amount,
    unit: amount ? text(`unit${line}`) : '',
    site: text(`site${line}`),
    route: text(`route${line}`),
    orderedBy: text('orderedBy'),
    administeredBy: text('administeredBy'),
    source: text('source'),
    funding: text('funding'),
  };
}

/** The name of the form's field that a field of an immunization is typed in. */
export function fieldName(field: ImmunizationField, line: number): string {
  if ((visitFields as readonly string[]).includes(field)) return field;
  return field === 'cvx' || field === 'tradeName' ? `vaccine${line}` : `${field}${line}`;
}

/** A dose on file as its form shows it, on the first line. */
export function typedOf(given: Given): Record<string, string> {
  const { givenOn, cvx, tradeName, unit, ...rest } = given;
  const typed: Record<string, string> = {
    lines: '1',
    givenOn: showDay(givenOn) || givenOn,
    vaccine1: tradeName ? `${cvx}:${tradeName}` : cvx,
    unit1: unit || 'mL',
  };
  for (const [field, value] of Object.entries(rest)) typed[fieldName(field as ImmunizationField, 1)] = value;
  return typed;
}

/** The same form without one of its lines; the lines after it move up. The last one left is emptied. */
export function withoutLine(typed: TypedVisit, gone: number): Record<string, string> {
  const count = lineCount(typed);
  const names = [...lineFields, ...lineHelps];
  const left: Record<string, string> = { ...typed, lines: String(Math.max(1, count - 1)) };
  for (let line = gone; line <= count; line += 1)
    for (const name of names) left[`${name}${line}`] = typed[`${name}${line + 1}`] ?? '';
  return left;
}
