import { expect, test } from 'vitest';
import { addUser } from '../../../src/db/accounts/user-administration.js';
import { memberships, organizations, users } from '../../../src/db/schema/accounts.js';
import { type App, type Browser, startApp } from '../../support/app.js';
import { holds } from '../../support/facts.js';
import { idOf } from '../../support/ids.js';
import { arrivedFrom } from '../../support/mail.js';
import { meanwhile } from '../../support/meanwhile.js';

const kim = { firstName1: 'Kim', lastName1: 'Dahl', username1: 'kim', email1: 'kim@riverside.example' };
const kimAdded = {
  firstName: 'Kim',
  lastName: 'Dahl',
  username: 'kim',
  email: 'kim@riverside.example',
  role: 'view only',
};
const passwordsIn = (html: string) =>
  [...html.matchAll(/<code class="secret">(.*?)<\/code>/g)].map(([, one]) => one ?? '');
const press = async (who: Browser, registry: App, username: string, control: string, fill = {}) => {
  const path = `/users/${await idOf(registry, username)}`;
  const [, organization] = /^do\.leave\.(\d+)$/.exec(control) ?? [];
  return who.submit(organization ? `${path}?change=${organization}` : path, fill, control, path);
};

/** What is done to an account as a whole. */
const deeds = ['do.password', 'do.deactivate', 'do.reactivate', 'do.questions', 'do.sessions', 'do.unlock', 'do.role'];

const lakeOf = async (registry: App) =>
  (await registry.db.read.select().from(organizations).all()).find(({ code }) => code === 'LAKE')?.id ?? 0;

/** helen gives somebody a role at an organization. */
const give = async (registry: App, username: string, organization: number, role: string) => {
  const helen = await registry.open().logIn('helen');
  const given = await press(helen, registry, username, 'do.role', { organization: String(organization), role });
  expect(given.location).toContain('done=role');
};

test('of a user who also belongs elsewhere ada only ends the membership, were hers the home (A1)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  for (const control of deeds)
    expect(
      (await press(ada, registry, 'nora', control, { organization: '1', role: 'view only' })).status,
      control,
    ).toBe(403);
  const shown = await ada.get(`/users/${await idOf(registry, 'nora')}`);
  expect(shown.text).not.toContain('Issue temporary password');
  expect(shown.text).not.toContain('LAKE');
  expect((await press(ada, registry, 'nora', 'do.leave.1')).location).toBe('/users');
  const nora = await registry.open().logIn('nora', 'LAKE');
  expect((await nora.get('/')).text).toContain('Lakeview Family Health');
  const helen = await registry.open().logIn('helen');
  expect((await helen.get(`/users/${await idOf(registry, 'nora')}`)).text).toContain('<dd>Lakeview Family Health</dd>');
  // Of the last organization nobody takes an account out: it is deactivated.
  expect((await press(helen, registry, 'nora', `do.leave.${await lakeOf(registry)}`)).status).toBe(403);
});

test('an administrator of every organization that nora belongs to does all of it (A1)', async () => {
  const registry = startApp();
  await give(registry, 'ada', await lakeOf(registry), 'administrator');
  const ada = await registry.open().logIn('ada');
  expect((await press(ada, registry, 'nora', 'do.questions')).location).toContain('done=questions');
  const issued = await press(ada, registry, 'nora', 'do.password');
  const [password = ''] = passwordsIn(issued.text);
  for (const organizationCode of ['RIVER', 'LAKE'])
    expect(
      (await registry.open().submit('/login', { organizationCode, username: 'nora', password }, 'do.login')).status,
    ).toBe(303);
});

test('an act on a help desk account takes a help desk user (A1)', async () => {
  const registry = startApp();
  await registry.db.write(async (tx) => {
    const helen = { userId: await idOf({ db: { read: tx } }, 'helen'), username: 'helen', organizationId: 1 };
    await tx
      .insert(memberships)
      .values({ ...helen, role: 'typical user' })
      .run();
  });
  const ada = await registry.open().logIn('ada');
  for (const control of [...deeds, 'do.leave.1'])
    expect(
      (await press(ada, registry, 'helen', control, { organization: '1', role: 'view only' })).status,
      control,
    ).toBe(403);
});

