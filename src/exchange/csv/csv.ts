import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { decodeText } from './text.js';
import { removeProtection } from './write.js';

/** One record of a CSV file: the line it begins on, counted from 1, and its cells as they stand there. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

/** The records of a file, and what is to be said of how it was read. */
type Records = { readonly records: readonly CsvRecord[]; readonly note: string };

/**
 * The records of a CSV file as spreadsheets write it: with commas, semicolons or tabs, told by the first line or a line
 * `sep=;` before it. Records without any text are left out, and so is what the export puts before a formula. Where the
 * file cannot be read at all, a sentence that says why and at which line (A5).
 */
export function readCsv(bytes: Uint8Array): Records | { readonly fault: string } {
  const file = decodeText(bytes);
  if ('fault' in file) return file;
  const [declaration, declared] = sepLine.exec(file.text) ?? ['', undefined];
  const text = file.text.slice(declaration.length);
  const above = declaration ? 1 : 0;
  try {
    const records = parse(text, { info: true, relax_column_count: true, delimiter: declared ?? delimiterOf(text) })
      .map((parsed) => toRecord(parsed, above))
      .filter(({ cells }) => cells.some((cell) => cell.trim()));
    return { records, note: file.note };
  } catch (error) {
    if (error instanceof CsvError) return { fault: faultIn(error, above) };
    throw error;
  }
}

/** A line before the headers that says the separator. */
export const sepLine = /^"?sep=([,;\t|])"?[^\S\n]*(?:\n|$)/i;

/** The separator is the sign that stands most often between the headers, which have none of these in them. */
export function delimiterOf(text: string): string {
  const head = /^[\s,;]*(.*)/.exec(text)?.[1]?.replaceAll(/"[^"]*"/g, '') ?? '';
  const often = (sign: string) => head.split(sign).length;
  return [';', '\t'].reduce((most, sign) => (often(sign) > often(most) ? sign : most), ',');
}

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** The parser tells the line that a record ends on. */
function toRecord(parsed: unknown, above: number): CsvRecord {
  const { record, info } = parsed as Parsed;
  const breaks = record.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
  return { line: info.lines - breaks + above, cells: record.map(removeProtection) };
}

/** The parser's own messages quote what stands in the file. */
export function faultIn(error: CsvError, above: number): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'A quotation mark is opened and not closed by the end of the file.';
  const line = Number(error.lines) + above;
  return (
    `Line ${line} has a quotation mark out of place. A cell with one in it stands in quotation marks, and its own ` +
    'are doubled: "Ann ""Annie"" Lee".'
  );
}
