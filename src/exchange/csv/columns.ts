import { tidy } from '../../domain/text/name.js';
import { readSheetDay } from './date.js';
import { type Columns, isRemark, letters } from './table.js';

/** The field of each column of a file; empty for one that is left out, undefined for one that nobody has said. */
export type ChosenColumns = readonly (string | undefined)[];

/** The fields of columns by their headers; else by what was said before of the same header. */
export function guessColumns(
  headers: readonly string[],
  { all }: Pick<Columns<string>, 'all'>,
  isBlank: (column: number) => boolean,
  saidBefore: (column: number) => string | undefined,
): ChosenColumns {
  const byName = new Map(all.map(({ name, field }) => [letters(name), field]));
  const taken = new Set<string>();
  return headers.map((header, at) => {
    const field = byName.get(letters(header)) ?? saidBefore(at);
    if (field === undefined) return isRemark(header) || (!tidy(header) && isBlank(at)) ? '' : undefined;
    if (field === '' || (!taken.has(field) && all.some((one) => one.field === field))) {
      taken.add(field);
      return field;
    }
    return undefined;
  });
}

/** True where the first line is rather a row like the others: it has a date, and no header does. */
export const looksLikeRow = (cells: readonly string[]): boolean => cells.some((cell) => readSheetDay(cell));

/** What is wrong with a choice of columns: by the column, and about all of them; empty where it can be used. */
export function columnFaults(chosen: ChosenColumns, { all, required }: Columns<string>) {
  const nameOf = (field: string) => `"${all.find((one) => one.field === field)?.name}"`;
  const faults = new Map<number, string>();
  for (const [at, field] of chosen.entries()) {
    if (field === undefined) faults.set(at, `Say what column ${at + 1} is, or leave it out.`);
    else if (field !== '' && chosen.indexOf(field) !== at)
      faults.set(at, `Column ${at + 1}: another one is ${nameOf(field)} already.`);
  }
  const missing = required.filter((field) => !chosen.includes(field)).map(nameOf);
  const message = missing.length > 0 ? `Say which column is ${missing.join(', which is ')}.` : undefined;
  return { faults, message };
}
