import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type Browser, formOf, startApp } from '../../support/app.js';
import { organizationId, plant } from '../../support/doses.js';
import { clinical } from '../../support/facts.js';
import { schema } from '../../support/tables.js';

const don = `/clients/${people.donDuck}`;

/** Follows "Switch organizations" from a page, and switches to Lakeview: where that leads. */
async function switchFrom(nora: Browser, lake: number, path: string) {
  const link = /href="(\/organizations[^"]*)"/.exec((await nora.get(path)).text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return (await nora.submit(link, { organization: String(lake) }, 'do.switch', '/organizations')).location;
}

test.each([
  [don, don],
  [`${don}/immunizations`, `${don}/immunizations`],
  [`${don}/immunizations/new`, `${don}/immunizations/new`],
  [`${don}/history`, `${don}/history`],
  ['/clients', '/clients'],
  ['/', '/'],
  ['/account', '/'],
])('Switch organizations from %s leads back to %s, for the other organization (C22)', async (from, to) => {
  const app = startApp();
  const nora = await app.open().logIn('nora');
  expect(await switchFrom(nora, await organizationId(app, 'LAKE'), from)).toBe(to);
});

test('a record that the other organization may not see is not led back to: home, not an error (C13)', async () => {
  const app = startApp();
  const nora = await app.open().logIn('nora');
  const river = await organizationId(app, 'RIVER');
  await app.db.write((tx) =>
    tx.update(schema.clients).set({ lockedBy: river }).where(eq(schema.clients.id, people.donDuck)).run(),
  );
  expect(await switchFrom(nora, await organizationId(app, 'LAKE'), don)).toBe('/');
});

test.each(['//evil.example', 'https://evil.example', '/searches/abc', '/clients/../logout', '/logout'])(
  'an address from outside, %s, is not led to',
  async (next) => {
    const app = startApp();
    const nora = await app.open().logIn('nora');
    const fill = { organization: String(await organizationId(app, 'LAKE')) };
    const page = `/organizations?from=${encodeURIComponent(next)}`;
    expect((await nora.submit(page, fill, 'do.switch', '/organizations')).location).toBe('/');
    const again = await nora.submit('/organizations', { ...fill, next }, 'do.switch');
    expect(again.location, 'nor from the form').toBe('/');
  },
);

test.each([
  ['a record that one only views there', 'view only', don, 'phone', '651-201-4629'],
  ['a visit that one may not record there', 'view only', `${don}/immunizations/new`, 'lot1', 'LOT4629'],
  ['a dose that it does not own', 'typical user', 'dose', 'lot1', 'LOT4629'],
  ['a new client whom one may not enter there', 'view only', 'new client', 'street', '9 KEPT STREET'],
] as const)(
  'what was typed into %s before switching is kept for the organization before (C22)',
  async (_, there, at, field, word) => {
    const app = startApp();
    const [river, lake] = [await organizationId(app, 'RIVER'), await organizationId(app, 'LAKE')];
    await plant(app, people.donDuck, 'RIVER', [{ cvx: '03', givenOn: '2014-05-05' }]);
    const { memberships, immunizations } = schema;
    await app.db.write((tx) =>
      tx.update(memberships).set({ role: there }).where(eq(memberships.organizationId, lake)).run(),
    );
    const nora = await app.open().logIn('nora');
    const own = await app.db.read.select().from(immunizations).where(eq(immunizations.givenOn, '2014-05-05')).get();
    const typed = { lastName: 'Zzemlin', firstName: 'Mira', birthDate: '03/04/2021', gender: 'F' };
    const path = {
      dose: `${don}/immunizations/${own?.id}`,
      'new client': `/clients/new?search=${(await nora.submit('/clients', typed, 'do.search')).location.split('/')[2]}`,
    }[at];
    const form = formOf((await nora.get(path ?? at)).text, path ?? at);
    await nora.submit('/organizations', { organization: String(lake) }, 'do.switch');
    const before = await clinical(app);
    form.set(field, word);
    form.set('do.save', 'Save');
    const answer = await nora.post(path ?? at, `${form}`);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('This form was shown for another organization');
    expect(await clinical(app)).toBe(before);
    expect((await nora.get('/interrupted')).text, 'nothing of it here').not.toContain('MIIC ID');
    await nora.submit('/organizations', { organization: String(river) }, 'do.switch');
    expect((await nora.get('/')).text).toContain('href="/interrupted"');
    const listed = /href="(\/interrupted\/[^"]+)"/.exec((await nora.get('/interrupted')).text)?.[1] ?? '';
    expect((await nora.get(listed)).text).toContain(word);
  },
);

test('a form of the same organization that is refused or leads to nothing is kept nowhere (C22)', async () => {
  const app = startApp();
  const nora = await app.open().logIn('nora');
  const form = formOf((await nora.get(don)).text, don);
  form.set('do.save', 'Save');
  await app.db.write(async (tx) =>
    tx
      .update(schema.clients)
      .set({ lockedBy: await organizationId({ db: { read: tx } }, 'LAKE') })
      .where(eq(schema.clients.id, people.donDuck))
      .run(),
  );
  expect((await nora.post(don, `${form}`)).status).toBe(404);
  expect(await app.db.read.select().from(schema.interruptions).all()).toEqual([]);
});

test('what one organization was asked to confirm is not done for another (C13, C22)', async () => {
  const app = startApp();
  const [river, lake] = [await organizationId(app, 'RIVER'), await organizationId(app, 'LAKE')];
  const nora = await app.open().logIn('nora');
  const lock = async () => (await nora.submit(don, { sharing: 'N' }, 'do.save')).location;
  const act = (organization: number) =>
    nora.submit('/organizations', { organization: String(organization) }, 'do.switch');
  const locked = async () =>
    (await app.db.read.select().from(schema.clients).where(eq(schema.clients.id, people.donDuck)).get())?.lockedBy;
  const asked = await lock();
  const shown = await nora.get(asked);
  expect(shown.text).toContain('will be locked to Riverside Clinic');
  const form = formOf(shown.text, asked);
  form.set('do.save', 'Save');
  await act(lake);
  expect(await lock()).toBe(asked);
  const answer = await nora.post(asked, `${form}`);
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('Switch back to Riverside Clinic');
  expect(await locked()).toBeNull();
  await act(river);
  expect((await nora.post(asked, `${form}`)).status).toBe(303);
  expect(await locked()).toBe(river);
});
