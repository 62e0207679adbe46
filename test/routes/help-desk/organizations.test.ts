import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { addOrganization, changeOrganization } from '../../../src/db/accounts/organization-administration.js';
import { formerCodes, organizations } from '../../../src/db/schema/accounts.js';
import { audit } from '../../../src/db/schema/operations.js';
import { organizationTypes } from '../../../src/domain/accounts/organization.js';
import type { Viewer } from '../../../src/domain/accounts/viewer.js';
import { may } from '../../../src/policy.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { meanwhile } from '../../support/meanwhile.js';

const list = '/help-desk/organizations';
const cedar = { code: 'CEDAR', name: 'Cedar  Clinic', type: 'provider', region: 'North' };
const rowOf = ({ db }: App, code: string) =>
  db.read.select().from(organizations).where(eq(organizations.code, code)).get();
const pathOf = async (registry: App, code: string) => `${list}/${(await rowOf(registry, code))?.id}`;
const deeds = async ({ db }: App) =>
  (await db.read.select().from(audit).all())
    .filter(({ action }) => action.endsWith('organization'))
    .map(({ action, detail }) => `${action}: ${detail}`);
const alone = { address: '', ...cedar, type: 'provider' } as const;
const when = { at: 1, address: '' };

/** Sends the change and, where it is asked about first, the answer. */
async function change(helen: Browser, path: string, fill: Record<string, string>) {
  const asked = await helen.submit(path, fill, 'do.save');
  if (asked.status !== 200) return asked;
  return helen.post(path, `${formOf(asked.text, path)}&do.sure=x`);
}

test('the help desk adds an organization once, whose administrator then logs in (A3)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const form = formOf((await helen.get(`${list}/new`)).text, `${list}/new`);
  for (const [name, value] of Object.entries(cedar)) form.set(name, value);
  const [first, second] = [
    await helen.post(`${list}/new`, `${form}&do.add=x`),
    await helen.post(`${list}/new`, `${form}&do.add=x`),
  ];
  expect(first.location).toBe(`${await pathOf(registry, 'CEDAR')}?done=added`);
  expect(second.location).toBe(first.location);
  expect(await rowOf(registry, 'CEDAR')).toMatchObject({ name: 'Cedar Clinic', region: 'North', active: true });
  expect((await helen.get(first.location)).text).toContain('The organization is added.');
  expect((await helen.submit(list, { name: 'nor ced' }, 'do.find')).text).toContain('1 organization<');
  expect(await deeds(registry)).toEqual([`add organization: organization ${(await rowOf(registry, 'CEDAR'))?.id}`]);
});

test('errors stand at their fields, and what was typed is kept (X4)', async () => {
  const helen = await startApp().open().logIn('helen');
  const wrong = { code: 'C E', name: ' ', type: '', region: 'R'.repeat(61) };
  const { status, text } = await helen.submit(`${list}/new`, wrong, 'do.add');
  expect(status).toBe(422);
  for (const field of ['code', 'name', 'type', 'region']) expect(text).toContain(`id="${field}-error"`);
  expect(text).toContain('<title>Error: Add organization');
  expect(formOf(text, `${list}/new`).get('code')).toBe('C E');
});

test('a code is never used twice, in capitals or small letters, nor one of the past, nor by two at once (A3)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const lake = await pathOf(registry, 'LAKE');
  expect((await change(helen, lake, { code: 'SHORE' })).location).toBe(`${lake}?done=changed`);
  for (const code of ['RIVER', 'river', 'SHORE', 'LAKE', 'Lake']) {
    const refused = await helen.submit(`${list}/new`, { ...cedar, code }, 'do.add');
    expect([code, refused.status]).toEqual([code, 422]);
    expect(refused.text).toContain('This code is another organization’s, or was.');
  }
  const raced = await meanwhile(
    () => helen.submit(`${list}/new`, cedar, 'do.add'),
    registry,
    (tx) => addOrganization(tx, undefined, { ...alone, name: 'Another' }, when),
  );
  expect(raced.status).toBe(422);
  expect((await rowOf(registry, 'CEDAR'))?.name).toBe('Another');
  const both = ['ELM', 'elm'].map((code) => helen.submit(`${list}/new`, { ...cedar, code }, 'do.add'));
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([303, 422]);
  // Its own may come back: it meant nobody else in between.
  expect((await change(helen, lake, { code: 'LAKE' })).status).toBe(303);
  expect((await helen.get(lake)).text).toContain('Former codes: SHORE');
  expect((await change(helen, lake, { code: 'POND' })).status).toBe(303);
  expect(await registry.db.read.select().from(formerCodes).all()).toHaveLength(2);
  expect((await registry.open().logIn('nora', 'POND')).cookies.size).toBeGreaterThan(0);
});

