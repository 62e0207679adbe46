// Two tabs of one browser, and what a form of the one is once somebody logged in or out in the other (L16).
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { clinical } from '../../support/facts.js';
import { schema } from '../../support/tables.js';

const minute = 60_000;
const duck = `/clients/${people.donDuck}`;
const right = (username: string, organizationCode = 'RIVER') => ({
  organizationCode,
  username,
  password: 'Immunize-2026',
});
const logOut = (browser: Browser) => browser.submit('/', {}, 'do.logout', '/logout');
const keptIn = ({ db }: App) => db.read.select().from(schema.interruptions).all();

async function phoneTyped(browser: Browser): Promise<URLSearchParams> {
  const form = formOf((await browser.get(duck)).text, duck);
  form.set('phone', '651-201-4629');
  form.set('do.save', 'Save');
  return form;
}

const byScript = (browser: Browser, form: URLSearchParams) =>
  browser.request(duck, {
    method: 'POST',
    body: `${form}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' },
  });

test.each([
  ['the session had ended', (registry: App) => void registry.wait(30 * minute)],
  ['she had logged out', (_: App, browser: Browser) => logOut(browser)],
])('nora logs in again in another tab, after %s: the first tab’s Save saves (L16)', async (_, end) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await phoneTyped(nora);
  await end(registry, nora);
  await nora.logIn('nora');
  const saved = await byScript(nora, form);
  expect([saved.status, saved.headers.get('HX-Redirect')]).toEqual([204, expect.stringContaining('saved=2')]);
  expect(formOf((await nora.get(duck)).text, duck).get('phone')).toBe('651-201-4629');
});

test('for another organization it is not taken but kept there, and the text stays on the page with the reason (L16, C22)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await phoneTyped(nora);
  const before = await clinical(registry);
  await logOut(nora);
  await nora.logIn('nora', 'LAKE');
  const answer = await byScript(nora, form);
  expect(answer.status).toBe(403);
  expect(answer.text).toMatch(/<hx-partial id="said">.*kept for the organization.*What you typed is still here\./);
  expect(answer.headers.get('HX-Retarget')).toBe(null);
  expect(await clinical(registry)).toBe(before);
  expect((await nora.get('/')).text).not.toContain('What you sent was kept');
  await logOut(nora);
  await nora.logIn('nora');
  expect((await nora.get('/')).text).toContain('What you sent was kept');
});

test('under another user it is not taken but kept for its own, and shown to nobody else (L16)', async () => {
  const registry = startApp();
  const browser = await registry.open().logIn('nora');
  const form = await phoneTyped(browser);
  const before = await clinical(registry);
  await logOut(browser);
  await browser.logIn('ada');
  const answer = await browser.request(duck, {
    method: 'POST',
    body: `${form}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(answer.status).toBe(403);
  expect(answer.text).toContain('kept for the user whom it was shown to');
  expect(answer.text).not.toContain('651-201-4629');
  expect(await clinical(registry)).toBe(before);
  expect((await browser.get('/interrupted')).location).toBe('/');
  await logOut(browser);
  const back = await browser.submit('/login', right('nora'), 'do.login');
  expect((await browser.get(back.location)).text).toContain('651-201-4629');
});

