// What is typed when a session ends, or when somebody logs out in another tab, is kept for the same user, and does nothing (L16).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { organizationId } from '../../support/doses.js';
import { clinical } from '../../support/facts.js';
import { bright, duck, keep, keptIn, logIn, minute, typed } from '../../support/interruptions.js';
import { schema } from '../../support/tables.js';

test('time left is rounded up, and only what has ended is said to have (L16)', async () => {
  const registry = startApp({ SESSION_IDLE_MINUTES: '30s' });
  const nora = await registry.open().logIn('nora');
  for (const [passed, left] of [
    [0, '30'],
    [1, '30'],
    [29_000, '1'],
    [29_999, '1'],
    [30_000, 'ended'],
  ] as const) {
    const browser = await registry.open().logIn('nora');
    registry.wait(passed);
    expect((await browser.get('/session')).text, String(passed)).toBe(left);
  }
  expect((await nora.get('/session')).text).toBe('ended');
});

test('a page asks for the user that it was shown to: for another one it has ended (L16)', async () => {
  const registry = startApp();
  const browser = await registry.open().logIn('nora');
  const of = /data-user="(\d+)"/.exec((await browser.get('/')).text)?.[1];
  expect((await browser.get(`/session?of=${of}`)).text).toBe('1800');
  await browser.submit('/', {}, 'do.logout', '/logout');
  expect((await browser.get(`/session?of=${of}`)).text).toBe('ended');
  await browser.logIn('victor');
  expect((await browser.get(`/session?of=${of}`)).text).toBe('ended');
});

test.each([
  ['the session’s end', (registry: App) => void registry.wait(30 * minute)],
  ['a logout in another tab', (_: App, browser: Browser) => browser.submit('/', {}, 'do.logout', '/logout')],
  [
    'the end that somebody else gave it',
    (registry: App) =>
      registry.db.write((tx) => tx.update(schema.sessions).set({ endedAt: 1, endedWhy: 'ended' }).run()),
  ],
])(
  'after %s two tabs’ typed text is kept, does nothing, and both are offered, each with its client (L16)',
  async (_, end) => {
    const registry = startApp();
    const nora = await registry.open().logIn('nora');
    const one = await typed(nora, duck, { phone: '651-201-4629' });
    const other = await typed(nora, bright, { middleName: 'KEPT' });
    const before = await clinical(registry);
    await end(registry, nora);
    expect((await keep(nora, duck, one)).text).toBe('kept');
    expect((await keep(nora, `${bright}?tab=contacts`, other)).text).toBe('kept');
    expect((await nora.get('/login')).text).toContain('What you typed is kept');
    const back = await logIn(nora, 'nora');
    expect(back.location).toBe('/interrupted');
    const list = await nora.get(back.location);
    const links = [...list.text.matchAll(/<a href="(\/interrupted\/[\w-]+)">(.*?)<\/a>/g)].map(([, to, name]) => [
      to,
      name,
    ]);
    expect(links.map(([, name]) => name)).toEqual([
      `Edit Client: BRIGHT, RAINBOW, MIIC ID ${people.rainbowBright}`,
      `Edit Client: DUCK, DON, MIIC ID ${people.donDuck}`,
    ]);
    const [to = ''] = links[1] ?? [];
    const offered = await nora.get(to);
    expect(offered.text).toMatch(/<dt>Phone<\/dt><dd>651-201-4629<\/dd>/);
    expect(offered.text).not.toContain('Send it now');
    const labels = [...offered.text.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, label]) => label);
    expect(labels.slice(0, 3)).toEqual(['Last Name', 'First Name', 'Gender']);
    expect(labels.join()).not.toMatch(/shown|key|revision/i);
    expect(await clinical(registry)).toBe(before);
    // Back in its form it is a draft, and is offered no more.
    const put = await nora.post(`${duck}?interrupted=${to.split('/')[2]}`, `${formOf(offered.text, duck)}`);
    expect(put.status).toBe(303);
    expect(formOf((await nora.get(duck)).text, duck).get('phone')).toBe('651-201-4629');
    expect((await keptIn(registry)).map(({ path }) => path)).toEqual([`${bright}?tab=contacts`]);
    expect(await clinical(registry)).toBe(before);
  },
);

