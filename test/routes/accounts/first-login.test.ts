import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { acceptances, users } from '../../../src/db/schema/accounts.js';
import { type App, type Browser, startApp } from '../../support/app.js';
import { arrivedFrom, linkIn } from '../../support/mail.js';

const day = 24 * 60 * 60 * 1000;
const chosen = { newPassword: 'Blue-heron-42', confirmNewPassword: 'Blue-heron-42' };
const answers = {
  question1: 'street',
  answer1: 'Maple Lane',
  question2: 'teacher',
  answer2: 'Engstrom',
  question3: 'toy',
  answer3: 'Button Bear',
};

/** Everything that newt does between the temporary password and home, in order. */
const steps: readonly [string, (newt: Browser) => Promise<{ status: number; location: string }>][] = [
  ['/password/expired', (newt) => newt.submit('/password/expired', chosen, 'do.save')],
  ['/agreement', (newt) => newt.submit('/agreement', {}, 'do.accept')],
  ['/email-address', (newt) => newt.submit('/email-address', {}, 'do.yes')],
  ['/security-questions', (newt) => newt.submit('/security-questions', answers, 'do.submit')],
];

async function passed(registry: App, count: number): Promise<Browser> {
  const newt = await registry.open().logIn('newt');
  for (const [, pass] of steps.slice(0, count)) expect((await pass(newt)).status).toBe(303);
  return newt;
}

test('newt is led through password, agreement, email address and questions, in that order (L2 to L6)', async () => {
  const newt = await startApp().open().logIn('newt');
  for (const [i, [path, pass]] of steps.entries()) {
    expect((await newt.get('/')).location).toBe(path);
    const { text } = await newt.get(path);
    expect(text).toContain(
      `Welcome to MIIC, Newt Larson (Riverside Clinic). <span class="hint">Step ${i + 1} of 4</span>`,
    );
    expect(text).toContain('<body class="outside">');
    // No password of newt's has expired: a temporary one was used.
    expect(text.includes('You logged in with a temporary password.')).toBe(path === '/password/expired');
    expect((await pass(newt)).location).toBe('/');
  }
  expect((await newt.get('/')).text).toContain('user <b>Newt Larson</b>');
});

const addresses = [
  ...['/', '/clients', '/clients/6714871', '/clients/6714871/draft', '/immunizations', '/searches/x', '/account'],
  ...['/account/password', '/users', '/mail', '/announcements/1', '/interrupted/x', '/nowhere', '/agreement/'],
  ...['/password', '/password/', '/password/expired/', '//clients', '/clients/', '/CLIENTS', '/%63lients', '/login/x'],
  ...['/logout/../clients', '/help-desk/../clients', '/clients?for=/help-desk', '/password/reset/x/y'],
];

test.each(steps.map(([path], i) => [path, i] as const))(
  'until %s is done no other address opens (L6)',
  async (path, count) => {
    const newt = await passed(startApp(), count);
    for (const address of [...addresses, ...steps.map(([one]) => one)]) {
      const answer = await newt.get(address);
      if (address === path) expect(answer.status, address).toBe(200);
      else expect([answer.status, answer.location], address).toEqual([303, path]);
      const posted = await newt.post(address, 'do.accept=x');
      if (address !== path) expect([posted.status, posted.location], address).toEqual([303, path]);
    }
    for (const open of ['/help-desk', '/guidance', '/password/forgot']) expect((await newt.get(open)).status).toBe(200);
    expect((await newt.submit(path, {}, 'do.logout', '/logout')).location).toBe('/login');
  },
);

test('an interrupted user resumes where they stopped, on another browser too (L6)', async () => {
  const registry = startApp();
  for (const [count, [path]] of steps.entries()) {
    const newt = await passed(startApp(), count);
    expect((await newt.get('/clients')).location).toBe(path);
  }
  const newt = await passed(registry, 2);
  expect((await newt.get('/')).location).toBe('/email-address');
  const later = registry.open();
  const fill = { organizationCode: 'RIVER', username: 'newt', password: chosen.newPassword };
  await later.submit('/login', fill, 'do.login');
  expect((await later.get('/')).location).toBe('/email-address');
});

