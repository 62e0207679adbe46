import { expect, test } from 'vitest';
import { type Answer, type Browser, formOf, startApp } from '../../support/app.js';
import { holds } from '../../support/facts.js';

const minute = 60_000;
const duck = '/clients/6714871';
const right = (username: string) => ({ organizationCode: 'RIVER', username, password: 'Immunize-2026' });

/** Logs in on the page that an ended session led to. */
async function logInAgain(browser: Browser, led: Answer, username: string): Promise<Answer> {
  return browser.submit(led.location, right(username), 'do.login', '/login');
}

test('the page says when the session ends, and asking how long it has does not make it go on (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  expect((await nora.get('/')).text).toContain('Session ends 3:44 PM unless you open or send something before');
  registry.wait(1);
  expect((await nora.get('/session')).text).toBe('1800');
  registry.wait(-1);
  for (let i = 0; i < 29; i += 1) {
    registry.wait(minute);
    expect((await nora.get('/session')).text).toBe(String((29 - i) * 60));
  }
  expect((await nora.submit('/', {}, 'do.logout', '/logout')).status).toBe(303);
});

test('staying logged in takes one press (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const csrf = /name="csrf" value="(\w+)"/.exec((await nora.get('/')).text)?.[1] ?? '';
  registry.wait(29 * minute);
  expect((await nora.post('/session', `csrf=${csrf}&do.continue=`)).status).toBe(303);
  registry.wait(29 * minute);
  expect((await nora.get('/session')).text).toBe('60');
  registry.wait(minute);
  expect((await nora.get('/session')).text).toBe('ended');
});

test('after Stay logged in the page says the new end (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const page = (await nora.get('/')).text;
  expect(page).toContain('Session ends 3:44 PM unless you open or send something before');
  registry.wait(29 * minute);
  const body = `csrf=${formOf(page, '/logout').get('csrf')}&do.continue=`;
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' };
  const answer = await nora.request('/session', { method: 'POST', body, headers });
  expect([answer.status, answer.text]).toEqual([200, 'Session ends 4:13 PM unless you open or send something before']);
});

test('after the session ended nora is back at the same page, and another user is not (L16)', async () => {
  const registry = startApp();
  for (const [username, location] of [
    ['nora', duck],
    ['victor', '/'],
  ] as const) {
    const browser = await registry.open().logIn('nora');
    registry.wait(30 * minute);
    const led = await browser.get(duck);
    expect(led.location).toBe('/login?next=%2Fclients%2F6714871');
    expect((await logInAgain(browser, led, username)).location).toBe(location);
  }
});

test('a form that arrives after the session ended is offered again to the same user alone (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = formOf((await nora.get(duck)).text, duck);
  form.set('phone', '651-201-4629');
  form.append('do.save', 'Save');
  registry.wait(30 * minute);
  const led = await nora.post(duck, form.toString());
  expect(led.location).toBe('/login?next=%2Fclients%2F6714871');
  expect((await logInAgain(registry.open(), led, 'victor')).location).toBe('/clients/6714871');
  const back = await logInAgain(nora, led, 'nora');
  expect(back.location).toMatch(/^\/interrupted\/[\w-]{36}$/);
  const offered = await nora.get(back.location);
  expect(offered.text).toContain('value="651-201-4629"');
  const victor = await registry.open().logIn('victor');
  expect((await victor.get(back.location)).status).toBe(404);
  expect(offered.text).toMatch(/<dt>Phone<\/dt><dd>651-201-4629<\/dd>/);
  const again = formOf(offered.text, duck);
  again.append('do.save', 'Send it now');
  const saved = await nora.post(duck, again.toString());
  expect(saved.location).toContain('saved=2');
  expect((await nora.get(duck)).text).toContain('651-201-4629');
});

test('another user at the same browser gets nothing of what was typed (L16)', async () => {
  const registry = startApp();
  const browser = await registry.open().logIn('nora');
  const form = formOf((await browser.get(duck)).text, duck);
  form.set('phone', '651-201-4629');
  registry.wait(30 * minute);
  const led = await browser.post(duck, form.toString());
  const back = await logInAgain(browser, led, 'ada');
  expect(back.location).toBe('/');
  expect((await browser.get('/')).text).not.toContain('651-201-4629');
});

