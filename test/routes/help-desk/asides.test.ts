import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { aliases, clients, enrolments } from '../../../src/db/schema/clients.js';
import { immunizations } from '../../../src/db/schema/immunizations.js';
import { asides } from '../../../src/db/schema/search.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, startApp } from '../../support/app.js';
import { bringClients, bringDoses } from '../../support/asides.js';
import { auditOf } from '../../support/facts.js';

const head = 'last name,first name,middle name,birth date,gender,chart number\n';
const luisa = 'Santos,Maria,Luisa,05/08/2015,F,A-1001\n';
const elena = 'Santos,Maria,Elena,05/08/2015,F,A-1002\n';

const santos = (registry: App) => registry.db.read.select().from(clients).where(eq(clients.lastName, 'SANTOS')).all();
const chartOf = async (registry: App, id = 0) =>
  (await registry.db.read.select().from(enrolments).where(eq(enrolments.clientId, id)).get())?.chartNumber;
const decided = (registry: App) => registry.db.read.select().from(asides).all();

/** Helen before a row that may be Maria Luisa. */
async function atRow() {
  const registry = startApp();
  expect((await bringClients(registry, head + luisa + elena)).counts).toMatchObject({ entered: 1, 'put aside': 1 });
  const [on] = await santos(registry);
  const helen = await registry.open().logIn('helen');
  return { registry, helen, on: on?.id ?? 0, row: `/duplicates/rows/${(await decided(registry))[0]?.id}` };
}

test('a row put aside is on the list of the help desk alone, by MIIC IDs, and opens beside the record (C3, A6)', async () => {
  const { registry, helen, on, row } = await atRow();
  const list = (await helen.get('/duplicates')).text;
  expect(list).toContain('1 row of an import to decide');
  expect(list).toContain(`MIIC ID ${on}: same birth date`);
  expect(list).toContain('different middle name, different chart number');
  expect(list).not.toMatch(/santos|elena/i);
  const page = (await helen.get(row)).text;
  for (const words of [
    'SANTOS, MARIA ELENA',
    'SANTOS, MARIA LUISA',
    'A-1002',
    `Same person as ${on}`,
    'Different people',
  ])
    expect(page).toContain(words);
  expect(page).not.toMatch(/<title>[^<]*santos/i);
  expect(await auditOf(registry, 'view client')).toMatchObject([{ clientId: on }]);
  for (const name of ['nora', 'ada']) expect((await (await registry.open().logIn(name)).get(row)).status).toBe(403);
});

test('different people: she is entered for the organization, and the same file changes nothing more (C3)', async () => {
  const { registry, helen, on, row } = await atRow();
  expect((await helen.submit(row, {}, 'do.different')).location).toBe('/duplicates?decided=different');
  const [, entered] = await santos(registry);
  expect(entered).toMatchObject({ middleName: 'ELENA', updatedFor: 1 });
  expect([await chartOf(registry, on), await chartOf(registry, entered?.id)]).toEqual(['A-1001', 'A-1002']);
  expect(await decided(registry)).toMatchObject([{ decision: 'different people', clientId: entered?.id }]);
  expect(await auditOf(registry, 'decide duplicate')).toMatchObject([
    { clientId: on, detail: 'different people, row 1' },
  ]);
  expect((await bringClients(registry, head + luisa + elena)).counts).toMatchObject({ unchanged: 2, 'put aside': 0 });
  expect((await helen.get(row)).status).toBe(404);
  expect((await helen.post(row, 'do.different=x')).status).toBe(404);
});

test('same person: the record takes what the row brings, once, and the row is hers from then on (C3)', async () => {
  const { registry, helen, on, row } = await atRow();
  const other = await registry.open().logIn('helen');
  await other.get(row);
  const [first, second] = await Promise.all([
    helen.submit(row, {}, `do.same.${on}`),
    other.submit(row, {}, 'do.different'),
  ]);
  expect([first.status, second.status].sort()).toEqual([303, 404]);
  expect(await santos(registry)).toHaveLength(first.status === 303 ? 1 : 2);
  if (first.status === 303) {
    expect(await santos(registry)).toMatchObject([{ id: on, middleName: 'ELENA' }]);
    expect(await chartOf(registry, on)).toBe('A-1002');
  }
});

