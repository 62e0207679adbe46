import { expect, test } from 'vitest';
import { enterClient } from '../../../src/db/clients/client-writes.js';
import type { Database } from '../../../src/db/engine/database.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { searchClients } from '../../../src/db/search/client-search.js';
import type { Viewer } from '../../../src/domain/accounts/viewer.js';
import { mapFields, type Personal } from '../../../src/domain/clients/personal-information.js';
import { readCriteria } from '../../../src/domain/matching/search.js';
import { otherReadings } from '../../../src/domain/matching/search-reading.js';
import { openEmpty } from '../../support/empty.js';

const river = { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' } as const;
const nora: Viewer = { userId: 1, username: 'nora', userName: 'Nora', role: 'typical user', organization: river };
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** A registry of one clinic with these people in it. */
async function registryOf(people: readonly Partial<Personal>[]): Promise<Database> {
  const db = openEmpty();
  await db.write(async (tx) => {
    await tx.insert(organizations).values(river).run();
    for (const known of people)
      await enterClient(
        tx,
        { organization: river },
        { ...mapFields(() => ''), gender: 'U', birthDate: '2015-03-09', ...known },
        { at: 1, today: '2026-01-05' },
      );
  });
  return db;
}

/** The MIIC IDs that a search finds, best first; the first client entered has 1. */
async function find(db: Database, typed: Record<string, string>) {
  const { criteria } = readCriteria(typed);
  const found = await searchClients(db.read, nora, criteria, otherReadings(typed, criteria));
  return found?.map(({ clientId }) => clientId);
}

// Each reads as KOLMANO by two slips, and begins with the same letter.
const near = letters.flatMap((a) => letters.slice(0, 8).map((b) => `KOL${a}AN${b}`));
const strangers = near.map((lastName) => ({ lastName, firstName: 'JUNE' }));

test('two slips in one name are found beside the other as typed, however many names are as near (C2)', async () => {
  const db = await registryOf([{ lastName: 'HOLMAND', firstName: 'SIGNE' }, ...strangers]);
  expect(await find(db, { lastName: 'KOLMANO', firstName: 'SIGNE' })).toEqual([1]);
  expect(await find(db, { lastName: 'HOLMAND', firstName: 'ZIGME' })).toEqual([1]);
});

test('one slip in each name is found, below one in one name; three slips are another person (C2)', async () => {
  const db = await registryOf([
    { lastName: 'HOLMAND', firstName: 'SIGNE' },
    { lastName: 'HOLMANS', firstName: 'SIGNE' },
    { lastName: 'HOLMANS', firstName: 'SIGNY' },
  ]);
  expect(await find(db, { lastName: 'HOLMANT', firstName: 'SIGNY' })).toEqual([3, 1, 2]);
  expect(await find(db, { lastName: 'KOLMENT', firstName: 'SIGNO' })).toEqual([]);
});

test('a preferred name leads to its client, below who bears it as a first name, beside any part of the last name (C2)', async () => {
  const db = await registryOf([
    { lastName: 'HOLMAND-BERG', firstName: 'SIGNE', preferredName: 'TUPPENCE' },
    { lastName: 'HOLMAND', firstName: 'TUPPENCE' },
  ]);
  for (const [typed, ids] of [
    [{ lastName: 'HOLMAND', firstName: 'TUPPENCE' }, [2, 1]],
    [{ lastName: 'HOLMAND', firstName: 'TUPENCE', birthDate: '03/09/2015' }, [2, 1]],
    [{ lastName: 'BERG', firstName: 'TUPPENCE' }, [1]],
    [{ firstName: 'TUPPENCE' }, [2, 1]],
    [{ lastName: 'HOLMAND-BERG', firstName: 'SIGNE' }, [1]],
  ] as const)
    expect(await find(db, typed), JSON.stringify(typed)).toEqual(ids);
});

test('a nickname leads to the name it stands for, however many names begin with it (C2)', async () => {
  const db = await registryOf([
    { lastName: 'HOLMAND', firstName: 'JOHN' },
    ...letters.flatMap((a) => letters.slice(0, 4).map((b) => ({ lastName: 'KOLLER', firstName: `JACK${a}${b}` }))),
  ]);
  expect(await find(db, { lastName: 'HOLMAND', firstName: 'JACK' })).toEqual([1]);
});

test("a mother's maiden or first name is found misspelt, not both of them (C2)", async () => {
  const db = await registryOf([
    { lastName: 'HOLMAND', firstName: 'SIGNE', motherMaidenLast: 'FROYSAA', motherFirst: 'INGRID' },
  ]);
  for (const [motherMaidenLast, motherFirst, ids] of [
    ['FROYSAA', 'INGRID', [1]],
    ['FROYSA', 'INGRID', [1]],
    ['FROISAA', 'INGRID', [1]],
    ['FROYSAA', 'INGRIT', [1]],
    ['FROYSAA', 'ING', [1]],
    ['FROISAA', 'BIRGIT', []],
  ] as const)
    for (const child of [{ firstName: 'SIGNE' }, { birthDate: '03/09/2015' }])
      expect(await find(db, { ...child, motherMaidenLast, motherFirst })).toEqual(ids);
});

test.each([
  ['a full name in the Last Name field', { lastName: 'Don Duck' }, [1]],
  ['the same, last name first', { lastName: 'duck don' }, [1]],
  ['with a comma', { lastName: 'DUCK, DON' }, [1, 2]],
  ['a full name in the First Name field', { firstName: 'Don Duck' }, [1]],
  ['with a comma there', { firstName: 'Duck, Don Quincy' }, [2, 1]],
  ['first, middle and last name in one field', { lastName: 'don quincy duck' }, [2]],
  ['first and middle name in the First Name field', { lastName: 'DUCK', firstName: 'DON QUINCY' }, [2, 1]],
  ['a part of both compound names', { lastName: 'Marquez', firstName: 'Luis' }, [3]],
  ['another part of the last name', { lastName: 'garcia', firstName: 'luis' }, [3]],
  ['the parts of a last name turned round', { lastName: 'Jones Smith', firstName: 'Ann' }, [4]],
  ['the same without a first name', { lastName: 'Jones-Smith' }, [4]],
  ['one letter of a first name that is one', { lastName: 'Ng', firstName: 'E' }, [5, 6]],
  ['one letter beside a birth date', { firstName: 'e', birthDate: '03/09/2015' }, [5, 6]],
] as const)('names are understood where they are typed: %s (C2)', async (_, typed, ids) => {
  const db = await registryOf([
    { lastName: 'DUCK', firstName: 'DON' },
    { lastName: 'DUCK', firstName: 'DON', middleName: 'QUINCY' },
    { lastName: 'García Márquez', firstName: 'José Luis' },
    { lastName: 'Smith-Jones', firstName: 'Ann' },
    { lastName: 'NG', firstName: 'E' },
    { lastName: 'NG', firstName: 'EMILY' },
    { lastName: 'ZABEL', firstName: 'OTTO' },
  ]);
  expect((await find(db, typed))?.slice(0, ids.length)).toEqual(ids);
});

test('hits of one rank stand by name, then by birth date (C2)', async () => {
  const db = await registryOf([
    { lastName: 'LINDAHL', firstName: 'BO' },
    { lastName: 'LINDAHL', firstName: 'ÅSA', birthDate: '2015-03-10' },
    { lastName: 'LINDAHL', firstName: 'ÅSA', birthDate: '2015-03-09' },
    { lastName: 'LINDAHL', firstName: 'CY' },
  ]);
  expect(await find(db, { lastName: 'LINDAHL' })).toEqual([3, 2, 1, 4]);
});

test('KATE finds Kates and Katherines before Mateos (C2)', async () => {
  const names = ['MATEO', 'KATHERINE', 'KATES', 'KATE', 'TATE', 'NATE', 'KATHRYN'];
  const db = await registryOf(names.map((firstName) => ({ lastName: 'HOLMAND', firstName })));
  for (const beside of [{}, { lastName: 'HOLMAND' }, { birthDate: '03/09/2015' }]) {
    const found = (await find(db, { firstName: 'KATE', ...beside }))?.map((id) => names[id - 1]) ?? [];
    expect(found.slice(0, 2)).toEqual(['KATE', 'KATES']);
    expect(found.slice(2, 4).sort()).toEqual(['KATHERINE', 'KATHRYN']);
  }
});

test('names that differ in accents alone stand below those as typed (C2)', async () => {
  const db = await registryOf([
    { lastName: 'GARCIA', firstName: 'ANA' },
    { lastName: 'GARCÍA', firstName: 'ANA' },
  ]);
  for (const [lastName, ids] of [
    ['García', [2, 1]],
    ['garcia', [1, 2]],
  ] as const) {
    const { criteria } = readCriteria({ lastName, firstName: 'Ana' });
    const found = await searchClients(db.read, nora, criteria, [], { lastName, firstName: 'Ana' });
    expect(found?.map(({ clientId }) => clientId)).toEqual(ids);
  }
});

test('a search sees one state of the registry, whatever others write meanwhile', async () => {
  const db = await registryOf([
    { lastName: 'HOLMAND', firstName: 'SIGNE', phone: '6512014629', motherMaidenLast: 'QUIST', motherFirst: 'ALMA' },
  ]);
  // What is asked outside of a snapshot is an error here.
  const { read } = db;
  const atOnce = { read: { snapshot: read.snapshot.bind(read) } as typeof read } as Database;
  for (const typed of [
    { lastName: 'HOLMAND', firstName: 'SIGNE', birthDate: '2015-03-09' },
    { lastName: 'HOLMANT', firstName: 'SIGNY' },
    { lastName: 'HOLMAND' },
    { birthDate: '2015-03-09' },
    { motherMaidenLast: 'QUIST', motherFirst: 'ALMA' },
    { phone: '651-201-4629' },
    { miicId: '1' },
  ])
    expect(await find(atOnce, typed)).toEqual([1]);
});

test('the beginnings of both names find whoever has one of each, of thousands of pairs that they might make (C2)', async () => {
  const ends = letters.slice(0, 25).flatMap((a) => ['A', 'E', 'O'].map((b) => a + b));
  const db = await registryOf([
    ...ends.map((end) => ({ lastName: `KOL${end}`, firstName: `SI${end}` })),
    { lastName: 'KOLAA', firstName: 'JUNE' },
    { lastName: 'BERG', firstName: 'SIAA' },
  ]);
  const found = await find(db, { lastName: 'KOL', firstName: 'SI' });
  expect(found?.sort((a, b) => a - b)).toEqual(ends.map((_, i) => i + 1));
});

test('more than 200 as typed are too broad, however many are like it; 200 are listed (C2)', async () => {
  const some = (many: number, lastName: string) => Array.from({ length: many }, () => ({ lastName }));
  const db = await registryOf([...some(200, 'HOLM'), ...some(150, 'HOLT')]);
  expect(await find(db, { lastName: 'Holm' })).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  await db.write((tx) =>
    enterClient(
      tx,
      { organization: river },
      { ...mapFields(() => ''), gender: 'U', birthDate: '2015-03-09', lastName: 'HOLM' },
      { at: 1, today: '2026-01-05' },
    ),
  );
  expect(await find(db, { lastName: 'Holm' })).toBeUndefined();
});

test('the beginnings of both names of a mother find her children, of thousands of pairs that they might make (C2)', async () => {
  const ends = letters.slice(0, 25).flatMap((a) => ['A', 'E', 'O'].map((b) => a + b));
  const children = ends.map((end, i) => ({
    lastName: `CHILD${letters[i % 26]}`,
    motherMaidenLast: `KOL${end}`,
    motherFirst: `SI${end}`,
  }));
  const db = await registryOf([...children, { lastName: 'BERG', motherMaidenLast: 'KOLAA', motherFirst: 'JUNE' }]);
  const found = await find(db, { motherMaidenLast: 'KOL', motherFirst: 'SI' });
  expect(found?.sort((a, b) => a - b)).toEqual(ends.map((_, i) => i + 1));
});

test('of more like names than may be read those of the likeliest are found (C2)', async () => {
  const people = [...near, ...near, ...near, 'KOLMANU'].map((lastName) => ({ lastName }));
  const oneSlipAway = people.flatMap(({ lastName }, i) => (lastName.startsWith('KOLMAN') ? [i + 1] : []));
  const db = await registryOf(people);
  const found = await find(db, { lastName: 'KOLMANO' });
  expect(found?.slice(0, oneSlipAway.length).sort((a, b) => a - b)).toEqual(oneSlipAway);
});

test('a phone of seven digits is found in every area code', async () => {
  const phones = ['6122014629', '6512014629', '6512014628', '9522014629', '2182014630', '6', '(651) 201'];
  const db = await registryOf(phones.map((phone) => ({ lastName: 'HOLM', phone })));
  expect(await find(db, { phone: '201-4629' })).toEqual([1, 2, 4]);
});
