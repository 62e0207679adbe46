import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import { clientHeaders, readClientFile } from '../../../src/exchange/csv/clients.js';
import { readCsv } from '../../../src/exchange/csv/csv.js';
import { isDayFirst, readSheetDay } from '../../../src/exchange/csv/date.js';
import { immunizationHeaders, readImmunizationFile } from '../../../src/exchange/csv/immunizations.js';
import { writeCsv } from '../../../src/exchange/csv/write.js';

const today = '2026-11-22';

/** Both imports, each with one row for José García in columns that it has. */
const clientRow = 'last name,first name,birth date,city,phone\nGarcía,José,09/21/2013,"Saint Paul, MN",651-201-4629\n';
const doseRow =
  'last name,first name,birth date,date administered,lot number\nGarcía,José,09/21/2013,10/21/2013,"A, 1"\n';
const kinds = [
  ['clients', clientRow, (bytes: Uint8Array) => readClientFile(bytes, today)],
  ['immunizations', doseRow, readImmunizationFile],
] as const;

const with_ = (delimiter: string, text: string) =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/("[^"]*")|,/g, (found) => (found === ',' ? delimiter : found)))
    .join('\n');
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

/** How spreadsheets write the same file. */
const ways: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark and CRLF', (text) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`)],
  ['semicolons', (text) => Buffer.from(with_(';', text))],
  ['tabs', (text) => Buffer.from(with_('\t', text))],
  ['sep=; before it', (text) => Buffer.from(`sep=;\r\n${with_(';', text)}`)],
  ['sep=, in quotes and a mark', (text) => Buffer.from(`\uFEFF"sep=,"\n${text}`)],
  ['a bar, said by sep=|', (text) => Buffer.from(`sep=|\n${with_('|', text)}`)],
  ['UTF-16, little end first', (text) => Buffer.from(`\uFEFF${with_('\t', text)}`, 'utf16le')],
  ['UTF-16, big end first', (text) => swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
  ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16, big end first, without a mark', (text) => swapped(Buffer.from(text, 'utf16le'))],
  ['Windows-1252', (text) => Buffer.from(text, 'latin1')],
  ['empty columns at the end', (text) => Buffer.from(text.replaceAll(/(.)\n/g, '$1,,,\n'))],
  ['empty cells at the end of rows alone', (text) => Buffer.from(text.replace(/\n$/, ',,\n'))],
  ['empty columns in the first line alone', (text) => Buffer.from(text.replace(/\n/, ',,\n'))],
];

for (const [kind, text, read] of kinds)
  test.each(ways)(`a file of ${kind} as a spreadsheet writes it is read the same: %s (A5)`, (way, write) => {
    const wanted = read(Buffer.from(text));
    if ('fault' in wanted) throw new Error(wanted.fault);
    expect(wanted.rows).toHaveLength(1);
    const line = /sep=/.test(way) ? 3 : 2;
    const rows = wanted.rows.map((row) => ({ ...row, line }));
    const note = way === 'Windows-1252' ? expect.stringContaining('was read as Windows-1252') : '';
    expect(read(write(text))).toEqual({ ...wanted, rows, note });
  });

test('a line break in quotation marks is part of its cell, whatever stands between cells', () => {
  for (const [sign, encoding] of [
    [',', 'utf8'],
    [';', 'utf8'],
    ['\t', 'utf16le'],
  ] as const) {
    const text = `\uFEFFlast name${sign}first name${sign}birth date\r\nLee${sign}"An\r\nna"${sign}20090921\r\nBo${sign}Jo${sign}20090921\r\n`;
    const file = readClientFile(Buffer.from(text, encoding), today);
    if ('fault' in file) throw new Error(file.fault);
    expect(file.rows.map(({ line, personal }) => [line, personal.firstName])).toEqual([
      [2, 'AN NA'],
      [4, 'JO'],
    ]);
  }
});

test('the letters of old Windows are read as they are: curly apostrophes too', () => {
  const bytes = Buffer.from('last name,first name,birth date\nO\x92Neil,Ren\xe9e,20090921\n', 'latin1');
  const file = readClientFile(bytes, today);
  expect('fault' in file ? file : file.rows[0]?.personal).toMatchObject({ lastName: 'O’NEIL', firstName: 'RENÉE' });
});

test.each([
  ['UTF-8 and another in one file', Buffer.concat([Buffer.from('last name\nGarcía\n'), Buffer.from([0xe9, 10])]), 3],
  ['a mark of UTF-8 and other letters', Buffer.concat([Buffer.from('\uFEFFlast name\n'), Buffer.from([0xe9, 10])]), 2],
  ['what is no letter in Windows-1252 either', Buffer.from('last name\nLee\nLe\x81\n', 'latin1'), 3],
])('a file of mixed or unknown letters is refused with its line: %s', (_, bytes, line) => {
  expect(readCsv(bytes)).toEqual({
    fault: `Line ${line} is not UTF-8. Save the file as "CSV UTF-8 (comma delimited)".`,
  });
});

test('a file in UTF-16 that is cut off is refused', () => {
  const bytes = Buffer.from(`\uFEFF${clientRow}`, 'utf16le');
  expect(readCsv(bytes.subarray(0, bytes.length - 1))).toMatchObject({ fault: expect.stringContaining('cut off') });
});

