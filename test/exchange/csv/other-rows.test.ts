import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientComments, notGivenReasons } from '../../../src/domain/clients/client-comment.js';
import { blankContact, type ContactField } from '../../../src/domain/clients/contact.js';
import { relationships } from '../../../src/domain/codes/relationship.js';
import { readClientFile } from '../../../src/exchange/csv/clients.js';
import { commentCells, commentHeaders, commentKind } from '../../../src/exchange/csv/comments.js';
import { contactCells, contactHeaders, contactKind } from '../../../src/exchange/csv/contacts.js';
import { readFile } from '../../../src/exchange/csv/table.js';
import { writeCsv } from '../../../src/exchange/csv/write.js';

const today = '2026-11-22';
const client = { miicId: '6714871', chartNumber: '007', lastName: 'DUCK', firstName: 'DON', birthDate: '09/21/2009' };
const person = { miicId: 6_714_871, chartNumber: '007', lastName: 'DUCK', firstName: 'DON', birthDate: '2009-09-21' };
const contact = (values: Partial<Record<ContactField, string>>) =>
  ({ ...blankContact, lastName: 'DUCK', relationship: 'MTH', ...values }) as Record<ContactField, string>;

const contacts = (rows: readonly (readonly string[])[]) =>
  readFile(Buffer.from(writeCsv([contactHeaders.map(({ name }) => name), ...rows])), today, contactKind);
const comments = (rows: readonly (readonly string[])[]) =>
  readFile(Buffer.from(writeCsv([commentHeaders.map(({ name }) => name), ...rows])), today, commentKind);

test('the tables of headers in docs/import-contacts.md are complete', () => {
  const doc = readFileSync('docs/import-contacts.md', 'utf8');
  for (const headers of [contactHeaders, commentHeaders])
    expect(doc).toContain(headers.map(({ name, what }) => `| ${name} | ${what} |\n`).join(''));
});

test('what is written of contacts is read the same, whatever relation they are (A5)', () => {
  const all = relationships.filter(({ code }) => code !== 'SEL').map(({ code }) => contact({ relationship: code }));
  const full = contact({
    ...{ firstName: 'DAISY', phone: '651-201-4629', extension: '12', street: '=1 A ST', city: 'PEGASUS', state: 'MN' },
    ...{ zip: '55112', county: '123', country: 'USA', email: 'daisy@example.org', notices: 'Y', isPrimary: 'Y' },
  });
  const read = contacts([...all, full].map((one) => contactCells(client, one)));
  if ('fault' in read) throw new Error(read.fault);
  expect(read.refusals).toEqual([]);
  expect(read.rows.map(({ contact }) => contact)).toEqual([...all, full]);
  expect(read.rows[0]).toMatchObject(person);
});

test('what is written of comments is read the same, whatever they say (A5)', () => {
  const of = { appliesOn: '2020-01-31' };
  const all = [
    ...clientComments.map(({ code }) => ({ ...of, code, reason: '' })),
    ...notGivenReasons.map(({ code }) => ({ ...of, code: 'D-FLU', reason: code })),
  ];
  const read = comments(all.map((one) => commentCells(client, one)));
  if ('fault' in read) throw new Error(read.fault);
  expect(read.refusals).toEqual([]);
  expect(read.rows.map(({ code, appliesOn, reason }) => ({ code, appliesOn, reason }))).toEqual(all);
  expect(read.rows[0]).toMatchObject(person);
  const wrong = comments([commentCells(client, { ...of, code: 'T-HEPA', reason: 'ILL' })]);
  expect('fault' in wrong ? wrong : wrong.refusals).toMatchObject([{ line: 2, field: 'Reason' }]);
});

test.each([
  [{ relationship: '' }, 'Relation', "Choose the contact's relation to the client."],
  [
    { relationship: 'Cousin twice' },
    'Relation',
    '"Cousin twice" is not on the list of Relation. Write a label or code of it.',
  ],
  [{ relationship: 'SEL' }, 'Relation', 'Self is the client: the address comes with a file of clients.'],
  [{ notices: 'perhaps' }, 'Notices?', 'Write Y or N.'],
  [
    { zip: '2134' },
    'Zip',
    'The ZIP is too short, and its state does not tell which zeros a spreadsheet dropped. Write five digits.',
  ],
  [{ phone: '999-999-9999' }, 'Telephone', expect.stringContaining('is not a working number')],
  [{ isPrimary: 'Y' }, "Client's Primary Address?", expect.stringContaining('Enter the address first')],
])('a contact %j is refused by the rules of the screen, in words for a file', (values, field, reason) => {
  const read = contacts([contactCells(client, contact(values))]);
  expect('fault' in read ? read : read.refusals).toEqual([{ line: 2, field, reason }]);
});

test.each([
  [
    'what a spreadsheet could not show',
    'last name,first name,birth date\n#N/A,Jo,#######\n',
    ['Last Name', 'Birth Date'],
  ],
  ["a spreadsheet's own number of a day", 'last name,first name,birth date\nLee,Jo,40077\n', ['Birth Date']],
  [
    'a number that was cut short',
    'last name,first name,birth date,chart number\nLee,Jo,09/21/2009,1.2E+11\n',
    ['Chart Number'],
  ],
])('%s is named, once, by its line and field (A5)', (_, text, fields) => {
  const read = readClientFile(Buffer.from(text), today);
  expect('fault' in read ? read : read.refusals.map(({ line, field }) => [line, field])).toEqual(
    fields.map((field) => [2, field]),
  );
});

test('a ZIP that lost its zeros gets them back where its state agrees (C7)', () => {
  const text =
    'last name,first name,birth date,zip,state\nLee,Jo,09/21/2009,2134,Massachusetts\nLee,Bo,09/21/2009,21341234,MA\nLee,Al,09/21/2009,2134,MN\n';
  const read = readClientFile(Buffer.from(text), today);
  if ('fault' in read) throw new Error(read.fault);
  expect(read.rows.map(({ personal }) => personal.zip)).toEqual(['02134', '02134-1234']);
  expect(read.refusals).toMatchObject([{ line: 4, field: 'Zip' }]);
});
