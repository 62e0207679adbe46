import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { memberships, users } from '../../../src/db/schema/accounts.js';
import { type App, formOf, startApp } from '../../support/app.js';
import { arrivedFrom } from '../../support/mail.js';

const known = async (registry: App, username: string) => {
  const user = await registry.db.read.select().from(users).where(eq(users.username, username)).get();
  if (!user) throw new Error(`There is no ${username}.`);
  return user;
};
const set = (registry: App, username: string, change: Partial<typeof users.$inferInsert>) =>
  registry.db.write((tx) => tx.update(users).set(change).where(eq(users.username, username)).run());

/** Many members of Riverside Clinic. */
const crowd = (registry: App, count: number) =>
  registry.db.write(async (tx) => {
    for (let i = 0; i < count; i += 1) {
      const username = `person${String(i).padStart(3, '0')}`;
      const row = {
        username,
        lastName: `Zeta${String(i).padStart(3, '0')}`,
        firstName: 'Åsa',
        email: `${username}@r.example`,
      };
      const { id } = await tx
        .insert(users)
        .values({ ...row, passwordHash: 'x', passwordSetAt: 1, homeOrganizationId: 1, createdAt: 1 })
        .returning({ id: users.id })
        .get();
      await tx.insert(memberships).values({ userId: id, username, organizationId: 1, role: 'view only' }).run();
    }
  });

const namesIn = (html: string) => [...html.matchAll(/<a href="\/users\/\d+">([^<]+)/g)].map(([, name]) => name);

test('all users are counted, and stand 25 a page, whatever was typed (A2)', async () => {
  const registry = startApp();
  await crowd(registry, 260);
  const ada = await registry.open().logIn('ada');
  const first = await ada.get('/users');
  const count = Number(/(\d+) users, page 1 of 11/.exec(first.text)?.[1]);
  expect(count).toBeGreaterThan(260);
  expect(namesIn(first.text)).toHaveLength(25);
  const seen = new Set<string | undefined>();
  let page = await ada.submit('/users', { name: 'åsa zeta' }, 'do.find');
  expect(page.text).toContain('260 users, page 1 of 11');
  for (let at = 1; at <= 11; at += 1) {
    for (const name of namesIn(page.text)) seen.add(name);
    const form = new URLSearchParams(formOf(page.text, '/users'));
    form.set('name', 'åsa zeta');
    form.append(`do.page.${at + 1}`, 'Next page');
    page = await ada.post('/users', `${form}`);
  }
  expect(seen.size).toBe(260);
});

test.each([
  ['lind', ['Lind, Nora']],
  ['Lind, Nora', ['Lind, Nora']],
  ['lind,', ['Lind, Nora']],
  ['nora li', ['Lind, Nora']],
  ['LI no', ['Lind, Nora']],
  ['nl', ['Larson, Newt', 'Lind, Nora']],
  ['ln', ['Larson, Newt', 'Lind, Nora']],
  ['ASA ZETA000', ['Zeta000, Åsa']],
  ['zeta000, a', ['Zeta000, Åsa']],
  ['person000', ['Zeta000, Åsa']],
  ['Lind, Ada', []],
  ['nora nora', []],
])('a user is found by "%s" (A2)', async (name, found) => {
  const registry = startApp();
  await crowd(registry, 1);
  const ada = await registry.open().logIn('ada');
  expect(namesIn((await ada.submit('/users', { name }, 'do.find')).text)).toEqual(found);
});

test('a name longer than anybody has is not taken apart for each user: it finds nobody (A2)', async () => {
  const registry = startApp();
  await crowd(registry, 3);
  const ada = await registry.open().logIn('ada');
  const found = async (name: string) => namesIn((await ada.submit('/users', { name }, 'do.find')).text);
  expect(await found('zeta000, asa')).toHaveLength(1);
  // What is after the second comma is left out of a name, so that this one would mean somebody if it were looked at.
  expect(await found(`zeta000, asa,${' '.repeat(3000)}`)).toEqual([]);
});

test('a deactivated user is told so, not that the account was unused (L9)', async () => {
  const registry = startApp();
  const logIn = () =>
    registry
      .open()
      .submit('/login', { organizationCode: 'RIVER', username: 'nora', password: 'Immunize-2026' }, 'do.login');
  await set(registry, 'nora', { inactiveAt: 1, inactiveWhy: 'deactivated' });
  const deactivated = await logIn();
  expect([deactivated.status, deactivated.text.includes('60 days')]).toEqual([403, false]);
  expect(deactivated.text).toContain('Your account was deactivated');
  await set(registry, 'nora', { inactiveWhy: 'unused' });
  expect((await logIn()).text).toContain('60 days of non-use');
});

