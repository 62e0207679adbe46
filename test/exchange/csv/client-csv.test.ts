import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientHeaders, readClientFile } from '../../../src/exchange/csv/clients.js';

const today = '2026-11-22';
const read = (text: string | Uint8Array) => readClientFile(typeof text === 'string' ? Buffer.from(text) : text, today);

/** The rows of a file whose headers are fine. */
function rowsOf(text: string) {
  const file = read(text);
  if ('fault' in file) throw new Error(file.fault);
  return file;
}

/** One row for Daisy Duck with further columns. */
function daisy(cells: Record<string, string>) {
  const quoted = Object.values(cells).map((cell) => `"${cell.replaceAll('"', '""')}"`);
  const head = ['last name', 'first name', 'birth date', ...Object.keys(cells)].join(',');
  return rowsOf(`${head}\n${['Duck', 'Daisy', '09/21/2009', ...quoted].join(',')}\n`);
}

const faultOf = (text: string | Uint8Array) => {
  const file = read(text);
  return 'fault' in file ? file.fault : '';
};

test('the table of headers in docs/import.md is complete', () => {
  const doc = readFileSync('docs/import.md', 'utf8');
  const table = /\| header \| what \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(doc)?.[1];
  expect(table).toBe(clientHeaders.map(({ name, what }) => `| ${name} | ${what} |\n`).join(''));
});

test('every documented header is read, whatever its case, order and punctuation', () => {
  const names = clientHeaders.map(({ name }) => ` ${name.toUpperCase().replaceAll(/['’ ]/g, '_')} `).reverse();
  expect(rowsOf(`${names.join(',')}\n`)).toEqual({ total: 0, rows: [], refusals: [], note: '' });
});

test('a row is kept as the record keeps it, codes and labels alike', () => {
  const { rows } = daisy({
    'Middle Name': ' Ann  Marie ',
    'name suffix': 'Jr.',
    gender: 'female',
    'birth country': 'United States',
    race: 'White; 2028-9;',
    ethnicity: 'not hispanic or latino',
    state: 'minnesota',
    city: 'Duluth',
    zip: '558021234',
    county: 'Saint Louis',
    phone: '(651) 201-4629',
    'undeliverable address': 'Yes',
    'chart number': 'A-17',
    'miic id': '6714871',
  });
  const [row] = rows;
  expect(row?.personal).toMatchObject({
    middleName: 'ANN MARIE',
    nameSuffix: 'JR',
    gender: 'F',
    birthDate: '2009-09-21',
    birthCountry: 'USA',
    race: '2028-9 2106-3',
    ethnicity: '2186-5',
    state: 'MN',
    zip: '55802-1234',
    county: '137',
    phone: '6512014629',
    undeliverable: 'Y',
    email: '',
  });
  expect(row).toMatchObject({ line: 2, chartNumber: 'A-17', birthCertificate: '', miicId: 6714871 });
  expect(row?.given.has('phone')).toBe(true);
  expect(row?.given.has('email')).toBe(false);
});

test.each([
  ['gender', 'X', 'gender', 'U'],
  ['gender', '', 'gender', 'U'],
  ['gender', 'male', 'gender', 'M'],
  ['county', '1', 'county', '001'],
  ['race', '2106-3', 'race', '2106-3'],
  ['undeliverable address', 'N', 'undeliverable', ''],
] as const)('%s "%s"', (header, cell, field, kept) => {
  expect(daisy({ [header]: cell }).rows[0]?.personal[field]).toBe(kept);
});

test.each(['20090921', '2009-09-21', '9/21/2009', 'Sep 21 2009'])('birth date %s', (cell) => {
  const { rows } = rowsOf(`last name,first name,birth date\nDuck,Daisy,${cell}\n`);
  expect(rows[0]?.personal.birthDate).toBe('2009-09-21');
});

test('NO FIRST NAME stands for none, an empty first name for a mistake (C3)', () => {
  const { rows, refusals } = rowsOf('last name,first name,birth date\nDuck,NO FIRST NAME,20090921\nDuck,,20090921\n');
  expect(rows.map(({ personal }) => personal.firstName)).toEqual(['']);
  expect(refusals).toEqual([
    { line: 3, field: 'First Name', reason: 'Enter a first name, or NO FIRST NAME where the client has none.' },
  ]);
});

