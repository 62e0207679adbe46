// What was decided from something read before is decided again in the write that acts on it: nobody comes in, or goes on,
// by what held a moment ago (L2, L8, L9, L12, A1, C22).
import { and, eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { hashPassword } from '../../../src/auth/passwords.js';
import { setPassword } from '../../../src/db/accounts/passwords.js';
import {
  deactivateAccount,
  endMembership,
  endSessions,
  grantRole,
  issueTemporaryPassword,
  resetQuestions,
} from '../../../src/db/accounts/user-administration.js';
import { loadUser } from '../../../src/db/accounts/users.js';
import type { Tx } from '../../../src/db/engine/database.js';
import { knownBrowsers, memberships, sessions, users } from '../../../src/db/schema/accounts.js';
import { clients, drafts } from '../../../src/db/schema/clients.js';
import { audit } from '../../../src/db/schema/operations.js';
import { searches } from '../../../src/db/schema/search.js';
import { demonstrationClients as cast } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { idOf } from '../../support/ids.js';
import { meanwhile, together } from '../../support/meanwhile.js';

const don = `/clients/${cast.donDuck}`;
const password = 'Immunize-2026';
const another = await hashPassword('Grey-goose-77');
const when = { at: 0, address: '' };

const sessionsOf = async (registry: App, username: string) =>
  registry.db.read
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, await idOf(registry, username)), isNull(sessions.endedAt)))
    .all();

const auditOf = (registry: App, action: string) =>
  registry.db.read.select().from(audit).where(eq(audit.action, action)).all();

/** A form as it is shown, filled in, its button pressed: to be sent later. */
async function filled(browser: Browser, path: string, fill: Record<string, string>, control: string, to = path) {
  const form = formOf((await browser.get(path)).text, to);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.set(control, control);
  return () => browser.post(to, form.toString());
}

test.each<[string, (tx: Tx) => Promise<unknown>, number]>([
  [
    'she chose another password',
    async (tx) =>
      setPassword(tx, await idOf({ db: { read: tx } }, 'nora'), {
        passwordHash: another,
        instead: (await loadUser(tx, await idOf({ db: { read: tx } }, 'nora'))).passwordHash,
        at: 0,
      }),
    422,
  ],
  [
    'a temporary password was issued',
    async (tx) => issueTemporaryPassword(tx, undefined, await idOf({ db: { read: tx } }, 'nora'), another, when),
    422,
  ],
  [
    'the account was deactivated',
    async (tx) => deactivateAccount(tx, undefined, await idOf({ db: { read: tx } }, 'nora'), when),
    403,
  ],
  [
    'the account was locked',
    async (tx) =>
      tx
        .update(users)
        .set({ lockedAt: 1 })
        .where(eq(users.id, await idOf({ db: { read: tx } }, 'nora')))
        .run(),
    403,
  ],
  [
    'her membership was ended',
    async (tx) => {
      const [nora, lake] = [await idOf({ db: { read: tx } }, 'nora'), 2];
      await endMembership(tx, undefined, nora, lake, when);
    },
    422,
  ],
])('a login with nora’s password begins no session when meanwhile %s (L2, L9, A1)', async (_, change, status) => {
  const registry = startApp();
  const browser = registry.open();
  const fill = { organizationCode: 'LAKE', username: 'nora', password };
  const answer = await meanwhile(await filled(browser, '/login', fill, 'do.login'), registry, change);
  expect(answer.status).toBe(status);
  expect(browser.cookies.has('session')).toBe(false);
  expect(await sessionsOf(registry, 'nora')).toEqual([]);
  expect(await registry.db.read.select().from(knownBrowsers).all()).toEqual([]);
  expect([(await auditOf(registry, 'login')).length, (await auditOf(registry, 'login failed')).length]).toEqual([0, 1]);
});

test('login and logout each are one write, or nothing of them is (L16)', async () => {
  const registry = startApp();
  let writes = 0;
  const { write } = registry.db;
  Object.assign(registry.db, {
    write: (body: Parameters<typeof write>[0]) => {
      writes += 1;
      return write(body);
    },
  });
  const nora = await registry.open().logIn('nora');
  expect(writes).toBe(1);
  const out = await filled(nora, '/account', {}, 'do.logout', '/logout');
  writes = 0;
  expect((await out()).location).toBe('/login');
  expect(writes).toBe(1);
  expect([(await auditOf(registry, 'login')).length, (await auditOf(registry, 'logout')).length]).toEqual([1, 1]);
});

test('the current password, right a moment ago, does not vouch for a session that has ended (L8)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  registry.wait(11 * 60_000);
  const fill = { newPassword: 'Teal-otter-19', confirmNewPassword: 'Teal-otter-19', currentPassword: password };
  const send = await filled(nora, '/account/password', fill, 'do.save');
  const answer = await meanwhile(send, registry, async (tx) =>
    issueTemporaryPassword(tx, undefined, await idOf({ db: { read: tx } }, 'nora'), another, when),
  );
  expect([answer.status, answer.location.startsWith('/account')]).not.toEqual([303, true]);
  const user = await registry.db.read.select().from(users).where(eq(users.username, 'nora')).get();
  expect(user?.passwordHash).toBe(another);
});

