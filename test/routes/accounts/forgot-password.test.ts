import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { unlockAccount } from '../../../src/db/accounts/user-administration.js';
import { links, sessions, users } from '../../../src/db/schema/accounts.js';
import { audit } from '../../../src/db/schema/operations.js';
import { demonstrationAnswers } from '../../../src/demonstration/accounts.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { arrivedFrom, linkIn } from '../../support/mail.js';

const day = 24 * 60 * 60 * 1000;
const noras = { organizationCode: 'RIVER', username: 'nora', email: 'nora.lind@riverside.example' };
const fresh = { newPassword: 'Grey-goose-77', confirmNewPassword: 'Grey-goose-77' };
const right = demonstrationAnswers[0].answer;

const ask = (browser: Browser, fill: Record<string, string> = noras) =>
  browser.submit('/password/forgot', fill, 'do.submit');

const pauls = { organizationCode: 'PUB', username: 'paul', email: 'paul.vang@county.example' };

/** A link that just arrived, for nora unless it is said for whom. */
async function linkFor(registry: App, who = noras): Promise<string> {
  await ask(registry.open(), who);
  return linkIn((await arrivedFrom(registry)).at(-1));
}

async function follow(registry: App, link: string): Promise<Browser> {
  const browser = registry.open();
  expect((await browser.get(link)).location).toBe('/password/answer');
  return browser;
}

/** What a button sends, by default Save on the page for the new password. */
async function formFor(
  browser: Browser,
  path = '/password/new',
  fill: Record<string, string> = { ...fresh, 'do.save': 'Save' },
): Promise<URLSearchParams> {
  const form = formOf((await browser.get(path)).text, path);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  return form;
}

const answer = (browser: Browser, text: string) => browser.submit('/password/answer', { answer: text }, 'do.submit');

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
    await registry.db.write((tx) => void tx.update(users).set(change).where(eq(users.username, 'nora')).run());
    await ask(registry.open());
    const [mail] = await arrivedFrom(registry);
    expect(mail?.text.replaceAll('\n', ' ')).toContain(words);
    expect(mail?.text).not.toContain('/password/reset/');
    const kept = registry.db.read.select().from(links).all();
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
      pages.add(page.text.replaceAll(/value="\w{32}"/g, ''));
    }
    const csrf = /name="csrf" value="(\w+)"/.exec((await one.get('/login')).text)?.[1] ?? '';
    const body = new URLSearchParams({ csrf, ...fresh, 'do.save': 'Save' }).toString();
    expect((await one.post('/password/new', body)).status).toBe(410);
  }
  expect(pages.size).toBe(1);
  expect([...pages][0]).toContain('This link does not open');
});

test('three wrong answers over two links lock the account and end its sessions (L12)', async () => {
  const registry = startApp();
  const elsewhere = await registry.open().logIn('nora');
  const first = await follow(registry, await linkFor(registry));
  const question = (html: string) => /<dt>Security Question<\/dt><dd>(.*?)<\/dd>/.exec(html)?.[1];
  const asked = question((await first.get('/password/answer')).text);
  expect((await answer(first, 'wrong one')).text).toContain('two tries');
  expect((await answer(first, 'wrong two')).text).toContain('one try');
  const second = await follow(registry, await linkFor(registry));
  const shown = (await second.get('/password/answer')).text;
  expect([question(shown), shown.includes('one try')]).toEqual([asked, true]);
  const locked = await answer(second, 'wrong three');
  expect([locked.status, locked.text.includes('Your account is locked')]).toEqual([403, true]);

  expect((await elsewhere.get('/')).location).toBe('/login');
  expect((await second.get('/password/answer')).status).toBe(410);
  const mails = await arrivedFrom(registry);
  expect(mails.map(({ subject }) => subject)).toEqual(['MIIC account locked']);
  const fill = { organizationCode: 'RIVER', username: 'nora', password: 'Immunize-2026' };
  const login = await registry.open().submit('/login', fill, 'do.login');
  expect([login.status, login.text.includes('Your account is locked')]).toEqual([403, true]);
  const wrong = await registry.open().submit('/login', { ...fill, password: 'not it' }, 'do.login');
  expect(wrong.text).not.toContain('locked');
});

test('a right answer sets the count to zero, and it survives a restart (L12)', async () => {
  const registry = startApp();
  const link = await linkFor(registry);
  const browser = await follow(registry, link);
  await answer(browser, 'wrong one');
  await answer(browser, 'wrong two');
  const after = startApp({}, { bytes: registry.db.serialize(), now: registry.clock() });
  const again = await follow(after, link);
  expect((await again.get('/password/answer')).text).toContain('one try');
  await answer(again, right);
  const next = await follow(after, await linkFor(after));
  expect((await next.get('/password/answer')).text).toContain('three tries');
});

