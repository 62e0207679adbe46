// What a page weighs over the wire, in the brotli that it is sent in: a clinic may be on a poor line (X3).
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { type Browser, formOf, startApp } from '../support/app.js';

const { donDuck, rainbowBright, certified, aliased, sevenContacts, longName } = people;

/** The bytes of a page, or of what answers a form. */
async function weigh(browser: Browser, path: string, body?: URLSearchParams) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { Cookie: cookie, 'Accept-Encoding': 'br' };
  const sent = {
    method: 'POST',
    body: `${body}`,
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
  };
  const answer = await browser.send(path, body ? sent : { headers });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, bytes: bytes.length, text: `${brotliDecompressSync(bytes)}` };
}

const app = startApp();
const nora = await app.open().logIn('nora');

test.each(['information', 'contacts', 'comments'])('the client page is at most 5 KB, open at %s', async (tab) => {
  for (const id of [donDuck, rainbowBright, certified, aliased, sevenContacts, longName]) {
    const { bytes, status } = await weigh(nora, `/clients/${id}?tab=${tab}`);
    expect([status, bytes <= 5120], `${id}: ${bytes} bytes`).toEqual([200, true]);
  }
});

test('with the list of the conditions that change what is due it is at most 7 KB', async () => {
  expect((await weigh(nora, `/clients/${donDuck}?tab=conditions`)).bytes).toBeLessThanOrEqual(7168);
});

test('a refused form with six faults is at most half a KB more', async () => {
  const path = `/clients/${donDuck}`;
  const form = formOf((await nora.get(path)).text, path);
  const faults = {
    lastName: '',
    birthDate: '13/45/2016',
    street: 'BAD ADDRESS',
    zip: '5',
    phone: '999-999-9999',
    email: 'at home',
  };
  for (const [name, value] of Object.entries(faults)) form.set(name, value);
  form.set('do.save', 'Save');
  const { bytes, status } = await weigh(nora, path, form);
  expect([status, bytes <= 5120 + 512], `${bytes} bytes`).toEqual([422, true]);
});

test('Home is at most 2 KB, the stylesheet 8 KB', async () => {
  const home = await weigh(nora, '/');
  expect(home.bytes).toBeLessThanOrEqual(2048);
  const stylesheet = /href="(\/static\/app[^"]+\.css)"/.exec(home.text)?.[1] ?? '';
  expect((await weigh(nora, stylesheet)).bytes).toBeLessThanOrEqual(8192);
});

test('the whole guide is at most 12 KB beside its pictures', async () => {
  expect((await weigh(nora, '/guidance')).bytes).toBeLessThanOrEqual(12 * 1024);
});
