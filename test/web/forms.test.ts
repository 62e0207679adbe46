import { expect, test } from 'vitest';
import { drafts } from '../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { inCapitals } from '../../src/domain/text/name.js';
import { formOf, pressAsTyped, startApp } from '../support/app.js';
import { clinical } from '../support/facts.js';
import { at, listen } from '../support/line.js';

const don = `/clients/${people.donDuck}`;

/** Opens DON DUCK's form as nora, lets a test spoil the body, sends it. */
async function send(spoil: (form: URLSearchParams) => string | Uint8Array<ArrayBuffer>, type?: string) {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  const form = formOf((await nora.get(don)).text, don);
  form.set('street', '9 KEPT STREET');
  form.set('do.save', 'Save');
  const answer = await nora.post(don, spoil(form), type);
  return { answer, unchanged: (await clinical(registry)) === before };
}

test.each([
  ['a field that the page does not have', 400, (form: URLSearchParams) => `${form}&revisionOverride=1`],
  ['a field that only the database has', 400, (form: URLSearchParams) => `${form}&lockedBy=1`],
  ['a field twice', 400, (form: URLSearchParams) => `${form}&lastName=MALLARD`],
  ['a name of the prototype', 400, (form: URLSearchParams) => `${form}&__proto__=x`],
  ['two buttons', 400, (form: URLSearchParams) => `${form}&do.cancel=Cancel`],
  [
    'bytes that are not UTF-8',
    400,
    (form: URLSearchParams) => `${form}`.replace('firstName=DON', 'firstName=D%C3%28N'),
  ],
  ['a NUL', 400, (form: URLSearchParams) => `${form}`.replace('firstName=DON', 'firstName=D%00N')],
  ['a field missing', 400, (form: URLSearchParams) => `${form}`.replace('&lastName=DUCK', '')],
  ['a revision of the future', 400, (form: URLSearchParams) => `${form}`.replace('revision=1', 'revision=7')],
  [
    'a body of 300 KB',
    413,
    (form: URLSearchParams) => `${form}`.replace('firstName=DON', `firstName=${'D'.repeat(300_000)}`),
  ],
] as const)('a form with %s is shown again with what was typed, and changes nothing (X4)', async (_, status, spoil) => {
  const { answer, unchanged } = await send(spoil);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain('There is a problem');
  expect(answer.text).toContain('Nothing was changed.');
  expect(answer.text).toContain('value="9 KEPT STREET"');
  expect(unchanged).toBe(true);
});

test.each([
  ['JSON', 415, () => '{"lastName":"X"}', 'application/json'],
  ['text', 415, (form: URLSearchParams) => `${form}`, 'text/plain'],
  ['broken multipart', 415, () => '--x\r\nbroken', 'multipart/form-data; boundary=x'],
  ['no token', 403, (form: URLSearchParams) => `${form}`.replace(/csrf=\w+/, ''), undefined],
  [
    "somebody else's token",
    403,
    (form: URLSearchParams) => `${form}`.replace(/csrf=\w+/, `csrf=${'0'.repeat(32)}`),
    undefined,
  ],
  ['2 MB', 413, () => `lastName=${'X'.repeat(2_000_000)}`, undefined],
] as const)('a form of %s gets a plain page with the reason, and changes nothing', async (_, status, spoil, type) => {
  const { answer, unchanged } = await send(spoil, type);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain('<h1 id="title">This form could not be read</h1>');
  expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(unchanged).toBe(true);
});

test.each([
  ['more fields than any form has', (token: string) => `${token}${'&x='.repeat(1001)}`],
  ['the same, each broken', (token: string) => `${token}${'&%e2%82=%ff'.repeat(90_000)}`],
  ['a name that no field has', (token: string) => `${token}&${'n'.repeat(101)}=x`],
] as const)('a form of %s is refused before anything in it is decoded', async (_, spoil) => {
  const { answer, unchanged } = await send((form) => spoil(`csrf=${form.get('csrf')}`));
  expect(answer.status).toBe(413);
  expect(answer.text).toContain('far larger than any that is filled in by hand');
  expect(unchanged).toBe(true);
});

test('whether a form was shown here is asked before what is in it', async () => {
  const { answer } = await send(() => `csrf=0&${'lastName=%ff&'.repeat(500)}`);
  expect(answer.status).toBe(403);
});

test('a field far longer than any may be is shown again and not kept, so that no draft grows by it (X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const answer = await nora.submit(don, { street: 'D'.repeat(60_000) }, 'do.stage');
  expect(answer.status).toBe(413);
  expect(await registry.db.read.select().from(drafts).all()).toEqual([]);
});

