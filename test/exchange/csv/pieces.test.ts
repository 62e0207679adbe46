// A file that is read in pieces is read as one that is read whole, and what is no CSV of people is refused early.
import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import { FileReader } from '../../../src/db/imports/file-reader.js';
import { asUtf8, encodingOf } from '../../../src/exchange/csv/arriving.js';
import { readCsv } from '../../../src/exchange/csv/csv.js';
import { beginningOf, longestRecord, type PlacedRecord } from '../../../src/exchange/csv/pieces.js';
import { writeCsv } from '../../../src/exchange/csv/write.js';

const inPieces = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** Reads a file as the page of imports does: turned into UTF-8, then record by record from where the one before ended. */
async function readInPieces(bytes: Uint8Array, size: number) {
  const encoding = await encodingOf(inPieces(bytes, size));
  if ('fault' in encoding) return encoding;
  const parts: Buffer[] = [];
  for await (const part of asUtf8(inPieces(bytes, size), encoding)) parts.push(part);
  const text = Buffer.concat(parts);
  const { delimiter, place } = beginningOf(text);
  const source = { file: 'x', bytes: text.length, delimiter };
  const read = (_: string, offset: number, length: number) => text.subarray(offset, offset + length);
  const records: PlacedRecord[] = [];
  for (let at = place; ; ) {
    // Each time by a process of its own.
    const reader = new FileReader(read);
    reader.open(source, at);
    const record = reader.next();
    if (record === undefined) return { note: encoding.note, records, text };
    if ('fault' in record) return record;
    records.push(record);
    at = reader.place;
  }
}

const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('=1+1', "'-x", 'a"b', 'a\nb', 'é,;', '', ' x '));
const encodings = {
  'utf-8': (text: string) => Buffer.from(text),
  marked: (text: string) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`),
  'utf-16le': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(Buffer.from(`\uFEFF${text}`, 'utf16le')).swap16(),
} as const;

test('whatever stands in its cells, and wherever it is cut, a file is read as one that is whole (A5)', async () => {
  const file = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  const how = fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[]));
  await fc.assert(
    fc.asyncProperty(file, how, fc.integer({ min: 1, max: 40 }), async (rows, encoding, size) => {
      const bytes = encodings[encoding](`last name,birth date\n${writeCsv(rows)}`);
      const whole = readCsv(bytes);
      const read = await readInPieces(bytes, size * 2);
      if ('fault' in whole || 'fault' in read) return expect('fault' in read).toBe('fault' in whole);
      expect(read.records.map(({ line, cells }) => ({ line, cells }))).toEqual(whole.records);
      for (const { offset, bytes: length, cells } of read.records)
        expect(readCsv(read.text.subarray(offset, offset + length))).toMatchObject({ records: [{ cells }] });
    }),
  );
});

test('the letters of old Windows, and a file that is neither, are told over several pieces', async () => {
  const old = Buffer.from('last name\nGarc\xeda\n', 'latin1');
  expect(await readInPieces(old, 4)).toMatchObject({
    note: expect.stringContaining('was read as Windows-1252'),
    records: [{ cells: ['last name'] }, { line: 2, cells: ['García'] }],
  });
  const mixed = Buffer.concat([Buffer.from('last name\nGarcía\n'), Buffer.from([0xe9, 10])]);
  expect(await readInPieces(mixed, 4)).toEqual({
    fault: 'Line 3 is not UTF-8. Save the file as "CSV UTF-8 (comma delimited)".',
  });
});

test.each([
  ['nothing', Buffer.alloc(0), 'The file is empty.'],
  ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), /^The file is an Excel workbook/],
  ['a program', Buffer.concat([Buffer.from('\x7fELF\x02 a b c d e f g h'), Buffer.alloc(3)]), /^The file is no text/],
  ['half of UTF-16', Buffer.from('\uFEFFlast name', 'utf16le').subarray(0, 9), /cut off/],
])('%s in the place of a file is refused with what to do', async (_, bytes, fault) => {
  expect(await readInPieces(bytes, 100)).toEqual({ fault: expect.stringMatching(fault) });
});

test('a row without an end is given up after a megabyte, and one of thousands of columns at once', async () => {
  const head = 'last name,first name\n';
  const open = Buffer.from(`${head}Lee,"Jo\n${'x'.repeat(3 * longestRecord)}`);
  expect(await readInPieces(open, 100_000)).toEqual({
    fault: expect.stringMatching(/^The row that begins at line 2 is longer/),
  });
  const long = Buffer.from(`${head}${'x'.repeat(2 * longestRecord)}\n`);
  expect(await readInPieces(long, 100_000)).toEqual({
    fault: expect.stringMatching(/^The row that begins at line 2 is longer/),
  });
  const wide = Buffer.from(`${head}${','.repeat(4999)}\n`);
  expect(await readInPieces(wide, 100_000)).toEqual({ fault: 'Line 2 has 5000 columns: at most 500 are read.' });
});

test('a quotation mark out of place is named by its line, as in a file that is read whole', async () => {
  const bytes = Buffer.from('last name\nLee\nO"Neil\n');
  expect(await readInPieces(bytes, 5)).toEqual(readCsv(bytes));
  const unclosed = Buffer.from('last name\n"Lee\n');
  expect(await readInPieces(unclosed, 5)).toEqual(readCsv(unclosed));
});
