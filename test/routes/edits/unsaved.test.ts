import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { type App, type Browser, press, startApp } from '../../support/app.js';
import { mmr, newVisit, open, organizationId, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { donDuck, rainbowBright, locked } = demonstrationClients;
const record = (id: number) => `/clients/${id}`;

/** What Home says is not saved. */
async function unsaved(browser: Browser) {
  const html = (await browser.get('/')).text;
  const part = /<section aria-labelledby="drafts">([\s\S]*?)<\/section>/.exec(html)?.[1] ?? '';
  return { html: part, text: text(part) };
}

/** A new client, typed and not saved. */
async function typeNewClient(browser: Browser, lastName = 'Quimby') {
  const found = await browser.submit('/clients', { lastName, firstName: 'Zed' }, 'do.search');
  const form = `/clients/new?search=${found.location.split('/').at(-1)}`;
  const typed = { lastName, firstName: 'Zed', birthDate: '03/04/2020' };
  await browser.submit(form, typed, 'do.stage');
  return form;
}

const lock = (app: App, clientId: number, code: string) =>
  app.db.write(async (tx) =>
    tx
      .update(schema.clients)
      .set({ lockedBy: await organizationId({ db: { read: tx } }, code) })
      .where(eq(schema.clients.id, clientId))
      .run(),
  );

test('home lists all that nora typed and did not save: a record, a visit and a new client, each with what is pending (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  await nora.submit(record(donDuck), { phone: '555-555-0100', email: 'don@example.org' }, 'do.stage');
  app.wait(60_000);
  await nora.submit(newVisit(rainbowBright), mmr, 'do.stage');
  app.wait(60_000);
  const form = await typeNewClient(nora);
  app.wait(5 * 60_000);
  const shown = await unsaved(nora);
  // Each says its own end: a new client goes with its search, twelve hours after it.
  expect(shown.text).toContain('Quimby, Zed 03/04/2020 new client, not entered yet 3:16 PM today 11/23/2026 3:16 AM');
  expect(shown.text).toContain(
    'BRIGHT, RAINBOW FANCYPANTS 02/14/2015 14883406 immunizations of a visit: MMR [M-M-R II] on 06/20/2016 3:15 PM today 05/21/2027',
  );
  expect(shown.text).toContain('DUCK, DON 09/21/2009 6714871 Phone, Email 3:14 PM today 05/21/2027');
  expect(shown.html).toContain(`href="${form}"`);
  expect(shown.html).toContain(`href="${newVisit(rainbowBright)}?draft=`);
  expect(shown.html).toContain(`href="${record(donDuck)}"`);
  expect((await unsaved(await open(app, 'ada'))).text).toBe('');
});

test('a new client whose form is still kept says that one of this name and birth date was opened; without a name it says what was typed', async () => {
  const nora = await open(startApp());
  const kept = await typeNewClient(nora);
  const search = await nora.submit('/clients', { lastName: 'Quimby', firstName: 'Zed' }, 'do.search');
  const form = `/clients/new?search=${search.location.split('/').at(-1)}`;
  const typed = { lastName: 'QUIMBY', firstName: 'ZED', birthDate: '03/04/2020', gender: 'M', motherRefused: 'Y' };
  const id = /\d+/.exec((await nora.submit(form, typed, 'do.save')).location)?.[0];
  await nora.get(`/clients/${id}`);
  const { html, text } = await unsaved(nora);
  expect(html).toContain(`href="${kept}"`);
  expect(text).toContain(`A client of this name and birth date was opened today: MIIC ID ${id}`);
  await nora.submit(kept, { lastName: '', firstName: '', birthDate: '', phone: '555-555-0100' }, 'do.stage');
  expect((await unsaved(nora)).text).toContain('No name yet new client, not entered yet: Phone 555-555-0100');
  await nora.submit(kept, { lastName: '', race: '2106-3' }, 'do.stage');
  expect((await unsaved(nora)).text, 'in words').toMatch(/not entered yet:.* Race White/);
});

test('what is saved or discarded is listed no more', async () => {
  const app = startApp();
  const nora = await open(app);
  await nora.submit(newVisit(rainbowBright), mmr, 'do.stage');
  await nora.submit(newVisit(rainbowBright), {}, 'do.save');
  const form = await typeNewClient(nora);
  const entered = await nora.submit(form, { gender: 'M', motherRefused: 'Y' }, 'do.save');
  expect(entered.location).toContain('saved=entered');
  expect((await unsaved(nora)).text).toBe('');
});

