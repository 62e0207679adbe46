// The security question of a reset: three tries, whose they are, and that nothing goes around it (L12, L13).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { unlockAccount } from '../../../src/db/accounts/user-administration.js';
import { users } from '../../../src/db/schema/accounts.js';
import { audit } from '../../../src/db/schema/operations.js';
import { asItStands, type Browser, startApp } from '../../support/app.js';
import { holds } from '../../support/facts.js';
import { arrivedFrom } from '../../support/mail.js';
import { answer, follow, formFor, fresh, linkFor, pauls, right } from '../../support/resetting.js';

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
  const after = startApp({}, await asItStands(registry));
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
  for (const text of ['maple street', 'elm street', 'oak street']) expect(await holds(registry, text)).toBe(false);
});

test('after an unlock or another set of questions the same wrong answer counts anew (L12)', async () => {
  const registry = startApp();
  const browser = await follow(registry, await linkFor(registry));
  await answer(browser, 'maple street');
  const id = (await registry.db.read.select().from(users).where(eq(users.username, 'nora')).get())?.id ?? 0;
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
  const wrong = await registry.db.read.select().from(audit).where(eq(audit.action, 'wrong answer')).all();
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
