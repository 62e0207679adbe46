import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import { aliases, changes, clients, contacts } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { inCapitals, nameKey } from '../../../src/domain/text/name.js';
import { type App, press, startApp } from '../../support/app.js';
import { text } from '../../support/doses.js';
import { clientRow, clinical } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;

const told = async ({ db }: App, clientId: number, field: string) =>
  (
    await db.read
      .select({ before: changes.before, after: changes.after })
      .from(changes)
      .where(and(eq(changes.clientId, clientId), eq(changes.field, field)))
      .all()
  ).at(-1);

test('a name is kept in capitals, and the history of the record has it as it was typed (C4, C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(don, { lastName: 'Drake', middleName: 'o’Neil', motherFirst: 'Dạng' }, 'do.save');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({
    lastName: 'DRAKE',
    middleName: 'O’NEIL',
    motherFirst: 'DẠNG',
  });
  expect(await told(registry, people.donDuck, 'lastName')).toEqual({ before: 'DUCK', after: 'Drake' });
  expect(text((await nora.get(`${don}/history`)).text)).toContain('DUCK → Drake');
  const found = await nora.submit(
    '/clients',
    { lastName: 'drake', firstName: 'don', birthDate: '09/21/2009' },
    'do.search',
  );
  expect(found.location).toMatch(new RegExp(`^${don}\\?search=`));
});

test('the same name in other capitals is no change, and a name on file stays as it is until it is edited (C4, C5, C9)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  expect((await nora.submit(don, { lastName: 'duck', firstName: 'Don' }, 'do.save')).status).toBe(303);
  expect(await clinical(registry)).toBe(before);
  const old = { lastName: 'Duck', firstName: 'Don' };
  await registry.db.write((tx) => tx.update(clients).set(old).where(eq(clients.id, people.donDuck)).run());
  await nora.submit(don, { phone: '' }, 'do.save');
  expect(await clientRow(registry, people.donDuck)).toMatchObject(old);
  await nora.submit(don, { lastName: 'DUCK' }, 'do.save');
  expect(await clientRow(registry, people.donDuck)).toMatchObject(old);
  expect(await registry.db.read.select().from(aliases).where(eq(aliases.clientId, people.donDuck)).all()).toEqual([]);
});

test("a contact's and a new client's names are kept in capitals too, as typed in the history (C3, C14)", async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const tab = `${don}?tab=contacts`;
  const fresh = await press(nora, await nora.get(tab), tab, 'do.contact.new');
  const typed = { 'contact.lastName': 'Großmann', 'contact.firstName': 'Daisy', 'contact.relationship': 'SIS' };
  await press(nora, await press(nora, fresh, tab, 'do.contact.next', typed), tab, 'do.save');
  const made = await registry.db.read.select().from(contacts).where(eq(contacts.lastName, 'GROẞMANN')).get();
  expect(made?.firstName).toBe('DAISY');
  const [of] = await registry.db.read
    .select()
    .from(changes)
    .where(and(eq(changes.part, 'contact'), eq(changes.row, made?.id ?? 0), eq(changes.field, 'lastName')))
    .all();
  expect(of?.after).toBe('Großmann');

  // An old contact in small letters whose phone is changed keeps its name.
  const small = { lastName: 'Duck', firstName: 'Daisy' };
  await registry.db.write((tx) =>
    tx
      .update(contacts)
      .set(small)
      .where(eq(contacts.id, made?.id ?? 0))
      .run(),
  );
  const row = `${tab}&row=${made?.id}`;
  const staged = await press(nora, await nora.get(row), row, 'do.contact.next', { 'contact.phone': '651-201-4629' });
  await press(nora, staged, row, 'do.save');
  const after = await registry.db.read
    .select()
    .from(contacts)
    .where(eq(contacts.id, made?.id ?? 0))
    .get();
  expect(after).toMatchObject({ ...small, phone: '6512014629' });

  const search = await nora.submit('/clients', { lastName: 'Zwick', firstName: 'Ada' }, 'do.search');
  const form = `/clients/new?search=${/\/searches\/([\w-]+)/.exec(search.location)?.[1]}`;
  const saved = await nora.submit(form, { birthDate: '09/21/2009', gender: 'F', motherRefused: 'Y' }, 'do.save');
  const id = Number(/\/clients\/(\d+)/.exec(saved.location)?.[1]);
  expect(await clientRow(registry, id)).toMatchObject({ lastName: 'ZWICK', firstName: 'ADA' });
  expect(await told(registry, id, 'lastName')).toEqual({ before: '', after: 'Zwick' });
});

test.each([
  ['Strauß', 'STRAUẞ'],
  ['ĳsbrand', 'ĲSBRAND'],
  ['ǆemal', 'ǄEMAL'],
  ['İpek ışık', 'İPEK IŞIK'],
  ['Παπαδόπουλος', 'ΠΑΠΑΔΌΠΟΥΛΟΣ'],
  ['Nguyễn Dũng', 'NGUYỄN DŨNG'],
  ['ნინო', 'ნინო'],
  ['शर्मा', 'शर्मा'],
  ['ǽsir', 'ǼSIR'],
  ['ʻokina kaʻaihue', 'ʻOKINA KAʻAIHUE'],
])('%s is %s in capitals', (typed, kept) => {
  expect(inCapitals(typed)).toBe(kept);
});

test('capitals are found by the same key as what was typed, and stay what they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const kept = inCapitals(name.normalize('NFC'));
      expect(inCapitals(kept)).toBe(kept);
      expect(nameKey(kept)).toBe(nameKey(name));
      expect(nameKey(nameKey(name))).toBe(nameKey(name));
    }),
  );
});
