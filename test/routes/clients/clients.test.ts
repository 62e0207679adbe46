import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { aliases, changes, contacts, formerAddresses } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { choiceOn, formOf, press, startApp } from '../../support/app.js';
import { auditOf, clientRow, clinical } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;

test('nora corrects the address and phone of DON DUCK, and "Client Updated" stands beside the header (C9)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const saved = await nora.submit(
    don,
    { street: '40 HARBOR RD', city: 'DULUTH', zip: '55802', county: '137', phone: '(218) 722 0134' },
    'do.save',
  );
  expect([saved.status, saved.location]).toEqual([303, `${don}?saved=2#personal`]);
  const page = await nora.get(saved.location);
  expect(page.text).toMatch(/Personal Information\s+<span class="done">Client Updated<\/span>/);
  expect(page.text).toContain('Last Updated by: Riverside Clinic on 11/22/2026');
  expect(page.text).toContain('value="218-722-0134"');
  const row = await clientRow(registry, people.donDuck);
  expect(row).toMatchObject({
    street: '40 HARBOR RD',
    phone: '2187220134',
    addressUpdatedOn: '2026-11-22',
    revision: 2,
  });
  const former = await registry.db.read
    .select()
    .from(formerAddresses)
    .where(eq(formerAddresses.clientId, people.donDuck))
    .all();
  expect(former).toMatchObject([
    { street: '123 1ST ST SE', zip: '55112', fromOn: '2021-10-15', untilOn: '2026-11-22' },
  ]);
  expect(await auditOf(registry, 'change client', people.donDuck)).toMatchObject([
    { detail: 'street city zip county phone' },
  ]);
  const told = await registry.db.read
    .select()
    .from(changes)
    .where(and(eq(changes.clientId, people.donDuck), eq(changes.revision, 2)))
    .all();
  expect(told.find(({ field }) => field === 'phone')).toMatchObject({ before: '5555555555', after: '2187220134' });
});

test('changing only the address saves beside an old phone that breaks a rule; typing that phone anew is refused (X4, C8)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const shown = await nora.get(don);
  expect(shown.text).toContain('id="phone-note"');
  expect((await nora.submit(don, { street: '125 1ST ST SE' }, 'do.save')).status).toBe(303);
  expect((await clientRow(registry, people.donDuck)).phone).toBe('5555555555');
  expect((await nora.submit(don, { phone: '' }, 'do.save')).status).toBe(303);
  expect((await clientRow(registry, people.donDuck)).phone).toBe('');
  const anew = await nora.submit(don, { phone: '555-555-5555' }, 'do.save');
  expect(anew.status).toBe(422);
  expect(anew.text).toContain('555-555-5555 is not a working number.');
  expect((await clientRow(registry, people.donDuck)).phone).toBe('');
});

test('a new last name leaves the old one as an alias that finds the one record (C5)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(don, { lastName: 'Drake' }, 'do.save');
  expect((await nora.get(don)).text).toContain('AKA DON DUCK');
  const found = await nora.submit(
    '/clients',
    { lastName: 'duck', firstName: 'don', birthDate: '09/21/2009' },
    'do.search',
  );
  expect(found.location).toMatch(new RegExp(`^${don}\\?search=`));
  const listed = await nora.submit('/clients', { lastName: 'duck' }, 'do.search');
  expect((await nora.get(listed.location)).text).toContain('AKA DON DUCK');
  // There and back again leaves one alias of each name.
  await nora.submit(don, { lastName: 'DUCK' }, 'do.save');
  await nora.submit(don, { lastName: 'Drake' }, 'do.save');
  expect(await registry.db.read.select().from(aliases).where(eq(aliases.clientId, people.donDuck)).all()).toHaveLength(
    2,
  );
});

test('Save with nothing changed writes nothing and says so (C9)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  const saved = await nora.submit(don, { lastName: ' DUCK ' }, 'do.save');
  expect(saved.location).toBe(`${don}?saved=nothing#personal`);
  expect((await nora.get(saved.location)).text).toContain('Nothing to save');
  expect(await clinical(registry)).toBe(before);
});

test('where another contact is primary, Personal Information shows and changes that address (C16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const address = `/clients/${people.sevenContacts}`;
  const own = (await clientRow(registry, people.sevenContacts)).street;
  const primary = () =>
    registry.db.read
      .select()
      .from(contacts)
      .where(and(eq(contacts.clientId, people.sevenContacts), eq(contacts.isPrimary, true)))
      .get();
  const page = (await nora.get(`${address}?tab=contacts&row=self`)).text;
  expect(page).toContain(`value="${(await primary())?.street}"`);
  expect(page).toContain('<p class="hint" id="street-hint">Address of DELPHINE NIGHTHAWK (Grandparent)</p>');
  expect(page).toContain('The client&#39;s primary address is that of DELPHINE NIGHTHAWK (Grandparent). ');
  await nora.submit(address, { street: '7 PINE POINT RD' }, 'do.save');
  expect((await primary())?.street).toBe('7 PINE POINT RD');
  expect((await clientRow(registry, people.sevenContacts)).street).toBe(own);
});