test.each([
  ['phone', '999-999-9999', 'Phone', '999-999-9999 is not a working number. Leave it empty if there is none.'],
  [
    'race',
    'White;Purple',
    'Race',
    '"Purple" is not on the list of Race. Write a label or code of it, or leave it empty.',
  ],
  ['gender', 'Q', 'Gender', '"Q" is not on the list of Gender. Write a label or code of it, or leave it empty.'],
  ['state', 'ZZ', 'State', '"ZZ" is not on the list of State. Write a label or code of it, or leave it empty.'],
  ['zip', '4976-', 'Zip', 'Enter a ZIP of five digits or nine, like 55112-1234.'],
  ['email', 'daisy', 'Email', 'Enter an email address like name@example.org.'],
  ['undeliverable address', 'perhaps', 'Undeliverable Address', 'Write Y or N.'],
  ['chart number', '--', 'Chart Number', 'It must have a letter or a digit in it.'],
  ['chart number', '1\u0007', 'Chart Number', 'It has characters that cannot be shown. Type it again.'],
  ['birth certificate number', '9'.repeat(51), 'Birth Certificate Number', 'It is longer than 50 characters.'],
  ['miic id', '67-14', 'MIIC ID', 'Enter a MIIC ID in digits, like 6714871, or leave it empty.'],
])('%s "%s" refuses the row with its reason', (header, cell, field, reason) => {
  expect(daisy({ [header]: cell })).toMatchObject({ total: 1, rows: [], refusals: [{ line: 2, field, reason }] });
});

test('a street that says it is none points to the box that keeps the address (C7)', () => {
  expect(daisy({ 'street address': 'Needs Update' }).refusals[0]?.reason).toContain('Undeliverable Address');
});

test('every fault of a row is named, in the order of the screen', () => {
  const { refusals } = rowsOf('phone,last name,first name,birth date\n123,,Daisy,02/31/2020\n');
  expect(refusals.map(({ field }) => field)).toEqual(['Last Name', 'Birth Date', 'Phone']);
});

test('a row with a cell too few or too many is refused alone, whatever its neighbours', () => {
  const { rows, refusals } = rowsOf(
    'last name,first name,birth date\nDuck,Daisy\nDuck, Jr.,Don,20090921\nDuck,Donald,20090921\n',
  );
  expect(rows.map(({ line }) => line)).toEqual([4]);
  expect(refusals.map(({ line, field }) => `${line} ${field}`)).toEqual(['2 Columns', '3 Columns']);
});

test.each([
  [
    'CRLF and a byte order mark',
    '\uFEFFlast name,first name,birth date\r\n\r\nDuck,"Dai\r\nsy",20090921\r\nLee,Jo,20010203\r\n',
  ],
  ['LF', 'last name,first name,birth date\n\nDuck,"Dai\nsy",20090921\nLee,Jo,20010203'],
  [
    'both mixed, and a line of commas',
    'last name,first name,birth date\n,,\r\nDuck,"Dai\nsy",20090921\r\nLee,Jo,20010203\n',
  ],
  ['CR', 'last name,first name,birth date\r\rDuck,"Dai\rsy",20090921\rLee,Jo,20010203\r'],
])('lines are counted as an editor does: %s', (_, text) => {
  const { rows } = rowsOf(text);
  expect(rows.map(({ line, personal }) => [line, personal.firstName])).toEqual([
    [3, 'DAI SY'],
    [5, 'JO'],
  ]);
});

test('an unnamed column is passed over while it is empty', () => {
  expect(rowsOf('last name,first name,birth date,\nDuck,Daisy,20090921,\n').rows).toHaveLength(1);
  expect(faultOf('last name,first name,birth date,\nDuck,Daisy,20090921,x\n')).toMatch(
    /^The header of column 4 is empty/,
  );
});

test.each([
  ['', 'The file is empty.'],
  ['\n\n', 'The file is empty.'],
  ['last name,first name,dob\n', 'The header of column 3, "dob", is not known. The headers are: last name, '],
  ['last name,first name\n', 'The first line does not have "birth date".'],
  ['last name,LASTNAME,first name,birth date\n', 'The header "last name" stands there twice.'],
  ['last name,first name,birth date\nDuck,"Daisy\n', 'A quotation mark is opened and not closed'],
  [
    'last name,first name,birth date\nLee,Jo,20090921\nDuck,Da"isy",20090921\n',
    'Line 3 has a quotation mark out of place.',
  ],
])('the file %j is refused as a whole', (text, reason) => {
  expect(faultOf(text)).toContain(reason);
});

test('a file that begins with a client instead of headers is refused without repeating the client', () => {
  const fault = faultOf('Duck,Daisy,09/21/2009\n');
  expect(fault).toMatch(/^The first line has none of the headers\./);
  expect(fault).not.toContain('Duck');
});