test('a client whom another organization locked meanwhile is named in no list of what is not saved (C13)', async () => {
  const app = startApp();
  const nora = await open(app);
  await nora.submit(record(donDuck), { phone: '555-555-0100' }, 'do.stage');
  await nora.submit(newVisit(donDuck), mmr, 'do.stage');
  await lock(app, donDuck, 'PUB');
  for (const page of ['/', '/organizations'])
    expect((await nora.get(page)).text, page).not.toMatch(/DUCK|6714871|09\/21\/2009/);
});

test('what was typed for LAKE of a record locked to LAKE is counted, not named, while nora acts for RIVER (C13, C22)', async () => {
  const app = startApp();
  const atLake = await open(app, 'nora', 'LAKE');
  await atLake.submit(record(donDuck), { phone: '555-555-0100' }, 'do.stage');
  await lock(app, donDuck, 'LAKE');
  expect((await unsaved(atLake)).text).toContain('DUCK, DON');
  const atRiver = await open(app);
  const shown = await unsaved(atRiver);
  expect(shown.text).toContain('1 more is kept for Lakeview Family Health');
  for (const page of ['/', '/organizations'])
    expect((await atRiver.get(page)).text, page).not.toMatch(/DUCK|6714871|09\/21\/2009/);
});

test('who belongs to an organization no more sees nothing of what they typed for it', async () => {
  const app = startApp();
  const atLake = await open(app, 'nora', 'LAKE');
  await atLake.submit(record(donDuck), { phone: '555-555-0100' }, 'do.stage');
  await atLake.submit(newVisit(donDuck), mmr, 'do.stage');
  await typeNewClient(atLake);
  await app.db.write(async (tx) =>
    tx
      .delete(schema.memberships)
      .where(
        and(
          eq(schema.memberships.username, 'nora'),
          eq(schema.memberships.organizationId, await organizationId({ db: { read: tx } }, 'LAKE')),
        ),
      )
      .run(),
  );
  const atRiver = await open(app);
  for (const page of ['/', '/organizations'])
    expect((await atRiver.get(page)).text, page).not.toMatch(/DUCK|Quimby|Lakeview/);
});

test('what was typed for another organization says for which, and how to go on with it (C22)', async () => {
  const app = startApp();
  const atLake = await open(app, 'nora', 'LAKE');
  await atLake.submit(newVisit(rainbowBright), mmr, 'do.stage');
  const atRiver = await open(app);
  expect((await unsaved(atRiver)).text).toContain(
    'BRIGHT, RAINBOW FANCYPANTS for Lakeview Family Health ( Switch organizations to go on)',
  );
  expect((await unsaved(atRiver)).html).not.toContain(`href="${newVisit(rainbowBright)}`);
  expect((await unsaved(atRiver)).html).toContain(`href="/organizations?from=${newVisit(rainbowBright)}?draft=`);
  expect(text((await atRiver.get('/organizations')).text)).toContain(
    'BRIGHT, RAINBOW FANCYPANTS (Lakeview Family Health)',
  );
});

test('Edit Next says that what was typed is not saved, and leads back to it; where nothing was typed it says nothing (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  const page = await nora.get(record(donDuck));
  const next = await press(nora, page, record(donDuck), 'do.editNext', { phone: '555-555-0100' });
  expect(text(next.text)).toContain('Not saved: kept as a draft. Go on editing MIIC ID 6714871');
  expect(next.text).toContain(`href="${record(donDuck)}"`);
  const other = await press(nora, await nora.get(record(rainbowBright)), record(rainbowBright), 'do.editNext');
  expect(other.text).not.toContain('Not saved');
  for (const forged of [locked, 999, '__proto__', '%3Cb%3E'])
    expect((await nora.get(`/clients?kept=${forged}`)).text).not.toContain('Not saved');
});

test('a record that is hidden from the organization a draft was made for is not named by it, though the other may see it (C13, C22)', async () => {
  const app = startApp();
  const there = await open(app, 'nora', 'LAKE');
  await there.submit(record(donDuck), { phone: '555-555-0100' }, 'do.stage');
  const here = await open(app);
  expect((await unsaved(here)).text).toContain('DUCK, DON');
  await lock(app, donDuck, 'RIVER');
  expect((await unsaved(here)).text).not.toContain('DUCK');
});
