import { expect, test } from 'vitest';
import { startApp } from '../../support/app.js';
import { holds } from '../../support/facts.js';

test('nora logs in and is told which organization she acts for (L1, L15)', async () => {
  const nora = await startApp().open().logIn('nora');
  const home = await nora.get('/');
  expect(home.status).toBe(200);
  expect(home.text).toContain('organization <b>Riverside Clinic</b>');
  expect(home.text).toContain('user <b>Nora Lind</b>');
  expect(home.text).toContain('role <b>Typical User</b>');
  expect(home.text).toContain('announcements:');
});

test('any of her organization codes logs nora in, and is the one she acts for (A1)', async () => {
  const nora = await startApp().open().logIn('nora', 'LAKE');
  expect((await nora.get('/')).text).toContain('organization <b>Lakeview Family Health</b>');
});

test.each([
  ['a wrong password', { organizationCode: 'RIVER', username: 'nora', password: 'immunize-2026' }],
  ['a username in capitals', { organizationCode: 'RIVER', username: 'NORA', password: 'Immunize-2026' }],
  ['an organization code in small letters', { organizationCode: 'river', username: 'nora', password: 'Immunize-2026' }],
  [
    'an organization that she does not belong to',
    { organizationCode: 'PUB', username: 'nora', password: 'Immunize-2026' },
  ],
  ['a space after the password', { organizationCode: 'RIVER', username: 'nora', password: 'Immunize-2026 ' }],
  ['nothing', { organizationCode: '', username: '', password: '' }],
])('%s gets the one error, and the password is never shown again (L1)', async (_, fill) => {
  const browser = startApp().open();
  const answer = await browser.submit('/login', fill, 'do.login');
  expect(answer.status).toBe(422);
  // It leads to the field that is always to be typed again.
  expect(answer.text).toContain('<a href="#password">The Organization Code, Username or Password is not right.');
  expect(answer.text).toContain('<title>Error: Log in');
  if (fill.password) expect(answer.text).not.toContain(fill.password.trim());
  expect(browser.cookies.has('session')).toBe(false);
});

test.each([
  [{ organizationCode: 'RIVER ' }, 'Organization Code'],
  [{ username: ' nora' }, 'Username'],
  [{ username: 'nora\u00A0' }, 'Username'],
])('a space around %j is named at its field, and tells nothing of the account (L1)', async (spaced, label) => {
  const registry = startApp();
  const said = async (fill: Record<string, string>) => {
    const browser = registry.open();
    const right = { organizationCode: 'RIVER', username: 'nora', password: 'Immunize-2026' };
    const { status, text } = await browser.submit('/login', { ...right, ...fill, ...spaced }, 'do.login');
    expect([status, browser.cookies.has('session')]).toEqual([422, false]);
    expect(text).toContain('<title>Error: Log in');
    return /There is a space before or after the [^.<]+\. Take it off\./.exec(text)?.[0];
  };
  expect(await said({})).toContain(label);
  expect(await said({ password: 'wrong' })).toBe(await said({}));
});

test('what cannot be seen in a pasted code or username keeps nobody out (L1)', async () => {
  const browser = startApp().open();
  const fill = { organizationCode: '\uFEFFRIVER\u200B', username: '\u2068no\u00ADra\u2069', password: 'Immunize-2026' };
  expect((await browser.submit('/login', fill, 'do.login')).status).toBe(303);
});

test('Clear empties the form (L1)', async () => {
  const answer = await startApp().open().submit('/login', { username: 'nora' }, 'do.clear');
  expect([answer.status, answer.location]).toEqual([303, '/login']);
});

test('a page asked for before logging in is shown after it, and no other site is (L16)', async () => {
  const browser = startApp().open();
  const asked = await browser.get('/clients/6714871');
  expect(asked.location).toBe('/login?next=%2Fclients%2F6714871');
  const right = { organizationCode: 'RIVER', username: 'nora', password: 'Immunize-2026' };
  const answer = await browser.submit('/login?next=%2Fclients%2F6714871', right, 'do.login', '/login');
  expect(answer.location).toBe('/clients/6714871');
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const away = await startApp()
      .open()
      .submit('/login', { ...right, next }, 'do.login');
    expect(away.location).toBe('/');
  }
});

test('logout ends the session on the server, and only a form of this browser logs out (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const cookie = nora.cookies.get('session') ?? '';
  expect((await nora.get('/logout')).status).toBe(404);
  expect((await nora.post('/logout', 'csrf=forged')).status).toBe(403);
  const out = await nora.submit('/', {}, 'do.logout', '/logout');
  expect([out.status, out.location]).toEqual([303, '/login']);
  nora.cookies.set('session', cookie);
  expect((await nora.get('/')).location).toBe('/login');
});

test('the database holds only a hash of the token that the browser has', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  expect(await holds(registry, nora.cookies.get('session') ?? '?')).toBe(false);
});

test('a session ends after 30 idle minutes and after 12 hours of work (L16)', async () => {
  const minute = 60_000;
  const idle = startApp();
  const nora = await idle.open().logIn('nora');
  idle.wait(29 * minute);
  expect((await nora.get('/')).status).toBe(200);
  idle.wait(29 * minute);
  expect((await nora.get('/')).status).toBe(200);
  idle.wait(30 * minute);
  expect((await nora.get('/')).status).toBe(303);

  const long = startApp();
  const ada = await long.open().logIn('ada');
  let shown = 0;
  for (; shown < 40 && (await ada.get('/')).status === 200; shown += 1) long.wait(20 * minute);
  expect(shown).toBe(36);
});

test('the login form sent from elsewhere, without the token of its page, logs nobody in', async () => {
  const browser = startApp().open();
  await browser.get('/login');
  const body = new URLSearchParams({
    organizationCode: 'RIVER',
    username: 'nora',
    password: 'Immunize-2026',
    next: '',
  });
  expect((await browser.post('/login', body.toString())).status).toBe(403);
  expect(browser.cookies.has('session')).toBe(false);
});

test('every page tells browsers and caches to be careful', async () => {
  const { headers } = await startApp().open().get('/login');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'self'");
  expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Referrer-Policy')).toBe('same-origin');
  const https = startApp({ PUBLIC_ORIGIN: 'https://registry.example.org' });
  const safe = await https.open().get('/login');
  expect(safe.headers.get('Strict-Transport-Security')).toContain('max-age=31536000');
  expect(safe.headers.get('Set-Cookie')).toMatch(/^__Host-visitor=.*HttpOnly; Secure; SameSite=Lax/);
});
