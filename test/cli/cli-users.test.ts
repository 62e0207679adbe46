import { expect, test } from 'vitest';
import { verbs } from '../../src/cli/verbs.js';
import { users } from '../../src/db/schema/accounts.js';
import { audit } from '../../src/db/schema/operations.js';
import { type App, startApp } from '../support/app.js';
import { openEmpty } from '../support/empty.js';
import { engine } from '../support/engine/engine.js';
import { allRows } from '../support/facts.js';

/** As the operator types it; the database is the registry's. */
async function titer(registry: Pick<App, 'db' | 'config'>, name: string, words: string[], options = {}) {
  const verb = verbs.find((one) => one.name === name);
  if (!verb) throw new Error(`There is no verb ${name}.`);
  return verb.run({ words, options, open: async () => registry.db, config: () => registry.config });
}

const person = { 'last-name': 'Dahl', email: 'kim@riverside.example' };
const passwordIn = (text: string) => /Temporary password: (\S+)/.exec(text)?.[1] ?? '';

test('on a fresh server the first help desk account comes from the command line, its password printed once (A4)', async () => {
  const { config } = startApp();
  const fresh = { db: openEmpty(), config };
  const { status, text } = await titer(fresh, 'help-desk add', ['kim'], person);
  expect([status, text.includes('Organization Code: MIIC')]).toEqual([0, true]);
  expect(passwordIn(text)).toMatch(/^\w{5}-\w{5}-\w{5}$/);
  const after = startApp({}, { kept: await engine.keep(fresh.db), now: Date.now() });
  const browser = after.open();
  const fill = { organizationCode: 'MIIC', username: 'kim', password: passwordIn(text) };
  expect((await browser.submit('/login', fill, 'do.login')).status).toBe(303);
  expect((await browser.get('/')).location).toBe('/password/expired');
});

test('the operator adds an organization and a user, unlocks, reactivates and issues a password (A4)', async () => {
  const registry = startApp();
  expect((await titer(registry, 'organization add', ['ELM', 'Elm Clinic'], { type: 'provider' })).status).toBe(0);
  const added = await titer(registry, 'user add', ['ELM', 'kim'], { ...person, role: 'administrator' });
  expect(added.status).toBe(0);
  await registry.db.write((tx) => tx.update(users).set({ lockedAt: 1, inactiveAt: 1 }).run());
  expect(await titer(registry, 'user unlock', ['ELM', 'kim'])).toEqual({ status: 0, text: 'kim is unlocked.\n' });
  expect(await titer(registry, 'user reactivate', ['ELM', 'kim'])).toEqual({ status: 0, text: 'kim is active.\n' });
  const kim = (await registry.db.read.select().from(users).all()).at(-1);
  expect(kim).toMatchObject({ lockedAt: null, inactiveAt: null });
  const issued = passwordIn((await titer(registry, 'user reset-password', ['ELM', 'kim'])).text);
  expect(issued).not.toBe(passwordIn(added.text));
  const actions = await registry.db.read.select().from(audit).all();
  expect(actions.filter(({ address }) => address === 'command line').map(({ action }) => action)).toEqual([
    'add organization',
    'add user',
    'unlock account',
    'reactivate account',
    'issue temporary password',
  ]);
});

test.each<[string, string[], object, string]>([
  ['organization add', ['RIVER', 'Another'], { type: 'school' }, 'is another organization'],
  ['organization add', ['ELM', 'Elm'], {}, 'Give --type'],
  ['user add', ['river', 'kim'], person, 'case-sensitive'],
  ['user add', ['RIVER', 'nora'], person, 'already'],
  ['user add', ['RIVER', 'kim'], { ...person, role: 'help desk' }, 'Only users of the help desk'],
  ['user add', ['RIVER', 'kim'], { 'last-name': 'Dahl' }, 'email'],
  ['help-desk add', ['kim'], { ...person, organization: 'RIVER' }, 'no help desk'],
  ['user unlock', ['RIVER', 'NORA'], {}, 'There is no user NORA'],
])('%s %j is refused, changes nothing and ends with 2', async (name, words, options, why) => {
  const registry = startApp();
  const before = await allRows(registry);
  const { status, text } = await titer(registry, name, words, options);
  expect([status, text.includes(why)]).toEqual([2, true]);
  expect(await allRows(registry)).toBe(before);
});