test('a form of a page that nobody remembers is shown to be copied, if the browser says that it is ours (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await phoneTyped(nora);
  await logOut(nora);
  await registry.db.write((tx) => tx.delete(schema.sessions).run());
  await nora.logIn('nora');
  const send = (more: Record<string, string>) =>
    nora.request(duck, {
      method: 'POST',
      body: `${form}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...more },
    });
  const [ours, unknown] = [await send({ 'Sec-Fetch-Site': 'same-origin' }), await send({})];
  expect([ours.status, ours.text.includes('651-201-4629')]).toEqual([403, true]);
  expect([unknown.status, unknown.text.includes('651-201-4629')]).toEqual([403, false]);
  expect(await keptIn(registry)).toEqual([]);
});

test('an earlier session’s token does nothing in another browser, for another user, or for nobody (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await phoneTyped(nora);
  const before = await clinical(registry);
  await logOut(nora);
  for (const browser of [await registry.open().logIn('nora'), await registry.open().logIn('ada'), registry.open()]) {
    const answer = await browser.post(duck, `${form}`);
    expect([answer.status === 403 || answer.location === '/login', await keptIn(registry)]).toEqual([true, []]);
  }
  expect(await clinical(registry)).toBe(before);
});

test('what a login page carries does nothing for whoever is logged in (L16)', async () => {
  const registry = startApp();
  const browser = registry.open();
  const asked = formOf((await browser.get('/password/forgot')).text, '/password/forgot');
  const visitors = asked.get('csrf') ?? '';
  await browser.logIn('nora');
  const form = await phoneTyped(browser);
  form.set('csrf', visitors);
  const before = await clinical(registry);
  expect((await browser.post(duck, `${form}`)).status).toBe(403);
  expect((await browser.post('/logout', `csrf=${visitors}&do.logout=`)).status).toBe(403);
  expect(await clinical(registry)).toBe(before);
  // An address that is open to anybody takes it: somebody may have logged in in another tab.
  for (const [name, value] of Object.entries({ ...right('nora'), email: 'n@example.org' }))
    if (asked.has(name)) asked.set(name, value);
  asked.set('do.submit', 'Submit');
  expect((await browser.post('/password/forgot', `${asked}`)).status).toBe(303);
});

test('two login tabs: the second says that somebody is logged in, and leads home, once (L16)', async () => {
  const registry = startApp();
  const browser = registry.open();
  const second = formOf((await browser.get('/login')).text, '/login');
  for (const [name, value] of Object.entries(right('ada'))) second.set(name, value);
  second.set('do.login', 'Login');
  await browser.logIn('nora');
  const answer = await browser.post('/login', `${second}`);
  expect([answer.status, answer.location]).toEqual([303, '/?already=in']);
  const home = await browser.get(answer.location);
  expect(home.text).toContain('You are already logged in.');
  expect(home.text).toContain('user <b>Nora Lind</b>');
  expect((await browser.get(answer.location)).text).not.toContain('already logged in.');
});

test('logging out where somebody logged out already leads to the login page (L16)', async () => {
  const browser = await startApp().open().logIn('nora');
  const form = formOf((await browser.get('/')).text, '/logout');
  form.set('do.logout', 'logout');
  await browser.post('/logout', `${form}`);
  expect((await browser.post('/logout', `${form}`)).location).toBe('/login');
});

test('a browser that takes no cookies is told so (L1)', async () => {
  const registry = startApp();
  const form = formOf((await registry.open().get('/login')).text, '/login');
  for (const [name, value] of Object.entries(right('nora'))) form.set(name, value);
  form.set('do.login', 'Login');
  const answer = await registry.open().post('/login', `${form}`);
  expect([answer.status, answer.text.includes('Your browser sent no cookie')]).toEqual([403, true]);
});

test('the login page says why one is there, and nothing to whoever was never logged in (L16)', async () => {
  const registry = startApp();
  const said = async (browser: Browser) =>
    /role="status">(.*?)<\/p>/.exec((await browser.get('/login')).text)?.[1]?.replaceAll(/\d\d\/\d\d\/\d{4} /g, '');
  expect(await said(registry.open())).toBe('');
  const nora = await registry.open().logIn('nora');
  registry.wait(30 * minute);
  await nora.get('/');
  expect(await said(nora)).toMatch(
    /^You were logged out at 3:44 PM: a session ends after 30 minutes without a new page/,
  );
  await nora.logIn('nora');
  await logOut(nora);
  expect(await said(nora)).toBe('You logged out in this browser at 3:44 PM.');
  await nora.logIn('nora');
  const elsewhere = await registry.open().logIn('nora');
  await elsewhere.submit(
    '/account/password',
    { newPassword: 'Grey-goose-77', confirmNewPassword: 'Grey-goose-77' },
    'do.save',
  );
  expect((await nora.get('/')).location).toBe('/login');
  expect(await said(nora)).toMatch(/^You were logged out at 3:44 PM: the session was ended from elsewhere/);
});
