// Who may do what: every route × role × state of account. A route that the table does not list fails it.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { users } from '../../src/db/schema/accounts.js';
import { type Step, stepPaths } from '../../src/domain/accounts/account.js';
import { type App, type Browser, routesOf, startApp } from '../support/app.js';
import { client, rights, routes } from '../support/routes.js';

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
  expect(routes.map(([route]) => route).sort()).toEqual(routesOf(startApp()).sort());
});

test('every address is got or posted to: what is held against forms alone is held against all that acts', () => {
  expect(new Set(routesOf(startApp()).map((route) => route.split(' ')[0]))).toEqual(new Set(['GET', 'POST']));
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
  registry.db.write((tx) => tx.update(users).set(change).where(eq(users.username, username)).run());

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
