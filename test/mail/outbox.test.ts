import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { postMail } from '../../src/db/operations/outbox.js';
import { outbox } from '../../src/db/schema/operations.js';
import { nextAttempt } from '../../src/domain/mail.js';
import { deliverDue } from '../../src/jobs/outbox.js';
import { createMailTransport, type Transport } from '../../src/mail/transports.js';
import { type App, asItStands, startApp } from '../support/app.js';
import { type Mood, ResendStandIn, SmtpStandIn } from '../support/setup/stand-ins.js';

const minute = 60_000;
const hour = 60 * minute;
const people = [
  { organizationCode: 'RIVER', username: 'nora', email: 'nora.lind@riverside.example' },
  { organizationCode: 'RIVER', username: 'ada', email: 'ada.berg@riverside.example' },
  { organizationCode: 'PUB', username: 'paul', email: 'paul.vang@county.example' },
];

let resend: ResendStandIn;
let smtp: SmtpStandIn;
beforeEach(async () => {
  resend = await ResendStandIn.start();
  smtp = await SmtpStandIn.start();
});
afterEach(async () => {
  await resend.stop();
  await smtp.stop();
});

/** Asks for a link for everybody; the answer is the longest that a page took. */
async function askAll(registry: App): Promise<number> {
  let longest = 0;
  for (const fill of people) {
    const browser = registry.open();
    await browser.get('/password/forgot');
    const began = performance.now();
    expect((await browser.submit('/password/forgot', fill, 'do.submit')).status).toBe(303);
    longest = Math.max(longest, performance.now() - began);
  }
  return longest;
}

const postOf = ({ db, clock, config, links }: App, send: Transport) => ({
  db,
  clock,
  send,
  site: config.site,
  origin: config.origin,
  tokenOf: links.tokenOf,
});

const throughResend = () => createMailTransport({ kind: 'resend', apiKey: 're_test', url: resend.url }, '');

test.each<Mood>(['refuses', 'fails', 'busy', 'dies after it accepted'])(
  'while Resend %s pages answer at once, and each message arrives once after it is well again',
  async (mood) => {
    const registry = startApp();
    resend.mood = mood;
    expect(await askAll(registry)).toBeLessThan(1000);
    const post = postOf(registry, throughResend());
    expect(await deliverDue(post)).toBe(0);
    expect(await deliverDue(post)).toBe(0);
    expect(resend.requests).toBe(3);
    registry.wait(minute);
    await deliverDue(post);
    resend.mood = 'well';
    registry.wait(hour);
    expect(await deliverDue(post)).toBe(3);
    expect(resend.arrived.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort());
    expect(await deliverDue(post)).toBe(0);
    expect(
      (await registry.db.read.select().from(outbox).all()).every(({ details, sentAt }) => details === '{}' && sentAt),
    ).toBe(true);
  },
);

test('while Resend hangs an attempt ends after ten seconds, and pages answer at once meanwhile', async () => {
  const registry = startApp();
  resend.mood = 'hangs';
  await askAll(registry);
  const began = performance.now();
  const attempt = deliverDue(postOf(registry, throughResend()));
  expect(await askAll(registry)).toBeLessThan(1000);
  expect(await attempt).toBe(0);
  expect(performance.now() - began).toBeLessThan(11_000);
  resend.mood = 'well';
  registry.wait(hour);
  expect(await deliverDue(postOf(registry, throughResend()))).toBe(6);
  expect(resend.arrived.length).toBe(6);
}, 20_000);

test('after a server that was killed when Resend had taken a message, it arrives once', async () => {
  const registry = startApp();
  await askAll(registry);
  const killed = startApp({}, await asItStands(registry));
  await deliverDue(postOf(registry, throughResend()));
  expect(await deliverDue(postOf(killed, throughResend()))).toBe(3);
  expect(resend.requests).toBe(6);
  expect(resend.arrived.length).toBe(3);
});

test.each<Mood>(['refuses', 'busy', 'dies after it accepted'])(
  'while SMTP %s nothing is lost, and each message arrives at least once',
  async (mood) => {
    const registry = startApp();
    smtp.mood = mood;
    await askAll(registry);
    const post = postOf(registry, createMailTransport({ kind: 'smtp', url: smtp.url }, ''));
    expect(await deliverDue(post)).toBe(0);
    const fault = (await registry.db.read.select().from(outbox).orderBy(outbox.id).get())?.lastFault;
    expect(fault).toMatch(/^SMTP: /);
    expect(fault).not.toContain('@');
    smtp.mood = 'well';
    registry.wait(hour);
    expect(await deliverDue(post)).toBe(3);
    const arrived = new Set(smtp.arrived.map((eml) => /^To: (.*)$/m.exec(eml)?.[1]?.trim()));
    expect([...arrived].sort()).toEqual(people.map(({ email }) => email).sort());
  },
);

