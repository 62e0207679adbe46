import { existsSync, readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clientFiles } from '../../../src/cli/import-clients.js';
import { importSheet } from '../../../src/cli/import-sheet.js';
import { enterClient } from '../../../src/db/clients/client-writes.js';
import { findClient } from '../../../src/db/clients/clients.js';
import type { Database } from '../../../src/db/engine/database.js';
import { openBytes } from '../../../src/db/open.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { changes, clients } from '../../../src/db/schema/clients.js';
import { immunizations } from '../../../src/db/schema/immunizations.js';
import { audit } from '../../../src/db/schema/operations.js';
import { clientNames } from '../../../src/db/schema/search.js';
import type { Organization, Viewer } from '../../../src/domain/accounts/viewer.js';
import { mapFields, type Personal } from '../../../src/domain/clients/personal-information.js';
import { readClientFile } from '../../../src/exchange/csv/clients.js';
import { csvOf, pairsFile, peopleOf } from '../../support/matching-pairs.js';

const river = { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' } as const satisfies Organization;
const lake = { id: 2, code: 'LAKE', name: 'Lakeview Family Health', type: 'provider' } as const satisfies Organization;
const at = Date.parse('2026-11-22T21:14:00Z');
const when = { clock: () => at, today: '2026-11-22', helpDesk: 'help@example.org' };
const before = { at: Date.parse('2026-01-05T15:00:00Z'), today: '2026-01-05' };

const nora = (organization: Organization): Viewer => ({
  userId: 1,
  username: 'nora',
  userName: 'Nora',
  role: 'typical user',
  organization,
});

const person = (known: Partial<Personal>): Personal => ({ ...mapFields(() => ''), gender: 'U', ...known });

/** Two clinics, and the records that the rows below meet. */
async function registry(): Promise<Database> {
  const db = openBytes();
  await db.write((tx) => {
    tx.insert(organizations).values([river, lake]).run();
    const enter = (
      id: number,
      known: Partial<Personal>,
      more: { chartNumber?: string; birthCertificate?: string } = {},
    ) => enterClient(tx, { organization: river }, person(known), { ...before, id, ...more });
    const don = { street: '1 Main St', city: 'Duluth', state: 'MN', zip: '55802', county: '137', undeliverable: 'Y' };
    enter(
      101,
      { lastName: 'DUCK', firstName: 'DON', birthDate: '2001-05-05', phone: '2185250101', ...don },
      { chartNumber: 'D-1' },
    );
    enter(102, { lastName: 'SECRET', firstName: 'SAM', birthDate: '2002-02-02' }, { chartNumber: 'S-2' });
    enter(103, { lastName: 'LATE', firstName: 'LARS', birthDate: '2003-03-03' });
    for (const id of [104, 105]) enter(id, { lastName: 'OLSON', firstName: 'ANN', birthDate: '2004-04-04' });
    enter(106, { lastName: 'CERT', firstName: 'CARA', birthDate: '2006-06-06' }, { birthCertificate: 'BC-6' });
    tx.update(clients).set({ lockedBy: lake.id }).where(eq(clients.id, 102)).run();
    tx.update(clients).set({ deceasedAt: before.at }).where(eq(clients.id, 103)).run();
  });
  return db;
}

function read(csv: string | Uint8Array) {
  const file = readClientFile(typeof csv === 'string' ? Buffer.from(csv) : csv, when.today);
  if ('fault' in file) throw new Error(file.fault);
  return file;
}

async function take(db: Database, csv: string, organization: Organization = river) {
  const { counts, reasons } = await importSheet(db, organization, read(csv), when, clientFiles, { shared: false });
  return { entered: 0, updated: 0, unchanged: 0, 'put aside': 0, refused: 0, ...counts, refusals: reasons };
}

/** A file of one row for a record. */
function row(cells: Record<string, string>): string {
  const line = (values: string[]) => values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
  return `${line(Object.keys(cells))}\n${line(Object.values(cells))}\n`;
}

const don = { 'last name': 'Duck', 'first name': 'Don', 'birth date': '05/05/2001' };

async function recordOf(db: Database, id: number, organization: Organization = river) {
  const client = await findClient(db.read, nora(organization), id);
  if (!client) throw new Error(`There is no client ${id}.`);
  return client;
}

const everything = (db: Database) =>
  JSON.stringify([clients, clientNames, changes].map((table) => db.read.select().from(table).all()));

const sample = [
  '\uFEFFlast name,first name,birth date,phone,chart number,miic id,street address,gender',
  "O'Brien,Zoë,09/21/2009,(651) 201-4629,Z-1,,12 Elm St,F",
  '"Smith, Jr","Ana ""Anita""",2010-01-02,,,,,Female',
  'García,José,20110304,,,,,m',
  'Nobody,NO FIRST NAME,2012-05-06,,,,,',
  'Duck,Don,05/05/2001,,,,,',
  'Duck,Don,05/05/2001,218-525-0199,,,,',
  "O'BRIEN,ZOE,09/21/2009,651-201-4630,,,,",
  'Bell,,2010-01-02,,,,,',
  'Bell,Tom,2010-01-02,999-999-9999,,,,',
  'Bell,Tom,2030-01-02,,,,,',
  'Bell,Tom,2010-01-02,,,,needs update,',
  'Bell,Tom,2010-01-02,,D-1,,,',
  'Olson,Ann,2004-04-04,,,,,',
  'Secret,Sam,2002-02-02,,,102,,',
  'Bell,Tom',
].join('\r\n');

test('a file of fifteen rows: each is entered, updated, unchanged or refused with line, field and reason (A5)', async () => {
  const db = await registry();
  const { refusals, ...counts } = await take(db, sample);
  expect(counts).toEqual({ entered: 4, updated: 2, unchanged: 1, 'put aside': 2, refused: 6 });
  expect(refusals.map(({ line, field, reason }) => `${line} ${field}: ${reason.slice(0, 48)}`)).toEqual([
    '9 First Name: Enter a first name, or NO FIRST NAME where the c',
    '10 Phone: 999-999-9999 is not a working number. Leave it e',
    '11 Birth Date: The birth date is in the future.',
    '12 Street Address: "needs update" is no street. Leave the address a',
    '13 Put aside: This may be MIIC ID 101 (different birth date, d',
    '14 Put aside: This may be MIIC ID 104 (same birth date, same l',
    '15 MIIC ID: There is no record with this MIIC ID that Rivers',
    '16 Columns: The row has 2 where the first line has 8. A cell',
  ]);
  const names = db.read
    .select()
    .from(clients)
    .all()
    .map(({ lastName, firstName }) => `${lastName}, ${firstName}`);
  expect(names.slice(6)).toEqual(["O'BRIEN, ZOË", 'SMITH, JR, ANA "ANITA"', 'GARCÍA, JOSÉ', 'NOBODY, ']);
});

test('the organization becomes Last Updated by, and two audit rows tell its beginning and its counts, and no name or value (A6)', async () => {
  const db = await registry();
  await take(db, sample, lake);
  expect((await recordOf(db, 101)).updatedFor).toBe('Lakeview Family Health');
  const rows = db.read.select().from(audit).all();
  const row = { action: 'import clients', organizationId: lake.id, userId: null, clientId: null };
  expect(rows).toMatchObject([
    { ...row, detail: 'began, rows 15' },
    { ...row, detail: expect.stringMatching(/^entered \d+, updated \d+, unchanged \d+, put aside \d+, refused \d+$/) },
  ]);
});

test('empty cells change nothing, nor does the same in other capitals; what is new has its history (C23)', async () => {
  const db = await registry();
  await take(
    db,
    row({ ...don, street: '', phone: '218-525-0199', email: 'DON@example.org' }).replace('street', 'street address'),
  );
  const { personal, aliases, revision } = await recordOf(db, 101);
  expect(personal).toMatchObject({ lastName: 'DUCK', firstName: 'DON', phone: '2185250199', street: '1 Main St' });
  expect(aliases).toEqual([]);
  const history = db.read.select().from(changes).where(eq(changes.revision, revision)).all();
  expect(history.map(({ field, before, after }) => [field, before, after])).toEqual([
    ['phone', '2185250101', '2185250199'],
    ['email', '', 'DON@example.org'],
  ]);
});

test('the same file again changes nothing', async () => {
  const db = await registry();
  const file = row({
    ...don,
    'chart number': 'D-1',
    'street address': '2 Oak St',
    city: 'Ely',
    'birth certificate number': '7',
  });
  expect(await take(db, file)).toMatchObject({ updated: 1 });
  const once = everything(db);
  expect(await take(db, file)).toMatchObject({ updated: 0, unchanged: 1 });
  expect(everything(db)).toBe(once);
});

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
  const hidden = () => JSON.stringify(db.read.select().from(clients).all().slice(1, 3));
  const untouched = hidden();
  const file = 'last name,first name,birth date,chart number\nSecret,Sam,2002-02-02,S-2\nLate,Lars,2003-03-03,\n';
  const { refusals, ...counts } = await take(db, file);
  expect({ counts, refusals }).toEqual({
    counts: { entered: 2, updated: 0, unchanged: 0, 'put aside': 0, refused: 0 },
    refusals: [],
  });
  expect(hidden()).toBe(untouched);
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
    const db = openBytes();
    await db.write((tx) => void tx.insert(organizations).values([river]).run());
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
    expect(db.read.select({ id: clients.id }).from(clients).all()).toHaveLength(counts.entered);
    expect(db.read.select().from(audit).all()).toHaveLength(2);
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
  expect(db.read.select().from(clients).where(eq(clients.id, 101)).get()?.birthDate).toBe('2001-05-05');
});
