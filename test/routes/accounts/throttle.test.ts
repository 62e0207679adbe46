import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type App, Browser, startApp } from '../../support/app.js';

const minute = 60_000;
const wrong = { organizationCode: 'RIVER', username: 'nora', password: 'not her password' };
const right = { ...wrong, password: 'Immunize-2026' };

/** Moves the clock of the limiter, which is the wall's: it stands still until then, however long a test takes. */
function pass(ms: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}
beforeEach(() => pass(0));
afterEach(() => vi.useRealTimers());

const logIn = (browser: Browser, fill: Record<string, string>) => browser.submit('/login', fill, 'do.login');

async function failUntilPaused(registry: App, fill = wrong): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const { status } = await logIn(registry.open(), fill);
    if (status === 429) return tries;
  }
}

test('wrong passwords slow down and then pause an account, fifteen minutes at most, and it lifts by itself (L14)', async () => {
  const registry = startApp();
  expect(await failUntilPaused(registry)).toBe(7);
  const waits: number[] = [];
  for (let i = 0; i < 14; i += 1) {
    const paused = await logIn(registry.open(), wrong);
    expect(paused.text).toContain('There were too many tries.');
    const wait = Number(paused.headers.get('Retry-After'));
    waits.push(wait);
    pass(wait * 1000);
    await logIn(registry.open(), wrong);
  }
  expect(waits[0]).toBeLessThanOrEqual(2);
  expect(Math.max(...waits)).toBeLessThanOrEqual(900);
  expect(waits.at(-1)).toBeGreaterThan(800);
  pass(15 * minute);
  expect((await logIn(registry.open(), right)).status).toBe(303);
  expect((await logIn(registry.open(), wrong)).status).toBe(422);
});

test('an account that does not exist is slowed down in the same words (L14)', async () => {
  const known = startApp();
  const unknown = startApp();
  const nobody = { ...wrong, username: 'nobody' };
  expect(await failUntilPaused(unknown, nobody)).toBe(await failUntilPaused(known));
  const text = async (registry: App, fill: Record<string, string>) =>
    (await logIn(registry.open(), fill)).text.replaceAll(/value="[^"]*"|\d+ second/g, '');
  expect(await text(unknown, nobody)).toBe(await text(known, wrong));
});

test('a browser that nora logged in from before is not held up by others (L14)', async () => {
  const registry = startApp();
  const hers = await registry.open().logIn('nora');
  await hers.submit('/', {}, 'do.logout', '/logout');
  await failUntilPaused(registry);
  expect((await logIn(registry.open(), right)).status).toBe(429);
  expect((await logIn(hers, right)).status).toBe(303);
  expect((await logIn(registry.open(), right)).status).toBe(429);
});

test('a known browser of one user opens no way to guess at another (L14)', async () => {
  const registry = startApp();
  const victors = await registry.open().logIn('victor');
  await victors.submit('/', {}, 'do.logout', '/logout');
  await failUntilPaused(registry);
  expect((await logIn(victors, right)).status).toBe(429);
});

test('an address that tries many accounts is paused, another is not (L14)', async () => {
  const registry = startApp({ TRUSTED_PROXIES: '10.0.0.1' });
  const from = (address: string) =>
    new Browser((path, init) => {
      const headers = new Headers(init.headers);
      headers.set('X-Forwarded-For', `203.0.113.9, ${address}`);
      return registry.app.request(
        path,
        { ...init, headers },
        { incoming: { socket: { remoteAddress: '::ffff:10.0.0.1' } } },
      );
    });
  let tries = 0;
  for (; tries < 60; tries += 1)
    if ((await logIn(from('198.51.100.7'), { ...wrong, username: `guess${tries}` })).status === 429) break;
  expect(tries).toBe(41);
  expect((await logIn(from('198.51.100.8'), right)).status).toBe(303);
  expect((await logIn(from('198.51.100.7'), right)).status).toBe(429);
});

test('the address in X-Forwarded-For is believed from a configured proxy alone', async () => {
  const registry = startApp();
  let last = 0;
  for (let i = 0; i < 45; i += 1) {
    const browser = new Browser((path, init) => {
      const headers = new Headers(init.headers);
      headers.set('X-Forwarded-For', `198.51.100.${i}`);
      return registry.app.request(path, { ...init, headers }, { incoming: { socket: { remoteAddress: '192.0.2.1' } } });
    });
    last = (await logIn(browser, { ...wrong, username: `guess${i}` })).status;
  }
  expect(last).toBe(429);
});

/** Somebody whose request comes from an address, with what a proxy may have said. */
const comingFrom = (registry: App, remoteAddress: string, forwarded?: string) =>
  new Browser((path, init) => {
    const headers = new Headers(init.headers);
    if (forwarded) headers.set('X-Forwarded-For', forwarded);
    return registry.app.request(path, { ...init, headers }, { incoming: { socket: { remoteAddress } } });
  });

test.each([
  ['2001:db8::', 'the short form'],
  ['fe80::', 'a local one'],
  ['2001:db8:0:7:1:2:3:', 'the long form'],
])('one network of IPv6 is paused as one address: %s (%s) (L14)', async (network) => {
  const registry = startApp();
  let last = 0;
  for (let i = 1; i <= 41; i += 1)
    last = (await logIn(comingFrom(registry, `${network}${i.toString(16)}`), { ...wrong, username: `guess${i}` }))
      .status;
  expect(last).not.toBe(429);
  expect((await logIn(comingFrom(registry, `${network}ff`), { ...wrong, username: 'another' })).status).toBe(429);
  expect((await logIn(comingFrom(registry, '2001:db9::1'), { ...wrong, username: 'another' })).status).toBe(422);
});

test('a proxy is believed by its range, and what it writes with a port or in brackets too', async () => {
  const registry = startApp({ TRUSTED_PROXIES: '10.0.0.0/8' });
  for (let i = 1; i <= 41; i += 1)
    await logIn(comingFrom(registry, '::ffff:10.1.2.3', `198.51.100.7:${50_000 + i}`), {
      ...wrong,
      username: `guess${i}`,
    });
  const again = (forwarded: string) =>
    logIn(comingFrom(registry, '10.9.9.9', forwarded), { ...wrong, username: 'another' }).then(({ status }) => status);
  expect([await again('198.51.100.7'), await again('[2001:db8::1]:443')]).toEqual([429, 422]);
});

test('a proxy that nobody named is told of in the log, once (L14)', async () => {
  const told = (registry: App) =>
    registry.lines.map((line) => JSON.parse(line).message).filter((message) => /X-Forwarded-For/.test(message ?? ''));
  const registry = startApp({ TRUSTED_PROXIES: 'none' });
  await comingFrom(registry, '10.0.0.9').get('/login');
  expect(told(registry)).toEqual([]);
  for (const path of ['/login', '/login', '/']) await comingFrom(registry, '::ffff:10.0.0.9', '198.51.100.7').get(path);
  expect(told(registry)).toEqual([expect.stringContaining('came from 10.0.0.9, which TRUSTED_PROXIES does not name')]);
  const named = startApp({ TRUSTED_PROXIES: '10.0.0.9' });
  await comingFrom(named, '10.0.0.9', '198.51.100.7').get('/login');
  expect(told(named)).toEqual([]);
});