test('while SMTP takes the connection and says nothing an attempt ends, pages answer at once meanwhile, and each message arrives once after it speaks again', async () => {
  const registry = startApp();
  smtp.mood = 'hangs';
  await askAll(registry);
  const post = postOf(registry, createMailTransport({ kind: 'smtp', url: smtp.url }, '', 1000));
  const attempt = deliverDue(post);
  expect(await askAll(registry)).toBeLessThan(1000);
  expect(await attempt).toBe(0);
  expect((await registry.db.read.select().from(outbox).orderBy(outbox.id).get())?.lastFault).toMatch(/^SMTP: /);
  await pause(1500);
  smtp.wake();
  registry.wait(hour);
  expect(await deliverDue(post)).toBe(6);
  await pause(200);
  const keys = smtp.arrived.map((eml) => /^Message-ID: <(.*)@/m.exec(eml)?.[1]);
  const waited = await registry.db.read.select().from(outbox).all();
  expect(keys.sort()).toEqual(waited.map(({ key }) => key).sort());
}, 20_000);

test('a message is tried again within 23 hours, then given up and shown to the help desk, who sends it again', async () => {
  const registry = startApp();
  resend.mood = 'fails';
  const to = { userId: 1, email: 'nora.lind@riverside.example' };
  await registry.db.write((tx) => postMail(tx, { kind: 'locked', userName: 'Nora Lind' }, to, registry.clock()));
  const post = postOf(registry, throughResend());
  await deliverDue(post);
  const helen = await registry.open().logIn('helen');
  expect((await helen.get('/mail')).text).toContain('tried again at');
  for (let hours = 0; hours < 24; hours += 1) {
    registry.wait(hour);
    await deliverDue(post);
  }
  const given = await (await registry.open().logIn('helen')).get('/mail');
  expect(given.text).toContain('given up');
  expect(given.text).toContain('Resend: internal_server_error');
  const tries = resend.requests;
  registry.wait(24 * hour);
  await deliverDue(post);
  expect(resend.requests).toBe(tries);
  resend.mood = 'well';
  const again = /name="(do\.again\.\d+)"/.exec(given.text)?.[1] ?? '';
  const later = await registry.open().logIn('helen');
  expect((await later.submit('/mail', {}, again)).location).toBe('/mail?done=again');
  expect(await deliverDue(post)).toBe(1);
  expect(resend.arrived.length).toBe(1);
});

test('the times of the tries grow, keep what the other side asks for, and end before Resend forgets the key', () => {
  const at = (attempts: number, now: number, atLeast = 0) => nextAttempt(attempts, 0, now, atLeast);
  expect([at(1, 0), at(2, 0), at(3, 0), at(8, 0), at(30, 0)]).toEqual([30_000, minute, 2 * minute, hour, hour]);
  expect(at(1, 0, 5 * minute)).toBe(5 * minute);
  expect(at(30, 22 * hour)).toBe(23 * hour);
  expect(at(31, 23 * hour)).toBeUndefined();
});

test('in the folder each message is one readable .eml file, written twice or not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'titer-mail-'));
  const registry = startApp();
  await askAll(registry);
  const again = startApp({}, await asItStands(registry));
  const send = createMailTransport({ kind: 'folder' }, folder);
  await deliverDue(postOf(registry, send));
  await deliverDue(postOf(again, send));
  const files = readdirSync(folder);
  expect(files.length).toBe(3);
  const eml = files.map((file) => readFileSync(join(folder, file), 'utf8')).find((text) => text.includes('Nora'));
  expect(eml).toMatch(/^Subject: MIIC password reset$/m);
  expect(eml).toMatch(/^http:\/\/127\.0\.0\.1:3000\/password\/reset\/[\w-]{32}$/m);
  expect(eml).toContain('Content-Type: text/html');
  rmSync(folder, { recursive: true });
});

test('a name with a line break in it makes no header', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'titer-mail-'));
  const send = createMailTransport({ kind: 'folder' }, folder);
  const message = {
    key: 'k',
    from: 'a@b.example',
    to: 'c@d.example',
    subject: 'x\r\nBcc: e@f.example',
    text: 'x',
    html: 'x',
  };
  await send(message);
  expect(readFileSync(join(folder, 'k.eml'), 'utf8')).not.toMatch(/^Bcc:/m);
  rmSync(folder, { recursive: true });
});