test('a temporary password that ada issued opens no organization that she does not administer (A1, L2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const [password = ''] = passwordsIn((await press(ada, registry, 'newt', 'do.password')).text);
  const logIn = (organizationCode: string, password: string) =>
    registry.open().submit('/login', { organizationCode, username: 'newt', password }, 'do.login');
  await give(registry, 'newt', await lakeOf(registry), 'typical user');
  // Not at RIVER either: whoever came in there would choose the password that opens LAKE.
  for (const code of ['RIVER', 'LAKE']) {
    const stopped = await logIn(code, password);
    expect([stopped.status, stopped.text.includes('temporary password does not log in here')]).toEqual([403, true]);
  }
  const helen = await registry.open().logIn('helen');
  const path = `/users/${await idOf(registry, 'newt')}`;
  expect((await helen.get(path)).text).toContain('logs in nowhere');
  const [another = ''] = passwordsIn((await press(helen, registry, 'newt', 'do.password')).text);
  for (const code of ['RIVER', 'LAKE']) expect((await logIn(code, another)).status).toBe(303);
});

test('a temporary password goes with the right of whoever issued it (A1)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const [password = ''] = passwordsIn((await press(ada, registry, 'newt', 'do.password')).text);
  await give(registry, 'ada', 1, 'typical user');
  const newts = { organizationCode: 'RIVER', username: 'newt', password };
  expect((await registry.open().submit('/login', newts, 'do.login')).status).toBe(403);
});

test.each(deeds)('%s of a user who joins another organization in that instant is refused (A1)', async (control) => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const victor = await idOf(registry, 'victor');
  const before = await registry.db.read.select().from(users).all();
  const send = () => press(ada, registry, 'victor', control, { organization: '1', role: 'administrator' });
  const lake = await lakeOf(registry);
  const answer = await meanwhile(send, registry, async (tx) => {
    const joins = { userId: victor, username: 'victor', organizationId: lake };
    await tx
      .insert(memberships)
      .values({ ...joins, role: 'typical user' })
      .run();
  });
  expect(answer.status).toBe(403);
  expect(await registry.db.read.select().from(users).all()).toEqual(before);
  const roles = await registry.db.read.select().from(memberships).all();
  expect(roles.find(({ userId, organizationId }) => userId === victor && organizationId === 1)?.role).toBe('view only');
});

test('of two administrators who add one username at once, the other is told (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const taken = await meanwhile(
    () => ada.submit('/users/new', kim, 'do.add'),
    registry,
    async (tx) => {
      await addUser(tx, undefined, { ...kimAdded, passwordHash: 'x', organizationId: 1 }, { at: 0, address: '' });
    },
  );
  expect([taken.status, taken.text.includes('has this username already')]).toEqual([422, true]);
});

test('ada adds a user, whose temporary password is shown once and never mailed (A2, L2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const shown = await ada.submit('/users/new', { ...kim, role1: 'typical user' }, 'do.add');
  const [password = ''] = passwordsIn(shown.text);
  expect(password).toMatch(/^\w{5}-\w{5}-\w{5}$/);
  expect(await holds(registry, password)).toBe(false);
  expect((await ada.get('/users')).text).not.toContain(password);
  const [mail] = await arrivedFrom(registry);
  expect(mail).toMatchObject({ to: 'kim@riverside.example', subject: 'MIIC temporary password' });
  expect(mail?.text).not.toContain(password);
  const browser = registry.open();
  await browser.submit('/login', { organizationCode: 'RIVER', username: 'kim', password }, 'do.login');
  expect((await browser.get('/')).location).toBe('/password/expired');
});

test('twenty are added at once, or none: every wrong row is named and keeps what was typed (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => i + 1).flatMap((n) => [
      [`lastName${n}`, `Number ${n}`],
      [`username${n}`, `user${n}`],
      [`email${n}`, `user${n}@riverside.example`],
    ]),
  );
  const before = (await registry.db.read.select().from(users).all()).length;
  const add = (fill: Record<string, string>) => ada.submit('/users/new?rows=20', fill, 'do.add', '/users/new');
  const wrong = await add({ ...many, username7: 'nora', email9: 'nobody', username20: 'user19' });
  expect(wrong.status).toBe(422);
  for (const text of [
    'User 7: Riverside Clinic has this username already.',
    'User 9: Enter an email',
    'User 19: this username',
    'Number 13',
  ])
    expect(wrong.text).toContain(text);
  expect((await registry.db.read.select().from(users).all()).length).toBe(before);
  const added = await add(many);
  expect(new Set(passwordsIn(added.text)).size).toBe(20);
  expect((await registry.db.read.select().from(users).all()).length).toBe(before + 20);
});