test.each([
  ['Aa1', 'too short'],
  ['alllowercase', 'three of the four character types'],
  ['Password1!', 'common passwords'],
  ['Qwerty123!', 'common passwords'],
  ['newt-Heron-1', 'must not contain'],
  ['Riverside-99x', 'must not contain'],
  ['MIIC-heron-42', 'must not contain'],
  [`Aa1-${'x'.repeat(130)}`, 'too long'],
  ['Welcome-2026', 'must differ from the current one'],
])('the password %s is refused, and the screen says why (L7)', async (newPassword, why) => {
  const newt = await startApp().open().logIn('newt');
  const answer = await newt.submit('/password/expired', { newPassword, confirmNewPassword: newPassword }, 'do.save');
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(why);
  expect(answer.text).not.toContain(`value="${newPassword}"`);
});

test('a password of 128 characters in any script is taken (L7)', async () => {
  const newt = await startApp().open().logIn('newt');
  const newPassword = `Ж7${'žluťoučký kůň '.repeat(9)}`.slice(0, 128);
  const fill = { newPassword, confirmNewPassword: newPassword };
  expect((await newt.submit('/password/expired', fill, 'do.save')).status).toBe(303);
});

test('with the policy nist a long password of one type is taken and a short one refused (L7)', async () => {
  const newt = await startApp({ PASSWORD_POLICY: 'nist' }).open().logIn('newt');
  const short = await newt.submit('/password/expired', chosen, 'do.save');
  expect(short.text).toContain('needs at least 15');
  const long = 'seven quiet otters';
  const fill = { newPassword: long, confirmNewPassword: long };
  expect((await newt.submit('/password/expired', fill, 'do.save')).status).toBe(303);
});

