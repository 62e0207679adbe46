import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { trace } from '../src/db/operations/audit.js';
import { auditHead, headText } from '../src/db/operations/audit-chain.js';
import { postMail } from '../src/db/operations/outbox.js';
import { memberships, organizations, users } from '../src/db/schema/accounts.js';
import { outbox } from '../src/db/schema/operations.js';
import { watchClock } from '../src/jobs/clock.js';
import { clockJobsWith } from '../src/jobs/clock-jobs.js';
import { settleInactivities } from '../src/jobs/inactivity.js';
import { openRoom } from '../src/jobs/room.js';
import { every, startJobs } from '../src/jobs/runner.js';
import { type App, asItStands, startApp } from './support/app.js';
import { arrivedFrom } from './support/mail.js';
import { timeZone } from './support/now.js';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const bo = { firstName: 'Bo', lastName: 'Dahl', username: 'bo', email: 'bo@riverside.example' };
const chosen = { newPassword: 'Blue-heron-42', confirmNewPassword: 'Blue-heron-42' };
const questions = { question1: 'street', answer1: 'Maple Lane', question2: 'teacher', answer2: 'Engstrom' };

const settle = (registry: App) => settleInactivities(registry.db, registry.clock(), timeZone);
const bosLogin = (registry: App) =>
  registry
    .open()
    .submit('/login', { organizationCode: 'RIVER', username: 'bo', password: chosen.newPassword }, 'do.login');

/** As after a restart: another process over the same file. */
const restarted = async (registry: App) => startApp({}, await asItStands(registry));

/** Adds bo, who is nobody of the demonstration, and brings him in. */
async function withBo(): Promise<App> {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const fill = Object.fromEntries(Object.entries(bo).map(([name, value]) => [`${name}1`, value]));
  const shown = await ada.submit('/users/new', { ...fill, role1: 'typical user' }, 'do.add');
  const password = /<code class="secret">(.*?)<\/code>/.exec(shown.text)?.[1] ?? '';
  const browser = registry.open();
  await browser.submit('/login', { organizationCode: 'RIVER', username: 'bo', password }, 'do.login');
  await browser.submit('/password/expired', chosen, 'do.save');
  await browser.submit('/agreement', {}, 'do.accept');
  await browser.submit('/email-address', {}, 'do.yes');
  await browser.submit('/security-questions', { ...questions, question3: 'toy', answer3: 'Button Bear' }, 'do.submit');
  expect((await browser.get('/')).status).toBe(200);
  await arrivedFrom(registry);
  return registry;
}

test('bo is reminded once after 50 days, inactive after 60, and reactivated by ada; after a restart each time (L9)', async () => {
  let registry = await withBo();
  const remindersTo = async () =>
    (await arrivedFrom(registry)).filter(({ to, subject }) => to === bo.email && subject.includes('active'));
  const after = async (ms: number) => {
    registry = await restarted(registry);
    registry.wait(ms);
    await settle(registry);
    await settle(registry);
  };
  await after(49 * day);
  expect(await remindersTo()).toEqual([]);
  await after(day);
  const [reminder] = await remindersTo();
  expect(reminder).toMatchObject({ from: 'health.miichelp@state.mn.us' });
  expect(reminder?.text).toContain('inactive on 01/21/2027');
  expect(reminder?.text).toContain('/login');
  await after(day);
  await after(-2 * hour);
  await after(2 * hour);
  expect(await remindersTo()).toEqual([]);

  await after(9 * day);
  const refused = await bosLogin(registry);
  expect([refused.status, refused.text.includes('Your account is inactive')]).toEqual([403, true]);
  const email = { organizationCode: 'RIVER', username: 'bo', email: bo.email };
  await registry.open().submit('/password/forgot', email, 'do.submit');
  const [mail] = (await arrivedFrom(registry)).filter(({ to }) => to === bo.email);
  expect(mail?.text.replaceAll('\n', ' ')).toContain('the account is inactive.');
  expect(mail?.text).not.toContain('/password/reset/');

  // ada herself is not of the demonstration's start any more: she was away as long.
  await registry.db.write((tx) =>
    tx.update(users).set({ inactiveAt: null, inactiveWhy: '' }).where(eq(users.username, 'ada')).run(),
  );
  const ada = await registry.open().logIn('ada');
  const list = await ada.get('/users?state=inactive');
  const his = /href="(\/users\/\d+)">Dahl, Bo/.exec(list.text)?.[1] ?? '';
  expect((await ada.submit(his, {}, 'do.reactivate')).location).toContain('done=reactivate');
  expect((await bosLogin(registry)).status).toBe(303);

  for (let passed = 0; passed < 366; passed += 40) {
    await after(Math.min(40, 366 - passed) * day);
    expect((await bosLogin(registry)).status).toBe(303);
  }
  const browser = registry.open();
  await browser.submit(
    '/login',
    { organizationCode: 'RIVER', username: 'bo', password: chosen.newPassword },
    'do.login',
  );
  expect((await browser.get('/')).location).toBe('/agreement');
  await browser.submit('/agreement', {}, 'do.accept');
  expect((await browser.get('/')).location).toBe('/email-address');
});

