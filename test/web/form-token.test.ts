import { expect, test } from 'vitest';
import { type Browser, startApp } from '../support/app.js';

const duck = '/clients/6714871';
const tokensOf = (html: string) => [...html.matchAll(/name="csrf" value="(\w+)"/g)].map(([, token = '']) => token);

/** Twelve characters and more that stand in both. */
function shared(one: string, other: string): string[] {
  return Array.from({ length: one.length - 11 }, (_, at) => one.slice(at, at + 12)).filter((part) =>
    other.includes(part),
  );
}

test('each page carries another token, and each of them is taken: what a compressed page weighs tells nothing of it (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const tokenOf = async (browser: Browser, path: string) => {
    const [first = '', ...others] = new Set(tokensOf((await browser.get(path)).text));
    expect([first.length, others]).toEqual([64, []]);
    return first;
  };
  const visitor = registry.open();
  for (const [browser, path] of [
    [nora, duck],
    [visitor, '/login'],
  ] as const) {
    const tokens = [];
    for (let i = 0; i < 20; i += 1) tokens.push(await tokenOf(browser, path));
    for (const [i, token] of tokens.entries())
      for (const other of tokens.slice(i + 1)) expect(shared(token, other)).toEqual([]);
  }
  const tokens = [await tokenOf(nora, duck), await tokenOf(nora, '/'), await tokenOf(nora, duck)];
  for (const csrf of tokens) expect((await nora.post('/session', `csrf=${csrf}&do.continue=`)).status).toBe(303);
  const [one = '', other = ''] = tokens;
  for (const forged of ['', 'x', one.slice(0, 32), one.slice(32), one.slice(0, 32) + other.slice(32), `${one}00`])
    expect((await nora.post('/session', `csrf=${forged}&do.continue=`)).status, forged).toBe(403);
});

test('of an address that leads nowhere nothing is repeated on the page', async () => {
  const registry = startApp();
  for (const browser of [registry.open(), await registry.open().logIn('nora')])
    for (const path of ['/planted-text', '/planted-text/6714871', '/clients/planted-text', '/static/planted-text']) {
      const answer = await browser.get(path);
      expect([answer.status, answer.text.includes('planted-text')], path).toEqual([404, false]);
    }
});
