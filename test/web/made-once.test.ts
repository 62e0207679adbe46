// A form's key means one thing made: pressed twice, sent again because its answer was lost, gone Back to. Each time the same
// answer (A2, L4, L10).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inTurn } from '../../src/db/engine/in-turn.js';
import { users } from '../../src/db/schema/accounts.js';
import { clients } from '../../src/db/schema/clients.js';
import { formResults, outbox } from '../../src/db/schema/operations.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { runJobs } from '../../src/jobs/runner.js';
import { type App, type Browser, formOf, startApp } from '../support/app.js';
import { holds } from '../support/facts.js';
import { arrivedFrom, linkIn } from '../support/mail.js';
import { timeZone } from '../support/now.js';

const minute = 60_000;
const kim = { firstName1: 'Kim', lastName1: 'Dahl', username1: 'kim', email1: 'kim@riverside.example' };
const passwordsIn = (html: string) =>
  [...html.matchAll(/<code class="secret">(.*?)<\/code>/g)].map(([, one]) => one ?? '');
const userOf = (registry: App, username: string) =>
  registry.db.read.select().from(users).where(eq(users.username, username)).get();
const mailsOf = (registry: App) => registry.db.read.select().from(outbox).all();

/** What a filled form sends when a control is pressed. */
async function filled(browser: Browser, path: string, fill: Record<string, string>, control: string, to = path) {
  const form = formOf((await browser.get(path)).text, to);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.set(control, control);
  return form;
}

test('"Add user" pressed again adds one user, and shows the same password again (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const before = (await registry.db.read.select().from(users).all()).length;
  const form = await filled(ada, '/users/new', kim, 'do.add');
  const press = () => ada.post('/users/new', `${form}`);
  const answers = [...(await Promise.all([press(), press(), press()])), await press()];
  const passwords = answers.flatMap(({ text }) => passwordsIn(text));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect([passwords.length, new Set(passwords).size]).toEqual([4, 1]);
  expect((await registry.db.read.select().from(users).all()).length).toBe(before + 1);
  expect((await mailsOf(registry)).length).toBe(1);
  const [password = ''] = passwords;
  expect(await holds(registry, password)).toBe(false);
  expect(await holds(registry, form.get('key') ?? '')).toBe(false);
  const fill = { organizationCode: 'RIVER', username: 'kim', password };
  expect((await registry.open().submit('/login', fill, 'do.login')).status).toBe(303);
});

test('Back, another name typed, and "Add user" again: nobody else is added, and ada is told so (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const form = await filled(ada, '/users/new', kim, 'do.add');
  const [password] = passwordsIn((await ada.post('/users/new', `${form}`)).text);
  form.set('username1', 'lee');
  const again = await ada.post('/users/new', `${form}`);
  expect(again.text).toContain('What was sent now was not added');
  expect(passwordsIn(again.text)).toEqual([password]);
  expect(await userOf(registry, 'lee')).toBeUndefined();
});

test('a temporary password is shown again for ten minutes and while it stands, then it is said that it was (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const victor = (await userOf(registry, 'victor'))?.id;
  const path = `/users/${victor}`;
  const form = await filled(ada, path, {}, 'do.password');
  const first = await ada.post(path, `${form}`);
  const hash = (await userOf(registry, 'victor'))?.passwordHash;
  registry.wait(9 * minute);
  expect(passwordsIn((await ada.post(path, `${form}`)).text)).toEqual(passwordsIn(first.text));
  registry.wait(minute);
  const late = await ada.post(path, `${form}`);
  expect([late.status, passwordsIn(late.text)]).toEqual([200, []]);
  expect(late.text).toContain('was shown then');
  expect((await userOf(registry, 'victor'))?.passwordHash).toBe(hash);
  // The page as it is shown now issues another one.
  const next = await ada.submit(path, {}, 'do.password');
  expect(passwordsIn(next.text)).not.toEqual(passwordsIn(first.text));
  expect((await mailsOf(registry)).length).toBe(2);
});

test('once the user chose a password, or another was issued, the former one is shown to nobody (A2)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const form = await filled(ada, '/users/new', kim, 'do.add');
  await ada.post('/users/new', `${form}`);
  const path = `/users/${(await userOf(registry, 'kim'))?.id}`;
  const issue = await filled(ada, path, {}, 'do.password');
  registry.wait(1000);
  const [password = ''] = passwordsIn((await ada.post(path, `${issue}`)).text);
  expect(passwordsIn((await ada.post('/users/new', `${form}`)).text)).toEqual([]);
  const browser = registry.open();
  await browser.submit('/login', { organizationCode: 'RIVER', username: 'kim', password }, 'do.login');
  const chosen = { newPassword: 'Blue-heron-42', confirmNewPassword: 'Blue-heron-42' };
  expect((await browser.submit('/password/expired', chosen, 'do.save')).status).toBe(303);
  expect(passwordsIn((await ada.post(path, `${issue}`)).text)).toEqual([]);
});

