// Who may do what: every route × role × state of account. A route that the table does not list fails it.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { users } from '../../src/db/schema/accounts.js';
import { type Step, stepPaths } from '../../src/domain/accounts/account.js';
import { type App, type Browser, startApp } from '../support/app.js';

type Right = 'anybody' | 'whoever is on the way in' | 'everyone' | 'editors' | 'who administer' | 'the help desk';

const client = '/clients/:id{[0-9]{1,15}}';
const dose = `${client}/immunizations/:immunization{[0-9]{1,15}}`;
const table: Readonly<Record<Right, readonly string[]>> = {
  anybody: [
    ...['GET /static/:name', 'GET /login', 'POST /login', 'GET /session', 'POST /session/kept'],
    ...['GET /password/forgot', 'POST /password/forgot', 'GET /password/sent', 'GET /password/reset/:token'],
    ...['GET /password/answer', 'POST /password/answer', 'GET /password/new', 'POST /password/new'],
    ...['GET /password/saved', 'GET /email-address/confirm/:token', 'GET /email-address/new'],
    ...['POST /email-address/new', 'GET /help-desk', 'GET /guidance'],
  ],
  'whoever is on the way in': [
    ...['GET /password/expired', 'POST /password/expired', 'GET /agreement', 'POST /agreement'],
    ...['GET /email-address', 'POST /email-address', 'GET /security-questions', 'POST /security-questions'],
    ...['POST /session', 'POST /logout'],
  ],
  everyone: [
    ...['GET /', 'GET /announcements/:id{[0-9]+}', 'GET /account', 'POST /account', 'GET /account/password'],
    ...['POST /account/password', 'GET /interrupted', 'GET /interrupted/:id', 'POST /interrupted/:id'],
    ...['GET /organizations'],
    ...['POST /organizations', 'GET /clients', 'POST /clients', 'GET /immunizations', 'POST /immunizations'],
    ...['GET /searches/:id', `GET ${client}`, `GET ${client}/immunizations`, `GET ${dose}`],
    ...[`GET ${client}/immunizations/print`, `GET ${client}/immunizations/print-confidential`],
    ...[`GET ${client}/reports`, `GET ${client}/reports/information`, `GET ${client}/history`],
  ],
  editors: [
    ...[`POST ${client}`, `GET ${client}/draft`, `POST ${client}/draft`, `GET ${client}/confirmation`],
    ...[`POST ${client}/confirmation`, `GET ${client}/deceased`, `GET ${client}/immunizations/new`],
    ...[`POST ${client}/immunizations/new`, `POST ${dose}`, `POST ${client}/history`],
    ...[`GET ${client}/immunizations/draft`, `POST ${client}/immunizations/draft`],
    ...['GET /clients/new', 'POST /clients/new', 'GET /clients/new/duplicates', 'POST /clients/new/duplicates'],
  ],
  'who administer': [
    ...['GET /users', 'POST /users', 'GET /users/new', 'POST /users/new'],
    ...['GET /users/:id{[0-9]+}', 'POST /users/:id{[0-9]+}', 'GET /users/:id{[0-9]+}/sure'],
  ],
  'the help desk': [
    ...['GET /mail', 'POST /mail', 'GET /restricted', 'POST /restricted', 'GET /restricted/:id{[0-9]{1,15}}'],
    ...['POST /restricted/:id{[0-9]{1,15}}', 'GET /duplicates', 'GET /duplicates/:id{[0-9]{1,15}}'],
    'POST /duplicates/:id{[0-9]{1,15}}',
    ...['GET /duplicates/rows/:id{[0-9]{1,15}}', 'POST /duplicates/rows/:id{[0-9]{1,15}}'],
  ],
};
const routes = Object.entries(table).flatMap(([right, paths]) => paths.map((path) => [path, right as Right] as const));

