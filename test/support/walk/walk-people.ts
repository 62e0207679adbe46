// Who walks over every address, and what is made ready for them: every client marked, every page with something to show.
import { eq } from 'drizzle-orm';
import { keepInterruption } from '../../../src/db/edits/interruptions.js';
import type { Tx } from '../../../src/db/engine/database.js';
import { indexNames } from '../../../src/db/names/names.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { mapFields } from '../../../src/domain/clients/personal-information.js';
import { showDay } from '../../../src/domain/time/day.js';
import { type App, asItStands, type Browser, formOf, press, startApp } from '../app.js';
import { mmr, newVisit, organizationId, plant } from '../doses.js';
import { clientRow } from '../facts.js';
import { schema } from '../tables.js';

/** A word that stands for one client and for nothing else: whatever names the client has it in it. */
const markOf = (id: number) =>
  `ZQ${[...id.toString(26)].map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 26))).join('')}QZ`;

/** The clients that a text names, by MIIC ID. */
export const namedIn = (text: string) =>
  [...new Set(text.match(/ZQ[A-Z]{1,12}?QZ/g) ?? [])].map((mark) =>
    Number.parseInt([...mark.slice(2, -2)].map((letter) => (letter.charCodeAt(0) - 65).toString(26)).join(''), 26),
  );

/** Gives every client names, an address, contacts and former names that are theirs alone. */
async function markClients(tx: Tx): Promise<void> {
  const { clients, contacts, aliases, formerAddresses } = schema;
  for (const row of await tx.select().from(clients).all()) {
    const mark = markOf(row.id);
    const named = {
      lastName: mark,
      firstName: `A${mark}`,
      middleName: '',
      preferredName: '',
      motherMaidenLast: `M${mark}`,
      motherFirst: '',
    };
    const more = { street: `1 ${mark} ST`, email: `${mark}@example.org` };
    await tx
      .update(clients)
      .set({ ...named, ...more })
      .where(eq(clients.id, row.id))
      .run();
    const own = { street: `2 ${mark} ST`, lastName: mark };
    await tx.update(contacts).set(own).where(eq(contacts.clientId, row.id)).run();
    await tx
      .update(formerAddresses)
      .set({ street: `3 ${mark} ST` })
      .where(eq(formerAddresses.clientId, row.id))
      .run();
    for (const { id, lastName } of await tx.select().from(aliases).where(eq(aliases.clientId, row.id)).all())
      await tx
        .update(aliases)
        .set({ lastName: `${lastName}${mark}` })
        .where(eq(aliases.id, id))
        .run();
    await indexNames(tx, row.id, { ...named, birthDate: row.birthDate });
  }
}

export const [rainbow, don] = [people.rainbowBright, people.donDuck];

/** What people have left behind before the walk: addresses of it by the route that shows it. */
type Left = Readonly<Record<string, string>>;
export type Walker = {
  /** Where they go: whoever sees what another has seen goes only where they see more. */
  readonly goes: (route: string) => boolean;
  readonly who: string;
  readonly cookies: ReadonlyMap<string, string>;
  readonly left: Left;
};

const kept = '11111111-2222-4333-8444-555555555555';

/** Prepares a registry in which every page has something to show. */
export async function prepare() {
  const registry = startApp();
  await registry.db.write(markClients);
  await plant(registry, rainbow, 'RIVER', [{ cvx: '03', givenOn: '2012-05-05' }]);
  await plant(registry, rainbow, 'PUB', [{ cvx: '03', givenOn: '2014-05-05' }]);
  await registry.db.write((tx) =>
    tx
      .insert(schema.duplicates)
      .values({
        clientId: don,
        otherId: rainbow,
        surely: false,
        score: 9,
        reasons: 'same phone',
        foundAt: 1,
        foundFor: 1,
      })
      .run(),
  );
  await registry.db.write(async (tx) => {
    const known: Partial<Record<string, string>> = {
      lastName: 'ROW',
      firstName: 'OF',
      birthDate: '2001-01-01',
      gender: 'U',
    };
    const personal = mapFields((field) => known[field] ?? '');
    const row = { personal, typed: personal, chartNumber: '', birthCertificate: '', given: [] };
    await tx
      .insert(schema.asides)
      .values({ kind: 'client', organizationId: 1, digest: 'x', row: JSON.stringify(row), foundAt: 1 })
      .run();
    await tx
      .insert(schema.asideCandidates)
      .values({ asideId: 1, clientId: don, score: 9, reasons: 'same phone' })
      .run();
  });
  const walkers: Walker[] = [];
  for (const [who, username, at, goes] of [
    ['nora of RIVER', 'nora', 'RIVER', () => true],
    ['nora of LAKE', 'nora', 'LAKE', (route: string) => /^GET |clients\/:id/.test(route)],
    ['victor', 'victor', 'RIVER', () => true],
    ['ada', 'ada', 'RIVER', (route: string) => /users|history/.test(route)],
    ['helen', 'helen', 'MIIC', () => true],
  ] as const) {
    const browser = await registry.open().logIn(username, at);
    const left = await leaveThings(registry, browser, who, username, at);
    walkers.push({ who, goes, cookies: browser.cookies, left });
  }
  return { before: await asItStands(registry), walkers };
}

/** Searches, and, where they may, types a draft, a visit and a new client, and has a form interrupted. */
async function leaveThings(registry: App, browser: Browser, who: string, username: string, at: string): Promise<Left> {
  const { lastName, firstName, birthDate } = await clientRow(registry, don);
  // Typed a little otherwise: what somebody typed tells them of nobody, and has nobody's mark.
  const person = {
    lastName: `${lastName.slice(0, -1)}Y`,
    firstName: `${firstName.slice(0, -1)}Y`,
    birthDate: showDay(birthDate),
    gender: 'M',
  };
  const search = (await browser.submit('/clients', { lastName }, 'do.search')).location;
  const left = { search: search.split('/')[2] ?? '', interrupted: `${kept}${username}${at}` };
  const path = `/clients/${don}`;
  const shown = await browser.get(path);
  const user = await registry.db.read.select().from(schema.users).where(eq(schema.users.username, username)).get();
  const of = { userId: user?.id ?? 0, organizationId: await organizationId(registry, at), at: registry.clock() };
  const restricted = `/restricted/${don}`;
  const interrupted = who === 'helen' ? restricted : path;
  const body = formOf((await browser.get(interrupted)).text, interrupted).toString();
  await registry.db.write((tx) =>
    keepInterruption(tx, {
      ...{ ...of, id: left.interrupted, page: null, path: interrupted },
      body: body || `lastName=${lastName}`,
    }),
  );
  if (!shown.text.includes('do.save')) return { ...left, entry: 'none' };
  // Sharing No is asked about: the page that asks has something to show.
  await browser.submit(path, { phone: '651-201-4629', sharing: 'N' }, 'do.stage');
  await press(browser, await browser.get(newVisit(rainbow)), newVisit(rainbow), 'do.more', mmr);
  const entry = (await browser.submit('/clients', person, 'do.search')).location.replace(/.*[/=]/, '');
  const mother = { motherMaidenLast: 'Dahl', motherFirst: 'Ida' };
  await browser.submit(`/clients/new?search=${entry}`, mother, 'do.save');
  return { ...left, entry };
}