test('declining the agreement logs out, and what was accepted is kept with its version (L3)', async () => {
  const registry = startApp();
  const newt = await passed(registry, 1);
  expect((await newt.submit('/agreement', {}, 'do.decline')).location).toBe('/login');
  expect((await newt.get('/')).location).toBe('/login');
  const before = (await registry.db.read.select().from(acceptances).all()).length;
  const again = registry.open();
  await again.submit(
    '/login',
    { organizationCode: 'RIVER', username: 'newt', password: chosen.newPassword },
    'do.login',
  );
  await again.submit('/agreement', {}, 'do.accept');
  const kept = await registry.db.read.select().from(acceptances).all();
  expect(kept.length).toBe(before + 1);
  expect(kept.at(-1)).toMatchObject({
    userId: 7,
    at: registry.clock(),
    version: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test('a corrected address counts once its link is followed, and the old one is told (L4)', async () => {
  const registry = startApp();
  const newt = await passed(registry, 2);
  expect((await newt.submit('/email-address', {}, 'do.no')).location).toBe('/email-address?correct');
  const wrong = await newt.submit('/email-address?correct', { email: 'newt at home' }, 'do.save', '/email-address');
  expect([wrong.status, wrong.text.includes('value="newt at home"')]).toEqual([422, true]);
  await newt.submit('/email-address?correct', { email: 'newt@new.example' }, 'do.save', '/email-address');
  expect((await newt.get('/')).location).toBe('/security-questions');
  const mails = await arrivedFrom(registry);
  const to = mails.filter(({ subject }) => subject.includes('address')).map((mail) => mail.to);
  expect(to.sort()).toEqual(['newt.larson@riverside.example', 'newt@new.example']);
  const onFile = async () =>
    (await registry.db.read.select().from(users).where(eq(users.username, 'newt')).get())?.email;
  expect(await onFile()).toBe('newt.larson@riverside.example');

  const link = linkIn(mails.find((mail) => mail.to === 'newt@new.example'));
  const scanner = registry.open();
  await scanner.get(link);
  await scanner.get('/email-address/new');
  expect(await onFile()).toBe('newt.larson@riverside.example');
  const box = registry.open();
  expect((await box.get(link)).location).toBe('/email-address/new');
  expect(box.cookies.has('email')).toBe(true);
  expect((await box.submit('/email-address/new', {}, 'do.confirm')).status).toBe(200);
  // The token of a link that is spent leaves the browser at once (X6).
  expect(box.cookies.has('email')).toBe(false);
  expect(await onFile()).toBe('newt@new.example');
  expect((await arrivedFrom(registry)).map((mail) => mail.to).sort()).toEqual([
    'newt.larson@riverside.example',
    'newt@new.example',
  ]);
  expect((await box.get(link)).status).toBe(303);
  expect((await box.get('/email-address/new')).status).toBe(410);
});

test.each([
  ['two equal questions', { question2: 'street' }, 'is chosen already'],
  ['an answer of four letters', { answer1: 'Elm ' }, 'at least five characters'],
  ['two equal answers in another case', { answer2: ' maple   LANE' }, 'must be unique'],
  ['an answer with the username', { answer3: 'the NEWT pond' }, 'your username'],
  ['an answer with the organization code', { answer3: 'Mississippi river' }, 'your organization code'],
])('%s are refused, and no answer is shown again (L5)', async (_, change, why) => {
  const newt = await passed(startApp(), 3);
  const answer = await newt.submit('/security-questions', { ...answers, ...change }, 'do.submit');
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(why);
  for (const text of ['Maple Lane', 'Engstrom', 'Button Bear']) expect(answer.text).not.toContain(text);
});

test('after a year the agreement and the address come again, the questions do not (L3, L4)', async () => {
  const registry = startApp();
  registry.wait(364 * day);
  const nora = await registry.open().logIn('nora');
  expect((await nora.get('/')).status).toBe(200);
  registry.wait(2 * day);
  const again = await registry.open().logIn('nora');
  expect((await again.get('/clients')).location).toBe('/agreement');
  expect((await again.get('/agreement')).text).not.toContain('of 4');
  await again.submit('/agreement', {}, 'do.accept');
  expect((await again.get('/clients')).location).toBe('/email-address');
  await again.submit('/email-address', {}, 'do.yes');
  expect((await again.get('/clients')).status).toBe(200);
});

test('what was asked for before the yearly renewal opens after it, for that user alone (L3, L6)', async () => {
  const registry = startApp();
  registry.wait(366 * day);
  const nora = await registry.open().logIn('nora');
  expect((await nora.get('/clients/6714871')).location).toBe('/agreement');
  await nora.submit('/agreement', {}, 'do.accept');
  await nora.submit('/email-address', {}, 'do.yes');
  expect((await nora.get('/')).location).toBe('/clients/6714871');
  expect((await nora.get('/')).status).toBe(200);
  const ada = await registry.open().logIn('ada');
  await ada.get('/users');
  await ada.submit('/agreement', {}, 'do.decline');
  await ada.logIn('paul');
  await ada.submit('/agreement', {}, 'do.accept');
  await ada.submit('/email-address', {}, 'do.yes');
  expect((await ada.get('/')).status).toBe(200);
});

test('an address corrected on the way in: where the mail went, and that the old one stays, is said (L4)', async () => {
  const registry = startApp();
  const newt = await passed(registry, 2);
  const fill = { email: 'newt@elsewhere.example' };
  const answer = await newt.submit('/email-address?correct', fill, 'do.save', '/email-address');
  expect(answer.status).toBe(200);
  expect(answer.text).toMatch(/A mail with a link went to <b>newt@elsewhere.example<\/b>/);
  expect(answer.text).toMatch(/Until then <b>newt\S+<\/b> stays your address/);
  expect((await newt.get('/')).location).toBe('/security-questions');
});

test('a changed text of the agreement asks everyone again (L3)', async () => {
  const registry = startApp({ AGREEMENT_FILE: 'package.json' });
  const nora = await registry.open().logIn('nora');
  const page = await nora.get('/agreement');
  expect(page.text).toContain('immunization registry');
  expect((await nora.get('/clients')).location).toBe('/agreement');
  const body = new URLSearchParams({ version: 'another', 'do.accept': 'Accept' });
  body.set('csrf', /name="csrf" value="(\w+)"/.exec(page.text)?.[1] ?? '');
  await nora.post('/agreement', body.toString());
  expect((await nora.get('/clients')).location).toBe('/agreement');
});

test('a temporary password is good for seven days (L2)', async () => {
  const registry = startApp();
  registry.wait(7 * day - 1);
  await registry.open().logIn('newt');
  registry.wait(1);
  const late = registry.open();
  const fill = { organizationCode: 'RIVER', username: 'newt', password: 'Welcome-2026' };
  const answer = await late.submit('/login', fill, 'do.login');
  expect([answer.status, answer.text.includes('temporary password has expired')]).toEqual([403, true]);
});
