// Rows as both engines are asked for them and given them: in the text format of PostgreSQL's COPY, one a line. Each row can be
// written in one way only, so that equal rows are equal bytes, and a checksum of them is the same on both sides.
import { createHash } from 'node:crypto';

type Value = string | number | null;

/** A table as far as a copy of its rows needs to know it. */
export type Table = {
  readonly name: string;
  /** In the order of their names: the engines have them in other orders. */
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  /** The columns of the primary key, in which order rows are read. */
  readonly key: readonly string[];
  /** Gives its rows numbers, none twice. */
  readonly isNumbered: boolean;
};

const letters: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};
const meanings = Object.fromEntries(Object.entries(letters).map(([letter, [, name]]) => [name, letter]));

const special = /[\0\b\t\n\v\f\r\\]/;

// Nearly none has a special letter: asking first takes an eighth of the time.
const textOf = (text: string): string =>
  special.test(text)
    ? text.replaceAll(new RegExp(special, 'g'), (letter) => {
        const written = letters[letter];
        if (!written) throw new Error('A text has the character NUL in it, which PostgreSQL cannot keep.');
        return written;
      })
    : text;

function assertExact(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw new Error('A number is larger than 9007199254740991, and would not be copied exactly.');
}

function fieldOf(value: unknown): string {
  if (value === null) return '\\N';
  return typeof value === 'number' ? String(assertExact(value)) : textOf(value as string);
}

/** The line of a row, whose values are in the order of the table's columns. */
function lineOf(row: readonly unknown[]): string {
  let line = fieldOf(row[0]);
  for (let i = 1; i < row.length; i += 1) line += `\t${fieldOf(row[i])}`;
  return `${line}\n`;
}

function valueIn(field: string, isNumber: boolean): Value {
  if (field === '\\N') return null;
  if (isNumber) return assertExact(Number(field));
  return field.includes('\\') ? field.replaceAll(/\\(.)/g, (_, name: string) => meanings[name] ?? name) : field;
}

/** Bytes that are handed on at a time, about. */
const pieceBytes = 65_536;

/** Rows as lines, in pieces of many. */
export function* piecesOf(rows: Iterable<readonly unknown[]>): Iterable<Buffer> {
  let lines = '';
  for (const row of rows) {
    lines += lineOf(row);
    if (lines.length < pieceBytes) continue;
    yield Buffer.from(lines);
    lines = '';
  }
  if (lines) yield Buffer.from(lines);
}

const newline = 10;

/** The values of a table's rows from their lines: those of some rows at a time, one row after the other. */
export async function* valuesOf({ columns }: Table, pieces: AsyncIterable<Buffer>): AsyncIterable<Value[]> {
  const width = columns.length;
  const areNumbers = columns.map(({ isNumber }) => isNumber);
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const all = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const end = all.lastIndexOf(newline);
    rest = all.subarray(end + 1);
    if (end < 0) continue;
    const fields = all.toString('utf8', 0, end).replaceAll('\n', '\t').split('\t');
    yield fields.map((field, i) => valueIn(field, areNumbers[i % width] === true));
  }
  if (rest.length > 0) throw new Error('The last row did not come whole.');
}

/** The number of rows, and the SHA-256 of their lines in the order of the key. */
export type Tally = { readonly rows: number; readonly checksum: string };

/** Lets pieces through, and tells what they were when all have passed. */
export async function* tallied(pieces: AsyncIterable<Buffer>, tell: (tally: Tally) => void): AsyncIterable<Buffer> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, at + 1)) rows += 1;
    yield piece;
  }
  tell({ rows, checksum: hash.digest('hex') });
}
