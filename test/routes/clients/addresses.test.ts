import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clients, contacts, formerAddresses } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, formOf, press, questionsOn, startApp } from '../../support/app.js';
import { text } from '../../support/doses.js';
import { clientRow } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;

/** Gives DON an address of our own choice. */
const live = ({ db }: App, address: Partial<typeof clients.$inferInsert>) =>
  db.write((tx) => tx.update(clients).set(address).where(eq(clients.id, people.donDuck)).run());

const addressOf = async (registry: App) => {
  const { street, city, state, zip, county, undeliverable } = await clientRow(registry, people.donDuck);
  return { street, city, state, zip, county, undeliverable };
};

test('a ZIP fills state, county and city where nothing stands, at the next staging without scripts (C7)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await live(registry, { street: '', city: '', state: '', zip: '', county: '' });
  await nora.submit(don, { street: '40 HARBOR RD', zip: '55802' }, 'do.stage');
  const page = await nora.get(don);
  const form = formOf(page.text, don);
  expect(Object.fromEntries(['city', 'state', 'county'].map((field) => [field, form.get(field)]))).toEqual({
    city: 'DULUTH',
    state: 'MN',
    county: '137',
  });
  expect((await addressOf(registry)).city).toBe('');
  // All of it can be changed, and what was taken away again stays away.
  const saved = await press(nora, page, don, 'do.save', { city: 'HERMANTOWN', county: '' });
  expect(saved.text).toContain('Client Updated');
  expect(await addressOf(registry)).toMatchObject({ city: 'HERMANTOWN', state: 'MN', county: '', zip: '55802' });
});

test('with htmx the fields are filled in as one leaves the ZIP, and the status says so (C7, X2)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await live(registry, { street: '', city: '', state: '', zip: '', county: '' });
  const form = formOf((await nora.get(don)).text, don);
  form.set('zip', '55802');
  form.append('do.zip', 'zip');
  const partial = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' };
  const send = (path: string) =>
    nora.request(path, {
      method: 'POST',
      body: form.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...partial },
    });
  const answer = await send(don);
  expect(answer.text).toContain('<hx-partial id="address">');
  expect(answer.text).toContain('value="DULUTH"');
  expect(answer.text).toContain('Filled in from the ZIP: DULUTH, MN, SAINT LOUIS.');
});

test('nothing that was typed is written over by a ZIP; a ZIP of another place is asked about (C7, X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const held = await nora.submit(don, { zip: '55802' }, 'do.save');
  expect(held.status).toBe(422);
  expect(text(held.text)).toContain('ZIP 55802 is not in SAINT PAUL but in DULUTH. Is the city right?');
  const [id = ''] = questionsOn(held);
  const saved = await press(nora, held, don, 'do.save', { asTyped: id });
  expect(saved.text).toContain('Client Updated');
  expect(await addressOf(registry)).toMatchObject({ city: 'SAINT PAUL', zip: '55802', county: '137' });
});

test('a ZIP that is none takes neither the county nor the mark of the address on file (C7)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await live(registry, { undeliverable: true });
  const held = await nora.submit(don, { zip: '5' }, 'do.save');
  expect(held.status).toBe(422);
  const form = formOf(held.text, don);
  expect([form.get('county'), form.get('undeliverable')]).toEqual(['123', 'Y']);
  await press(nora, held, don, 'do.save', { zip: '55112-1234' });
  expect(await addressOf(registry)).toMatchObject({ zip: '55112-1234', county: '123' });
});

test('a county that its ZIP does not lie in is asked about (C7, X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const held = await nora.submit(don, { county: '053' }, 'do.save');
  expect(text(held.text)).toContain('ZIP 55112 is in RAMSEY, not in HENNEPIN. Is the county right?');
  const moved = await press(nora, held, don, 'do.save', { county: '123', street: '4 ELM ST' });
  expect(moved.text).toContain('Client Updated');
});

test('an address without a state is asked for it; a city of digits is refused (C7)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await live(registry, { street: '', city: '', state: '', zip: '', county: '' });
  const held = await nora.submit(don, { street: '4 ELM ST', city: 'DULUTH' }, 'do.save');
  expect(held.status).toBe(422);
  expect(text(held.text)).toContain('The address has no state. Choose it.');
  const digits = await press(nora, held, don, 'do.save', { city: '55802', state: 'MN' });
  expect(digits.status).toBe(422);
  expect(text(digits.text)).toContain('A city has letters. Enter its name.');
});

