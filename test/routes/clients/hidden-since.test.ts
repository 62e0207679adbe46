// What somebody typed, kept or found stays theirs to come back to. It names the client for as long as they may open the
// record, for the organization that it was made for, and no longer (C12, C13, C20, C22, L16).
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Tx } from '../../../src/db/engine/database.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, press, startApp } from '../../support/app.js';
import { mmr, newVisit, organizationId } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const duck = `/clients/${people.donDuck}`;
const minute = 60_000;
const { clients, memberships, organizations, users } = schema;

/** Saves DON DUCK's record just after the session's end, and logs in again. */
const interruptDuck = async (registry: App, nora: Browser) => {
  const form = formOf((await nora.get(duck)).text, duck);
  form.append('do.save', 'Save');
  registry.wait(30 * minute);
  const led = await nora.post(duck, form.toString());
  const fill = { organizationCode: 'LAKE', username: 'nora', password: 'Immunize-2026', next: duck };
  return nora.submit(led.location, fill, 'do.login', '/login');
};
const beginVisit = async (nora: Browser) => {
  const path = newVisit(people.donDuck);
  await press(nora, await nora.get(path), path, 'do.more', mmr);
  return path;
};

/** What nora, acting for Lakeview, leaves behind about DON DUCK, and the address where she comes back to it. */
const lists: Readonly<Record<string, (registry: App, nora: Browser) => Promise<string>>> = {
  'her draft on Home': async (_, nora) => {
    await nora.submit(duck, { phone: '651-201-4629' }, 'do.stage');
    return '/';
  },
  'her draft on Switch organizations': async (_, nora) => {
    await nora.submit(duck, { phone: '651-201-4629' }, 'do.stage');
    return '/organizations';
  },
  'the form that the end of her session interrupted': async (registry, nora) => {
    const back = await interruptDuck(registry, nora);
    expect(back.location).toMatch(/^\/interrupted\//);
    return back.location;
  },
  'the list of such forms': async (registry, nora) => {
    await interruptDuck(registry, nora);
    return '/interrupted';
  },
  'the visit that she began': (_, nora) => beginVisit(nora),
  'that visit on Home': async (_, nora) => {
    await beginVisit(nora);
    return '/';
  },
  'her search': async (_, nora) => (await nora.submit('/clients', { lastName: 'duck' }, 'do.search')).location,
  'the duplicates that she was asked about': async (registry, nora) => {
    const don = await registry.db.read.select().from(clients).where(eq(clients.id, people.donDuck)).get();
    const typed = { lastName: 'Duck', firstName: 'Donn', birthDate: '', gender: 'M' };
    const [year, month, day] = (don?.birthDate ?? '').split('-');
    const { location } = await nora.submit('/clients', { ...typed, birthDate: `${month}/${day}/${year}` }, 'do.search');
    const form = `/clients/new?search=${location.split('/')[2]}`;
    const asked = await nora.submit(form, { motherMaidenLast: 'Gans', motherFirst: 'Ida' }, 'do.save');
    expect(asked.location).toMatch(/^\/clients\/new\/duplicates/);
    return asked.location;
  },
  'the history of the record': async () => `${duck}/history`,
};

/** By the name on the record: what nora typed herself, DONN DUCK, is her own. */
const name = /DUCK, DON\b|\bDON( \w+)? DUCK|value="DON"/;
const named = async (browser: Browser, path: string) => name.test(besidesOpened((await browser.get(path)).text));
/** Whom Home names as opened, test/routes/home.test.ts looks at. */
const besidesOpened = (html: string) => html.replace(/<section aria-labelledby="opened">[\s\S]*?<\/section>/, '');

const paulsLock = (registry: App) =>
  registry.db.write(async (tx) =>
    tx
      .update(clients)
      .set({ lockedBy: await organizationId({ db: { read: tx } }, 'PUB') })
      .where(eq(clients.id, people.donDuck))
      .run(),
  );
const ofNoraAtLake = async (tx: Tx) => {
  const nora = await tx.select().from(users).where(eq(users.username, 'nora')).get();
  return and(
    eq(memberships.userId, nora?.id ?? 0),
    eq(memberships.organizationId, await organizationId({ db: { read: tx } }, 'LAKE')),
  );
};

/** What takes the record away, and from which lists it does not: a role that only views may still open it (C1). */
const changes: Readonly<
  Record<string, { readonly make: (registry: App) => Promise<unknown>; readonly stays?: readonly string[] }>
> = {
  'another organization locked the record': { make: paulsLock },
  'the client was flagged as deceased': {
    make: (registry) =>
      registry.db.write((tx) =>
        tx.update(clients).set({ deceasedAt: registry.clock() }).where(eq(clients.id, people.donDuck)).run(),
      ),
  },
  'her membership ended': {
    make: (registry) =>
      registry.db.write(async (tx) =>
        tx
          .delete(memberships)
          .where(await ofNoraAtLake(tx))
          .run(),
      ),
  },
  'her role was lowered to view only': {
    make: (registry) =>
      registry.db.write(async (tx) =>
        tx
          .update(memberships)
          .set({ role: 'view only' })
          .where(await ofNoraAtLake(tx))
          .run(),
      ),
    stays: ['her search', 'the history of the record'],
  },
  'the organization was deactivated': {
    make: (registry) =>
      registry.db.write((tx) =>
        tx.update(organizations).set({ active: false }).where(eq(organizations.code, 'LAKE')).run(),
      ),
  },
};

describe.each(Object.entries(changes))('once %s', (_, { make, stays = [] }) => {
  test.each(Object.entries(lists))('%s names nobody to nora', async (list, leave) => {
    const registry = startApp();
    const atLake = await registry.open().logIn('nora', 'LAKE');
    const path = await leave(registry, atLake);
    const atRiver = await registry.open().logIn('nora', 'RIVER');
    expect(await named(atLake, path)).toBe(true);
    await make(registry);
    expect(await named(atLake, path)).toBe(stays.includes(list));
    if (path === '/' || path === '/organizations') expect(await named(atRiver, path)).toBe(false);
  });
});

test('a draft waits for its organization: named again once the record is open there again (C20, C22)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora', 'LAKE');
  const path = (await lists['her draft on Home']?.(registry, nora)) ?? '';
  await paulsLock(registry);
  expect(await named(nora, path)).toBe(false);
  await registry.db.write((tx) =>
    tx.update(clients).set({ lockedBy: null }).where(eq(clients.id, people.donDuck)).run(),
  );
  expect(await named(nora, path)).toBe(true);
});

test('the form that a help desk user left is shown to nobody whose role was taken away (L16)', async () => {
  const registry = startApp();
  const path = `/restricted/${people.locked}`;
  const helen = await registry.open().logIn('helen');
  const form = formOf((await helen.get(path)).text, path);
  form.append('do.unlock', 'Unlock');
  registry.wait(30 * minute);
  const led = await helen.post(path, form.toString());
  const fill = { organizationCode: 'MIIC', username: 'helen', password: 'Immunize-2026', next: path };
  const back = await helen.submit(led.location, fill, 'do.login', '/login');
  expect((await helen.get(back.location)).status).toBe(200);
  await registry.db.write((tx) =>
    tx.update(memberships).set({ role: 'view only' }).where(eq(memberships.username, 'helen')).run(),
  );
  expect((await helen.get(back.location)).status).toBe(404);
});