test('a row with too few cells is refused: it may be half of one', () => {
  const file = readClientFile(Buffer.from('last name,first name,birth date,city\nLee,Jo,20090921\n'), today);
  expect(file).toMatchObject({ rows: [], refusals: [{ line: 2, field: 'Columns' }] });
});

test.each([
  '9/21/2013',
  '9/21/2013 0:00',
  '9/21/2013 12:00:00 AM',
  '09/21/2013 14:30:05',
  '9-21-2013',
  '09.21.2013',
  '21-Sep-2013',
  '21 September 2013',
  '21/Sep/2013',
  'September 21, 2013',
  'Sept. 21 2013',
  'Sep-21-2013',
  'Saturday, September 21, 2013',
  '2013-09-21',
  '2013-9-21',
  '2013/09/21',
  '2013-09-21T00:00:00',
  '2013-09-21 00:00:00.000',
  '20130921',
  '09212013',
])('%s is one day, and is read (A5)', (cell) => {
  expect(readSheetDay(cell)).toBe('2013-09-21');
});

test.each([
  '21/09/2013',
  '9/21/13',
  '21-Sep-13',
  '41538',
  '2013-09-21T00:00:00Z',
  '2013-09-21T00:00:00+02:00',
  '2013-02-30',
  '31-Sep-2013',
  '9/21/2013 25:00',
  'Septober 21 2013',
  '2013',
  '',
])('"%s" may mean another day or none, and is not read', (cell) => {
  expect(readSheetDay(cell)).toBeUndefined();
});

test('the reason for refusing a date names all forms that are taken, in both files', () => {
  const forms = ['09/21/2009', '9-21-2009', '2009-09-21', '20090921', '21-Sep-2009', 'Sep 21 2009'];
  for (const form of forms) expect(readSheetDay(form)).toBe('2009-09-21');
  for (const [, text, read] of kinds) {
    const file = read(Buffer.from(text.replace('09/21/2013', '9/21/13')));
    const reason = 'fault' in file ? '' : (file.refusals[0]?.reason ?? '');
    for (const form of forms) expect(reason).toContain(form);
    expect(reason).toContain('four digits');
  }
});

test('one date with the day first refuses the file, since 05/09/2013 does not tell what it means', () => {
  for (const [, text, read] of kinds)
    expect(read(Buffer.from(text.replace('09/21/2013', '21/09/2013')))).toEqual({
      fault: expect.stringContaining('Line 2 has a date with the day first'),
    });
});

const formulas = ['=1+1', '+3', '-2', '@x', '\t=1', '\r=1', '＝1+1', '＋3', '－2', '＠x'];

test.each(formulas)('the cell %j is no formula in a file of ours, full-width signs included (ASVS 1.2.1)', (cell) => {
  const [written = ''] = writeCsv([[cell]]).match(/'.*/s) ?? [];
  expect(written.startsWith(`'${cell[0]}`)).toBe(true);
});

test('what is written as CSV is read back to the letter: the protection too is taken off again (A5)', () => {
  const piece = fc.oneof(
    fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', "'", '"', ',', ';', '\t', '\n', ' ', 'a', 'é', 'sep='),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('').replaceAll('\r', ''));
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));
  fc.assert(
    fc.property(table, (rows) => {
      const header = rows[0]?.map((_, i) => `column ${i}`) ?? [];
      const read = readCsv(Buffer.from(writeCsv([header, ...rows])));
      const kept = rows.filter((cells) => cells.some((cell) => cell.trim()));
      expect('fault' in read ? read : read.records.slice(1).map(({ cells }) => cells)).toEqual(kept);
    }),
  );
});

test('a name, a lot or a clinician that looks like a formula comes back through the import as it was', () => {
  const cells = { lastName: '＝LEE', firstName: '-ANN', birthDate: '09/21/2013', street: "'=1 ELM ST" };
  const client = writeCsv([
    clientHeaders.map(({ name }) => name),
    clientHeaders.map(({ field }) => (cells as Record<string, string>)[field] ?? ''),
  ]);
  const file = readClientFile(Buffer.from(client), today);
  expect('fault' in file ? file : file.rows[0]?.personal).toMatchObject({ ...cells, birthDate: '2013-09-21' });
  const dose = { ...cells, givenOn: '10/21/2013', lot: '=LOT', orderedBy: '@NURSE', administeredBy: '＠NURSE' };
  const doses = writeCsv([
    immunizationHeaders.map(({ name }) => name),
    immunizationHeaders.map(({ field }) => (dose as Record<string, string>)[field] ?? ''),
  ]);
  const read = readImmunizationFile(Buffer.from(doses));
  expect('fault' in read ? read : read.rows[0]?.given).toMatchObject({
    lot: '=LOT',
    orderedBy: '@NURSE',
    administeredBy: '＠NURSE',
  });
});

test('a cell far longer than any date is none, at once (A5)', () => {
  const began = performance.now();
  for (const cell of [`x${'t'.repeat(60_000)}z`, `09/21/2009${' '.repeat(60_000)}x`]) {
    expect(readSheetDay(cell)).toBeUndefined();
    expect(isDayFirst(cell)).toBe(false);
  }
  // Every beginning of a time was tried: some twelve seconds.
  expect(performance.now() - began).toBeLessThan(1000);
});
