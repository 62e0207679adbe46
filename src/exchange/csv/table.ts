import type { Fault } from '../../domain/matching/outcome.js';
import { isShowable, tidy } from '../../domain/text/name.js';
import { type CsvRecord, readCsv } from './csv.js';
import { isDayFirst } from './date.js';

/** A column of a kind of file: its header, the field that it fills, and what the guide says of it. */
export type Column<Field extends string> = { readonly name: string; readonly field: Field; readonly what: string };

/** The headers of one kind of file. */
export type Columns<Field extends string> = {
  readonly all: readonly Column<Field>[];
  /** Without these every row would be refused. */
  readonly required: readonly Field[];
  readonly dates: readonly Field[];
};

/** A row of a file: the line it begins on, and its cells, tidied; empty where there is no such column. */
export type TableRow<Field extends string> = { readonly line: number; cell(field: Field): string };

/** A file of one kind, its rows read and not judged. */
export type Table<Field extends string> = {
  /** The number of rows, those of a wrong length too. */
  readonly total: number;
  readonly rows: readonly TableRow<Field>[];
  readonly refusals: readonly (Fault & { readonly line: number })[];
  /** A remark on how the file was read; empty for none. */
  readonly note: string;
};

/** Reads a CSV file by its headers (A5); where its lines or headers are not usable, a sentence that says why. */
export function readTable<Field extends string>(
  bytes: Uint8Array,
  columns: Columns<Field>,
): Table<Field> | { readonly fault: string } {
  const file = readCsv(bytes);
  if ('fault' in file) return file;
  const [head, ...body] = file.records;
  if (!head) return { fault: 'The file is empty.' };
  const fields = fieldsOf(head, body, columns);
  if ('fault' in fields) return fields;
  const rows: TableRow<Field>[] = [];
  const refusals: (Fault & { line: number })[] = [];
  for (const { line, cells } of body) {
    const length = lengthOf(cells, fields.length);
    if (length === fields.length) rows.push({ line, cell: (field) => tidy(cells[fields.indexOf(field)] ?? '') });
    else refusals.push({ line, field: 'Columns', reason: wrongLength(length, fields.length) });
  }
  for (const { line, cell } of rows)
    if (columns.dates.some((field) => isDayFirst(cell(field))))
      return {
        fault:
          `Line ${line} has a date with the day first, such as 21/09/2009. Other dates of the file may be meant ` +
          'so too. Write all of them with the month first, or as 2009-09-21.',
      };
  return { total: body.length, rows, refusals, note: file.note };
}

/** The number of cells of a row up to the last with text in it. */
const filledCells = (cells: readonly string[]) => cells.findLastIndex((cell) => tidy(cell)) + 1;

/** The number of cells of a row, without empty ones at the end that no column is for. */
const lengthOf = (cells: readonly string[], columns: number) =>
  Math.max(filledCells(cells), Math.min(cells.length, columns));

const wrongLength = (found: number, wanted: number) =>
  `The row has ${found} where the first line has ${wanted}. A cell with a comma in it must stand in quotation marks.`;

const letters = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}]/gu, '');

/** The field of each column. Columns with neither header nor content are passed over, at the end left out. */
function fieldsOf<Field extends string>(
  head: CsvRecord,
  body: readonly CsvRecord[],
  { all, required }: Columns<Field>,
): readonly (Field | undefined)[] | { readonly fault: string } {
  const known = `The headers are: ${all.map(({ name }) => name).join(', ')}.`;
  const nameOf = (wanted: Field) => `"${all.find(({ field }) => field === wanted)?.name}"`;
  const byName = new Map(all.map(({ name, field }) => [letters(name), field]));
  const width = body.reduce(
    (most, { cells }) => Math.max(most, Math.min(filledCells(cells), head.cells.length)),
    filledCells(head.cells),
  );
  const names = head.cells.slice(0, width);
  const fields = names.map((name) => byName.get(letters(name)));
  // A file without headers begins with a client, whose details are not repeated here.
  if (fields.every((field) => !field)) return { fault: `The first line has none of the headers. ${known}` };
  for (const [at, name] of names.entries()) {
    const field = fields[at];
    const blank = !tidy(name) && body.every(({ cells }) => !tidy(cells[at] ?? ''));
    if (!field && !blank) {
      const what = tidy(name) ? `, ${quote(tidy(name))}, is not known` : ' is empty';
      return { fault: `The header of column ${at + 1}${what}. ${known}` };
    }
    if (field && fields.indexOf(field) !== at) return { fault: `The header ${nameOf(field)} stands there twice.` };
  }
  const missing = required.filter((field) => !fields.includes(field)).map(nameOf);
  if (missing.length > 0) return { fault: `The first line does not have ${missing.join(', ')}. ${known}` };
  return fields;
}

/** A text of the file as a reason quotes it: no more than a glance, nothing that would upset a terminal. */
export function quote(text: string): string {
  if (!isShowable(text)) return 'which cannot be shown';
  const letters = [...text];
  return `"${letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : text}"`;
}