test('a new address starts without the mark and the county of the old one, which keeps them (C7)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await live(registry, { undeliverable: true });
  const fill = { street: '40 HARBOR RD', city: 'DULUTH', zip: '55802' };
  const saved = await nora.submit(don, fill, 'do.save');
  expect(saved.status).toBe(303);
  expect(await addressOf(registry)).toMatchObject({ ...fill, county: '137', undeliverable: false });
  expect(
    await registry.db.read.select().from(formerAddresses).where(eq(formerAddresses.clientId, people.donDuck)).all(),
  ).toMatchObject([{ street: '123 1ST ST SE', county: '123', undeliverable: true }]);
  expect(text((await nora.get(`${don}?tab=contacts`)).text)).toContain(
    '123 1ST ST SE, SAINT PAUL MN 55112 (undeliverable)',
  );
});

test('the mark given anew to a new address stays on it, and a filled-in ZIP is no new address (C7)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await live(registry, { undeliverable: true });
  await nora.submit(don, { street: '40 HARBOR RD' }, 'do.stage');
  const page = await nora.get(don);
  expect(formOf(page.text, don).get('undeliverable')).toBeNull();
  expect(page.text).toContain('stays with the former address');
  await press(nora, page, don, 'do.save', { undeliverable: 'Y' });
  expect(await addressOf(registry)).toMatchObject({ street: '40 HARBOR RD', county: '123', undeliverable: true });
  await live(registry, { zip: '' });
  await nora.submit(don, { zip: '55112' }, 'do.save');
  expect(await addressOf(registry)).toMatchObject({ zip: '55112', undeliverable: true });
  await nora.submit(don, { zip: '55112-1234' }, 'do.save');
  expect(await addressOf(registry)).toMatchObject({ zip: '55112-1234', county: '123', undeliverable: true });
});

test('typing that is kept in the background does not carry the mark over either (C7, C20)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await live(registry, { undeliverable: true });
  const form = formOf((await nora.get(don)).text, don);
  form.set('street', '40 HARBOR RD');
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' };
  const send = (control: string) =>
    nora.request(don, { method: 'POST', body: `${form}&${control}=x`, headers: new Headers(headers) });
  const kept = await send('do.stage');
  form.set('draftAt', /name="draftAt" value="(\d+)"/.exec(kept.text)?.[1] ?? '');
  expect((await send('do.save')).headers.get('HX-Redirect')).toContain('saved=2');
  expect(await addressOf(registry)).toMatchObject({ street: '40 HARBOR RD', undeliverable: false });
});

test("a contact's address is treated as the client's: filled in, asked about, without the former mark (C7, C14)", async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const tab = `${don}?tab=contacts`;
  const daisy = { 'contact.lastName': 'DUCK', 'contact.firstName': 'DAISY', 'contact.relationship': 'SIS' };
  const fresh = await press(nora, await nora.get(tab), tab, 'do.contact.new');
  const typed = { ...daisy, 'contact.street': '7 PINE POINT RD', 'contact.zip': '55802', 'contact.undeliverable': 'Y' };
  const staged = await press(nora, fresh, tab, 'do.contact.next', typed);
  const saved = await press(nora, staged, tab, 'do.save');
  const daisyNow = () =>
    registry.db.read
      .select()
      .from(contacts)
      .where(and(eq(contacts.clientId, people.donDuck), eq(contacts.firstName, 'DAISY')))
      .get();
  expect(await daisyNow()).toMatchObject({ city: 'DULUTH', state: 'MN', county: '137', undeliverable: true });
  const row = `${tab}&row=${(await daisyNow())?.id}`;
  expect(saved.status).toBe(200);
  const moved = await press(nora, await nora.get(row), row, 'do.contact.next', {
    'contact.street': '1 LAKE AVE',
    'contact.city': 'ANOKA',
    'contact.zip': '55303',
  });
  await press(nora, moved, row, 'do.save');
  expect(await daisyNow()).toMatchObject({ street: '1 LAKE AVE', city: 'ANOKA', county: '003', undeliverable: false });
});

test('a new client is entered with what the ZIP tells (C3, C7)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const search = await nora.submit('/clients', { lastName: 'ZWICK', firstName: 'ADA' }, 'do.search');
  const form = `/clients/new?search=${/\/searches\/([\w-]+)/.exec(search.location)?.[1]}`;
  const person = { lastName: 'ZWICK', firstName: 'ADA', birthDate: '09/21/2009', gender: 'F', motherRefused: 'Y' };
  const saved = await nora.submit(form, { ...person, street: '4 ELM ST', zip: '55802' }, 'do.save');
  const id = Number(/\/clients\/(\d+)/.exec(saved.location)?.[1]);
  expect(await clientRow(registry, id)).toMatchObject({ city: 'DULUTH', state: 'MN', county: '137' });
});
