import { and, eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/db/demonstration.js';
import { comments, contacts, enrolments } from '../../src/db/schema.js';
import { type App, type Browser, formOf, startApp } from '../support/app.js';
import { auditOf, clientRow, clinical } from '../support/facts.js';

const don = `/clients/${people.donDuck}`;
const rainbow = `/clients/${people.rainbowBright}`;

/** Presses a control on the page, follows where it leads, and gives the page that is shown then. */
async function press(
  browser: Browser,
  page: { text: string },
  path: string,
  control: string,
  fill: Record<string, string> = {},
) {
  const form = formOf(page.text, path);
  for (const [name, value] of Object.entries(fill)) {
    form.delete(name);
    if (value !== '-') form.append(name, value);
  }
  form.append(control, control);
  const answer = await browser.post(path, form.toString());
  return answer.status === 303
    ? { ...(await browser.get(answer.location.split('#')[0] ?? '')), went: answer.location }
    : { ...answer, went: '' };
}

const rowsOf = (registry: App, id: number) =>
  registry.db.read
    .select()
    .from(contacts)
    .where(and(eq(contacts.clientId, id), isNull(contacts.deletedAt)))
    .all();
const commentsOf = (registry: App, id: number) =>
  registry.db.read
    .select()
    .from(comments)
    .where(and(eq(comments.clientId, id), isNull(comments.deletedAt)))
    .all();

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
  expect(rowsOf(registry, people.donDuck)).toHaveLength(1);
  page = await press(nora, page, don, 'do.save');
  expect(page.text).toContain('Client Updated');
  expect(rowsOf(registry, people.donDuck).map(({ firstName }) => firstName)).toEqual(['HUEY', 'DAISY']);
  expect(auditOf(registry, 'change client', people.donDuck)).toMatchObject([{ detail: 'contact' }]);
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
  expect(clientRow(registry, people.donDuck).middleName).toBe('Q');
  expect(rowsOf(registry, people.donDuck)).toHaveLength(1);
  page = await press(nora, page, don, 'do.contact.next', { 'contact.relationship': 'OTH' });
  await press(nora, page, don, 'do.save');
  expect(rowsOf(registry, people.donDuck).map(({ lastName }) => lastName)).toEqual(['DUCK', 'GOOSE']);
});

test('choosing another row or tab keeps what is typed, marked on its row (C15)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  const huey = String(rowsOf(registry, people.donDuck)[0]?.id);
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
  const huey = String(rowsOf(registry, people.donDuck)[0]?.id);
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.copy', { 'contact.row': huey });
  expect(page.text).toContain('Enter New Contact...');
  expect(page.text).toContain('value="HUEY"');
  page = await press(nora, page, don, 'do.contact.next', { 'contact.firstName': 'DEWEY' });
  page = await press(nora, page, don, 'do.contact.delete', { 'contact.row': huey });
  expect(page.text).toContain('marked for deletion');
  expect(rowsOf(registry, people.donDuck)).toHaveLength(1);
  page = await press(nora, page, don, 'do.save');
  expect(rowsOf(registry, people.donDuck).map(({ firstName }) => firstName)).toEqual(['DEWEY']);
  page = await press(nora, await nora.get(`${don}?tab=contacts`), don, 'do.contact.delete', { 'contact.row': 'self' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('The Self contact is the client and cannot be deleted.');
});

test("a contact's address becomes the client's primary one: Personal Information shows it, the former stays with Self (C16)", async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const huey = String(rowsOf(registry, people.donDuck)[0]?.id);
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
  expect(rowsOf(registry, people.donDuck)).toMatchObject([{ isPrimary: true, street: '9 BAY ST' }]);
  expect(clientRow(registry, people.donDuck).street).toBe('123 1ST ST SE');
  // Deleting the primary contact gives the mark back to Self.
  page = await press(nora, await nora.get(`${don}?tab=contacts`), don, 'do.contact.delete', { 'contact.row': huey });
  expect(formOf(page.text, don).get('street')).toBe('123 1ST ST SE');
  page = await press(nora, page, don, 'do.save');
  expect(formOf(page.text, don).get('street')).toBe('123 1ST ST SE');
  expect(rowsOf(registry, people.donDuck)).toEqual([]);
});

