// Nobody floods a mailbox: every mail that a user can cause is limited, for the user and for the address (L4, L10, L14).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { postMail } from '../../../src/db/operations/outbox.js';
import { links, users } from '../../../src/db/schema/accounts.js';
import { outbox } from '../../../src/db/schema/operations.js';
import { demonstrationAnswers } from '../../../src/demonstration/accounts.js';
import { type App, type Browser, startApp } from '../../support/app.js';
import { idOf } from '../../support/ids.js';
import { arrivedFrom, linkIn } from '../../support/mail.js';

const hour = 60 * 60_000;
const mailsTo = async (registry: App, address: string) =>
  (await registry.db.read.select().from(outbox).all()).filter(
    ({ recipient }) => recipient.toLowerCase() === address.toLowerCase(),
  );
const change = (who: Browser, email: string) =>
  who.submit('/email-address?correct', { email }, 'do.save', '/email-address');
test('of forty email changes three an hour are mailed, and nora is told at the fourth (L4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const answers = [];
  for (let i = 0; i < 40; i += 1) answers.push(await change(nora, `somebody${i}@elsewhere.example`));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, ...Array(37).fill(429)]);
  expect(answers[3]?.text).toContain('Too many mails');
  expect(answers[3]?.text).toContain('value="somebody3@elsewhere.example"');
  expect((await registry.db.read.select().from(outbox).all()).length).toBe(6);
  // A refused one voids nothing.
  const open = (await registry.db.read.select().from(links).all()).filter(
    ({ expiresAt }) => expiresAt > registry.clock(),
  );
  expect(open.map(({ email }) => email)).toEqual(['somebody2@elsewhere.example']);
  registry.wait(hour);
  const again = await registry.open().logIn('nora');
  expect((await change(again, 'somebody@elsewhere.example')).status).toBe(303);
});

test('one address gets three such mails an hour, whoever asks and however it is written (L4)', async () => {
  const registry = startApp();
  const statuses: number[] = [];
  for (const [username, email] of [
    ['nora', 'box@elsewhere.example'],
    ['victor', 'BOX@elsewhere.example'],
    ['ada', 'box@Elsewhere.example'],
    ['paul', 'box@elsewhere.example'],
  ] as const)
    statuses.push((await change(await registry.open().logIn(username), email)).status);
  expect(statuses).toEqual([303, 303, 303, 429]);
  expect((await mailsTo(registry, 'box@elsewhere.example')).length).toBe(3);
});

test('temporary passwords are issued to one account five times an hour (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const path = `/users/${await idOf(registry, 'newt')}`;
  const issue = async () => (await ada.submit(path, {}, 'do.password')).status;
  const statuses: number[] = [];
  for (let i = 0; i < 6; i += 1) statuses.push(await issue());
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  const hash = (await registry.db.read.select().from(users).where(eq(users.username, 'newt')).get())?.passwordHash;
  const told = await ada.submit(path, {}, 'do.password');
  expect(told.text).toContain('Too many mails');
  expect((await registry.db.read.select().from(users).where(eq(users.username, 'newt')).get())?.passwordHash).toBe(
    hash,
  );
  registry.wait(hour);
  const later = await registry.open().logIn('ada');
  expect((await later.submit(path, {}, 'do.password')).status).toBe(200);
});

test('the address of one account is corrected three times an hour, and what is refused changes nothing (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const id = await idOf(registry, 'victor');
  const correct = (fill: Record<string, string>) =>
    ada.submit(`/users/${id}`, { firstName: 'Victor', lastName: 'Vang', ...fill }, 'do.correct');
  const statuses: number[] = [];
  for (let i = 0; i < 20; i += 1) statuses.push((await correct({ email: `somebody${i}@elsewhere.example` })).status);
  expect(statuses).toEqual([303, 303, 303, ...Array(17).fill(429)]);
  expect((await registry.db.read.select().from(outbox).all()).length).toBe(6);
  const refused = await correct({ lastName: 'Kept', email: 'last@elsewhere.example' });
  expect(refused.text).toContain('Too many mails');
  expect(refused.text).toContain('value="last@elsewhere.example"');
  const victor = await registry.db.read.select().from(users).where(eq(users.id, id)).get();
  expect(victor).toMatchObject({ email: 'somebody2@elsewhere.example' });
  expect(victor?.lastName).not.toBe('Kept');
  // A name alone sends no mail.
  expect((await correct({ lastName: 'Named', email: 'somebody2@elsewhere.example' })).status).toBe(303);
});