test('a locked and inactive account is told as both, one act mends both, and what is typed beside it stays (A2, L12)', async () => {
  const registry = startApp();
  await set(registry, 'victor', { inactiveAt: 1, inactiveWhy: 'unused', lockedAt: 1 });
  const ada = await registry.open().logIn('ada');
  const path = `/users/${(await known(registry, 'victor')).id}`;
  const page = (await ada.get(path)).text;
  expect(page).toContain('<dd>inactive after 60 days of non-use, locked after three wrong answers</dd>');
  // Enter in a field saves what is typed and opens no account, also where a browser knows no `form=` (w3m).
  const main = page.slice(page.indexOf('<main'));
  expect(/<input type="submit"[^>]*name="([^"]*)"/.exec(main)?.[1]).toBe('do.correct');
  expect(page).not.toContain(' form="');
  for (const state of ['inactive', 'locked'])
    expect((await ada.submit('/users', { name: 'victor', state }, 'do.find')).text).toContain('1 user');
  const form = formOf(page, path);
  form.set('lastName', 'Olsson');
  form.append('do.reactivate', 'x');
  const { text } = await ada.post(path, `${form}`);
  expect(text).toContain('The account is active again. What you typed below is not saved yet.');
  expect(text).toContain('value="Olsson"');
  expect(await known(registry, 'victor')).toMatchObject({ inactiveAt: null, lockedAt: null, lastName: 'Olson' });
  // The answer loaded anew opens nothing that was closed since.
  await set(registry, 'victor', { lockedAt: 2 });
  expect((await ada.post(path, `${form}`)).location).toBe(path);
  expect((await known(registry, 'victor')).lockedAt).toBe(2);
});

test.each([
  ['inactive', { inactiveAt: 1, inactiveWhy: 'unused' }],
  ['locked', { lockedAt: 1 }],
] as const)('an account that is %s gets no temporary password, which would not open it (A2)', async (_, change) => {
  const registry = startApp();
  await set(registry, 'victor', change);
  const ada = await registry.open().logIn('ada');
  const { id, passwordHash } = await known(registry, 'victor');
  expect((await ada.get(`/users/${id}`)).text).not.toContain('for=password');
  const answer = await ada.submit(`/users/${id}`, {}, 'do.password');
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('would not open it');
  expect((await known(registry, 'victor')).passwordHash).toBe(passwordHash);
});

test.each([
  ['password', 'shown to you on the next page, once'],
  ['questions', 'are forgotten'],
  ['sessions', 'is logged out everywhere at once'],
  ['deactivate', 'cannot log in'],
])('%s says what it will do, and asks (A2)', async (deed, said) => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const { id } = await known(registry, 'victor');
  expect((await ada.get(`/users/${id}`)).text).toContain(`href="/users/${id}/sure?for=${deed}"`);
  const before = await known(registry, 'victor');
  const asked = await ada.get(`/users/${id}/sure?for=${deed}`);
  expect(asked.text).toContain(said);
  expect(await known(registry, 'victor')).toEqual(before);
  const form = formOf(asked.text, `/users/${id}`);
  form.append(`do.${deed}`, 'x');
  expect([200, 303]).toContain((await ada.post(`/users/${id}`, `${form}`)).status);
  expect((await ada.get(`/users/${id}/sure?for=constructor`)).status).toBe(404);
  // Of an account that she may not touch nothing is asked.
  expect((await ada.get(`/users/${(await known(registry, 'nora')).id}/sure?for=${deed}`)).status).toBe(403);
});

test('an administrator corrects a name and an email address; the address is told at both boxes (A2, L4)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const { id, email } = await known(registry, 'victor');
  const fill = { firstName: ' Viktor ', lastName: 'Sørensen', email: 'viktor@riverside.example' };
  const saved = await ada.submit(`/users/${id}`, fill, 'do.correct');
  expect(saved.location).toBe(`/users/${id}?done=correct`);
  expect(await known(registry, 'victor')).toMatchObject({
    ...{ firstName: 'Viktor', lastName: 'Sørensen', email: 'viktor@riverside.example', emailConfirmedAt: null },
  });
  expect((await arrivedFrom(registry)).map(({ to }) => to).sort()).toEqual([email, fill.email].sort());
  const wrong = await ada.submit(`/users/${id}`, { ...fill, lastName: '', email: 'x' }, 'do.correct');
  expect(wrong.status).toBe(422);
  for (const field of ['lastName', 'email']) expect(wrong.text).toContain(`id="${field}-error"`);
  expect(wrong.text).toContain('value="x"');
  // Of who belongs elsewhere too, the help desk alone (A1).
  const noras = `/users/${(await known(registry, 'nora')).id}`;
  expect((await ada.submit(noras, { ...fill, email: 'nora@x.example' }, 'do.correct')).status).toBe(403);
});

test.each(['Kim\nBcc: all@x.example', 'Kim\tDahl', 'Kim\u0007'])(
  'a name of a user with %j is refused (A2)',
  async (firstName1) => {
    const registry = startApp();
    const ada = await registry.open().logIn('ada');
    const fill = {
      firstName1,
      lastName1: 'Dahl',
      username1: 'kim',
      email1: 'kim@riverside.example',
      role1: 'view only',
    };
    expect([400, 422]).toContain((await ada.submit('/users/new', fill, 'do.add')).status);
    expect(await registry.db.read.select().from(users).where(eq(users.username, 'kim')).get()).toBeUndefined();
  },
);