/** What each of the cast may do, once in. */
const rights: Readonly<Record<string, readonly Right[]>> = {
  victor: ['everyone'],
  nora: ['everyone', 'editors'],
  ada: ['everyone', 'editors', 'who administer'],
  paul: ['everyone', 'editors'],
  sam: ['everyone'],
  helen: ['everyone', 'who administer', 'the help desk'],
};

/** What became of a request: the login, a screen of the way in, a refusal, or anything else. */
async function outcome(browser: Browser, route: string): Promise<string> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern
    .replace(client, '/clients/6714871')
    // None of anybody's: whose dose it is decides as well (I4), and is no matter of the role.
    .replace(/:immunization\{[^}]*\}\}/, '999999')
    .replace(/:id\{\[0-9\]\{1,15\}\}/, '1')
    .replace(/:id(\{.*?\})?/, '1')
    .replace(/:\w+/, 'x');
  const answer = method === 'GET' ? await browser.get(path) : await browser.post(path, 'x', 'text/plain');
  expect(answer.status, `${route}: ${answer.text.slice(0, 200)}`).toBeLessThan(500);
  if (answer.status === 303 && answer.location.startsWith('/login')) return 'login';
  const step = Object.entries(stepPaths).find(([, at]) => answer.status === 303 && answer.location === at);
  if (step) return step[0];
  return answer.status === 403 && answer.text.includes('does not allow this') ? 'refused' : 'open';
}

test('the table lists every route, and no other', () => {
  const { routes: known } = startApp().app;
  const all = new Set(known.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`));
  expect(routes.map(([route]) => route).sort()).toEqual([...all].sort());
});

test.each(Object.entries(rights))('%s may do what the role allows, and nothing else', async (username, held) => {
  const registry = startApp();
  const browser = await registry.open().logIn(username);
  for (const [route, right] of routes) {
    const open = right === 'anybody' || right === 'whoever is on the way in' || held.includes(right);
    expect(await outcome(browser, route), `${username}: ${route}`).toBe(open ? 'open' : 'refused');
  }
});

const set = (registry: App, username: string, change: Partial<typeof users.$inferInsert>) =>
  registry.db.write((tx) => void tx.update(users).set(change).where(eq(users.username, username)).run());

describe.each(Object.keys(rights))('%s in an account that is closed', (username) => {
  test.each<[string, Partial<typeof users.$inferInsert>]>([
    ['locked', { lockedAt: 1 }],
    ['inactive', { inactiveAt: 1, inactiveWhy: 'unused' }],
    ['deactivated', { inactiveAt: 1, inactiveWhy: 'deactivated' }],
  ])('is sent to the login: %s', async (_, change) => {
    const registry = startApp();
    const browser = await registry.open().logIn(username);
    await set(registry, username, change);
    for (const [route, right] of routes)
      expect(await outcome(browser, route), route).toBe(right === 'anybody' ? 'open' : 'login');
  });
});

test('a visitor, and whose session has ended, see the public pages alone', async () => {
  const registry = startApp();
  const ended = await registry.open().logIn('helen');
  registry.wait(30 * 60_000);
  for (const browser of [registry.open(), ended])
    for (const [route, right] of routes)
      expect(await outcome(browser, route), route).toBe(right === 'anybody' ? 'open' : 'login');
});

describe.each(Object.keys(rights))('%s on the way in', (username) => {
  test.each<[Step, Partial<typeof users.$inferInsert>]>([
    ['password', { temporaryUntil: Number.MAX_SAFE_INTEGER }],
    ['agreement', { agreementAt: null }],
    ['email', { emailConfirmedAt: null }],
    ['questions', { questionsSetAt: null }],
  ])('sees the screen that is missing and no other: %s', async (step, change) => {
    const registry = startApp();
    const browser = await registry.open().logIn(username);
    await set(registry, username, change);
    for (const [route, right] of routes) {
      const own = route.endsWith(` ${stepPaths[step]}`) || ['POST /session', 'POST /logout'].includes(route);
      expect(await outcome(browser, route), route).toBe(right === 'anybody' || own ? 'open' : step);
    }
  });
});