test('new users cannot be made to flood one address, nor many (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const twenty = (from: number, address: (n: number) => string) =>
    Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => i + 1).flatMap((n) => [
        [`lastName${n}`, `Number ${from + n}`],
        [`username${n}`, `user${from + n}`],
        [`email${n}`, address(from + n)],
      ]),
    );
  const add = (fill: Record<string, string>) => ada.submit('/users/new?rows=20', fill, 'do.add', '/users/new');
  expect((await add(twenty(0, () => 'front@desk.example'))).status).toBe(200);
  const refused = await add(twenty(20, () => 'front@desk.example'));
  expect([refused.status, refused.text.includes('Too many mails'), refused.text.includes('Number 33')]).toEqual([
    429,
    true,
    true,
  ]);
  expect(await idOf(registry, 'user21')).toBe(0);
  const many: number[] = [];
  for (let i = 1; i <= 10; i += 1) many.push((await add(twenty(i * 20, (n) => `user${n}@many.example`))).status);
  expect(many).toEqual([...Array(9).fill(200), 429]);
}, 60_000);

test('a password is changed ten times an hour (L8)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const statuses: number[] = [];
  for (let i = 0; i < 11; i += 1) {
    const newPassword = `Teal-otter-${i}9x`;
    const fill = { newPassword, confirmNewPassword: newPassword };
    statuses.push((await nora.submit('/account/password', fill, 'do.save')).status);
  }
  expect(statuses).toEqual([...Array(10).fill(303), 429]);
  const login = { organizationCode: 'RIVER', username: 'nora', password: 'Teal-otter-99x' };
  expect((await registry.open().submit('/login', login, 'do.login')).status).toBe(303);
});

test('an address shared by many accounts gets twelve reset mails an hour, and nobody is told (L10)', async () => {
  const registry = startApp();
  await registry.db.write((tx) => tx.update(users).set({ email: 'shared@riverside.example' }).run());
  const people = ['nora', 'victor', 'ada', 'newt'].map((username) => ({ organizationCode: 'RIVER', username }));
  people.push({ organizationCode: 'PUB', username: 'paul' }, { organizationCode: 'MIIC', username: 'helen' });
  const answers = new Set<string>();
  for (const person of people)
    for (let i = 0; i < 4; i += 1) {
      const fill = { ...person, email: 'Shared@riverside.example' };
      const { status, location, text } = await registry.open().submit('/password/forgot', fill, 'do.submit');
      answers.add(`${status} ${location} ${text}`);
    }
  expect([...answers]).toEqual(['303 /password/sent ']);
  expect((await mailsTo(registry, 'shared@riverside.example')).length).toBe(12);
});

test.each(['/password/expired', '/password/new'])(
  'an eleventh change of a password within the hour is told at %s (L13)',
  async (path) => {
    const registry = startApp();
    const username = path === '/password/expired' ? 'newt' : 'nora';
    const browser = registry.open();
    if (username === 'newt') await browser.logIn('newt');
    else {
      const fill = { organizationCode: 'RIVER', username, email: 'nora.lind@riverside.example' };
      await registry.open().submit('/password/forgot', fill, 'do.submit');
      await browser.get(linkIn((await arrivedFrom(registry)).at(-1)));
      await browser.submit('/password/answer', { answer: demonstrationAnswers[0].answer }, 'do.submit');
    }
    const userId = await idOf(registry, username);
    const to = { userId, email: 'somebody@riverside.example', causedBy: userId };
    await registry.db.write(async (tx) => {
      for (let i = 0; i < 10; i += 1)
        await postMail(tx, { kind: 'password changed', userName: 'x' }, to, registry.clock());
    });
    const chosen = { newPassword: 'Grey-goose-77', confirmNewPassword: 'Grey-goose-77' };
    const answer = await browser.submit(path, chosen, 'do.save');
    expect([answer.status, answer.text.includes('Too many mails')]).toEqual([429, true]);
  },
);
