// What was unusual on a day, and whoever was stopped let go on (A6).
import { expect, test } from 'vitest';
import { users } from '../../../src/db/schema/accounts.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { startApp } from '../../support/app.js';
import { auditOf } from '../../support/facts.js';

const limits = { RECORDS_ASKED_WHY: '0', RECORDS_STOPPED: '2' };
const { donDuck, rainbowBright, sevenContacts, locked } = people;
const record = (id: number) => `/clients/${id}`;
/** A section of the page, by its heading. */
const section = (text: string, title: string) => text.split(`>${title}</h2>`)[1]?.split('</section>')[0] ?? '';

test('the help desk reads who was stopped and who tried a hidden record, and lets nora go on; the look is a row', async () => {
  const registry = startApp(limits);
  const nora = await registry.open().logIn('nora');
  for (const id of [donDuck, rainbowBright, sevenContacts, locked]) await nora.get(record(id));
  const helen = await registry.open().logIn('helen');
  const page = await helen.get('/unusual-use');
  expect(section(page.text, 'Asked why, or stopped')).toContain('2 records within an hour');
  expect(section(page.text, 'Tries at records that are hidden, or not there')).toContain('nora (Nora Lind)');
  expect(await auditOf(registry, 'read audit log')).toMatchObject([
    { detail: 'unusual use, from 2026-11-22, to 2026-11-22' },
  ]);
  expect(section((await helen.get('/unusual-use?day=11/21/2026')).text, 'Asked why, or stopped')).toContain(
    'None on this day.',
  );

  const id = (await registry.db.read.select().from(users).all()).find(({ username }) => username === 'nora')?.id;
  const letGo = await helen.submit('/unusual-use', {}, `do.go.${id}`);
  expect((await helen.get(letGo.location)).text).toContain('The user may go on.');
  expect((await nora.get(record(sevenContacts))).status).toBe(200);
  expect(await auditOf(registry, 'let go on')).toMatchObject([{ detail: `user ${id}` }]);
});

test("an administrator reads of their own organization's people, and lets nobody go on", async () => {
  const registry = startApp(limits);
  const paul = await registry.open().logIn('paul');
  for (const id of [donDuck, rainbowBright, sevenContacts, locked]) await paul.get(record(id));
  const ada = await registry.open().logIn('ada');
  const { text } = await ada.get('/unusual-use');
  expect(text).toContain('Unusual use at Riverside Clinic');
  expect(text).not.toContain('paul');
  expect(text).not.toContain('Let go on');
  expect((await ada.submit('/unusual-use', { day: '2026-11-22' }, 'do.go.1')).status).toBe(403);
});

test('nobody of the help desk lets themselves go on, or somebody who was not stopped', async () => {
  const registry = startApp(limits);
  const helen = await registry.open().logIn('helen');
  for (const id of [donDuck, rainbowBright, sevenContacts]) await helen.get(record(id));
  expect(await auditOf(registry, 'stop opening')).toHaveLength(1);
  const all = await registry.db.read.select().from(users).all();
  for (const username of ['helen', 'nora']) {
    const id = all.find((user) => user.username === username)?.id;
    expect((await helen.submit('/unusual-use', {}, `do.go.${id}`)).status).toBe(404);
  }
  expect(await auditOf(registry, 'let go on')).toEqual([]);
});

test('a day that is none is said at its field', async () => {
  const helen = await startApp().open().logIn('helen');
  const { status, text } = await helen.submit('/unusual-use', { day: 'yesterday' }, 'do.show');
  expect([status, text.includes('Enter a date: MM/DD/YYYY.'), text.includes('value="yesterday"')]).toEqual([
    422,
    true,
    true,
  ]);
  const shown = await helen.submit('/unusual-use', { day: '11/20/2026' }, 'do.show');
  expect(shown.location).toBe('/unusual-use?day=2026-11-20');
});