test('who belongs to an inactive organization alone is not reminded to log in, which they cannot; to another one too, they are (L9, A3)', async () => {
  const registry = await withBo();
  const close = (id: number, active: boolean) =>
    registry.db.write((tx) => tx.update(organizations).set({ active }).where(eq(organizations.id, id)).run());
  const reminders = async () => (await arrivedFrom(registry)).filter(({ to }) => to === bo.email).length;
  await close(1, false);
  registry.wait(51 * day);
  await settle(registry);
  expect(await reminders()).toBe(0);
  await registry.db.write(async (tx) => {
    const id = (await tx.select().from(users).where(eq(users.username, 'bo')).get())?.id ?? 0;
    await tx.insert(memberships).values({ userId: id, username: 'bo', organizationId: 2, role: 'view only' }).run();
  });
  await settle(registry);
  expect(await reminders()).toBe(1);
});

test('a login begins the 60 days anew, and the reminder with them (L9)', async () => {
  const registry = await withBo();
  const remindersFor = async () => (await arrivedFrom(registry)).filter(({ to }) => to === bo.email).length;
  registry.wait(55 * day);
  await settle(registry);
  expect(await remindersFor()).toBe(1);
  expect((await bosLogin(registry)).status).toBe(303);
  registry.wait(49 * day);
  expect(await settle(registry)).toMatchObject({ inactivated: expect.any(Number) });
  expect(await remindersFor()).toBe(0);
  registry.wait(day);
  await settle(registry);
  expect(await remindersFor()).toBe(1);
});

test('an inactive user’s session ends', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await registry.db.write((tx) => tx.update(users).set({ inactiveAt: 1 }).where(eq(users.username, 'nora')).run());
  expect((await nora.get('/')).location).toBe('/login');
});

test('when the clock leaps while the server runs, inactivations wait for the help desk; a start after downtime is no leap (L9)', async () => {
  const registry = await withBo();
  let monotonic = 0;
  const look = watchClock(registry.db, registry.clock, () => monotonic);
  registry.wait(23 * hour);
  await look();
  expect((await settle(registry)).inactivated).toBe(0);
  registry.wait(61 * day);
  await look();
  await look();
  expect(await settle(registry)).toEqual({ reminded: 0, inactivated: 0 });
  expect((await bosLogin(registry)).status).toBe(303);
  const helen = await registry.open().logIn('helen');
  expect((await helen.get('/mail')).text).toContain('By 62 days forward');
  expect((await (await registry.open().logIn('ada')).get('/mail')).status).toBe(403);
  const clockIsRight = (html: string) => /name="(do\.clock\.\d+)"/.exec(html)?.[1] ?? '';
  const shown = await helen.get('/mail');
  // It leaps again before she confirms what she saw.
  registry.wait(2 * day);
  await look();
  const again = await registry.open().logIn('helen');
  expect((await again.submit('/mail', {}, clockIsRight(shown.text))).location).toBe('/mail');
  expect(await settle(registry)).toEqual({ reminded: 0, inactivated: 0 });
  const now = await again.get('/mail');
  expect(now.text).toContain('By 2 days forward');
  await again.submit('/mail', {}, clockIsRight(now.text));
  expect((await again.get('/mail')).text).not.toContain('leapt');
  expect((await settle(registry)).inactivated).toBeGreaterThan(0);

  const away = startApp();
  away.wait(61 * day);
  await watchClock(away.db, away.clock, () => monotonic)();
  monotonic += hour;
  expect((await settle(away)).inactivated).toBe(7);
});

