import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { links, sessions, users } from '../../../src/db/schema/accounts.js';
import { startApp } from '../../support/app.js';
import { holds } from '../../support/facts.js';
import { arrivedFrom, linkIn } from '../../support/mail.js';
import { answer, ask, day, follow, fresh, linkFor, noras, pauls, right } from '../../support/resetting.js';

test('spaces around what nora types for a reset are taken off (L10)', async () => {
  const registry = startApp();
  const asked = await ask(registry.open(), {
    organizationCode: ' RIVER\u200B\u00A0',
    username: '\u202Anora\u202C ',
    email: '\u3000nora.lind@riverside.example ',
  });
  expect(asked.location).toBe('/password/sent');
  expect((await arrivedFrom(registry)).map(({ to }) => to)).toEqual([noras.email]);
});

test('nora resets her password by the mailed link and her answer, and logs in with it (L10 to L13)', async () => {
  const registry = startApp();
  const elsewhere = await registry.open().logIn('nora');
  const asked = await ask(registry.open());
  expect(asked.location).toBe('/password/sent');
  const said = await registry.open().get('/password/sent');
  for (const words of ['donotreply@health.state.mn.us', 'five minutes', 'spam or junk', '60 days', 'Help Desk'])
    expect(said.text).toContain(words);
  const [mail] = await arrivedFrom(registry);
  expect(mail).toMatchObject({ from: 'donotreply@health.state.mn.us', to: noras.email });
  expect(mail?.text).toMatch(/^Nora Lind,\n\nA request has been submitted to change your MIIC password\./);

  const browser = await follow(registry, linkIn(mail));
  expect((await browser.get('/password/answer')).text).toContain('three tries');
  expect((await answer(browser, '  maple   LANE ')).location).toBe('/password/new');
  expect((await browser.get('/password/new')).text).toContain('Nora Lind');
  const page = await browser.get('/password/new');
  const csrf = /name="csrf" value="(\w+)"/.exec(page.text)?.[1] ?? '';
  const twice = () =>
    browser.post('/password/new', new URLSearchParams({ csrf, ...fresh, 'do.save': 'Save' }).toString());
  expect((await Promise.all([twice(), twice()])).map(({ location }) => location)).toEqual([
    '/password/saved',
    '/password/saved',
  ]);
  const saved = await browser.get('/password/saved');
  expect(saved.text).toContain('New password saved. Please click the link below to go to the MIIC Home page.');
  expect(saved.text).toContain('<a href="/login">Go To MIIC Home Page</a>');

  expect((await elsewhere.get('/')).location).toBe('/login');
  expect((await arrivedFrom(registry)).map(({ subject }) => subject)).toEqual(['MIIC password changed']);
  const fill = { organizationCode: 'RIVER', username: 'nora', password: fresh.newPassword };
  expect((await registry.open().submit('/login', fill, 'do.login')).status).toBe(303);
});

test('the answer is the same whether or not the details are right (L10)', async () => {
  const registry = startApp();
  for (const fill of [
    noras,
    { ...noras, email: 'somebody@else.example' },
    { ...noras, username: 'NORA' },
    { ...noras, organizationCode: 'NONE' },
    { organizationCode: 'RIVER', username: 'newt', email: 'newt.larson@riverside.example' },
  ]) {
    const answer = await ask(registry.open(), fill);
    expect([answer.status, answer.location, answer.text]).toEqual([303, '/password/sent', '']);
  }
  const mails = await arrivedFrom(registry);
  expect(mails.map(({ to, text }) => [to, text.includes('http') && text.includes('/reset/')])).toEqual([
    [noras.email, true],
    ['newt.larson@riverside.example', false],
  ]);
});

