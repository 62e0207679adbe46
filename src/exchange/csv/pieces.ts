import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { type CsvRecord, delimiterOf, faultIn, sepLine } from './csv.js';
import { removeProtection } from './write.js';

/** A place in a file in UTF-8: the bytes before it, and the line that begins there, counted from 1. */
export type Place = { readonly offset: number; readonly line: number };

/** A record, and where it stands. */
export type PlacedRecord = CsvRecord & { readonly offset: number; readonly bytes: number };

/** The records of a piece of a file, whole ones alone, and where the next begins. */
export type PieceOfFile = { readonly records: readonly PlacedRecord[]; readonly next: Place };

/** No row of a file is longer: a sentence of each cell, and more. */
export const longestRecord = 1024 * 1024;
/** No spreadsheet of people has more columns. */
const mostColumns = 500;

const [lineFeed, quotation] = [10, 34];

/**
 * The separator of a file by its beginning, and where its first record begins: behind a line `sep=;`.
 */
export function beginningOf(bytes: Buffer): { readonly delimiter: string; readonly place: Place } {
  const text = bytes.toString();
  const [declaration, declared] = sepLine.exec(text) ?? ['', undefined];
  return {
    delimiter: declared ?? delimiterOf(text.slice(declaration.length)),
    place: { offset: declaration.length, line: declaration ? 2 : 1 },
  };
}

/**
 * The whole records of a piece of a file, in UTF-8 with LF; records without any text are left out. Where one cannot be read,
 * a sentence that says why and at which line (A5).
 * @param bytes what stands from the place on
 * @param isEnd true if the file ends there
 */
export function recordsIn(
  bytes: Buffer,
  from: Place,
  delimiter: string,
  isEnd: boolean,
): PieceOfFile | { readonly fault: string } {
  const records: PlacedRecord[] = [];
  let [begin, line, breaks, quotes] = [0, from.line, 0, 0];
  let quote = bytes.indexOf(quotation);
  for (let at = 0; begin < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, at);
    const end = found < 0 ? bytes.length : found;
    for (; quote >= 0 && quote < end; quote = bytes.indexOf(quotation, quote + 1)) quotes += 1;
    const isOpen = quotes % 2 === 1;
    if (found < 0 && (isOpen || !isEnd)) break;
    at = end + 1;
    if (isOpen) {
      breaks += 1;
      continue;
    }
    if (end - begin > longestRecord) break;
    const text = bytes.toString('utf8', begin, end);
    const cells = quotes === 0 ? text.split(delimiter) : parseRecord(text, delimiter, line);
    if (!Array.isArray(cells)) return cells as { fault: string };
    if (cells.length > mostColumns)
      return { fault: `Line ${line} has ${cells.length} columns: at most ${mostColumns} are read.` };
    if (cells.some((cell) => cell.trim()))
      records.push({
        ...{ line, offset: from.offset + begin, bytes: end - begin },
        cells: cells.map(removeProtection),
      });
    line += breaks + 1;
    [begin, breaks, quotes] = [Math.min(end + 1, bytes.length), 0, 0];
  }
  if (begin < bytes.length && (isEnd || bytes.length - begin > longestRecord))
    return { fault: longFault(bytes.toString('utf8', begin, begin + longestRecord), delimiter, line, isEnd) };
  return { records, next: { offset: from.offset + begin, line } };
}

function parseRecord(text: string, delimiter: string, line: number): readonly string[] | { readonly fault: string } {
  try {
    const [cells = []] = parse(text, { relax_column_count: true, delimiter }) as string[][];
    return cells;
  } catch (error) {
    if (error instanceof CsvError) return { fault: faultIn(error, line - 1) };
    throw error;
  }
}

/** A record that does not end: mostly for a quotation mark that is out of place. */
function longFault(text: string, delimiter: string, line: number, isEnd: boolean): string {
  const cells = text.includes('"') ? parseRecord(text, delimiter, line) : [];
  if ('fault' in cells && !(cells.fault === unclosed && !isEnd)) return cells.fault;
  return `The row that begins at line ${line} is longer than any row of a spreadsheet. Is a quotation mark missing?`;
}

const unclosed = 'A quotation mark is opened and not closed by the end of the file.';