test('a comment is added by New, choose, date, Save, without Next; several with Next (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  expect(page.text).toContain('Enter New Client Comment ...');
  page = await press(nora, page, rainbow, 'do.save', { 'comment.code': 'H-HEPA', 'comment.appliesOn': '03/03/2023' });
  expect(page.text).toContain('Client Updated');
  expect(commentsOf(registry, people.rainbowBright)).toHaveLength(5);
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.comment.next', {
    'comment.code': 'R-FLU',
    'comment.appliesOn': '10/01/2024',
  });
  expect(page.text).toContain('Enter New Client Comment ...');
  page = await press(nora, page, rainbow, 'do.save', { 'comment.code': 'X-COVID', 'comment.appliesOn': '10/02/2024' });
  expect(commentsOf(registry, people.rainbowBright)).toHaveLength(7);
});

test('an incomplete comment is not written and stays in the form with its error; the rest is saved (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.save', { 'comment.code': 'H-HEPA', middleName: 'STAR' });
  expect(page.text).toContain('Client Updated. The comment being typed is not saved: complete it, then Save');
  expect(page.text).toContain('Enter the date that the comment applies to.');
  expect(page.text).toMatch(/<option value="H-HEPA" selected/);
  expect(clientRow(registry, people.rainbowBright).middleName).toBe('STAR');
  expect(commentsOf(registry, people.rainbowBright)).toHaveLength(4);
});

test('a comment is selected, changed and saved; another deleted (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const [mumps, flu] = ['H-MUMPS', 'R-FLU'].map((code) =>
    String(commentsOf(registry, people.rainbowBright).find((row) => row.code === code)?.id),
  );
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.select', { 'comment.row': mumps ?? '' });
  page = await press(nora, page, rainbow, 'do.save', { 'comment.appliesOn': '01/02/2020' });
  expect(commentsOf(registry, people.rainbowBright).find(({ code }) => code === 'H-MUMPS')?.appliesOn).toBe(
    '2020-01-02',
  );
  page = await press(nora, page, rainbow, 'do.comment.delete', { 'comment.row': flu ?? '' });
  await press(nora, page, rainbow, 'do.save');
  expect(commentsOf(registry, people.rainbowBright).map(({ code }) => code)).not.toContain('R-FLU');
});

test.each([
  ['12/01/2026', 'The date is in the future.'],
  ['02/13/2015', 'The date is before the client was born.'],
  ['02/31/2020', 'Enter the date as MM/DD/YYYY'],
])('a comment that applies to %s is refused at its field (C18)', async (date, message) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = clinical(registry);
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.comment.next', { 'comment.code': 'H-HEPA', 'comment.appliesOn': date });
  expect(page.status).toBe(422);
  expect(page.text).toContain(message);
  expect(page.text).toContain(`value="${date}"`);
  expect(clinical(registry)).toBe(before);
});

test('status Deceased asks first, then no organization opens the record, this one included (C12)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.save', { status: 'P', deathDate: '11/01/2026' });
  expect(page.went).toBe(`${don}/confirmation`);
  expect(page.text).toContain(`MIIC ID ${people.donDuck} will be flagged as deceased`);
  expect((await nora.get(don)).status).toBe(200);
  page = await press(nora, page, `${don}/confirmation`, 'do.save');
  expect(page.text).toContain(`MIIC ID ${people.donDuck} is flagged as deceased`);
  expect(clientRow(registry, people.donDuck)).toMatchObject({ deathDate: '2026-11-01' });
  for (const name of ['nora', 'paul', 'sam', 'victor'])
    for (const path of [don, `${don}/draft`, `${don}/confirmation`])
      expect([403, 404]).toContain((await (await registry.open().logIn(name)).get(path)).status);
  expect((await (await registry.open().logIn('paul')).get(`${don}/deceased`)).status).toBe(404);
});

test('sharing No locks the record to the clinic, and Yes opens it to all again (C13)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const paul = await registry.open().logIn('paul');
  let page = await press(nora, await nora.get(don), don, 'do.save', { sharing: 'N' });
  expect(page.text).toContain('The record will be locked to Riverside Clinic');
  page = await press(nora, page, `${don}/confirmation`, 'do.save');
  expect((await paul.get(don)).status).toBe(404);
  page = await press(nora, await nora.get(don), don, 'do.save', { sharing: 'Y' });
  await press(nora, page, `${don}/confirmation`, 'do.save');
  expect((await paul.get(don)).status).toBe(200);
});