test('a birth date with a birth certificate is read-only, and a forged one is refused (C6)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const address = `/clients/${people.certified}`;
  const before = await clinical(registry);
  const page = await nora.get(address);
  expect(page.text).toMatch(/<input id="birthDate"[^>]*readonly/);
  expect(page.text).toContain(
    `contact the help desk at health.miichelp@state.mn.us with the MIIC ID ${people.certified}`,
  );
  const forged = await nora.submit(address, { birthDate: '01/02/2003' }, 'do.save');
  expect(forged.status).toBe(422);
  expect(forged.text).toContain('A birth certificate number is on file.');
  expect(await clinical(registry)).toBe(before);
});

test.each([
  ['lastName', '', 'Enter a last name.'],
  ['firstName', '', 'Enter a first name.'],
  ['lastName', '12345', 'Last Name must have a letter in it.'],
  ['lastName', 'X'.repeat(101), 'Last Name is longer than 100 characters.'],
  ['middleName', 'Y'.repeat(10_000), 'Middle Name is longer than 100 characters.'],
  ['birthDate', '02/31/2010', 'Enter a birth date as MM/DD/YYYY'],
  ['birthDate', 'yesterday', 'Enter a birth date as MM/DD/YYYY'],
  ['birthDate', '11/23/2026', 'The birth date is in the future.'],
  ['birthDate', '01/01/1802', 'The birth date is before 1890.'],
  ['birthDate', '', 'Enter a birth date.'],
  ['gender', 'X', 'Choose a gender from the list.'],
  ['birthCountry', 'ATLANTIS', 'Choose a birth country from the list.'],
  ['race', '2186-5', 'Choose races from the list.'],
  ['ethnicity', '9999-9', 'Choose an ethnicity from the list.'],
  ['nameSuffix', 'ESQ', 'Choose a name suffix from the list.'],
  ['preferredName', '???', 'Preferred Name must have a letter in it.'],
  ['multipleBirth', 'Z', 'Choose a multiple birth from the list.'],
  ['birthOrder', '2', 'Choose Yes for Multiple Birth'],
  ['birthOrder', '10', 'Enter the birth order as a number from 1 to 9'],
  ['birthOrder', 'second', 'Enter the birth order as a number from 1 to 9'],
  ['street', 'Needs Update', 'check the &quot;Undeliverable Address&quot; box'],
  [
    'street',
    '*** BAD ADDRESS ***',
    'Put back &quot;123 1ST ST SE&quot; and check the &quot;Undeliverable Address&quot; box',
  ],
  ['street', 'unknown unknown', 'check the &quot;Undeliverable Address&quot; box'],
  ['city', 'undeliverable', 'check the &quot;Undeliverable Address&quot; box'],
  ['state', 'ZZ', 'Choose a state from the list.'],
  ['zip', '5511', 'Enter a ZIP of five digits'],
  ['zip', '90210', '90210 is a ZIP of CALIFORNIA.'],
  ['county', '999', 'Choose a county from the list.'],
  ['phone', '999-999-9999', '999-999-9999 is not a working number.'],
  ['phone', '000 000 0000', '000-000-0000 is not a working number.'],
  ['phone', '0123456789', 'is not a working number.'],
  ['phone', '(987) 654-3210', 'is not a working number.'],
  ['phone', '651-911-2345', 'is not a working number.'],
  ['phone', '555-1234', 'Enter a phone number of ten digits'],
  ['email', 'don at example', 'Enter an email address'],
  ['undeliverable', 'maybe', 'Check the box or leave it.'],
])(
  '%s "%.20s" is refused at its field, what was typed is kept, nothing is changed (C4 to C8)',
  async (field, typed, message) => {
    const registry = startApp();
    const nora = await registry.open().logIn('nora');
    const before = await clinical(registry);
    const answer = await nora.submit(
      don,
      { [field]: typed, email: field === 'email' ? typed : 'kept@example.org' },
      'do.save',
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('<title>Error: Edit Client: MIIC ID');
    expect(answer.text).toContain('There is a problem');
    expect(answer.text).toContain(`id="${field}-error"`.replace('undeliverable-error', 'summary'));
    expect(answer.text).toContain(message);
    if (typed && !['gender', 'race', 'undeliverable'].includes(field))
      expect(answer.text).toContain(`value="${typed}"`);
    if (field !== 'email') expect(answer.text).toContain('value="kept@example.org"');
    expect(await clinical(registry)).toBe(before);
  },
);

test('the records of others stay out of reach: locked by LAKE, deceased, not there (C12, C13)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const pages = await Promise.all([people.locked, people.deceased, 999].map((id) => nora.get(`/clients/${id}`)));
  expect(pages.map(({ status }) => status)).toEqual([404, 404, 404]);
  const [first] = pages;
  const plain = (text = '') => text.replaceAll(/value="\w{64}"|\d{3,}/g, '');
  for (const page of pages) expect(plain(page.text)).toBe(plain(first?.text));
  const atLake = await registry.open().logIn('nora', 'LAKE');
  expect((await atLake.get(`/clients/${people.locked}`)).status).toBe(200);
  expect((await atLake.get(`/clients/${people.deceased}`)).status).toBe(404);
  const before = await clinical(registry);
  const csrf = /name="csrf" value="(\w+)"/.exec((await nora.get(don)).text)?.[1] ?? '';
  expect((await nora.post(`/clients/${people.locked}`, `csrf=${csrf}&lastName=X&do.save=Save`)).status).toBe(404);
  expect(await clinical(registry)).toBe(before);
});