test('the newborn who has a name now gets it, and the placeholder stays an alias (C3, C5)', async () => {
  const registry = startApp();
  await bringClients(registry, `${head}Santos,BABY GIRL,,05/08/2015,F,\nSantos,Lucía,,05/08/2015,F,A-7\n`);
  const [on] = await santos(registry);
  const helen = await registry.open().logIn('helen');
  const row = `/duplicates/rows/${(await decided(registry))[0]?.id}`;
  expect((await helen.get(row)).text).toContain('no name yet in one: a newborn who may have one now');
  await helen.submit(row, {}, `do.same.${on?.id}`);
  expect(await santos(registry)).toMatchObject([{ firstName: 'LUCÍA' }]);
  expect(
    await registry.db.read
      .select()
      .from(aliases)
      .where(eq(aliases.clientId, on?.id ?? 0))
      .all(),
  ).toMatchObject([{ firstName: 'BABY GIRL' }]);
});

test('a button of another record, or none, decides nothing', async () => {
  const { registry, helen, row } = await atRow();
  for (const control of [`do.same.${people.donDuck}`, 'do.same.constructor', 'do.nothing'])
    expect((await helen.submit(row, {}, control)).status).toBeGreaterThanOrEqual(400);
  expect(await decided(registry)).toMatchObject([{ decision: null }]);
  expect(await santos(registry)).toHaveLength(1);
});

test('somebody entered meanwhile is looked at before the row is another person (C3)', async () => {
  const { registry, helen, on, row } = await atRow();
  await bringClients(registry, `${head}Santos,Marta,Elena,05/08/2015,F,A-9\n`);
  await helen.submit(`/duplicates/rows/${(await decided(registry))[1]?.id}`, {}, 'do.different');
  const again = await helen.submit(row, {}, 'do.different');
  expect(again.status).toBe(409);
  expect(again.text).toContain('Look again');
  const [, marta] = await santos(registry);
  expect(again.text).toContain(`Same person as ${on}`);
  expect(again.text).toContain(`Same person as ${marta?.id}`);
  expect((await helen.submit(row, {}, 'do.different')).status).toBe(303);
});

test('a dose goes to the child that the help desk names; it says why it cannot (C3, I5)', async () => {
  const registry = startApp();
  const doses = 'last name,first name,birth date,date administered,cvx\n';
  const given = () =>
    registry.db.read.select().from(immunizations).where(eq(immunizations.clientId, people.donDuck)).all();
  const before = (await given()).length;
  const csv = `${doses}DUCK,DONN,09/21/2009,01/02/2019,115\nDUCK,DONN,09/21/2009,01/02/1999,115\n`;
  expect((await bringDoses(registry, csv)).counts).toMatchObject({ 'put aside': 2 });
  const [row, wrong] = (await decided(registry)).map(({ id }) => `/duplicates/rows/${id}`) as [string, string];
  const helen = await registry.open().logIn('helen');
  expect((await helen.get(row)).text).toContain('Tdap on 01/02/2019');
  const refused = await helen.submit(wrong, {}, `do.same.${people.donDuck}`);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('before')]);
  expect(refused.text).toContain('<title>Error: Row of an import');
  expect((await helen.submit(row, {}, `do.same.${people.donDuck}`)).status).toBe(303);
  expect(await given()).toHaveLength(before + 1);
  expect((await helen.submit(wrong, {}, 'do.different')).status).toBe(303);
  const again = await bringDoses(registry, csv);
  expect(again.counts).toMatchObject({ unchanged: 1, refused: 1 });
  expect(again.reasons[0]?.reason).toContain('nobody on file');
});