test('Client Information belongs to the organization acted for (C11)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await press(nora, await nora.get(don), don, 'do.save', {
    chartNumber: 'R-7',
    status: 'I',
    statusReason: 'M',
    reminder: 'N',
  });
  const of = (organizationId: number) =>
    registry.db.read
      .select()
      .from(enrolments)
      .where(and(eq(enrolments.clientId, people.donDuck), eq(enrolments.organizationId, organizationId)))
      .get();
  expect(of(1)).toMatchObject({ chartNumber: 'R-7', status: 'I', statusReason: 'M', reminder: false });
  const paul = await registry.open().logIn('paul');
  expect(formOf((await paul.get(don)).text, don).get('chartNumber')).toBe('');
});

test('a form shown for LAKE and sent while acting for RIVER changes nothing, is kept for LAKE, and offers to switch back (C22)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora', 'LAKE');
  const shown = await nora.get(don);
  await nora.submit('/organizations', { organization: '1' }, 'do.switch');
  const before = clinical(registry);
  let page = await press(nora, shown, don, 'do.save', { middleName: 'LAKESIDE', chartNumber: 'L-1' });
  expect(page.status).toBe(409);
  expect(page.text).toContain('kept as a draft for Lakeview Family Health');
  expect(clinical(registry)).toBe(before);
  expect((await nora.get(don)).text).not.toContain('LAKESIDE');
  expect((await nora.get('/')).text).toContain('for Lakeview Family Health');
  page = await press(nora, page, '/organizations', 'do.switch');
  expect(page.text).toContain('organization <b>Lakeview Family Health</b>');
  expect(page.text).toContain('value="LAKESIDE"');
});

test('Save pressed five times at once, and once more by Back, is one change, one alias, one comment, one audit row', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  const form = formOf(page.text, rainbow);
  for (const [name, value] of [
    ['lastName', 'BRIGHTER'],
    ['comment.code', 'H-HEPA'],
    ['comment.appliesOn', '03/03/2023'],
    ['do.save', 'Save'],
  ])
    form.set(name ?? '', value ?? '');
  const answers = await Promise.all(Array.from({ length: 5 }, () => nora.post(rainbow, form.toString())));
  answers.push(await nora.post(rainbow, form.toString()));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(303));
  expect(answers.every(({ location }) => /saved=2\b/.test(location))).toBe(true);
  expect(clientRow(registry, people.rainbowBright).revision).toBe(2);
  expect(commentsOf(registry, people.rainbowBright)).toHaveLength(5);
  expect(auditOf(registry, 'change client', people.rainbowBright)).toHaveLength(1);
  expect((await nora.get(rainbow)).text.match(/AKA /g)).toHaveLength(1);
});

test('two tabs of one user: what each typed is kept, whichever is sent last (C21)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const [one, two] = [await nora.get(don), await nora.get(don)];
  await press(nora, one, don, 'do.stage', { phone: '612-722-0134' });
  await press(nora, two, don, 'do.stage', { email: 'don@example.org' });
  const form = formOf((await nora.get(don)).text, don);
  expect([form.get('phone'), form.get('email')]).toEqual(['612-722-0134', 'don@example.org']);
});

test('a contact that somebody else changed meanwhile is asked about, not overwritten (C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  const huey = String(rowsOf(registry, people.donDuck)[0]?.id);
  const change = async (browser: Browser, phone: string) => {
    let page = await press(browser, await browser.get(don), don, 'do.tab.contacts');
    page = await press(browser, page, don, 'do.contact.select', { 'contact.row': huey });
    return press(browser, page, don, 'do.contact.next', { 'contact.phone': phone });
  };
  const staged = await change(nora, '612-722-0101');
  const theirs = await change(paul, '612-722-0202');
  await press(paul, theirs, don, 'do.save');
  const asked = await press(nora, staged, don, 'do.save');
  expect(asked.status).toBe(422);
  expect(asked.text).toContain('County Public Health changed this on 11/22/2026 3:14 PM');
  expect(rowsOf(registry, people.donDuck)[0]?.phone).toBe('6127220202');
  await press(nora, asked, don, 'do.save');
  expect(rowsOf(registry, people.donDuck)[0]?.phone).toBe('6127220101');
});

test('what was verified with the client is kept with the save and shown to the next editor (C24)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = formOf((await nora.get(don)).text, don);
  for (const what of ['name', 'birthDate', 'phone']) form.append('verified', what);
  form.set('middleName', 'Q');
  form.set('do.save', 'Save');
  expect((await nora.post(don, form.toString())).status).toBe(303);
  const paul = await registry.open().logIn('paul');
  expect((await paul.get(don)).text).toContain(
    'Last verified by Riverside Clinic on 11/22/2026: name, birth date, phone.',
  );
});
