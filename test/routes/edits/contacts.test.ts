import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { formOf, press, startApp } from '../../support/app.js';
import { auditOf, clientRow, contactsOf } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;
const _rainbow = `/clients/${people.rainbowBright}`;

test('DAISY DUCK is added by New, Next and Save, not before (C14, C15)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.new');
  expect(page.text).toContain('Enter New Contact...');
  const daisy = {
    'contact.lastName': 'DUCK',
    'contact.firstName': 'DAISY',
    'contact.relationship': 'GRD',
    'contact.phone': '218-722-0134',
    'contact.city': 'DULUTH',
    'contact.state': 'MN',
    'contact.zip': '55802',
  };
  page = await press(nora, page, don, 'do.contact.next', daisy);
  expect(page.text).toContain('Address for Contact: DAISY DUCK');
  expect(page.text).toContain('not saved yet');
  expect(await contactsOf(registry, people.donDuck)).toHaveLength(1);
  page = await press(nora, page, don, 'do.save');
  expect(page.text).toContain('Client Updated');
  expect((await contactsOf(registry, people.donDuck)).map(({ firstName }) => firstName)).toEqual(['HUEY', 'DAISY']);
  expect(await auditOf(registry, 'change client', people.donDuck)).toMatchObject([{ detail: 'contact' }]);
});

test('a new contact that Next refuses keeps its mark of the primary address, and is the primary one once saved (C15, C16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.new');
  page = await press(nora, page, don, 'do.contact.next', {
    ...{ 'contact.lastName': 'DUCK', 'contact.street': '5 LAKE RD', 'contact.city': 'DULUTH', 'contact.state': 'MN' },
    ...{ 'contact.zip': '55802', 'contact.isPrimary': 'Y' },
  });
  expect(page.status).toBe(422);
  expect(formOf(page.text, don).get('contact.isPrimary')).toBe('Y');
  page = await press(nora, page, don, 'do.tab.comments');
  page = await press(nora, page, don, 'do.tab.contacts');
  expect(formOf(page.text, don).get('contact.isPrimary')).toBe('Y');
  page = await press(nora, page, don, 'do.contact.next', {
    ...{ 'contact.firstName': 'DAISY', 'contact.relationship': 'GRD' },
  });
  await press(nora, page, don, 'do.save');
  const marks = (await contactsOf(registry, people.donDuck)).map(({ firstName, isPrimary }) => [firstName, isPrimary]);
  expect(marks).toEqual([
    ['HUEY', false],
    ['DAISY', true],
  ]);
});

test('Save before Next saves everything else, leaves the contact in its form and says so (C15)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.new');
  page = await press(nora, page, don, 'do.save', {
    'contact.lastName': 'GOOSE',
    'contact.firstName': 'GUS',
    middleName: 'Q',
  });
  expect(page.text).toContain('Client Updated. The contact being typed is not saved: select Next, then Save');
  expect(page.text).toContain('value="GOOSE"');
  expect((await clientRow(registry, people.donDuck)).middleName).toBe('Q');
  expect(await contactsOf(registry, people.donDuck)).toHaveLength(1);
  page = await press(nora, page, don, 'do.contact.next', { 'contact.relationship': 'OTH' });
  await press(nora, page, don, 'do.save');
  expect((await contactsOf(registry, people.donDuck)).map(({ lastName }) => lastName)).toEqual(['DUCK', 'GOOSE']);
});

test('choosing another row or tab keeps what is typed, marked on its row (C15)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  page = await press(nora, page, don, 'do.contact.select', { 'contact.row': huey });
  expect(page.text).toContain('Address for Contact: HUEY DUCK');
  page = await press(nora, page, don, 'do.contact.select', { 'contact.row': 'self', 'contact.middleName': 'LOUIS' });
  expect(page.text).toContain('typed, not staged');
  page = await press(nora, page, don, 'do.tab.comments');
  page = await press(nora, page, don, 'do.tab.contacts');
  expect(page.text).toContain('value="LOUIS"');
});