test.each<[string, string, Record<string, string>, string]>([
  [
    'the password',
    '/account/password',
    { newPassword: 'Teal-otter-19', confirmNewPassword: 'Teal-otter-19' },
    'do.save',
  ],
  [
    'the security questions',
    '/security-questions',
    { answer1: 'Oak Street', answer2: 'Bergen', answer3: 'Whale' },
    'do.submit',
  ],
])(
  'a change of %s under way does nothing once the help desk ended the session (L16)',
  async (_, path, fill, control) => {
    const registry = startApp();
    const nora = await registry.open().logIn('nora');
    const before = await registry.db.read.select().from(users).where(eq(users.username, 'nora')).get();
    const send = await filled(nora, path, fill, control);
    const answer = await meanwhile(send, registry, async (tx) =>
      endSessions(tx, undefined, await idOf({ db: { read: tx } }, 'nora'), when),
    );
    expect([answer.status, answer.location]).toEqual([303, '/login']);
    expect(await registry.db.read.select().from(users).where(eq(users.username, 'nora')).get()).toEqual(before);
  },
);

test.each([
  ['save', (nora: Browser) => filled(nora, don, { lastName: 'DRAKE' }, 'do.save')],
  ['next', (nora: Browser) => filled(nora, don, { lastName: 'DRAKE' }, 'do.stage')],
  ['search', (nora: Browser) => filled(nora, '/clients', { lastName: 'DUCK' }, 'do.search')],
] as const)('a %s under way does nothing once the session has ended (L16)', async (_, fill) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const send = await fill(nora);
  const rows = async () => {
    const kept = [clients, drafts, searches].map((table) => registry.db.read.select().from(table).all());
    return Promise.all(kept);
  };
  const before = await rows();
  const answer = await meanwhile(send, registry, async (tx) =>
    endSessions(tx, undefined, await idOf({ db: { read: tx } }, 'nora'), when),
  );
  expect([answer.status, answer.location.split('?')[0]]).toEqual([303, '/login']);
  expect(await rows()).toEqual(before);
});

test('a temporary password is replaced only while it still logs in where it did (A1, L2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const issued = await ada.submit(`/users/${await idOf(registry, 'newt')}`, {}, 'do.password');
  const temporary = /<code class="secret">(.*?)<\/code>/.exec(issued.text)?.[1] ?? '';
  const newt = registry.open();
  await newt.submit('/login', { organizationCode: 'RIVER', username: 'newt', password: temporary }, 'do.login');
  const before = await registry.db.read.select().from(users).where(eq(users.username, 'newt')).get();
  const fill = { newPassword: 'Blue-heron-42', confirmNewPassword: 'Blue-heron-42' };
  const send = await filled(newt, '/password/expired', fill, 'do.save');
  const answer = await meanwhile(send, registry, async (tx) =>
    grantRole(tx, undefined, await idOf({ db: { read: tx } }, 'ada'), 1, 'typical user', when),
  );
  expect(answer.location).toBe('/login');
  expect(await registry.db.read.select().from(users).where(eq(users.username, 'newt')).get()).toEqual(before);
  expect(await sessionsOf(registry, 'newt')).toEqual([]);
});

test('security questions of the way in replace none that another window has set (L5)', async () => {
  const registry = startApp();
  const id = await idOf(registry, 'nora');
  await registry.db.write((tx) => resetQuestions(tx, undefined, id, when));
  const nora = await registry.open().logIn('nora');
  const fill = (toy: string) => ({
    ...{ question1: 'street', answer1: 'Oak Street', question2: 'teacher', answer2: 'Bergen' },
    ...{ question3: 'toy', answer3: toy },
  });
  const [one, two] = [
    await filled(nora, '/security-questions', fill('Whale'), 'do.submit'),
    await filled(nora, '/security-questions', fill('Otter'), 'do.submit'),
  ];
  const answers = await together(registry, [one, two]);
  expect(answers.map(({ location }) => location)).toEqual(['/', '/']);
  expect((await auditOf(registry, 'set security questions')).length).toBe(1);
});

test('Yes at Email Address counts for the address that was shown (L4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const send = await filled(nora, '/email-address', {}, 'do.yes');
  const answer = await meanwhile(send, registry, (tx) =>
    tx.update(users).set({ email: 'nora@new.example' }).where(eq(users.username, 'nora')).run(),
  );
  expect([answer.status, answer.text.includes('nora@new.example')]).toEqual([200, true]);
  expect((await auditOf(registry, 'confirm email')).length).toBe(0);
});

test('two changes of one password at once: one counts, the other is told (L7, L8)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const change = (newPassword: string) =>
    filled(nora, '/account/password', { newPassword, confirmNewPassword: newPassword }, 'do.save');
  const [one, two] = [await change('Teal-otter-19'), await change('Plum-badger-5')];
  const answers = await together(registry, [one, two]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  const told = answers.find(({ status }) => status === 422);
  expect(told?.text).toContain('Your password was changed meanwhile');
  expect((await auditOf(registry, 'change password')).length).toBe(1);
});

test('a page asked for in the instant that the session ends does not make it go on (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  registry.wait(2 * 60_000);
  const asked = await meanwhile(
    () => nora.get('/account'),
    registry,
    async (tx) => endSessions(tx, undefined, await idOf({ db: { read: tx } }, 'nora'), when),
  );
  expect(asked.location).toBe('/login?next=%2Faccount');
  expect(await sessionsOf(registry, 'nora')).toEqual([]);
  expect((await nora.get('/account')).location).toBe('/login?next=%2Faccount');
});

test('nobody switches to an organization whose membership has just ended (C22)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const send = await filled(nora, '/organizations', { organization: '2' }, 'do.switch');
  const answer = await meanwhile(send, registry, (tx) =>
    tx.delete(memberships).where(eq(memberships.organizationId, 2)).run(),
  );
  expect(answer.status).toBe(404);
  expect((await sessionsOf(registry, 'nora')).map(({ organizationId }) => organizationId)).toEqual([1]);
});
