import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { contacts } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { press, questionsOn, startApp } from '../../support/app.js';
import { clientRow, clinical } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;

test.each([
  ['firstName', 'D0N', 'has a digit in it. Is it the name?'],
  ['lastName', '<b>DUCK</b>', 'has marks of a web page in it. Is it the name?'],
  ['lastName', 'UNKNOWN', 'reads like a remark. Is it the name?'],
  ['firstName', 'Test', 'reads like a remark. Is it the name?'],
  ['motherMaidenLast', 'do not use', 'reads like a remark. Is it the name?'],
  ['street', 'moved to texas', 'reads like a remark. Is it the street?'],
  ['street', 'D0N', 'has a digit in it. Is it the street?'],
  ['street', 'TEST', 'reads like a remark. Is it the street?'],
  ['city', 'SAINT PAUL 2', 'has a digit in it. Is it the city?'],
])('nora is asked once about %s "%s", and "Save it as typed" saves it (X4)', async (field, value, question) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  const held = await nora.submit(don, { [field]: value }, 'do.save');
  expect(held.status).toBe(422);
  const said = held.text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  expect(said.toUpperCase()).toContain(`<a href="#${field}">"${value}" ${question}`.toUpperCase());
  expect(await clinical(registry)).toBe(before);
  const [id = ''] = questionsOn(held);
  expect(held.text).toContain(
    `id="${field}-as-typed" name="asTyped" value="${id}" aria-describedby="${field}-question"`,
  );

  // Pressed again without an answer it is asked again; with one it is saved as typed, in its case or in capitals.
  expect((await press(nora, held, don, 'do.save')).status).toBe(422);
  const saved = await press(nora, held, don, 'do.save', { asTyped: id });
  expect(saved.went).toContain('saved=2');
  expect(String((await clientRow(registry, people.donDuck))[field as 'street']).toUpperCase()).toBe(
    value.toUpperCase(),
  );
  expect(questionsOn(await nora.get(don))).toEqual([]);
});

test('an answer stands for exactly the value that was asked about, and is kept with the draft until it is taken back (X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const held = await nora.submit(don, { firstName: 'D0N' }, 'do.save');
  const [id = ''] = questionsOn(held);
  const another = await press(nora, held, don, 'do.save', { asTyped: id, firstName: 'D0NALD' });
  expect(another.status).toBe(422);
  expect(questionsOn(another)).not.toContain(id);

  await press(nora, another, don, 'do.reports', { asTyped: id, firstName: 'D0N' });
  const later = await nora.get(don);
  expect(later.text).toMatch(/id="firstName-as-typed"[^>]* checked/);
  const untouched = await press(nora, later, don, 'do.save', { asTyped: '-' });
  expect(untouched.status).toBe(422);
  await press(nora, later, don, 'do.reports');
  expect((await nora.submit(don, {}, 'do.save')).location).toContain('saved=2');
});

test('questions stand among the errors in the order of the screen (X1, X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const typed = { firstName: 'D0N', birthDate: '09/21/2012', street: 'TEST', county: '053', phone: '12' };
  const held = await nora.submit(don, typed, 'do.save');
  const [, summary = ''] = /id="summary"([\s\S]*?)<\/section>/.exec(held.text) ?? [];
  expect([...summary.matchAll(/href="#(\w+)"/g)].map(([, field]) => field)).toEqual(Object.keys(typed));
});

test('values that stand on the record already are not asked about (X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const held = await nora.submit(don, { lastName: 'TEST', street: 'TEST' }, 'do.save');
  const [one = '', two = ''] = questionsOn(held);
  await nora.submit(don, { lastName: 'TEST', street: 'TEST', asTyped: [one, two] }, 'do.save');
  expect((await nora.submit(don, { phone: '', firstName: 'DONALD' }, 'do.save')).status).toBe(303);
  expect(await clientRow(registry, people.donDuck)).toMatchObject({ lastName: 'TEST', firstName: 'DONALD' });
});

test('a contact is asked about at Next, and staged once that was answered (X4, C15)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const tab = `${don}?tab=contacts`;
  const fresh = await press(nora, await nora.get(tab), tab, 'do.contact.new');
  const typed = { 'contact.lastName': 'DUCK', 'contact.firstName': 'D4ISY', 'contact.relationship': 'SIS' };
  const held = await press(nora, fresh, tab, 'do.contact.next', {
    ...typed,
    'contact.street': 'do not use',
    'contact.state': 'MN',
  });
  expect(held.status).toBe(422);
  const ids = questionsOn(held);
  expect(ids).toHaveLength(2);
  expect(held.text).toContain('id="contact.street-as-typed"');
  const half = await press(nora, held, tab, 'do.contact.next', { asTyped: ids[0] ?? '' });
  expect(half.status).toBe(422);
  const whole = await press(nora, half, tab, 'do.contact.next', { 'contact.street': '7 PINE POINT RD' });
  expect(whole.text).toContain('not saved yet');
  await press(nora, whole, tab, 'do.save');
  const kept = await registry.db.read.select().from(contacts).where(eq(contacts.firstName, 'D4ISY')).all();
  expect(kept).toMatchObject([{ street: '7 PINE POINT RD' }]);
});

test('a new client is asked about before it is entered, and the answer is kept while the duplicates are asked (C3, X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const search = await nora.submit('/clients', { lastName: 'DUCK', firstName: 'D0N' }, 'do.search');
  const id = /\/searches\/([\w-]+)/.exec(search.location)?.[1] ?? '';
  const form = `/clients/new?search=${id}`;
  const person = { lastName: 'DUCK', firstName: 'D0N', birthDate: '09/21/2009', gender: 'M', motherRefused: 'Y' };
  const held = await nora.submit(form, person, 'do.save');
  expect(held.status).toBe(422);
  expect(held.text).toContain('id="firstName-as-typed"');
  const [question = ''] = questionsOn(held);
  const shown = await press(nora, held, form, 'do.save', { asTyped: question });
  expect(shown.went).toContain('/clients/new/duplicates');
  const entered = await press(nora, shown, `/clients/new/duplicates?search=${id}`, 'do.answer', { person: 'another' });
  expect(entered.text).toContain('Client entered');
});
