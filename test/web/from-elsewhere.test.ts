// What other sites, and whoever writes requests by hand, try with a right token or none (L16).
import { connect } from 'node:net';
import { serve } from '@hono/node-server';
import { expect, test } from 'vitest';
import { type Browser, startApp } from '../support/app.js';

const tokenOf = async (browser: Browser) => /name="csrf" value="(\w+)"/.exec((await browser.get('/')).text)?.[1] ?? '';

const ours = 'http://127.0.0.1:3000';
const cases: readonly (readonly [headers: Record<string, string>, status: number])[] = [
  [{}, 303],
  [{ Origin: ours }, 303],
  [{ Origin: ours, 'Sec-Fetch-Site': 'same-origin' }, 303],
  [{ 'Sec-Fetch-Site': 'none' }, 303],
  [{ Origin: 'http://localhost:3000', Host: 'localhost:3000' }, 303],
  [{ Origin: 'https://evil.example' }, 403],
  [{ Origin: `${ours}.evil.example` }, 403],
  [{ Origin: 'http://127.0.0.1:3001' }, 403],
  [{ Origin: 'null' }, 403],
  [{ Origin: '' }, 403],
  [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
  [{ 'Sec-Fetch-Site': 'same-site', Origin: ours }, 403],
];

test.each(cases)('a form with a right token and %o is answered %i (L16)', async (headers, status) => {
  const nora = await startApp().open().logIn('nora');
  const body = `csrf=${await tokenOf(nora)}&do.continue=`;
  const answer = await nora.request('/session', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  });
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.text).toContain('This form was sent from another site. Nothing was changed.');
});

test.each([
  [`${ours}/clients/6714871?tab=contacts`, '/clients/6714871?tab=contacts'],
  [`${ours}//evil.example`, '/'],
  [`${ours}//evil.example/clients`, '/'],
  [`${ours}/\\evil.example`, '/'],
  ['https://evil.example//evil.example/x', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
])('after Stay logged in with Referer %s one is led to %s, on this site (L16)', async (referer, path) => {
  const nora = await startApp().open().logIn('nora');
  const body = `csrf=${await tokenOf(nora)}&do.continue=`;
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Referer: referer };
  const answer = await nora.request('/session', { method: 'POST', body, headers });
  expect(answer.headers.get('Location')).toBe(`${ours}${path}`);
});

/** The application on a port, and what is sent there by hand. */
async function onAPort(env: Record<string, string> = {}) {
  const registry = startApp(env);
  const server = serve({ fetch: registry.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const send = (text: string, leaveAfter?: number) =>
    new Promise<string>((done) => {
      let said = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (data) => (said += String(data)));
      socket.on('close', () => done(said));
      socket.on('error', () => done(said));
      if (leaveAfter !== undefined) setTimeout(() => socket.destroy(), leaveAfter);
    });
  return { registry, send, stop: () => new Promise((done) => server.close(done)) };
}

test('a request that names two hosts is not answered (L16)', async () => {
  const { send, stop } = await onAPort();
  const ask = (hosts: string) => send(`GET /login HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
  expect(await ask('Host: a\r\n')).toMatch(/^HTTP\/1.1 200 /);
  expect(await ask('Host: a\r\nHost: b\r\n')).toMatch(/^HTTP\/1.1 400 /);
  expect(await ask('Host: a\r\nhOST: a\r\n')).toMatch(/^HTTP\/1.1 400 /);
  await stop();
});

test('a form that its browser stopped sending is no fault in the log', async () => {
  const { registry, send, stop } = await onAPort();
  const begin =
    'POST /login HTTP/1.1\r\nHost: a\r\nCookie: visitor=x\r\nContent-Type: application/x-www-form-urlencoded\r\n';
  await send(`${begin}Content-Length: 1000\r\n\r\ncsrf=a`, 100);
  await send(`${begin}Transfer-Encoding: chunked\r\n\r\n6\r\ncsrf=a\r\n`, 100);
  await expect.poll(() => registry.lines.length, { timeout: 5000 }).toBe(2);
  for (const line of registry.lines) expect(JSON.parse(line)).toMatchObject({ level: 30, status: 400 });
  await stop();
});