test('neither passwords nor answers are kept, and no form that was not shown here (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const shown = formOf((await nora.get('/account/password')).text, '/account/password');
  shown.set('newPassword', 'Grey-goose-77');
  const forged = formOf((await nora.get(duck)).text, duck);
  forged.set('csrf', 'x'.repeat(32));
  registry.wait(30 * minute);
  for (const [path, form] of [
    ['/account/password', shown],
    [duck, forged],
  ] as const)
    expect((await nora.post(path, form.toString())).location).toBe('/login');
  expect(await holds(registry, 'Grey-goose-77')).toBe(false);
  const back = await logInAgain(nora, await nora.get('/'), 'nora');
  expect(back.location).toBe('/');
});

test('a swap after the session ended leads the whole page to the login', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  registry.wait(30 * minute);
  const answer = await nora.request(duck, { headers: { 'HX-Request-Type': 'partial' } });
  expect([answer.status, answer.headers.get('HX-Redirect')]).toEqual([
    204,
    'http://127.0.0.1:3000/login?next=%2Fclients%2F6714871',
  ]);
});

test('nora sees where she is logged in and ends one of her sessions, nobody else’s (L8)', async () => {
  const registry = startApp();
  const here = await registry.open().logIn('nora');
  const there = await registry.open().logIn('nora');
  const victor = await registry.open().logIn('victor');
  const end = /name="(do\.end\.\w+)"/.exec((await here.get('/account')).text)?.[1] ?? '';
  expect((await victor.submit('/account', {}, end)).status).toBe(404);
  expect((await there.get('/')).status).toBe(200);
  expect((await here.submit('/account', {}, end)).location).toBe('/account?saved=session');
  expect((await there.get('/')).location).toBe('/login?next=%2F'.slice(0, 6));
  expect((await here.get('/')).status).toBe(200);
});

test('changing the password ends the other sessions, asks for the current one after ten minutes, and takes none of the last five (L8)', async () => {
  const registry = startApp();
  const here = await registry.open().logIn('nora');
  const there = await registry.open().logIn('nora');
  const change = (newPassword: string, more = {}) =>
    here.submit('/account/password', { newPassword, confirmNewPassword: newPassword, ...more }, 'do.save');
  const saved = await change('Grey-goose-77');
  expect(saved.location).toBe('/account?saved=password');
  expect((await here.get(saved.location)).text).toContain('password updated');
  expect((await there.get('/')).status).toBe(303);
  registry.wait(11 * minute);
  expect((await here.get('/account/password')).text).toContain('Current Password');
  expect((await change('Teal-otter-19', { currentPassword: '' })).text).toContain('Enter your current password.');
  expect((await change('Teal-otter-19', { currentPassword: 'wrong' })).text).toContain('is not right');
  expect((await change('Teal-otter-19', { currentPassword: 'Grey-goose-77' })).status).toBe(303);
  for (const next of ['Plum-badger-5', 'Rust-weasel-6', 'Pine-marten-8']) expect((await change(next)).status).toBe(303);
  for (const former of ['Immunize-2026', 'Grey-goose-77', 'Pine-marten-8'])
    expect((await change(former)).text, former).toContain('last five');
  for (const next of ['Sand-plover-3', 'Moss-curlew-9']) expect((await change(next)).status).toBe(303);
  expect((await change('Grey-goose-77')).status).toBe(303);
});

test('logging out has the browser forget, and no page stays in a cache (L16)', async () => {
  const nora = await startApp().open().logIn('nora');
  expect((await nora.get('/')).headers.get('Cache-Control')).toBe('no-store');
  const out = await nora.submit('/', {}, 'do.logout', '/logout');
  expect(out.headers.get('Clear-Site-Data')).toBe('"cache", "storage"');
});

test('sessions are told apart by browser, network address and organization (L8)', async () => {
  const registry = startApp();
  const atLake = registry.open();
  const get = atLake.get('/login');
  const form = formOf((await get).text, '/login');
  for (const [name, value] of Object.entries({ ...right('nora'), organizationCode: 'LAKE' })) form.set(name, value);
  form.append('do.login', 'Login');
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'User-Agent': 'Firefox/153.0 (Windows NT 10.0)',
  };
  expect((await atLake.request('/login', { method: 'POST', body: `${form}`, headers })).status).toBe(303);
  const nora = await registry.open().logIn('nora');
  const { text } = await nora.get('/account');
  const rows = text.slice(text.indexOf('id="sessions"')).split('<tr>').slice(2);
  expect(rows.find((row) => row.includes('Firefox on Windows'))).toContain('Lakeview Family Health');
  expect(rows.find((row) => row.includes('this session'))).toContain('Riverside Clinic');
  expect(text).toMatch(/<dt>Password<\/dt><dd>changed \d\d\/\d\d\/\d{4}</);
  expect(text).toContain('aria-label="End this one, Firefox on Windows, logged in');
});