test('deactivating says what follows and asks once; sessions there end, its records stay (A3)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const ada = await registry.open().logIn('ada');
  const nora = await registry.open().logIn('nora', 'LAKE');
  const river = await pathOf(registry, 'RIVER');
  const asked = await helen.submit(river, { active: 'N' }, 'do.save');
  expect(asked.status).toBe(200);
  expect(asked.text).toMatch(
    /Nobody can log in for Riverside Clinic any more\.[\s\S]*\d users belong to it, \d+ of them to it alone/,
  );
  expect(asked.text).toContain('1 session ends there at once.');
  expect((await rowOf(registry, 'RIVER'))?.active).toBe(true);
  expect((await ada.get('/')).status).toBe(200);
  const form = formOf(asked.text, river);
  expect((await helen.post(river, `${form}&do.back=x`)).text).toMatch(/value="N" checked/);
  expect((await helen.post(river, `${form}&do.sure=x`)).location).toBe(`${river}?done=changed`);

  expect((await ada.get('/')).location).toMatch(/^\/login/);
  expect((await nora.get('/')).status).toBe(200);
  await expect(registry.open().logIn('ada')).rejects.toThrow('could not log in');
  expect((await helen.submit(list, { name: 'river' }, 'do.find')).text).toContain('<td data-label="Active">No</td>');
  expect((await change(helen, river, { active: 'Y' })).status).toBe(303);
  await registry.open().logIn('ada');
  const id = (await rowOf(registry, 'RIVER'))?.id;
  expect(await deeds(registry)).toEqual([
    `change organization: organization ${id}: deactivated`,
    `change organization: organization ${id}: activated`,
  ]);
});

test('locked records of an organization are named by their number before it is deactivated (C13)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const asked = await helen.submit(await pathOf(registry, 'LAKE'), { active: 'N' }, 'do.save');
  expect(asked.text).toMatch(/1 locked record opens for nobody until the help desk unlocks it/);
});

test('another type holds from that moment: sessions end, and the policy follows it (C1)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const ada = await registry.open().logIn('ada');
  const river = await pathOf(registry, 'RIVER');
  const asked = await helen.submit(river, { type: 'school' }, 'do.save');
  expect(asked.text).toContain('It is a school organization from now on: users search and view');
  await helen.post(river, `${formOf(asked.text, river)}&do.sure=x`);
  expect((await ada.get('/')).location).toMatch(/^\/login/);
  expect((await (await registry.open().logIn('ada')).get('/clients/new')).status).toBe(403);
});

test('what the screen says of the types is what the policy allows', () => {
  for (const { code, may: words } of organizationTypes) {
    const organization = { id: 1, code: 'X', name: 'X', type: code };
    const viewer: Viewer = { userId: 1, username: 'x', userName: 'X', role: 'typical user', organization };
    expect([code, may(viewer, 'edit clients')]).toEqual([code, words.includes('edit clients')]);
  }
});

test('the help desk closes neither the organization it acts for nor the role of its colleagues', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const own = await registry.db.read.select().from(organizations).where(eq(organizations.type, 'help desk')).get();
  for (const fill of [{ active: 'N' }, { type: 'provider' }]) {
    const refused = await change(helen, `${list}/${own?.id}`, fill);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('You act for this organization');
  }
  const other = await registry.db.write(async (tx) => {
    const made = await addOrganization(tx, undefined, { ...alone, type: 'help desk' }, when);
    await tx.run(`insert into memberships (user_id, username, organization_id, role)
      select id, username, ${made}, 'help desk' from users where username = 'ada'`);
    return made;
  });
  const refused = await change(helen, `${list}/${other}`, { type: 'provider' });
  expect(refused.text).toContain('Users hold the role Help Desk here');
});

test('of two who change one, the later is told and sees what it is now', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const lake = await pathOf(registry, 'LAKE');
  const before = await rowOf(registry, 'LAKE');
  if (!before) throw new Error('There is no LAKE.');
  const theirs = { id: before.id, revision: 0, to: { ...before, name: 'Lakeshore' } };
  const late = await meanwhile(
    () => helen.submit(lake, { name: 'Lake Clinic' }, 'do.save'),
    registry,
    (tx) => changeOrganization(tx, undefined, theirs, when),
  );
  expect(late.status).toBe(409);
  expect(late.text).toContain('Somebody else changed this organization');
  expect(late.text).toContain('<dd>Lakeshore</dd>');
  expect((await rowOf(registry, 'LAKE'))?.name).toBe('Lakeshore');
  const form = formOf(late.text, lake);
  expect(form.get('name')).toBe('Lake Clinic');
  expect((await helen.post(lake, `${form}&do.save=x`)).status).toBe(303);
  expect((await rowOf(registry, 'LAKE'))?.name).toBe('Lake Clinic');
});

test('nobody but the help desk sees or changes organizations', async () => {
  const registry = startApp();
  for (const who of ['ada', 'nora', 'victor', 'paul', 'sam']) {
    const browser = await registry.open().logIn(who);
    for (const path of [list, `${list}/new`, `${list}/1`]) {
      expect((await browser.get(path)).status).toBe(403);
      expect((await browser.post(path, 'do.save=x')).status).toBe(403);
    }
    expect((await browser.get('/')).text).not.toContain(list);
  }
});
