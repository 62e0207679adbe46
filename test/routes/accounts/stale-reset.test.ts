// A reset that was begun before something changed: what the link asks and whom it lets in is decided in the write (L10, L12).
import { and, eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { hashPassword } from '../../../src/auth/passwords.js';
import { setPassword } from '../../../src/db/accounts/passwords.js';
import {
  deactivateAccount,
  endSessions,
  issueTemporaryPassword,
  resetQuestions,
} from '../../../src/db/accounts/user-administration.js';
import { loadUser } from '../../../src/db/accounts/users.js';
import type { Tx } from '../../../src/db/engine/database.js';
import { sessions } from '../../../src/db/schema/accounts.js';
import { audit } from '../../../src/db/schema/operations.js';
import { demonstrationAnswers } from '../../../src/demonstration/accounts.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { idOf } from '../../support/ids.js';
import { arrivedFrom, linkIn } from '../../support/mail.js';
import { meanwhile } from '../../support/meanwhile.js';

const _password = 'Immunize-2026';
const another = await hashPassword('Grey-goose-77');
const when = { at: 0, address: '' };

const _sessionsOf = async (registry: App, username: string) =>
  registry.db.read
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, await idOf(registry, username)), isNull(sessions.endedAt)))
    .all();

const _auditOf = (registry: App, action: string) =>
  registry.db.read.select().from(audit).where(eq(audit.action, action)).all();

/** A form as it is shown, filled in, its button pressed: to be sent later. */
async function filled(browser: Browser, path: string, fill: Record<string, string>, control: string, to = path) {
  const form = formOf((await browser.get(path)).text, to);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.set(control, control);
  return () => browser.post(to, form.toString());
}

async function resetBegun(registry: App): Promise<Browser> {
  const details = { organizationCode: 'RIVER', username: 'nora', email: 'nora.lind@riverside.example' };
  await registry.open().submit('/password/forgot', details, 'do.submit');
  const browser = registry.open();
  await browser.get(linkIn((await arrivedFrom(registry)).at(-1)));
  return browser;
}

test('a right answer to questions that were taken back meanwhile opens nothing (L12)', async () => {
  const registry = startApp();
  const browser = await resetBegun(registry);
  const send = await filled(browser, '/password/answer', { answer: demonstrationAnswers[0].answer }, 'do.submit');
  const answer = await meanwhile(send, registry, async (tx) =>
    resetQuestions(tx, undefined, await idOf({ db: { read: tx } }, 'nora'), when),
  );
  expect(answer.status).toBe(410);
});

test('a new set of questions voids the links that would ask one of the former set (L12)', async () => {
  const registry = startApp();
  const browser = await resetBegun(registry);
  const nora = await registry.open().logIn('nora');
  const fill = { answer1: 'Oak Street', answer2: 'Bergen', answer3: 'Whale' };
  expect((await nora.submit('/security-questions', fill, 'do.submit')).status).toBe(303);
  expect((await browser.get('/password/answer')).status).toBe(410);
});

test('a reset asked for an account that is deactivated meanwhile mails no link (L10)', async () => {
  const registry = startApp();
  const details = { organizationCode: 'RIVER', username: 'nora', email: 'nora.lind@riverside.example' };
  const send = await filled(registry.open(), '/password/forgot', details, 'do.submit');
  const answer = await meanwhile(send, registry, async (tx) =>
    deactivateAccount(tx, undefined, await idOf({ db: { read: tx } }, 'nora'), when),
  );
  expect(answer.location).toBe('/password/sent');
  const [mail] = await arrivedFrom(registry);
  expect(mail?.text).toContain('inactive');
  expect(mail?.text).not.toContain('/password/reset/');
});

test.each<[string, (tx: Tx, id: number) => Promise<unknown>]>([
  ['a temporary password was issued', (tx, id) => issueTemporaryPassword(tx, undefined, id, another, when)],
  ['the account was deactivated', (tx, id) => deactivateAccount(tx, undefined, id, when)],
  ['its sessions were ended', (tx, id) => endSessions(tx, undefined, id, when)],
  [
    'another password was chosen',
    async (tx, id) =>
      setPassword(tx, id, { passwordHash: another, instead: (await loadUser(tx, id)).passwordHash, at: 0 }),
  ],
])('an email change asked for before counts no longer once %s (L4)', async (_, change) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit('/email-address?correct', { email: 'nora@elsewhere.example' }, 'do.save', '/email-address');
  const link = linkIn((await arrivedFrom(registry)).find(({ to }) => to === 'nora@elsewhere.example'));
  await registry.db.write(async (tx) => change(tx, await idOf({ db: { read: tx } }, 'nora')));
  const box = registry.open();
  await box.get(link);
  expect((await box.get('/email-address/new')).status).toBe(410);
});
