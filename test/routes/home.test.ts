// Home, where the work begins (L15): the search box, and the records that were opened today.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { type Browser, startApp } from '../support/app.js';
import { schema } from '../support/tables.js';

const hours = 60 * 60 * 1000;

/** The names that Home lists as opened. */
async function opened(browser: Browser): Promise<string[]> {
  const { text } = await browser.get('/');
  const part = /<section aria-labelledby="opened">([\s\S]*?)<\/section>/.exec(text)?.[1] ?? '';
  return [...part.matchAll(/<a href="\/clients\/\d+">([^<]+)/g)].map(([, name = '']) => name);
}

test('Home begins with the search box, which has the focus; no other one stands there', async () => {
  const nora = await startApp().open().logIn('nora');
  const { text } = await nora.get('/');
  expect(text.match(/<input id="box"[^>]*>/g)).toEqual([expect.stringContaining('autofocus')]);
  expect(text.indexOf('id="box"')).toBeLessThan(text.indexOf('id="announcements"'));
  expect((await nora.submit('/', { box: String(people.donDuck) }, 'do.find', '/searches')).location).toContain(
    `/clients/${people.donDuck}`,
  );
});

test('records that were opened stand there, the latest first, for a day: the own ones, of this organization', async () => {
  const app = startApp();
  const nora = await app.open().logIn('nora');
  expect(await opened(nora)).toEqual([]);
  await nora.get(`/clients/${people.donDuck}`);
  app.wait(1000);
  await nora.get(`/clients/${people.rainbowBright}/immunizations`);
  app.wait(1000);
  // To be listed is not to be opened.
  await nora.get((await nora.submit('/clients', { lastName: 'GEEDI' }, 'do.search')).location);
  expect(await opened(nora)).toEqual(['BRIGHT, RAINBOW FANCYPANTS', 'DUCK, DON']);
  expect(await opened(await app.open().logIn('ada'))).toEqual([]);
  app.wait(23 * hours);
  expect(await opened(await app.open().logIn('nora'))).toEqual(['BRIGHT, RAINBOW FANCYPANTS', 'DUCK, DON']);
  app.wait(hours);
  expect(await opened(await app.open().logIn('nora'))).toEqual([]);
});

test('two who share a last name and a birth date are told apart: each says so', async () => {
  const nora = await startApp().open().logIn('nora');
  for (const id of [...people.twins, people.donDuck]) await nora.get(`/clients/${id}`);
  expect((await nora.get('/')).text.split('another here has this last name and birth date')).toHaveLength(3);
});

test('a record that was locked elsewhere or flagged as deceased since is not named (C12, C13)', async () => {
  const app = startApp();
  const nora = await app.open().logIn('nora');
  await nora.get(`/clients/${people.donDuck}`);
  await nora.get(`/clients/${people.rainbowBright}`);
  const change = (id: number, values: Partial<typeof schema.clients.$inferInsert>) =>
    app.db.write((tx) => tx.update(schema.clients).set(values).where(eq(schema.clients.id, id)).run());
  const [other] = await app.db.read
    .select()
    .from(schema.organizations)
    .where(eq(schema.organizations.code, 'LAKE'))
    .all();
  await change(people.donDuck, { lockedBy: other?.id ?? 2 });
  await change(people.rainbowBright, { deceasedAt: 1 });
  expect((await nora.get('/')).text).not.toContain('DUCK');
  expect(await opened(nora)).toEqual([]);
});
