import type { Fault } from '../../domain/matching/outcome.js';
import { isShowable, tidy } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
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
  /** The fields as reasons name them. */
  readonly labels: Readonly<Record<Field, string>>;
};

/** A kind of file: its columns, and what a row of it says or why it cannot be taken. */
export type RowKind<Field extends string, Row extends { readonly line: number }> = {
  readonly columns: Columns<Field>;
  readRow(row: TableRow<Field>, today: Day): Row | { readonly faults: readonly Fault[] };
  /** What a row says as screens show it, by the fields of its columns; a field that it leaves out is as in the file. */
  inWords(row: Row): Readonly<Partial<Record<Field, string>>>;
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

/** A file of one kind: the rows that can be taken, and why each of the others cannot. */
type ReadFile<Row> = Omit<Table<string>, 'rows'> & { readonly rows: readonly Row[] };

/** Reads and judges a file (A5); where its lines or headers are not usable, a sentence that says why. */
export function readFile<Field extends string, Row extends { readonly line: number }>(
  bytes: Uint8Array,
  today: Day,
  kind: RowKind<Field, Row>,
): ReadFile<Row> | { readonly fault: string } {
  const table = readTable(bytes, kind.columns);
  if ('fault' in table) return table;
  const rows: Row[] = [];
  const refusals = [...table.refusals];
  for (const read of table.rows) {
    const row = judgeRow(read, today, kind);
    if ('faults' in row) refusals.push(...row.faults.map((fault) => ({ line: read.line, ...fault })));
    else rows.push(row);
  }
  return { ...table, rows, refusals };
}

/** A row by the rules of its kind, or why it cannot be taken: what a spreadsheet has spoilt is named first. */
export function judgeRow<Field extends string, Row extends { readonly line: number }>(
  read: TableRow<Field>,
  today: Day,
  { columns, readRow }: RowKind<Field, Row>,
): Row | { readonly faults: readonly Fault[] } {
  const row = readRow(read, today);
  const spoilt = columns.all.flatMap(({ field }) => spoiltCell(read.cell(field), columns, field));
  if (spoilt.length === 0) return row;
  const said = new Set(spoilt.map(({ field }) => field));
  return { faults: [...spoilt, ...('faults' in row ? row.faults.filter(({ field }) => !said.has(field)) : [])] };
}

/** What a spreadsheet leaves where it could not show a cell, or took it for a number. */
function spoiltCell<Field extends string>(text: string, { dates, labels }: Columns<Field>, field: Field): Fault[] {
  const reason = spoiltReason(text, dates.includes(field));
  return reason ? [{ field: labels[field], reason }] : [];
}

function spoiltReason(text: string, isDate: boolean): string | undefined {
  if (text.startsWith('#') && /^#(?:#+|N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/i.test(text))
    return `${quote(text)} is a spreadsheet's mark of an error. Write what is meant.`;
  if (/^\d(?:\.\d+)?E\+\d+$/i.test(text))
    return `${quote(text)} is a number that a spreadsheet cut short. Store the column as text, and write it whole.`;
  if (isDate && /^\d{5}(?:\.\d+)?$/.test(text))
    return `${quote(text)} is a spreadsheet's own number of a day. Store the column as a date, like 09/21/2009.`;
  return undefined;
}

/** Reads a CSV file by its headers (A5); where its lines or headers are not usable, a sentence that says why. */
function readTable<Field extends string>(
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
  const read = rowReader(fields);
  for (const record of body) {
    const row = read(record);
    if ('reason' in row) refusals.push({ line: record.line, ...row });
    else rows.push(row);
  }
  const dayFirst = rows.find((row) => hasDayFirst(row, columns));
  return dayFirst ? { fault: dayFirstFault(dayFirst.line) } : { total: body.length, rows, refusals, note: file.note };
}

/** True if a row has a date with the day first. */
export const hasDayFirst = <Field extends string>({ cell }: TableRow<Field>, { dates }: Columns<Field>): boolean =>
  dates.some((field) => isDayFirst(cell(field)));

/** Refuses the whole file: others of its dates may be meant so, too. */
export const dayFirstFault = (line: number): string =>
  `Line ${line} has a date with the day first, such as 21/09/2009. Other dates of the file may be meant ` +
  'so too. Write all of them with the month first, or as 2009-09-21.';

/** Reads records by the fields of their columns; undefined where a column is left out. */
export function rowReader<Field extends string>(
  fields: readonly (Field | undefined)[],
): (record: CsvRecord) => TableRow<Field> | Fault {
  const places = new Map(fields.map((field, at) => [field, at]));
  return ({ line, cells }) => {
    const length = lengthOf(cells, fields.length);
    if (length !== fields.length) return { field: 'Columns', reason: wrongLength(length, fields.length) };
    return { line, cell: (field) => tidy(cells[places.get(field) ?? -1] ?? '') };
  };
}

/** The number of cells of a row up to the last with text in it. */
const filledCells = (cells: readonly string[]) => cells.findLastIndex((cell) => tidy(cell)) + 1;

/** The number of cells of a row, without empty ones at the end that no column is for. */
const lengthOf = (cells: readonly string[], columns: number) =>
  Math.max(filledCells(cells), Math.min(cells.length, columns));

const wrongLength = (found: number, wanted: number) =>
  `The row has ${found} where the first line has ${wanted}. A cell with a comma in it must stand in quotation marks.`;

/** What a file of rows that were not taken says of each: it is passed over when the file is brought again. */
export const remarkHeaders = ['line in the file', 'why it was not taken'] as const;
const remarks: ReadonlySet<string> = new Set(remarkHeaders.map((name) => letters(name)));
/** True for the header of a column that no row is read from. */
export const isRemark = (header: string): boolean => remarks.has(letters(header));

/** The letters of a header, which alone tell it. */
export function letters(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}]/gu, '');
}

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
    if (!field && !blank && !isRemark(name)) {
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