test('another number of rows keeps what was typed (A2, X4)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const five = await ada.submit('/users/new', { firstName1: 'Kim', lastName1: 'Dahl' }, 'do.rows.5');
  expect([five.status, formOf(five.text, '/users/new').get('lastName1')]).toEqual([200, 'Dahl']);
  const form = formOf(five.text, '/users/new');
  expect(form.has('lastName5')).toBe(true);
  form.set('lastName3', 'Lund');
  form.append('do.rows.1', '1');
  const fewer = formOf((await ada.post('/users/new', `${form}`)).text, '/users/new');
  expect([fewer.get('lastName3'), fewer.has('lastName4')]).toEqual(['Lund', false]);
});

test('an account that was never used reads so, and the help desk role says where it can be given (A1, A2)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  await set(registry, 'victor', { lastLoginAt: null, temporaryUntil: null });
  expect((await helen.submit('/users', { name: 'victor' }, 'do.find')).text).toContain('Active, never used');
  expect((await helen.get('/users/new')).text).toContain('Help Desk (in the help desk&#39;s own organization)');
  const ada = await registry.open().logIn('ada');
  expect((await ada.get('/users/new')).text).not.toContain('Help Desk (');
});

test('the help desk lists the users of one organization, page by page; an administrator is asked for none (A1, A2)', async () => {
  const registry = startApp();
  await crowd(registry, 30);
  const helen = await registry.open().logIn('helen');
  const lake = await helen.submit('/users', { organization: '2' }, 'do.find');
  expect(namesIn(lake.text)).toEqual(['Lind, Nora']);
  const river = await helen.submit('/users', { organization: '1' }, 'do.find');
  expect(river.text).toMatch(/3\d users, page 1 of 2/);
  const pages = river.text.slice(river.text.indexOf('aria-label="Pages"'));
  expect(pages).toContain('name="organization" value="1"');
  const form = new URLSearchParams({
    ...Object.fromEntries(formOf(river.text, '/users')),
    organization: '1',
    'do.page.2': 'x',
  });
  const second = namesIn((await helen.post('/users', `${form}`)).text);
  expect(second.every((name) => name?.startsWith('Zeta'))).toBe(true);
  const ada = await registry.open().logIn('ada');
  expect((await ada.get('/users')).text).not.toContain('id="organization"');
  const forged = new URLSearchParams({
    ...Object.fromEntries(formOf((await ada.get('/users')).text, '/users')),
    organization: '2',
    'do.find': 'x',
  });
  expect(namesIn((await ada.post('/users', `${forged}`)).text)).not.toEqual(['Lind, Nora']);
});

test('a user’s page has the state as a word beside the name, and what is needed first (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const path = `/users/${(await known(registry, 'victor')).id}`;
  const told = async () => {
    const { text } = await ada.get(path);
    const [, look, word] = /<h1[^>]*>[\s\S]*?<span class="([^"]*)">([^<]*)/.exec(text) ?? [];
    const part = text.slice(text.indexOf('<dl class="facts">'), text.indexOf('id="correct"'));
    return { said: [look, word], needed: /class="(?:button )?main"[^>]*/.exec(part)?.[0] ?? '', part };
  };
  // Good looks good, and what is not looks otherwise.
  const active = await told();
  expect([active.said, active.needed]).toEqual([['done', 'Active'], '']);
  expect(active.part).toMatch(/Issue temporary password[\s\S]*Deactivate/);
  await set(registry, 'victor', { lockedAt: 1 });
  const locked = await told();
  expect([locked.said, locked.needed]).toEqual([['tag overdue', 'Locked'], expect.stringContaining('value="Unlock"')]);
  await set(registry, 'victor', { lockedAt: null, temporaryUntil: 1 });
  const expired = await told();
  expect(expired.said).toEqual(['tag overdue', 'Temporary password expired']);
  expect(expired.needed).toContain('for=password');
});

test('each membership is a line with its Change, which opens its role (A1, A2)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const path = `/users/${(await known(registry, 'nora')).id}`;
  const { text } = await helen.get(path);
  expect([...text.matchAll(/\?change=(\d)#role/g)].map(([, id]) => id)).toEqual(['2', '1']);
  expect(text).not.toContain('value="End membership"');
  const opened = await helen.get(`${path}?change=2`);
  expect(opened.text).toContain('aria-label="End membership in Lakeview Family Health"');
  expect(/<select id="role"[\s\S]*?selected[^>]*>([^<]*)/.exec(opened.text)?.[1]).toBe('Typical User');
  const form = opened.text.slice(opened.text.indexOf('<td data-label="Role"><form'));
  const fields = formOf(form, path);
  fields.set('role', 'view only');
  fields.set('do.role', 'x');
  expect((await helen.post(path, `${fields}`)).location).toBe(`${path}?done=role`);
  const role = (await registry.db.read.select().from(memberships).all()).find(
    (one) => one.organizationId === 2 && one.username === 'nora',
  );
  expect(role?.role).toBe('view only');
  // What is refused stands in its form again.
  fields.set('role', 'help desk');
  const refused = await helen.post(path, `${fields}`);
  expect([refused.status, refused.text.includes('name="organization" value="2"')]).toEqual([422, true]);
});
