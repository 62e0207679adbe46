// Who shares address, phone or mother with a client, and whom a corrected address is carried to (C7).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, press, startApp } from '../../support/app.js';
import { clientRow, clinical } from '../../support/facts.js';
import { schema } from '../../support/tables.js';

const [hassan, hussein] = people.twins;
const path = `/clients/${hassan}`;
const page = `${path}/household`;
const elsewhere = { street: '9 CARRIED ST', city: 'DULUTH', state: 'MN', zip: '55802', county: '137' };

/** The members that a page lists, by their names. */
const membersOn = ({ text }: { text: string }) =>
  [...text.matchAll(/<th scope="row"><a href="\/clients\/\d+">([^<]+)<\/a>/g)].map(([, name]) => name);
const boxesOn = ({ text }: { text: string }) => [...text.matchAll(/name="to" value="(\d+\.\d+)"/g)].map(([, to]) => to);
const streetOf = async (registry: App, id: number) => (await clientRow(registry, id)).street;

/** HASSAN's address corrected by nora, his household open before her. */
async function moved() {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(path, elsewhere, 'do.save');
  return { registry, nora, shown: await nora.get(page) };
}

const carry = (nora: Browser, shown: { text: string }, ...to: string[]) => {
  const form = formOf(shown.text, page);
  for (const one of to) form.append('to', one);
  form.append('do.carry', 'x');
  return nora.post(page, `${form}`);
};

const plain = ({ text }: { text: string }) => text.replaceAll(/<[^>]+>|\s+/g, ' ');

test('the record leads to its household: who shares the address, the phone or the mother, and which of them', async () => {
  const { registry, nora, shown } = await moved();
  expect((await nora.get(path)).text).toContain(`href="${page}"`);
  expect(membersOn(shown)).toEqual(['GEEDI, HUSSEIN LIBAN']);
  // The same birth date is said before all else: a twin is easily taken for the other.
  expect(plain(shown).replaceAll(/ +/g, ' ')).toContain(
    `12/05/2022 (3 years) M ${hussein} birth date, the former address of this record, phone, mother&#39;s name`,
  );
  // Each tie alone; another street of the same name, and half of a mother's name, are none.
  const ties: [Record<string, string | null>, boolean][] = [
    [{ street: '9 Carried St', zip: '55802-1234' }, true],
    [{ street: '9 CARRIED ST', zip: '55803' }, false],
    [{ phone: '6123327086' }, true],
    [{ motherMaidenKey: 'SAMATAR', motherFirstKey: 'HODAN', motherMaidenLast: 'Samatar', motherFirst: 'Hodan' }, true],
    [{ motherMaidenKey: 'SAMATAR', motherMaidenLast: 'SAMATAR' }, false],
  ];
  for (const [values, is] of ties) {
    const { registry, nora } = await moved();
    await registry.db.write((tx) =>
      tx.update(schema.clients).set(values).where(eq(schema.clients.id, people.certified)).run(),
    );
    expect(membersOn(await nora.get(page)).length, JSON.stringify(values)).toBe(is ? 2 : 1);
  }
  // The address of whoever lives at a contact's is that contact's (C16).
  await registry.db.write((tx) =>
    tx
      .update(schema.contacts)
      .set({ street: '9 CARRIED ST', zip: '55802', isPrimary: true })
      .where(eq(schema.contacts.clientId, people.certified))
      .run(),
  );
  expect(membersOn(await nora.get(page))).toContain('PETTIGREW-XIONG, OPAL MAI');
});

test('a corrected address is carried to those chosen alone, as a Save of each: history, former address, audit row', async () => {
  const { registry, nora, shown } = await moved();
  expect(boxesOn(shown)).toEqual([`${hussein}.1`]);
  expect(shown.text).not.toMatch(/name="to"[^>]*checked/);
  const none = await carry(nora, shown);
  expect([none.status, none.text.includes('Choose whom the address is carried to.')]).toEqual([422, true]);
  const done = await carry(nora, shown, `${hussein}.1`);
  const after = await nora.get(done.location);
  expect(after.text).toContain('Address carried to 1 record.');
  expect(boxesOn(after)).toEqual([]);
  expect(await clientRow(registry, hussein)).toMatchObject({
    ...elsewhere,
    revision: 2,
    addressUpdatedOn: '2026-11-22',
  });
  const former = await registry.db.read
    .select()
    .from(schema.formerAddresses)
    .where(eq(schema.formerAddresses.clientId, hussein))
    .all();
  expect(former.map(({ street }) => street)).toEqual(['1530 5TH ST S APT 14']);
  expect(plain(await nora.get(`/clients/${hussein}/history`))).toContain('→ 9 CARRIED ST, DULUTH, 55802');
  const rows = await registry.db.read.select().from(schema.audit).where(eq(schema.audit.clientId, hussein)).all();
  expect(rows.map(({ action, detail }) => `${action}: ${detail}`)).toContain(
    `change client: address of MIIC ID ${hassan}`,
  );
  // Pressed twice, it is carried once, and says the same.
  const before = await clinical(registry);
  expect((await carry(nora, shown, `${hussein}.1`)).location).toBe(done.location);
  expect(await clinical(registry)).toBe(before);
});