test('one stale form sent again and again adds no end of values to a draft (C21)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const shown = formOf((await nora.get(don)).text, don);
  const sizes: number[] = [];
  for (let i = 0; i < 40; i += 1) {
    shown.set('motherFirst', `WINDOW ${i}`);
    shown.set('do.stage', 'x');
    await nora.post(don, `${shown}`);
    sizes.push((await registry.db.read.select().from(drafts).get())?.body.length ?? 0);
  }
  expect(sizes[39]).toBeLessThan((sizes[15] ?? 0) + 100);
});

test('of a form that is too large as much is shown again as a form may have', async () => {
  const long = 'D'.repeat(200_000);
  const { answer } = await send((form) => `${form}`.replace('firstName=DON', `firstName=${long}`));
  expect(answer.status).toBe(413);
  expect(answer.text).toContain('value="9 KEPT STREET"');
  expect(answer.text).not.toContain('DDDDDDDDDD');
});

test('a form that comes in pieces and does not say its length is read like any other, as far as it may be long', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const inPieces = (text: string) => {
    const pieces = text.match(/[\s\S]{1,1000}/g) ?? [];
    const body = new ReadableStream({
      pull: (to) => (pieces.length > 0 ? to.enqueue(Buffer.from(pieces.shift() ?? '')) : to.close()),
    });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return nora.request(don, { method: 'POST', body, headers, duplex: 'half' });
  };
  const form = formOf((await nora.get(don)).text, don);
  form.set('street', '9 PIECEMEAL STREET');
  form.set('do.save', 'Save');
  expect((await inPieces(`${form}`)).status).toBe(303);
  expect(formOf((await nora.get(don)).text, don).get('street')).toBe('9 PIECEMEAL STREET');
  expect((await inPieces(`lastName=${'X'.repeat(2_000_000)}`)).status).toBe(413);
});

test('over a real line a form that is too large is shown again, one without an end is refused, and the line goes on (X4)', async () => {
  const registry = startApp();
  const nora = await at(await listen(registry)).logIn('nora');
  const form = formOf((await nora.get(don)).text, don);
  form.set('street', '9 KEPT STREET');
  form.set('do.save', 'Save');
  const large = await nora.post(don, `${form}`.replace('firstName=DON', `firstName=${'D'.repeat(900_000)}`));
  expect(large.status).toBe(413);
  expect(formOf(large.text, don).get('street')).toBe('9 KEPT STREET');

  let sent = 0;
  const endless = new ReadableStream({
    pull: (to) => {
      to.enqueue(Buffer.alloc(100_000, 'x'));
      sent += 100_000;
      if (sent > 20_000_000) to.close();
    },
  });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const refused = await nora.request(don, { method: 'POST', body: endless, headers, duplex: 'half' });
  expect(refused.status).toBe(413);
  expect((await nora.post(don, `${form}`)).status).toBe(303);
});

test('markup, quotes, right-to-left and combining characters are kept and shown as typed, in capitals', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const names = ['<script>alert(1)</script>', `O'"Neil & Söhne`, 'عبد الله', 'Nguyễn', '&lt;b&gt;'];
  for (const name of names) {
    await nora.submit(don, { middleName: name }, 'do.stage');
    const saved = await pressAsTyped(nora, await nora.get(don), don, 'do.save');
    expect(saved.text).toContain('Client Updated');
    const page = await nora.get(don);
    expect(page.text).not.toContain('<script>alert');
    expect(formOf(page.text, don).get('middleName')).toBe(inCapitals(name));
  }
});

test('a fault of ours shows a reference number and logs the cause, with no health information (X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const shown = await nora.get(don);
  const form = formOf(shown.text, don);
  const full = () => Promise.reject(new Error('the disk is full'));
  Object.assign(registry.db, { write: full, writeRecord: full });
  form.set('do.save', 'Save');
  const answer = await nora.post(don, form.toString());
  expect(answer.status).toBe(500);
  const reference = /reference number: <b>(\w{8})<\/b>/.exec(answer.text)?.[1];
  expect(answer.text).not.toContain('disk');
  const line = registry.lines.find((line) => line.includes('the disk is full'));
  expect(line).toContain(`"reference":"${reference}"`);
  expect(registry.lines.join('')).not.toMatch(/DUCK|09\/21\/2009|6714871/);
});

test('an address that leads nowhere answers 404, logged in or not', async () => {
  const registry = startApp();
  for (const browser of [registry.open(), await registry.open().logIn('nora')])
    for (const path of [
      '/nowhere',
      '/clients/abc',
      '/static/../package.json',
      '/.git/config',
      '/clients/99999999999999999999',
    ])
      expect((await browser.get(path)).status).toBe(404);
});