test.each([
  ['locked', { lockedAt: 1 }, 'the account is locked'],
  ['inactive', { inactiveAt: 1 }, 'the account is inactive'],
  ['without questions', { questionsSetAt: null }, 'no security questions'],
])(
  'an account that is %s gets a mail that says so, without a link, and voids no link (L10)',
  async (_, change, words) => {
    const registry = startApp();
    const before = await linkFor(registry);
    await registry.db.write((tx) => tx.update(users).set(change).where(eq(users.username, 'nora')).run());
    await ask(registry.open());
    const [mail] = await arrivedFrom(registry);
    expect(mail?.text.replaceAll('\n', ' ')).toContain(words);
    expect(mail?.text).not.toContain('/password/reset/');
    const kept = await registry.db.read.select().from(links).all();
    expect(kept.map(({ expiresAt }) => expiresAt > registry.clock())).toEqual([true]);
    expect((await (await follow(registry, before)).get('/password/answer')).status).toBe(410);
  },
);

test('opening a link uses nothing up, and a newer one voids the older (L11)', async () => {
  const registry = startApp();
  const older = await linkFor(registry);
  for (let i = 0; i < 5; i += 1)
    expect((await (await follow(registry, older)).get('/password/answer')).status).toBe(200);
  const newer = await linkFor(registry);
  expect((await (await follow(registry, older)).get('/password/answer')).status).toBe(410);
  expect((await (await follow(registry, newer)).get('/password/answer')).status).toBe(200);
});

test('a used, older, expired, forged or truncated link gets the same polite page (L11)', async () => {
  const registry = startApp();
  const older = await linkFor(registry);
  const used = await linkFor(registry);
  const browser = await follow(registry, used);
  await answer(browser, right);
  await browser.submit('/password/new', fresh, 'do.save');
  const expired = await linkFor(registry);
  registry.wait(day);
  const current = await linkFor(registry, pauls);
  const pages = new Set<string>();
  for (const link of [older, used, expired, '/password/reset/forged', current.slice(0, -1), `${current}x`]) {
    const one = await follow(registry, link);
    for (const path of ['/password/answer', '/password/new', '/password/saved']) {
      const page = await one.get(path);
      expect(page.status, `${link} ${path}`).toBe(410);
      pages.add(page.text.replaceAll(/value="\w{32}"|\?(?:for|from)=[^"]*/g, ''));
    }
    const csrf = /name="csrf" value="(\w+)"/.exec((await one.get('/login')).text)?.[1] ?? '';
    const body = new URLSearchParams({ csrf, ...fresh, 'do.save': 'Save' }).toString();
    expect((await one.post('/password/new', body)).status).toBe(410);
  }
  expect(pages.size).toBe(1);
  expect([...pages][0]).toContain('This link does not open');
});

test('a thousand requests for one account send at most three mails an hour, wrong details none of them (L14)', async () => {
  const registry = startApp({ TRUSTED_PROXIES: '10.0.0.1' });
  const send = (path: string, init: RequestInit, from: string) =>
    registry.app.request(
      path,
      { ...init, headers: { ...init.headers, 'X-Forwarded-For': from } },
      {
        incoming: { socket: { remoteAddress: '10.0.0.1' } },
      },
    );
  const form = await registry.app.request('/password/forgot');
  const cookie = form.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const csrf = /name="csrf" value="(\w+)"/.exec(await form.text())?.[1] ?? '';
  for (let i = 0; i < 1000; i += 1) {
    const email = i % 2 ? noras.email : 'wrong@address.example';
    const key = `a-form-of-its-own-${i}`;
    const body = new URLSearchParams({ ...noras, email, csrf, key, 'do.submit': '' }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie };
    const answer = await send('/password/forgot', { method: 'POST', body, headers }, `198.51.${i >> 8}.${i & 255}`);
    expect(answer.status).toBe(303);
  }
  expect((await arrivedFrom(registry)).length).toBe(3);
});

test('the token stands neither in the database nor in an address that stays (L11, X6)', async () => {
  const registry = startApp();
  await ask(registry.open());
  const link = linkIn((await arrivedFrom(registry)).at(-1));
  const token = link.split('/').at(-1) ?? '';
  expect(await holds(registry, token)).toBe(false);
  expect(registry.lines.join('')).not.toContain(token);
  const opened = await registry.open().get(link);
  expect(opened.headers.get('Set-Cookie')).toMatch(/reset=.*Max-Age=1800;.*HttpOnly; SameSite=Lax/);
  expect(await registry.db.read.select().from(sessions).all()).toEqual([]);
});