test('a leap that is taken back settles itself (L9)', async () => {
  const registry = startApp();
  const look = watchClock(registry.db, registry.clock, () => 0);
  registry.wait(40 * day);
  await look();
  registry.wait(-40 * day);
  await look();
  const helen = await registry.open().logIn('helen');
  expect((await helen.get('/mail')).text).not.toContain('leapt');
});

test('stopping waits for the mails that are under way, notes them as sent, and begins no other', async () => {
  const registry = startApp();
  const { db, clock, config, links } = registry;
  await db.write(async (tx) => {
    for (let i = 0; i < 6; i += 1)
      await postMail(
        tx,
        { kind: 'password changed', userName: 'Nora Lind' },
        { userId: 1, email: `${i}@riverside.example` },
        clock(),
      );
  });
  const arriving = Promise.withResolvers<void>();
  let begun = 0;
  const send = async () => {
    begun += 1;
    await arriving.promise;
  };
  const post = { db, clock, send, site: config.site, origin: config.origin, tokenOf: links.tokenOf };
  const faults: object[] = [];
  const log = { error: (what: object) => faults.push(what) };
  const jobs = await startJobs({ ...post, timeZone, monotonic: () => 0, log });
  await vi.waitFor(() => expect(begun).toBe(4), 5000);
  let stopped = false;
  const stopping = jobs.stop().then(() => (stopped = true));
  await new Promise((done) => setTimeout(done, 50));
  expect(stopped).toBe(false);
  arriving.resolve();
  await stopping;
  const noted = await db.read.select().from(outbox).all();
  expect(noted.filter(({ sentAt }) => sentAt !== null)).toHaveLength(4);
  expect([begun, faults]).toEqual([4, []]);
});

test('a run that is slow is not overtaken by the next, and one that fails is told of and followed by another', async () => {
  const faults: object[] = [];
  let [at, most, runs] = [0, 0, 0];
  const job = every(
    10,
    async () => {
      at += 1;
      runs += 1;
      most = Math.max(most, at);
      await new Promise((done) => setTimeout(done, 30));
      at -= 1;
      if (runs === 1) throw new Error('no');
    },
    { error: (what) => faults.push(what) },
  );
  await vi.waitFor(() => expect(runs).toBeGreaterThan(2), 5000);
  await job.stop();
  const after = runs;
  expect([most, at, faults]).toEqual([1, 0, [{ fault: 'Error', message: 'no' }]]);
  await new Promise((done) => setTimeout(done, 50));
  expect(runs).toBe(after);
});

test("the head of the audit log's chain is in the server's log once a day (A6)", async () => {
  const { db, clock, config, links, wait } = startApp();
  const told: object[] = [];
  const log = { info: (what: object) => told.push(what), error: (what: object) => told.push(what) };
  const post = { db, clock, send: async () => undefined, site: config.site, origin: config.origin };
  const clockJobs = clockJobsWith({ ...post, tokenOf: links.tokenOf, timeZone, log });
  const room = await openRoom({ db, clock, clockJobs: clockJobs.filter(({ name }) => name === 'audit head'), log });
  const heads: object[] = [];
  for (let days = 1; days <= 2; days += 1) {
    wait(day);
    await db.write((tx) => trace(tx, undefined, { at: clock(), action: 'login failed' }));
    heads.push({ auditHead: headText(await auditHead(db.read)) });
    for (let look = 0; look < 2; look += 1) {
      await room.look();
      await room.atRest();
    }
    expect(told).toEqual(heads);
  }
});