test.each(['victor', 'sam', 'helen'])(
  '%s sees the record as text without controls and may not change it (C1)',
  async (name) => {
    const registry = startApp();
    const viewer = await registry.open().logIn(name);
    const page = await viewer.get(don);
    expect(page.status).toBe(200);
    expect(page.text).toContain('123 1ST ST SE');
    const record = page.text.slice(page.text.indexOf('<main'));
    expect(record).not.toMatch(/<input|<select|<button|<form/);
    expect(page.text).not.toContain('manage client');
    expect(page.text).toContain('manage immunizations');
    const csrf = /name="csrf" value="(\w+)"/.exec(page.text)?.[1] ?? '';
    const forged = await viewer.post(don, `csrf=${csrf}&lastName=X&do.save=Save`);
    expect(forged.status).toBe(403);
    expect(forged.text).toContain('health.miichelp@state.mn.us');
    expect((await clientRow(registry, people.donDuck)).lastName).toBe('DUCK');
    expect(await auditOf(registry, 'refused')).toHaveLength(1);
  },
);

test('paul of public health edits as a clinic does', async () => {
  const registry = startApp();
  const paul = await registry.open().logIn('paul');
  await paul.submit(don, { middleName: 'QUINCY' }, 'do.save');
  expect((await paul.get(don)).text).toContain('Last Updated by: County Public Health on 11/22/2026');
});

test('every view of a record stands in the audit log, with no name in it (A6)', async () => {
  const registry = startApp();
  const victor = await registry.open().logIn('victor');
  await victor.get(don);
  const [row] = await auditOf(registry, 'view client', people.donDuck);
  expect(row).toMatchObject({ userId: 2, organizationId: 1 });
  expect(JSON.stringify([row, ...(await auditOf(registry, 'change client'))])).not.toMatch(/DUCK|DON/);
});

test('two who edit different fields of one client both keep what they typed; the same field asks (C21)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const paul = await registry.open().logIn('paul');
  const shownToPaul = (await paul.get(don)).text;
  await nora.submit(don, { middleName: 'NORAS', phone: '612-722-0101' }, 'do.save');
  const form = formOf(shownToPaul, don);
  form.set('email', 'don@example.org');
  form.set('phone', '612-722-0199');
  form.set('do.save', 'Save');
  const clash = await paul.post(don, form.toString());
  expect(clash.status).toBe(422);
  expect(clash.text).toContain('Riverside Clinic changed this on 11/22/2026 3:14 PM');
  expect(clash.text).toContain('value="612-722-0199"');
  expect(clash.text).toContain('value="NORAS"');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({
    phone: '6127220101',
    middleName: 'NORAS',
    email: '',
  });
  const mine = await press(paul, clash, don, choiceOn(clash, 'Keep mine: Phone'));
  expect((await press(paul, mine, don, 'do.save')).text).toContain('Client Updated');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({
    phone: '6127220199',
    middleName: 'NORAS',
    email: 'don@example.org',
  });
});

test('changing the tab stages what was typed, and the draft is there after logging in again (C10, C20)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const turned = await nora.submit(don, { middleName: 'QUACK' }, 'do.tab.comments');
  expect(turned.location).toBe(`${don}?tab=comments#tab`);
  const later = await registry.open().logIn('nora');
  expect((await later.get('/')).text).toContain('DUCK, DON');
  const page = await later.get(don);
  expect(page.text).toContain('value="QUACK"');
  expect(page.text).toContain('Not saved: kept as a draft');
  expect((await clientRow(registry, people.donDuck)).middleName).toBe('');
  // Nobody else sees it, and neither does she for another organization.
  for (const other of [await registry.open().logIn('ada'), await registry.open().logIn('nora', 'LAKE')])
    expect((await other.get(don)).text).not.toContain('QUACK');
  await later.submit(`${don}/draft`, {}, 'do.discard');
  expect((await later.get(don)).text).not.toContain('QUACK');
});
