// The rules of the record hold for the rows of an import as for what is typed (A5, C5, C6, C7, C11, C12, C13).
import { existsSync, readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { organizations } from '../../../src/db/schema/accounts.js';
import { clients } from '../../../src/db/schema/clients.js';
import { immunizations } from '../../../src/db/schema/immunizations.js';
import { audit } from '../../../src/db/schema/operations.js';
import { openEmpty } from '../../support/empty.js';
import { don, lake, recordOf, registry, river, row, take, when } from '../../support/importing.js';
import { csvOf, pairsFile, peopleOf } from '../../support/tools/matching-pairs.js';

test('another street brings a whole address, and the old one stays as a former one (C7, C21)', async () => {
  const db = await registry();
  await take(db, row({ ...don, 'chart number': 'D-1', 'street address': '5 Pine Rd', city: 'Ely', state: '' }));
  const { personal, formerAddresses, addressUpdatedOn } = await recordOf(db, 101);
  expect(personal).toMatchObject({
    street: '5 Pine Rd',
    city: 'Ely',
    state: '',
    zip: '',
    county: '',
    undeliverable: '',
  });
  expect(formerAddresses).toMatchObject([{ street: '1 Main St', zip: '55802', undeliverable: true }]);
  expect(addressUpdatedOn).toBe(when.today);
});

test('a state that does not go with the ZIP on file refuses the row (C7)', async () => {
  const db = await registry();
  const { refusals } = await take(db, row({ ...don, state: 'WI' }));
  expect(refusals).toMatchObject([{ line: 2, field: 'Zip' }]);
});

test('a record locked by another organization or of a deceased is neither touched nor hinted at (C3, C12, C13)', async () => {
  const db = await registry();
  const hidden = async () => JSON.stringify((await db.read.select().from(clients).all()).slice(1, 3));
  const untouched = await hidden();
  const file = 'last name,first name,birth date,chart number\nSecret,Sam,2002-02-02,S-2\nLate,Lars,2003-03-03,\n';
  const { refusals, ...counts } = await take(db, file);
  expect({ counts, refusals }).toEqual({
    counts: { entered: 2, updated: 0, unchanged: 0, 'put aside': 0, refused: 0 },
    refusals: [],
  });
  expect(await hidden()).toBe(untouched);
  const reasons = [];
  for (const id of ['102', '103', '999999'])
    reasons.push((await take(db, row({ ...don, 'miic id': id }))).refusals.map(({ reason }) => reason));
  expect(new Set(reasons.flat()).size).toBe(1);
  expect(
    await take(
      db,
      row({
        'last name': 'Secret',
        'first name': 'Sam',
        'birth date': '20020202',
        'miic id': '102',
        phone: '218-525-0102',
      }),
      lake,
    ),
  ).toMatchObject({ updated: 1 });
});

test.each([
  ['the same first name and birth date', { ...don, 'last name': 'Drake' }, 'updated'],
  ['the same name', { ...don, 'birth date': '05/06/2001' }, 'updated'],
  ['a sister of the same family chart', { ...don, 'first name': 'Dot', 'birth date': '06/06/2003' }, 'put aside'],
  ['a twin on the same chart', { ...don, 'first name': 'Dot' }, 'put aside'],
  ['somebody else', { 'last name': 'Bell', 'first name': 'Don', 'birth date': '06/06/2003' }, 'put aside'],
] as const)('a chart number with %s: %s', async (_, cells, outcome) => {
  const db = await registry();
  const report = await take(db, row({ ...cells, 'chart number': 'd 1' }));
  expect(report[outcome]).toBe(1);
  expect(report.entered).toBe(0);
  const { aliases } = await recordOf(db, 101);
  expect(aliases).toHaveLength(outcome === 'updated' ? 1 : 0);
});

test("another organization's chart number says nothing; its own is kept for it alone (C11)", async () => {
  const db = await registry();
  const other = { 'last name': 'Bell', 'first name': 'Tom', 'birth date': '06/06/2003', 'chart number': 'D-1' };
  expect(await take(db, row(other), lake)).toMatchObject({ entered: 1 });
  expect(await take(db, row({ ...don, 'chart number': 'L-9' }), lake)).toMatchObject({ updated: 1 });
  expect((await recordOf(db, 101, lake)).enrolment?.chartNumber).toBe('L-9');
  expect((await recordOf(db, 101, river)).enrolment?.chartNumber).toBe('D-1');
});

test('a MIIC ID corrects a name and leaves an alias; one with other name and birth date is refused (C5)', async () => {
  const db = await registry();
  expect(await take(db, row({ ...don, 'first name': 'Donald', 'miic id': '101' }))).toMatchObject({ updated: 1 });
  expect((await recordOf(db, 101)).aliases).toMatchObject([{ lastName: 'DUCK', firstName: 'DON' }]);
  expect(await take(db, row({ ...don, 'miic id': '106' }))).toMatchObject({
    refused: 1,
    refusals: [{ line: 2, field: 'MIIC ID' }],
  });
});

test('a former name finds the record and does not come back (C5)', async () => {
  const db = await registry();
  await take(db, row({ ...don, 'last name': 'Drake', 'miic id': '101' }));
  expect(await take(db, row({ ...don, email: 'don@example.org' }))).toMatchObject({ entered: 0, updated: 1 });
  expect((await recordOf(db, 101)).personal).toMatchObject({ lastName: 'DRAKE', email: 'don@example.org' });
});

test('a birth date held by a birth certificate is not changed, nor the number (C6)', async () => {
  const db = await registry();
  const cara = { 'last name': 'Cert', 'first name': 'Cara', 'birth date': '2006-06-06', 'miic id': '106' };
  for (const [cells, field] of [
    [{ ...cara, 'birth date': '2006-06-07' }, 'Birth Date'],
    [{ ...cara, 'birth certificate number': 'BC-7' }, 'Birth Certificate Number'],
  ] as const)
    expect(await take(db, row(cells))).toMatchObject({ refused: 1, refusals: [{ field }] });
  expect(await take(db, row({ ...cara, 'birth certificate number': 'bc6' }))).toMatchObject({ unchanged: 1 });
  expect(await take(db, row({ ...don, 'birth certificate number': 'BC-1' }))).toMatchObject({ updated: 1 });
  expect((await recordOf(db, 101)).hasBirthCertificate).toBe(true);
});

test('a second row of the same client updates what the first brought', async () => {
  const db = await registry();
  const file = 'last name,first name,birth date,phone\nNew,Nell,20200101,\nNEW,NELL,20200101,218-525-0107\n';
  expect(await take(db, file)).toMatchObject({ entered: 1, updated: 1 });
});

test.skipIf(!existsSync(pairsFile))(
  `messy records of invented people: every one is taken or refused with line, field and reason (needs ${pairsFile})`,
  async () => {
    const db = openEmpty();
    await db.write((tx) => tx.insert(organizations).values([river]).run());
    const people = peopleOf(readFileSync(pairsFile, 'utf8')).slice(0, 1000);
    const { refusals, ...counts } = await take(db, csvOf(people));
    const aside = counts['put aside'];
    expect(counts.entered + counts.updated + counts.unchanged + aside + counts.refused).toBe(people.length);
    expect(counts.entered).toBeGreaterThan(people.length / 2);
    expect(new Set(refusals.map(({ line }) => line)).size).toBe(aside + counts.refused);
    for (const { line, field, reason } of refusals) {
      expect(line).toBeGreaterThan(1);
      expect(field).not.toBe('');
      expect(reason).toMatch(/^.{10,}\.$/);
    }
    expect(await db.read.select({ id: clients.id }).from(clients).all()).toHaveLength(counts.entered);
    expect(await db.read.select().from(audit).all()).toHaveLength(2);
  },
  120_000,
);

test('a row that moves a birth date past what is on file is refused with what it would make impossible (A5, I5)', async () => {
  const db = await registry();
  await db.write((tx) =>
    tx
      .insert(immunizations)
      .values({ clientId: 101, organizationId: lake.id, givenOn: '2001-07-01', cvx: '08', source: '01', updatedAt: 1 })
      .run(),
  );
  const moved = row({
    'MIIC ID': '101',
    'Last Name': 'DUCK',
    'First Name': 'DON',
    'Birth Date': '05/05/2002',
    Gender: 'U',
  });
  const { refused, refusals } = await take(db, moved);
  expect(refused).toBe(1);
  expect(refusals[0]).toMatchObject({ line: 2, field: 'Birth Date' });
  expect(refusals[0]?.reason).toContain('on 07/01/2001');
  expect((await db.read.select().from(clients).where(eq(clients.id, 101)).get())?.birthDate).toBe('2001-05-05');
});