test('ada finds users by name and status, and sees those of her organization alone (A1, A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const all = (await ada.get('/users')).text;
  expect(['Lind, Nora', 'Olson, Victor', 'Larson, Newt'].every((name) => all.includes(name))).toBe(true);
  expect(['Vang', 'Weber', 'Moe'].some((name) => all.includes(name))).toBe(false);
  expect(all).not.toContain('LAKE');
  const found = await ada.submit('/users', { name: 'nor' }, 'do.find');
  expect([found.text.includes('Lind, Nora'), found.text.includes('Olson')]).toEqual([true, false]);
  registry.wait(8 * 24 * 60 * 60 * 1000);
  const again = await registry.open().logIn('ada');
  const expired = (await again.get('/users?state=temporary+password+expired')).text;
  expect([expired.includes('Larson, Newt'), expired.includes('Lind')]).toEqual([true, false]);
  const helen = await registry.open().logIn('helen');
  expect((await helen.get('/users')).text).toContain('Vang, Paul');
});

test('nobody administers another organization (A1)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  for (const username of ['paul', 'sam', 'helen']) {
    const path = `/users/${await idOf(registry, username)}`;
    expect((await ada.get(path)).status).toBe(404);
    expect((await ada.post(path, 'do.unlock=x')).status).toBe(404);
  }
  expect((await ada.get('/users/999')).status).toBe(404);
});

test('another organization’s administrator only ends the membership in their own (A1)', async () => {
  const registry = startApp();
  const lake = await lakeOf(registry);
  await give(registry, 'victor', lake, 'administrator');
  const victor = await registry.open().logIn('victor', 'LAKE');
  for (const control of [...deeds, 'do.leave.1'])
    expect((await press(victor, registry, 'nora', control)).status, control).toBe(403);
  expect((await press(victor, registry, 'nora', `do.leave.${lake}`)).location).toBe('/users');
  const left = await registry.db.read.select().from(memberships).all();
  const id = await idOf(registry, 'nora');
  expect(left.filter(({ userId }) => userId === id).length).toBe(1);
});

test('nobody grants what they do not hold, and the last administrator cannot remove themselves (A1)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const grant = (role: string, username = 'victor') =>
    press(ada, registry, username, 'do.role', { organization: '1', role });
  expect((await grant('help desk')).status).toBe(422);
  expect((await press(ada, registry, 'victor', 'do.role', { organization: '2', role: 'view only' })).status).toBe(422);
  for (const control of ['do.deactivate', 'do.password', 'do.leave.1'])
    expect((await press(ada, registry, 'ada', control)).status).toBe(403);
  expect((await grant('view only', 'ada')).status).toBe(403);
  const victor = await registry.open().logIn('victor');
  expect((await grant('administrator')).location).toContain('done=role');
  expect((await victor.get('/')).location).toBe('/login');
  const shown = await ada.submit('/users/new', { ...kim, role1: 'help desk' }, 'do.add');
  expect(shown.status).toBe(422);
});

test('helen unlocks, resets questions, ends sessions, deactivates and reactivates (A2, L12)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const nora = await registry.open().logIn('nora');
  await press(helen, registry, 'nora', 'do.sessions');
  expect((await nora.get('/')).location).toBe('/login');
  await press(helen, registry, 'nora', 'do.questions');
  const again = await registry.open().logIn('nora');
  expect((await again.get('/')).location).toBe('/security-questions');
  await press(helen, registry, 'nora', 'do.deactivate');
  expect((await again.get('/')).location).toBe('/login');
  await expect(registry.open().logIn('nora')).rejects.toThrow('403');
  await press(helen, registry, 'nora', 'do.reactivate');
  await registry.open().logIn('nora');
  const issued = await press(helen, registry, 'nora', 'do.password');
  const [password = ''] = passwordsIn(issued.text);
  await expect(registry.open().logIn('nora')).rejects.toThrow('422');
  const browser = registry.open();
  await browser.submit('/login', { organizationCode: 'RIVER', username: 'nora', password }, 'do.login');
  expect((await browser.get('/')).location).toBe('/password/expired');
  const back = { newPassword: 'Immunize-2026', confirmNewPassword: 'Immunize-2026' };
  expect((await browser.submit('/password/expired', back, 'do.save')).text).toContain('last five');
});