test('the same wrong answer pressed twice, reloaded or on a newer link costs one try, a different one another (L12)', async () => {
  const registry = startApp();
  const browser = await follow(registry, await linkFor(registry));
  const send = async (from: Browser, text: string) => {
    const form = await formFor(from, '/password/answer', { answer: text, 'do.submit': 'Submit' });
    return () => from.post('/password/answer', `${form}`);
  };
  const again = await send(browser, 'maple street');
  const pressed = await Promise.all([again(), again(), again()]);
  pressed.push(await again(), await answer(browser, '  Maple  STREET '));
  for (const { status, text } of pressed) expect([status, text.includes('two tries')]).toEqual([422, true]);
  const second = await follow(registry, await linkFor(registry));
  expect((await answer(second, 'Maple Street')).text).toContain('two tries');
  expect((await answer(second, 'elm street')).text).toContain('one try');
  expect((await answer(second, 'maple street')).text).toContain('one try');
  // The one that locks, pressed twice, is told the same twice.
  const [oak, birch] = [await send(second, 'oak street'), await send(second, 'birch street')];
  for (const press of [oak, oak]) {
    const locked = await press();
    expect([locked.status, locked.text.includes('Your account is locked')]).toEqual([403, true]);
  }
  expect((await birch()).status).toBe(410);
  const bytes = registry.db.serialize();
  for (const text of ['maple street', 'elm street', 'oak street']) expect(bytes.includes(text)).toBe(false);
});

test('after an unlock or another set of questions the same wrong answer counts anew (L12)', async () => {
  const registry = startApp();
  const browser = await follow(registry, await linkFor(registry));
  await answer(browser, 'maple street');
  const id = registry.db.read.select().from(users).where(eq(users.username, 'nora')).get()?.id ?? 0;
  await registry.db.write((tx) => unlockAccount(tx, undefined, id, { at: registry.clock(), address: '' }));
  expect((await browser.get('/password/answer')).text).toContain('three tries');
  expect((await answer(browser, 'maple street')).text).toContain('two tries');
});

test('the right answer belongs to the browser that gave it: the same link in another asks again (L12)', async () => {
  const registry = startApp();
  const link = await linkFor(registry);
  const nora = await follow(registry, link);
  await answer(nora, right);
  const other = await follow(registry, link);
  expect((await other.get('/password/answer')).text).toContain('Answer Security Question');
  expect((await other.get('/password/new')).location).toBe('/password/answer');
  const body = await formFor(nora);
  body.set('csrf', (await formFor(other, '/password/answer')).get('csrf') ?? '');
  expect((await other.post('/password/new', body.toString())).location).toBe('/password/answer');
  other.cookies.set('reset-answer', 'forged.forged');
  expect((await other.get('/password/new')).location).toBe('/password/answer');
  // An answer given on another link opens nothing here.
  const elsewhere = await follow(registry, await linkFor(registry, pauls));
  elsewhere.cookies.set('reset-answer', nora.cookies.get('reset-answer') ?? '');
  expect((await elsewhere.get('/password/new')).location).toBe('/password/answer');
  expect((await nora.get('/password/answer')).location).toBe('/password/new');
});

test('of two browsers that answered and save, one counts and the other is told (L13)', async () => {
  const registry = startApp();
  const link = await linkFor(registry);
  const browsers = [await follow(registry, link), await follow(registry, link)];
  for (const browser of browsers) expect((await answer(browser, right)).location).toBe('/password/new');
  const bodies = await Promise.all(browsers.map((browser) => formFor(browser)));
  const answers = await Promise.all(browsers.map((browser, i) => browser.post('/password/new', `${bodies[i]}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  const [saved, told] = answers[0]?.status === 303 ? [0, 1] : [1, 0];
  expect(answers[told]?.text).toContain('A new password was saved in another window');
  expect((await browsers[told]?.get('/password/saved'))?.status).toBe(409);
  // Pressed again where it was saved, it is said once more.
  expect((await browsers[saved]?.post('/password/new', `${bodies[saved]}`))?.location).toBe('/password/saved');
  expect((await browsers[saved]?.get('/password/saved'))?.text).toContain('New password saved.');
});

test('twenty answers that arrive together share three tries (L12)', async () => {
  const registry = startApp();
  const browser = await follow(registry, await linkFor(registry));
  const csrf = /name="csrf" value="(\w+)"/.exec((await browser.get('/password/answer')).text)?.[1] ?? '';
  const body = (text: string) => new URLSearchParams({ csrf, answer: text, 'do.submit': 'Submit' }).toString();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => browser.post('/password/answer', body(`guess ${i}`))),
  );
  // One locks the account. The others are told so by a link that is void, unless they were answered before that.
  expect(answers.filter(({ status }) => status === 403).length).toBe(1);
  expect(answers.filter(({ status }) => status === 410 || status === 422).length).toBe(19);
  const wrong = registry.db.read.select().from(audit).where(eq(audit.action, 'wrong answer')).all();
  expect(wrong.length).toBe(3);
});

test('the question cannot be gone around (L12)', async () => {
  const registry = startApp();
  const browser = await follow(registry, await linkFor(registry));
  expect((await browser.get('/password/new')).location).toBe('/password/answer');
  const csrf = /name="csrf" value="(\w+)"/.exec((await browser.get('/password/answer')).text)?.[1] ?? '';
  const body = new URLSearchParams({ csrf, ...fresh, 'do.save': 'Save' }).toString();
  expect((await browser.post('/password/new', body)).location).toBe('/password/answer');
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
  const bytes = registry.db.serialize();
  const link = linkIn((await arrivedFrom(registry)).at(-1));
  const token = link.split('/').at(-1) ?? '';
  expect(bytes.includes(token)).toBe(false);
  expect(registry.lines.join('')).not.toContain(token);
  const opened = await registry.open().get(link);
  expect(opened.headers.get('Set-Cookie')).toMatch(/reset=.*Max-Age=1800;.*HttpOnly; SameSite=Lax/);
  expect(registry.db.read.select().from(sessions).all()).toEqual([]);
});
