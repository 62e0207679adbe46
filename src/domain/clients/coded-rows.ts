import { type Choice, labelOf } from '../codes/choice.js';
import type { Questions } from '../forms/question.js';
import type { Values } from '../forms/rows.js';
import { type Day, readDay, showDay } from '../time/day.js';

/** The day of the rules, and the client's birth. */
export type RowContext = { readonly today: Day; readonly birthDate: Day };

/** A listing of rows of a code and days (C18), and of what is said besides: its form, and the rules of one row. */
export type CodedRows = {
  /** The fields in the order of the form, with their labels. */
  readonly labels: Readonly<Record<string, string>> & { readonly code: string };
  /** The fields that are days, by what stands over them in the listing. */
  readonly days: Readonly<Record<string, string>>;
  /** The hint below a day in the form, if it says more than how to write it. */
  readonly hints?: Readonly<Record<string, string>>;
  readonly choices: readonly Choice[];
  /** The fields besides the code that are chosen from a list. */
  readonly lists?: Readonly<Record<string, readonly Choice[]>>;
  /** The same under the headings of the grouped dropdown; what is entered elsewhere stands there only where it is chosen. */
  readonly groups: readonly {
    readonly label: string;
    readonly choices: readonly Choice[];
    readonly elsewhere?: boolean;
  }[];
  /** The faults that keep a row from being staged or saved, by field; values as saved are not judged (X4). */
  readonly faults: (values: Values, saved: Values | undefined, context: RowContext) => Record<string, string>;
  /** The questions about a row beside the others (X4), by field. */
  readonly questions: (values: Values, others: readonly Values[]) => Questions;
};

/** The names of the fields, the code first. */
export const fieldsOf = ({ labels }: Pick<CodedRows, 'labels'>): string[] => Object.keys(labels);

/** The form of a new row. */
export const blankRow = (of: CodedRows): Values => Object.fromEntries(fieldsOf(of).map((field) => [field, '']));

/** A row that is kept, as its form shows it. */
export const showRow = (of: CodedRows, row: Readonly<Record<string, unknown>>): Values =>
  Object.fromEntries(
    fieldsOf(of).map((field) => {
      const kept = String(row[field] ?? '');
      return [field, field in of.days ? showDay(kept) || kept : kept];
    }),
  );

/** The form of a row as it would be kept; a date that is none stays as it is, for the rules to refuse. */
export const keepRow = (of: CodedRows, values: Values): Record<string, string> =>
  Object.fromEntries(
    fieldsOf(of).map((field) => {
      const typed = values[field] ?? '';
      return [field, field in of.days ? (readDay(typed) ?? typed.trim()) : typed];
    }),
  );

/** A row that can be staged, as its form will show it once saved. */
export const stagedRow =
  (of: CodedRows) =>
  (values: Values): Values =>
    showRow(of, keepRow(of, values));

/** What a row says besides its days: "Refusal of Influenza (Ill that day)". */
export function codeWords({ choices, lists = {} }: CodedRows, row: Readonly<Record<string, unknown>>): string {
  const more = Object.entries(lists).flatMap(([field, list]) => labelOf(list, String(row[field] ?? '')) || []);
  return [labelOf(choices, String(row.code ?? '')), ...more.map((words) => `(${words})`)].join(' ');
}

/** 01/01/2020 ~ Immunity: Titer/MD Dx Mumps */
export function rowWords(of: CodedRows, row: Readonly<Record<string, unknown>>): string {
  const shown = showRow(of, row);
  const days = Object.keys(of.days).flatMap((day) => shown[day] || []);
  return [days.join(' to '), codeWords(of, row)].filter(Boolean).join(' ~ ');
}