test('Copy starts a new contact without the mark, Delete waits for Save, Self cannot be deleted (C16, C17)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.copy', { 'contact.row': huey });
  expect(page.text).toContain('Enter New Contact...');
  expect(page.text).toContain('value="HUEY"');
  page = await press(nora, page, don, 'do.contact.next', { 'contact.firstName': 'DEWEY' });
  page = await press(nora, page, don, 'do.contact.delete', { 'contact.row': huey });
  expect(page.text).toContain('marked for deletion');
  expect(await contactsOf(registry, people.donDuck)).toHaveLength(1);
  page = await press(nora, page, don, 'do.save');
  expect((await contactsOf(registry, people.donDuck)).map(({ firstName }) => firstName)).toEqual(['DEWEY']);
  page = await press(nora, await nora.get(`${don}?tab=contacts`), don, 'do.contact.delete', { 'contact.row': 'self' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('The Self contact is the client and cannot be deleted.');
});

test("a contact's address becomes the client's primary one: Personal Information shows it, the former stays with Self (C16)", async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.select', { 'contact.row': huey });
  const address = {
    'contact.street': '9 BAY ST',
    'contact.city': 'DULUTH',
    'contact.state': 'MN',
    'contact.zip': '55802',
  };
  page = await press(nora, page, don, 'do.contact.next', { ...address, 'contact.isPrimary': 'Y' });
  expect(formOf(page.text, don).get('street')).toBe('9 BAY ST');
  page = await press(nora, page, don, 'do.save');
  expect(page.text).toContain('Client Updated');
  expect(formOf(page.text, don).get('street')).toBe('9 BAY ST');
  expect(await contactsOf(registry, people.donDuck)).toMatchObject([{ isPrimary: true, street: '9 BAY ST' }]);
  expect((await clientRow(registry, people.donDuck)).street).toBe('123 1ST ST SE');
  // Deleting the primary contact gives the mark back to Self.
  page = await press(nora, await nora.get(`${don}?tab=contacts`), don, 'do.contact.delete', { 'contact.row': huey });
  expect(formOf(page.text, don).get('street')).toBe('123 1ST ST SE');
  page = await press(nora, page, don, 'do.save');
  expect(formOf(page.text, don).get('street')).toBe('123 1ST ST SE');
  expect(await contactsOf(registry, people.donDuck)).toEqual([]);
});

/** What the status line of a page says. */
const status = (page: { text: string }) =>
  (/<p id="said"[^>]*>([^<]*)<\/p>/.exec(page.text)?.[1] ?? '').replaceAll('&#39;', "'");

test('without scripts the status says what was done, as it does with them, and says it once (X2)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  expect(status(page)).toBe('');
  page = await press(nora, page, don, 'do.contact.delete', { 'contact.row': huey });
  expect(status(page)).toBe('HUEY DUCK is marked for deletion: Save removes it.');
  // No name stands in the address (X6), and a reload says nothing.
  expect(page.went).not.toMatch(/DUCK/);
  expect(status(await nora.get(page.went.split('#')[0] ?? ''))).toBe('');
  page = await press(nora, page, don, 'do.contact.undo', { 'contact.row': huey });
  expect(status(page)).toBe('Left as it is on the record.');
  page = await press(nora, page, don, 'do.contact.select', { 'contact.row': huey });
  const address = {
    'contact.street': '9 BAY ST',
    'contact.city': 'DULUTH',
    'contact.state': 'MN',
    'contact.zip': '55802',
  };
  page = await press(nora, page, don, 'do.contact.next', { ...address, 'contact.isPrimary': 'Y' });
  expect(status(page)).toBe(
    "HUEY DUCK is staged. The client's primary address moves from DON DUCK: select Save to write it.",
  );
});

test('the status says what happened in another window, without scripts too (C21, X2)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const [one, two] = [await nora.get(don), await nora.get(don)];
  await press(nora, one, don, 'do.stage', { phone: '612-722-0134' });
  expect(status(await press(nora, two, don, 'do.tab.contacts'))).toBe(
    'What you did in another window stands here too.',
  );
});

test('after Delete, Undo, Cancel and Next the answer over htmx says where the focus goes (X1)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  let page: { text: string } = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  for (const control of ['delete', 'undo', 'cancel']) {
    const form = formOf(page.text, don);
    form.set('contact.row', huey);
    form.set(`do.contact.${control}`, '1');
    const answer = await nora.request(don, {
      method: 'POST',
      body: form.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' },
    });
    expect(answer.text, control).toMatch(/id="details" tabindex="-1" autofocus/);
    page = await nora.get(`${don}?tab=contacts&row=${huey}`);
  }
});