test('put back in its form, a new user is made by nobody: the page shows what was typed (L16)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const users = async () => (await registry.db.read.select().from(schema.users).all()).length;
  const before = await users();
  const form = await typed(ada, '/users/new', { lastName1: 'Dahl' });
  registry.wait(30 * minute);
  await keep(ada, '/users/new', form);
  const { location } = await logIn(ada, 'ada');
  const offered = await ada.get(location);
  expect(offered.text).toContain('Dahl');
  const shown = await ada.post(
    `/users/new?interrupted=${location.split('/')[2]}`,
    `${formOf(offered.text, '/users/new')}`,
  );
  expect([shown.status, await users()]).toEqual([400, before]);
  expect(shown.text).toContain('What was typed stands in its form');
  expect(shown.text).toContain('value="Dahl"');
});

test('what is kept is offered to the same user for the same organization in any browser, and to nobody else (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await typed(nora, duck, { phone: '651-201-4629' });
  registry.wait(30 * minute);
  await keep(nora, duck, form);
  for (const [browser, username, organization, location] of [
    [nora, 'victor', 'RIVER', '/'],
    [registry.open(), 'nora', 'LAKE', '/'],
    [registry.open(), 'nora', 'RIVER', expect.stringMatching(/^\/interrupted\//)],
  ] as const)
    expect((await logIn(browser, username, organization)).location).toEqual(location);
});

test('of a kept form no control but the first that was pressed is in the page: putting it back presses none (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await typed(nora, duck, { phone: '651-201-4629' });
  registry.wait(30 * minute);
  await keep(nora, duck, new URLSearchParams(`${form}&do.stage=&do.save=`));
  const { location } = await logIn(nora, 'nora');
  const again = formOf((await nora.get(location)).text, duck);
  expect([...again.keys()].filter((name) => name.startsWith('do.'))).toEqual([]);
});

test('what was typed for one organization is kept for it, though the session acted for another at its end (L16, C22)', async () => {
  const registry = startApp();
  const [river, lake] = [await organizationId(registry, 'RIVER'), await organizationId(registry, 'LAKE')];
  await registry.db.write((tx) =>
    tx.update(schema.clients).set({ lockedBy: river }).where(eq(schema.clients.id, people.donDuck)).run(),
  );
  const nora = await registry.open().logIn('nora');
  const form = await typed(nora, duck, { phone: '651-201-4629' });
  await nora.submit('/organizations', { organization: String(lake) }, 'do.switch');
  registry.wait(30 * minute);
  await keep(nora, duck, form);
  // Where somebody says an organization that is none of theirs, it stays with that of the session.
  const forged = new URLSearchParams(form);
  forged.set('organization', '999');
  await keep(nora, `${duck}/draft`, forged);
  expect((await keptIn(registry)).map(({ organizationId }) => organizationId)).toEqual([river, lake]);
  const { location } = await logIn(nora, 'nora', 'RIVER');
  expect(location).toMatch(/^\/interrupted\//);
  expect((await nora.get(location)).text).toContain('651-201-4629');
  const atLake = registry.open();
  expect((await logIn(atLake, 'nora', 'LAKE')).location).not.toContain((await keptIn(registry))[0]?.id);
});

test('a kept form of a record that was locked since names nobody and is not shown (L16, C13)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const forms = [await typed(nora, duck, { phone: '651-201-4629' }), await typed(nora, bright, { middleName: 'KEPT' })];
  registry.wait(30 * minute);
  await keep(nora, duck, forms[0] ?? new URLSearchParams());
  await keep(nora, bright, forms[1] ?? new URLSearchParams());
  await registry.db.write((tx) =>
    tx.update(schema.clients).set({ lockedBy: 2 }).where(eq(schema.clients.id, people.donDuck)).run(),
  );
  await logIn(nora, 'nora');
  const list = await nora.get('/interrupted');
  const page = list.status === 303 ? await nora.get(list.location) : list;
  expect(page.text).toContain('BRIGHT');
  expect(`${list.text}${page.text}${(await nora.get('/')).text}`).not.toMatch(/DUCK|651-201-4629|6714871/);
  const hidden = (await keptIn(registry)).find(({ path }) => path === duck);
  expect((await nora.get(`/interrupted/${hidden?.id}`)).status).toBe(404);
});
