import { expect, test } from 'vitest';
import { searchClients } from '../../src/db/client-search.js';
import { enterClient } from '../../src/db/client-writes.js';
import { type Database, openBytes } from '../../src/db/open.js';
import { organizations } from '../../src/db/schema/accounts.js';
import { mapFields, type Personal } from '../../src/domain/personal-information.js';
import { readCriteria } from '../../src/domain/search.js';
import type { Viewer } from '../../src/domain/viewer.js';

const river = { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' } as const;
const nora: Viewer = { userId: 1, username: 'nora', userName: 'Nora', role: 'typical user', organization: river };
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** A registry of one clinic with these people in it. */
async function registryOf(people: readonly Partial<Personal>[]): Promise<Database> {
  const db = openBytes();
  await db.write((tx) => {
    tx.insert(organizations).values(river).run();
    for (const known of people)
      enterClient(
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
  const found = await searchClients(db.read, nora, readCriteria(typed).criteria);
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
