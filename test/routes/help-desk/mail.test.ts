import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { postMail } from '../../../src/db/operations/outbox.js';
import { audit, outbox } from '../../../src/db/schema/operations.js';
import type { Mail } from '../../../src/domain/mail.js';
import { deliverDue } from '../../../src/jobs/outbox.js';
import { MailFault } from '../../../src/mail/transports.js';
import { type App, startApp } from '../../support/app.js';
import { meanwhile } from '../../support/meanwhile.js';

const [minute, hour] = [60_000, 3_600_000];
const deeds = async ({ db }: App) =>
  (await db.read.select().from(audit).all())
    .filter(({ action }) => action.endsWith('mail') || action === 'send mail again')
    .map(({ action, detail }) => `${action}: ${detail}`);
const rows = ({ db }: App) => db.read.select().from(outbox).all();
const locked: Mail = { kind: 'locked', userName: 'Nora Lind' };
const post = (registry: App, mail: Mail = locked) =>
  registry.db.write((tx) => postMail(tx, mail, { userId: 1, email: 'nora.lind@riverside.example' }, registry.clock()));
const givenUp = (registry: App) =>
  registry.db.write((tx) => tx.update(outbox).set({ firstTriedAt: 1, attempts: 30, deadAt: 2 }).run());
const failing = ({ db, clock, config, links }: App) => ({
  ...{ db, clock, site: config.site, origin: config.origin, tokenOf: links.tokenOf },
  send: () => Promise.reject(new MailFault('SMTP: 550')),
});

test('mail that failed says to whom, masked, how often and why, and is given up for a reason', async () => {
  const registry = startApp();
  await post(registry);
  await deliverDue(failing(registry));
  const helen = await registry.open().logIn('helen');
  const { text } = await helen.get('/mail');
  for (const said of ['n…@riverside.example', '<td data-label="Tries">1</td>', 'SMTP: 550', 'tried again at'])
    expect(text).toContain(said);
  expect(text).not.toContain('nora.lind@');
  const refused = await helen.submit('/mail/1', { reason: ' ' }, 'do.give-up');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('id="reason-error"');
  const done = await helen.submit('/mail/1', { reason: 'The box is closed' }, 'do.give-up');
  expect(done.location).toBe('/mail?done=given-up');
  const list = (await helen.get(done.location)).text;
  expect(list).toContain('Every message has left, or is given up.');
  expect(list).toContain('<td data-label="Reason">The box is closed</td>');
  registry.wait(hour);
  await deliverDue(failing(registry));
  expect((await rows(registry))[0]?.attempts).toBe(1);
  // It can be taken up again.
  const again = await registry.open().logIn('helen');
  expect((await again.submit('/mail/1', {}, 'do.again')).location).toBe('/mail?done=again');
  expect((await rows(registry))[0]).toMatchObject({ deadAt: null, givenUpWhy: '', attempts: 0 });
  expect(await deeds(registry)).toEqual(['give up mail: message 1: The box is closed', 'send mail again: message 1']);
});

test('mail that nobody tries is listed after ten minutes', async () => {
  const registry = startApp();
  await post(registry);
  const helen = await registry.open().logIn('helen');
  expect((await helen.get('/mail')).text).toContain('Every message has left');
  registry.wait(11 * minute);
  expect((await helen.get('/mail')).text).toMatch(/due since .*, and not tried/);
  await helen.submit('/mail/1', { reason: 'No more of use' }, 'do.give-up');
  expect((await helen.get('/mail')).text).toContain('No more of use');
});

test('a reset whose link has expired is not sent again, and says so; neither is a reminder of a day that is over', async () => {
  const registry = startApp();
  const details = { organizationCode: 'RIVER', username: 'nora', email: 'nora.lind@riverside.example' };
  await registry.open().submit('/password/forgot', details, 'do.submit');
  await post(registry, { kind: 'reminder', userName: 'Nora Lind', inactiveOn: '2026-11-23' });
  await givenUp(registry);
  const helen = await registry.open().logIn('helen');
  const fresh = (await helen.get('/mail')).text;
  for (const id of [1, 2]) expect(fresh).toContain(`do.again.${id}`);
  const { nonce } = JSON.parse((await rows(registry))[0]?.details ?? '{}');
  for (const path of ['/mail', '/mail/1']) {
    const { text } = await helen.get(path);
    expect(text.includes(nonce) || text.includes(registry.links.tokenOf(nonce))).toBe(false);
  }
  registry.wait(25 * hour);
  const later = await registry.open().logIn('helen');
  const { text } = await later.get('/mail');
  expect(text).toContain('Its link has expired: the user asks for another one.');
  expect(text).toContain('The day that it reminds of has passed.');
  expect(text).not.toContain('do.again.');
  for (const [path, button] of [
    ['/mail', 'do.again.1'],
    ['/mail/1', 'do.again'],
    ['/mail/2', 'do.again'],
  ] as const) {
    const refused = await later.submit(path, {}, button);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('The message is not sent again.');
  }
  expect((await rows(registry)).every(({ deadAt }) => deadAt !== null)).toBe(true);
  expect(await deeds(registry)).toEqual([]);
});

test('of two who decide about a message at once the later is told', async () => {
  const registry = startApp();
  await post(registry);
  await givenUp(registry);
  const helen = await registry.open().logIn('helen');
  const late = await meanwhile(
    () => helen.submit('/mail/1', { reason: 'The box is closed' }, 'do.give-up'),
    registry,
    (tx) => tx.update(outbox).set({ givenUpWhy: 'Another' }).where(eq(outbox.id, 1)).run(),
  );
  expect(late.status).toBe(409);
  expect((await rows(registry))[0]?.givenUpWhy).toBe('Another');
  const answers = [await helen.submit('/mail/1', {}, 'do.again'), await helen.post('/mail/1', '')];
  expect(answers.map(({ status }) => status)).toEqual([303, 403]);
  const shown = await helen.get('/mail/1');
  const csrf = /name="csrf" value="([^"]*)"/.exec(shown.text)?.[1];
  expect((await helen.post('/mail/1', `csrf=${csrf}&do.again=x`)).status).toBe(409);
  expect(await deeds(registry)).toEqual(['send mail again: message 1']);
});

test('nobody but the help desk sees the mail', async () => {
  const registry = startApp();
  await post(registry);
  for (const who of ['ada', 'nora', 'victor', 'paul', 'sam']) {
    const browser = await registry.open().logIn(who);
    for (const path of ['/mail', '/mail/1']) {
      expect((await browser.get(path)).status).toBe(403);
      expect((await browser.post(path, 'do.again=x')).status).toBe(403);
    }
  }
});