test('a record saved meanwhile, here or there, is left; what another has typed in it clashes when they save (C21)', async () => {
  const { registry, nora, shown } = await moved();
  const paul = await registry.open().logIn('paul');
  const typing = await paul.get(`/clients/${hussein}`);
  await paul.submit(`/clients/${hussein}`, { email: 'geedi@example.org' }, 'do.save');
  const left = await nora.get((await carry(nora, shown, `${hussein}.1`)).location);
  expect(left.text).toContain('1 record left as before: saved by somebody since you looked.');
  expect(await streetOf(registry, hussein)).toBe('1530 5TH ST S APT 14');
  // Chosen again as it is now.
  expect(boxesOn(left)).toEqual([`${hussein}.2`]);
  await carry(nora, left, `${hussein}.2`);
  expect(await clientRow(registry, hussein)).toMatchObject({ street: '9 CARRIED ST', email: 'geedi@example.org' });
  const asked = await press(paul, typing, `/clients/${hussein}`, 'do.save', { street: '8 TYPED ST' });
  expect(asked.text).toContain('Address: choose which to keep');
  expect(await streetOf(registry, hussein)).toBe('9 CARRIED ST');
  // The address that was to be carried is another one by now.
  await paul.submit(path, { street: '7 LATER ST' }, 'do.save');
  const changed = await carry(nora, shown, `${hussein}.3`);
  expect([changed.status, changed.text.includes('Nothing was carried')]).toEqual([422, true]);
  expect(await streetOf(registry, hussein)).toBe('9 CARRIED ST');
});

test('a record that is hidden, or of another household, is not listed, counted or written (C12, C13)', async () => {
  const { registry, nora, shown } = await moved();
  for (const id of [people.donDuck, people.locked, 424_242]) {
    const before = await clinical(registry);
    const answer = await nora.get((await carry(nora, await nora.get(page), `${id}.1`)).location);
    expect(answer.text).toContain('1 record left as before: no longer in this list.');
    expect(await clinical(registry)).toBe(before);
  }
  await registry.db.write((tx) =>
    tx.update(schema.clients).set({ lockedBy: 2 }).where(eq(schema.clients.id, hussein)).run(),
  );
  const alone = await nora.get(page);
  expect(membersOn(alone)).toEqual([]);
  expect(alone.text).toContain('Nobody with the same address, phone or mother');
  expect(alone.text).not.toContain('HUSSEIN');
  await carry(nora, shown, `${hussein}.1`);
  expect(await streetOf(registry, hussein)).toBe('1530 5TH ST S APT 14');
});

test('who views only sees the household without boxes; nothing is offered of an address that mail comes back from, or before it is saved', async () => {
  const { registry, nora } = await moved();
  const victor = await registry.open().logIn('victor');
  const seen = await victor.get(page);
  expect([membersOn(seen).length, boxesOn(seen).length, seen.text.includes('do.carry')]).toEqual([1, 0, false]);
  await nora.submit(path, { street: '6 TYPED ST' }, 'do.stage');
  expect(plain(await nora.get(page))).toContain('What you typed in this record is not carried before it is saved.');
  await nora.submit(path, { street: '9 CARRIED ST', undeliverable: 'Y' }, 'do.save');
  const back = await nora.get(page);
  expect([boxesOn(back).length, back.text.includes('Mail to the address of this record comes back')]).toEqual([
    0,
    true,
  ]);
});

test('what was chosen while acting for another organization is not carried for this one unseen', async () => {
  const { registry, nora, shown } = await moved();
  await nora.submit('/organizations', { organization: '2' }, 'do.switch');
  const before = await clinical(registry);
  const stale = await carry(nora, shown, `${hussein}.1`);
  expect([stale.status, stale.text.includes('You act for Lakeview Family Health now')]).toEqual([409, true]);
  expect(await clinical(registry)).toBe(before);
  expect((await carry(nora, stale)).location).toContain('done=1.0.0');
});
