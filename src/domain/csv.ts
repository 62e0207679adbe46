import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';

/** One record of a CSV file: the line it begins on, counted from 1, and its cells as they stand there. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

const newline = 10;

/**
 * The records of a CSV file in UTF-8, with or without a byte order mark, whatever its line ends; records without any
 * text are left out. Where it cannot be read at all, a sentence that says why and at which line (A5).
 */
export function readCsv(bytes: Uint8Array): readonly CsvRecord[] | { readonly fault: string } {
  const decoded = decode(bytes);
  if (decoded === undefined)
    return { fault: `Line ${brokenLine(bytes)} is not UTF-8. Save the file as "CSV UTF-8 (comma delimited)".` };
  // csv-parse settles on the first kind of line end that it meets, and counts a CRLF twice after another kind.
  const text = decoded.replaceAll(/\r\n?/g, '\n');
  try {
    return parse(text, { info: true, relax_column_count: true })
      .map(toRecord)
      .filter(({ cells }) => cells.some((cell) => cell.trim()));
  } catch (error) {
    if (error instanceof CsvError) return { fault: whyBroken(error) };
    throw error;
  }
}

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** The parser tells the line that a record ends on. */
function toRecord(parsed: unknown): CsvRecord {
  const { record, info } = parsed as Parsed;
  const breaks = record.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
  return { line: info.lines - breaks, cells: record };
}

/** The parser's own messages quote what stands in the file. */
function whyBroken(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'A quotation mark is opened and not closed by the end of the file.';
  return `Line ${error.lines} has a quotation mark out of place. A cell with one in it stands in quotation marks, and its own are doubled: "Ann ""Annie"" Lee".`;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Drops a byte order mark; undefined where the bytes are no UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function brokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; ; line += 1) {
    const end = bytes.indexOf(newline, from);
    if (end < 0 || decode(bytes.subarray(from, end)) === undefined) return line;
    from = end + 1;
  }
}
