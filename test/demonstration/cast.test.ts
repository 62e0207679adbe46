import { expect, test } from 'vitest';
import { demonstrationLogins } from '../../src/demonstration/plant.js';
import { startServer } from '../support/setup/started.js';

test('the login page of the demonstration lists who one can be, and one press logs in', async () => {
  const { open } = await startServer();
  const page = (await open().get('/login')).text;
  for (const { username, what } of demonstrationLogins) {
    expect(page).toContain(`name="do.as.${username}"`);
    expect(page).toContain(what);
  }
  // The server fills it in: no page has it.
  expect(page).not.toContain('Immunize-2026');
  for (const { username } of demonstrationLogins) {
    const browser = open();
    const { status, location } = await browser.submit('/login', {}, `do.as.${username}`);
    expect([username, status, location]).toEqual([username, 303, '/']);
    if (username !== 'helen') continue;
    // Nobody types a real client into it: beside the role, also on a phone, and under the name.
    const { text } = await browser.get('/');
    for (const words of ['role <b>Help Desk</b>', '<b>demo</b>', '<span>Demonstration ']) expect(text).toContain(words);
  }
  const nobody = await open().submit('/login', {}, 'do.as.nobody');
  expect(nobody.status).toBe(422);
  expect(nobody.text).toContain('name="do.as.nora"');
});

test('a server in production lists nobody, and nobody is logged in by a press', async () => {
  const { open } = await startServer({
    ...{ NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://registry.example.org', MAIL: 'smtp' },
    ...{ TRUSTED_PROXIES: 'none', SMTP_URL: 'smtp://127.0.0.1:9' },
  });
  const page = (await open().get('/login')).text;
  expect(page).toContain('name="do.login"');
  expect(page).not.toMatch(/demo/i);
  for (const { username, password, what } of demonstrationLogins)
    for (const word of [`do.as.${username}`, password, what]) expect(page).not.toContain(word);
  const pressed = await open().submit('/login', {}, 'do.as.nora');
  const cookies = pressed.headers.getSetCookie();
  expect([pressed.status, cookies.some((cookie) => cookie.includes('session'))]).toEqual([400, false]);
});
