import { asc, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { findAccount } from '../../src/db/accounts/accounts.js';
import { organizationsOf } from '../../src/db/accounts/memberships.js';
import { findClient } from '../../src/db/clients/clients.js';
import type { Database } from '../../src/db/engine/database.js';
import { inTurn } from '../../src/db/engine/in-turn.js';
import { searchClients } from '../../src/db/search/client-search.js';
import { demonstrationClients, demonstrationLogins, plantDemonstration } from '../../src/demonstration/plant.js';
import type { Organization, Role, Viewer } from '../../src/domain/accounts/viewer.js';
import { clientComments } from '../../src/domain/clients/client-comment.js';
import { personalFaults } from '../../src/domain/clients/personal-information.js';
import { isCode, labelOf } from '../../src/domain/codes/choice.js';
import { relationships } from '../../src/domain/codes/relationship.js';
import { opensAtOnce, readCriteria } from '../../src/domain/matching/search.js';
import { nameKey } from '../../src/domain/text/name.js';
import { phoneFault } from '../../src/domain/text/phone.js';
import { ageOn } from '../../src/domain/time/day.js';
import { openEmpty } from '../support/empty.js';
import { engine } from '../support/engine/engine.js';
import { allRows } from '../support/facts.js';
import { schema } from '../support/tables.js';

const at = Date.parse('2026-11-22T17:00:00Z');
const today = '2026-11-22';
const hashPassword = async (password: string) => `hashed ${password}`;
const { donDuck, rainbowBright, locked, deceased, certified, twins, aliased, sevenContacts, longName } =
  demonstrationClients;

let db: Database;
let nora: Viewer;
let noraAtLake: Viewer;
let paul: Viewer;

beforeAll(async () => {
  db = openEmpty();
  await plantDemonstration(db, { at, today, hashPassword });
  const [river, lake, pub] = await inTurn(['RIVER', 'LAKE', 'PUB'], async (code) => organization(code));
  const viewer = (userId: number, username: string, of: Organization | undefined): Viewer => {
    if (!of) throw new Error('An organization is missing.');
    return { userId, username, userName: username, role: 'typical user' satisfies Role, organization: of };
  };
  nora = viewer(1, 'nora', river);
  noraAtLake = viewer(1, 'nora', lake);
  paul = viewer(4, 'paul', pub);
});

const organization = (code: string) =>
  db.read.select().from(schema.organizations).where(eq(schema.organizations.code, code)).get();
const all = (from: Database) => from.read.select().from(schema.clients).orderBy(asc(schema.clients.id)).all();
const found = async (viewer: Viewer, id: number) => {
  const client = await findClient(db.read, viewer, id);
  if (!client) throw new Error(`${id} is not found.`);
  return client;
};
const search = async (viewer: Viewer, typed: Record<string, string>) =>
  (await searchClients(db.read, viewer, readCriteria(typed).criteria)) ?? [];

test('speaks of the same people whenever it is planted', async () => {
  const another = openEmpty();
  await plantDemonstration(another, { at: at + 40 * 86_400_000, today: '2027-01-01', hashPassword });
  expect(await all(another)).toEqual(await all(db));
  for (const table of [
    schema.clientNames,
    schema.contacts,
    schema.comments,
    schema.conditions,
    schema.enrolments,
    schema.changes,
    schema.aliases,
  ])
    expect(await another.read.select().from(table).all()).toEqual(await db.read.select().from(table).all());
});

test('leaves a database alone that has organizations', async () => {
  const hashed: string[] = [];
  const before = await allRows({ db });
  await plantDemonstration(db, { at, today, hashPassword: async (password) => String(hashed.push(password)) });
  expect(hashed).toEqual([]);
  expect(await allRows({ db })).toBe(before);
});

test('lets everyone log in who is named, with a password of their own hash', async () => {
  for (const { organization: code, username, password } of demonstrationLogins) {
    const account = await findAccount(db.read, code, username);
    expect(account, username).toMatchObject({
      passwordHash: `hashed ${password}`,
      temporaryUntil: username === 'newt' ? at + 7 * 86_400_000 : null,
    });
  }
  const account = await findAccount(db.read, 'LAKE', 'nora');
  expect((await organizationsOf(db.read, account?.userId ?? 0)).map(({ code }) => code)).toEqual(['LAKE', 'RIVER']);
  const newt = await db.read.select().from(schema.users).where(eq(schema.users.username, 'newt')).get();
  expect(newt?.lastLoginAt).toBeNull();
});

test('announces three things, the newest of these days', async () => {
  const dates = (await db.read.select().from(schema.announcements).all()).map(({ date }) => date);
  expect(dates).toHaveLength(3);
  expect(dates.sort().at(-1)).toBe('2026-11-19');
});

test('has about 300 clients of every age, children mostly, at every organization', async () => {
  const rows = await all(db);
  expect(rows).toHaveLength(300);
  const ages = rows.map(({ birthDate }) => ageOn(birthDate, today).years);
  expect(ages.filter((age) => age < 18).length).toBeGreaterThan(180);
  for (const [from, to] of [
    [0, 1],
    [1, 3],
    [3, 6],
    [6, 12],
    [12, 18],
    [18, 30],
    [30, 50],
    [50, 70],
    [70, 91],
  ] as const)
    expect(ages.filter((age) => age >= from && age < to).length, `${from} to ${to}`).toBeGreaterThan(3);
  expect(Math.max(...ages)).toBeLessThanOrEqual(90);
  const enrolled = await db.read.select().from(schema.enrolments).all();
  for (const code of ['RIVER', 'LAKE', 'PUB', 'OAK']) {
    const id = (await organization(code))?.id;
    expect(enrolled.filter((row) => row.organizationId === id).length, code).toBeGreaterThan(20);
  }
  expect(enrolled.filter(({ status }) => status === 'I').length).toBeGreaterThan(5);
});

test('keeps every rule, but for the phone of DON DUCK', async () => {
  const open = engine.open(await engine.keep(db));
  await open.write((tx) => tx.update(schema.clients).set({ deceasedAt: null, lockedBy: null }).run());
  const circumstances = { today, hasBirthCertificate: false, helpDesk: 'help@example.org' };
  for (const { id } of await all(open)) {
    const client = await findClient(open.read, nora, id);
    if (!client) throw new Error(`${id} is not found.`);
    const { personal, addressUpdatedOn, updatedAt } = client;
    expect(Object.keys(personalFaults(personal, circumstances)), `${id}`).toEqual(id === donDuck ? ['phone'] : []);
    expect(personal.lastName).toBe(personal.lastName.toUpperCase().normalize('NFC'));
    expect(addressUpdatedOn === null || addressUpdatedOn >= personal.birthDate, `${id}`).toBe(true);
    expect(new Date(updatedAt).toISOString().slice(0, 10) >= personal.birthDate, `${id}`).toBe(true);
  }
  for (const contact of await db.read.select().from(schema.contacts).all()) {
    expect(isCode(relationships, contact.relationship)).toBe(true);
    expect(contact.phone && phoneFault(contact.phone)).toBeFalsy();
  }
  for (const comment of await db.read.select().from(schema.comments).all()) {
    expect(isCode(clientComments, comment.code)).toBe(true);
    const born = (await all(db)).find(({ id }) => id === comment.clientId)?.birthDate ?? today;
    expect(comment.appliesOn > born && comment.appliesOn <= today).toBe(true);
  }
});

test('takes nobody for somebody else: no name and birth date twice, no chart number twice', async () => {
  const people = (await all(db)).map((row) => `${nameKey(row.lastName)} ${nameKey(row.firstName)} ${row.birthDate}`);
  expect(new Set(people).size).toBe(people.length);
  const charts = (await db.read.select().from(schema.enrolments).all())
    .filter(({ chartKey }) => chartKey)
    .map((row) => `${row.organizationId} ${row.chartKey}`);
  expect(new Set(charts).size).toBe(charts.length);
});

test('has DON DUCK as the guide shows him', async () => {
  const don = await found(nora, donDuck);
  expect(don).toMatchObject({
    id: 6714871,
    addressUpdatedOn: '2021-10-15',
    updatedFor: 'Riverside Clinic',
    enrolment: { chartNumber: 'R-100200', status: 'A' },
  });
  expect(don.personal).toMatchObject({
    lastName: 'DUCK',
    firstName: 'DON',
    gender: 'M',
    birthDate: '2009-09-21',
    motherMaidenLast: 'MALLARD',
    motherFirst: 'DELLA',
    street: '123 1ST ST SE',
    city: 'SAINT PAUL',
    state: 'MN',
    zip: '55112',
    county: '123',
    phone: '5555555555',
  });
  expect(don.contacts.map(({ firstName, relationship, isPrimary }) => [firstName, relationship, isPrimary])).toEqual([
    ['DON', 'SEL', true],
    ['HUEY', 'EXF', false],
  ]);
  expect(
    (await search(nora, { lastName: 'duck', firstName: 'don', birthDate: '09/21/2009' })).map(
      ({ clientId }) => clientId,
    ),
  ).toEqual([donDuck]);
});

test('has RAINBOW FANCYPANTS BRIGHT with the four comments of the guide', async () => {
  const rainbow = await found(nora, rainbowBright);
  expect(rainbow).toMatchObject({ id: 14883406, enrolment: { chartNumber: '12345678910', schedule: 'ACIP' } });
  expect(rainbow.personal).toMatchObject({
    lastName: 'BRIGHT',
    firstName: 'RAINBOW',
    middleName: 'FANCYPANTS',
    gender: 'U',
    birthDate: '2015-02-14',
    motherMaidenLast: 'UNICORN',
    street: '1625 CLOUDNINE DRIVE',
    city: 'PEGASUS',
    state: 'MN',
    zip: '',
    phone: '6512014629',
  });
  expect(rainbow.comments.map(({ appliesOn, code }) => `${appliesOn} ${labelOf(clientComments, code)}`)).toEqual([
    '2020-01-01 Immunity: Titer/MD Dx Mumps',
    '2021-11-04 Refusal of Influenza',
    '2022-03-17 Immunity: Titer/MD Dx Varicella or Zoster',
    '2022-04-01 Refusal of Cholera',
  ]);
});

test('hides the locked record from all but Lakeview, and the deceased from all', async () => {
  for (const viewer of [nora, paul]) expect(await findClient(db.read, viewer, locked)).toBeUndefined();
  expect(await found(noraAtLake, locked)).toMatchObject({ lockedHere: true });
  expect(await search(nora, { chartNumber: 'R-100201' })).toEqual([]);
  for (const viewer of [nora, noraAtLake, paul]) expect(await findClient(db.read, viewer, deceased)).toBeUndefined();
  const row = await db.read.select().from(schema.clients).where(eq(schema.clients.id, deceased)).get();
  expect(row).toMatchObject({ deathDate: '2026-01-19', deceasedAt: Date.parse('2026-02-03T15:00:00Z') });
  const enrolled = await db.read.select().from(schema.enrolments).where(eq(schema.enrolments.clientId, deceased)).all();
  expect(enrolled.map(({ status }) => status)).toEqual(['P', 'A']);
});

test('has a client whose birth certificate is on file, and no other', async () => {
  expect((await found(nora, certified)).hasBirthCertificate).toBe(true);
  expect((await all(db)).filter(({ birthCertificate }) => birthCertificate).map(({ id }) => id)).toEqual([certified]);
});

test('has twins that a search does not take for one another', async () => {
  const [hassan, hussein] = [(await found(nora, twins[0])).personal, (await found(nora, twins[1])).personal];
  expect({ ...hussein, firstName: 'HASSAN', birthOrder: '1' }).toEqual(hassan);
  const { criteria } = readCriteria({ lastName: 'GEEDI', firstName: 'HASSAN', birthDate: '12/05/2022' });
  const hits = (await searchClients(db.read, nora, criteria)) ?? [];
  expect(hits.map(({ clientId }) => clientId)).toEqual([...twins]);
  expect(opensAtOnce(criteria, hits)).toBe(false);
});

test('finds the client with an alias by both names', async () => {
  expect((await found(nora, aliased)).aliases).toMatchObject([
    { lastName: 'FROYSAA', firstName: 'SIGNE', birthDate: '1994-07-16' },
  ]);
  expect(await search(nora, { lastName: 'FROYSAA', firstName: 'SIGNE' })).toMatchObject([
    { clientId: aliased, aliasId: expect.any(Number) },
  ]);
  expect(await search(nora, { lastName: 'ABERNATHY', firstName: 'SIGNE' })).toMatchObject([
    { clientId: aliased, aliasId: 0 },
  ]);
});

test("has a client with seven contacts besides himself, one of them with the client's primary address", async () => {
  const elias = await found(nora, sevenContacts);
  expect(elias.contacts).toHaveLength(8);
  expect(elias.contacts[0]).toMatchObject({ relationship: 'SEL', isPrimary: false, city: 'MINNEAPOLIS' });
  expect(elias.contacts[1]).toMatchObject({ relationship: 'GRP', firstName: 'DELPHINE', isPrimary: true });
  expect(elias.personal).toMatchObject({ street: '64 WOODLAND RD', city: 'BEMIDJI', zip: '56601', county: '007' });
});

test('has a very long name', async () => {
  const { lastName } = (await found(nora, longName)).personal;
  expect([...lastName].length).toBeGreaterThan(60);
  expect(
    (await search(nora, { lastName: 'alves de oliveira e vasconcelos mendonca' })).map(({ clientId }) => clientId),
  ).toEqual([longName]);
});

test('gives later clients numbers after all of these', async () => {
  const copy = engine.open(await engine.keep(db));
  const row = (await all(copy)).find(({ id }) => id === donDuck);
  if (!row) throw new Error('DON is missing.');
  const { id: _, ...values } = row;
  const entered = await copy.write((tx) =>
    tx.insert(schema.clients).values(values).returning({ id: schema.clients.id }).get(),
  );
  expect(entered.id).toBe(rainbowBright + 1);
});
