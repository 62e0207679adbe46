import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { changes, clients } from '../../../src/db/schema/clients.js';
import { audit } from '../../../src/db/schema/operations.js';
import { don, everything, lake, recordOf, registry, row, sample, take } from '../../support/importing.js';

test('a file of fifteen rows: each is entered, updated, unchanged or refused with line, field and reason (A5)', async () => {
  const db = await registry();
  const { refusals, ...counts } = await take(db, sample);
  expect(counts).toEqual({ entered: 4, updated: 2, unchanged: 1, 'put aside': 2, refused: 6 });
  expect(refusals.map(({ line, field, reason }) => `${line} ${field}: ${reason.slice(0, 48)}`)).toEqual([
    '9 First Name: Enter a first name, or NO FIRST NAME where the c',
    '10 Phone: 999-999-9999 is not a working number. Leave it e',
    '11 Birth Date: The birth date is in the future.',
    '12 Street Address: "needs update" is not a street. Leave it empty, ',
    '13 Put aside: This may be MIIC ID 101 (different birth date, d',
    '14 Put aside: This may be MIIC ID 104 (same birth date, same l',
    '15 MIIC ID: There is no record with this MIIC ID that Rivers',
    '16 Columns: The row has 2 where the first line has 8. A cell',
  ]);
  const names = (await db.read.select().from(clients).orderBy(clients.id).all()).map(
    ({ lastName, firstName }) => `${lastName}, ${firstName}`,
  );
  expect(names.slice(6)).toEqual(["O'BRIEN, ZOË", 'SMITH, JR, ANA "ANITA"', 'GARCÍA, JOSÉ', 'NOBODY, ']);
});

test('the organization becomes Last Updated by, and two audit rows tell its beginning and its counts, and no name or value (A6)', async () => {
  const db = await registry();
  await take(db, sample, lake);
  expect((await recordOf(db, 101)).updatedFor).toBe('Lakeview Family Health');
  const rows = await db.read.select().from(audit).all();
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
  const history = await db.read.select().from(changes).where(eq(changes.revision, revision)).all();
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
  const once = await everything(db);
  expect(await take(db, file)).toMatchObject({ updated: 0, unchanged: 1 });
  expect(await everything(db)).toBe(once);
});