test('a form’s key is nobody else’s, and no form goes without one', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const form = await filled(ada, '/users/new', kim, 'do.add');
  await ada.post('/users/new', `${form}`);
  const helen = await registry.open().logIn('helen');
  const hers = await filled(helen, '/users/new', { ...kim, organization: '1', key: form.get('key') ?? '' }, 'do.add');
  const refused = await helen.post('/users/new', `${hers}`);
  expect([refused.status, passwordsIn(refused.text)]).toEqual([422, []]);
  // The same key on another form stands for another thing, and another password.
  const [victor, newt] = await inTurn(
    ['victor', 'newt'],
    async (username) => `/users/${(await userOf(registry, username))?.id}`,
  );
  const shown = new Set<string>(passwordsIn((await ada.post('/users/new', `${form}`)).text));
  for (const path of [victor ?? '', newt ?? '']) {
    const issue = await filled(ada, path, { key: form.get('key') ?? '' }, 'do.password');
    for (const one of passwordsIn((await ada.post(path, `${issue}`)).text)) shown.add(one);
  }
  expect(shown.size).toBe(3);
  for (const key of ['', 'short', 'x'.repeat(65), '__proto__/constructor']) {
    form.set('key', key);
    expect((await ada.post('/users/new', `${form}`)).status, key).toBe(400);
  }
});

test('an email change pressed twice mails one link, which works (L4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await filled(nora, '/email-address?correct', { email: 'nora@new.example' }, 'do.save', '/email-address');
  const press = () => nora.post('/email-address', `${form}`);
  const answers = [...(await Promise.all([press(), press()])), await press()];
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
  const mails = await arrivedFrom(registry);
  expect(mails.map(({ to }) => to).sort()).toEqual(['nora.lind@riverside.example', 'nora@new.example']);
  const box = registry.open();
  await box.get(linkIn(mails.find(({ to }) => to === 'nora@new.example')));
  expect((await box.get('/email-address/new')).status).toBe(200);
  // Back, and another address: that is another change.
  form.set('email', 'nora@newer.example');
  await press();
  expect((await arrivedFrom(registry)).length).toBe(2);
});

test('"forgot password" pressed twice mails one link; with a corrected detail it is asked anew (L10, L11)', async () => {
  const registry = startApp();
  const browser = registry.open();
  const details = { organizationCode: 'RIVER', username: 'nora', email: 'wrong@riverside.example' };
  const form = await filled(browser, '/password/forgot', details, 'do.submit');
  const press = async () => (await browser.post('/password/forgot', `${form}`)).location;
  expect(await press()).toBe('/password/sent');
  form.set('email', 'nora.lind@riverside.example');
  expect(await Promise.all([press(), press()])).toEqual(['/password/sent', '/password/sent']);
  expect(await press()).toBe('/password/sent');
  const mails = await arrivedFrom(registry);
  expect(mails.length).toBe(1);
  await browser.get(linkIn(mails[0]));
  expect((await browser.get('/password/answer')).status).toBe(200);
});

test('a change of password pressed twice is said to be done twice, and is done once (L8)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const fill = { newPassword: 'Teal-otter-19', confirmNewPassword: 'Teal-otter-19' };
  const form = await filled(nora, '/account/password', fill, 'do.save');
  const press = () => nora.post('/account/password', `${form}`);
  const answers = [...(await Promise.all([press(), press()])), await press()];
  expect(answers.map(({ location }) => location)).toEqual(Array(3).fill('/account?saved=password'));
  expect((await mailsOf(registry)).length).toBe(1);
  form.set('newPassword', 'Plum-badger-5');
  form.set('confirmNewPassword', 'Plum-badger-5');
  await press();
  const login = { organizationCode: 'RIVER', username: 'nora', password: 'Plum-badger-5' };
  expect((await registry.open().submit('/login', login, 'do.login')).status).toBe(303);
});

test('a temporary password replaced by two presses of one Save leads on once (L2)', async () => {
  const registry = startApp();
  const newt = await registry.open().logIn('newt');
  const fill = { newPassword: 'Blue-heron-42', confirmNewPassword: 'Blue-heron-42' };
  const form = await filled(newt, '/password/expired', fill, 'do.save');
  const press = () => newt.post('/password/expired', `${form}`);
  for (const { status } of await Promise.all([press(), press()])) expect(status).toBe(303);
});

test('a restriction lifted by two presses says both times that it is done (C13)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const path = `/restricted/${people.locked}`;
  const form = await filled(helen, path, { unlockReason: 'asked by the parents' }, 'do.unlock');
  const [one, two] = [await helen.post(path, `${form}`), await helen.post(path, `${form}`)];
  expect(one.location).toContain('?done=');
  expect(two.location).toBe(one.location);
  const row = await registry.db.read.select().from(clients).where(eq(clients.id, people.locked)).get();
  expect(row?.lockedBy).toBeNull();
});

test('what a form made is remembered for thirty days (A4)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  await ada.submit('/users/new', kim, 'do.add');
  const { db, clock, config, links } = registry;
  const log = { error: (what: object) => expect(what).toBeUndefined() };
  const around = { db, clock, send: async () => undefined, site: config.site, origin: config.origin, timeZone, log };
  const keptAfter = async (days: number) => {
    registry.wait(days * 24 * 60 * minute);
    await runJobs({ ...around, tokenOf: links.tokenOf });
    return (await registry.db.read.select().from(formResults).all()).length;
  };
  expect([await keptAfter(29), await keptAfter(1)]).toEqual([1, 0]);
});
