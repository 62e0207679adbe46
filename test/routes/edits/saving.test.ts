import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clients, enrolments } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type Browser, choiceOn, formOf, press, startApp } from '../../support/app.js';
import { auditOf, clientRow, clinical, commentsOf, contactsOf } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;
const rainbow = `/clients/${people.rainbowBright}`;

test('status Deceased asks first, then no organization opens the record, this one included (C12)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.save', { status: 'P', deathDate: '11/01/2026' });
  expect(page.went).toBe(`${don}/confirmation`);
  expect(page.text).toContain(`MIIC ID ${people.donDuck} will be flagged as deceased`);
  expect((await nora.get(don)).status).toBe(200);
  page = await press(nora, page, `${don}/confirmation`, 'do.save');
  expect(page.text).toContain(`MIIC ID ${people.donDuck} is flagged as deceased`);
  expect(await clientRow(registry, people.donDuck)).toMatchObject({ deathDate: '2026-11-01' });
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
  expect(await of(1)).toMatchObject({ chartNumber: 'R-7', status: 'I', statusReason: 'M', reminder: false });
  const paul = await registry.open().logIn('paul');
  expect(formOf((await paul.get(don)).text, don).get('chartNumber')).toBe('');
});

test('a form shown for LAKE and sent while acting for RIVER changes nothing, is kept for LAKE, and offers to switch back (C22)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora', 'LAKE');
  const shown = await nora.get(don);
  await nora.submit('/organizations', { organization: '1' }, 'do.switch');
  const before = await clinical(registry);
  let page = await press(nora, shown, don, 'do.save', { middleName: 'LAKESIDE', chartNumber: 'L-1' });
  expect(page.status).toBe(409);
  expect(page.text).toContain('kept as a draft for Lakeview Family Health');
  expect(await clinical(registry)).toBe(before);
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
  expect((await clientRow(registry, people.rainbowBright)).revision).toBe(2);
  expect(await commentsOf(registry, people.rainbowBright)).toHaveLength(5);
  expect(await auditOf(registry, 'change client', people.rainbowBright)).toHaveLength(1);
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
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
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
  expect((await contactsOf(registry, people.donDuck))[0]?.phone).toBe('6127220202');
  const mine = await press(nora, asked, don, choiceOn(asked, 'Keep mine: Contact HUEY DUCK'));
  await press(nora, mine, don, 'do.save');
  expect((await contactsOf(registry, people.donDuck))[0]?.phone).toBe('6127220101');
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
  const said = 'Last verified by Riverside Clinic on 11/22/2026: name, date of birth, number to call.';
  const shown = await paul.get(don);
  expect(shown.text).toContain(said);
  const refused = await press(paul, shown, don, 'do.save', { lastName: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(said);
});

test('a fault on file that somebody else corrected meanwhile stands against no Save of who did not type it (X4, C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  await registry.db.write(async (tx) => {
    await tx.update(clients).set({ birthDate: '2999-01-01' }).where(eq(clients.id, people.donDuck)).run();
  });
  const shown = await nora.get(don);
  await press(paul, await paul.get(don), don, 'do.save', { birthDate: '09/21/2009' });
  expect(await clientRow(registry, people.donDuck)).toMatchObject({ birthDate: '2009-09-21' });
  let page = await press(nora, shown, don, 'do.save');
  expect(page.text).not.toContain('in the future');
  page = await press(nora, shown, don, 'do.save', { phone: '612-722-4411' });
  expect(page.text).not.toContain('There is a problem');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({ birthDate: '2009-09-21', phone: '6127224411' });
});

test('what Save said stands beside nothing that is done after it, over htmx either', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const shown = await press(nora, await nora.get(don), don, 'do.save', { middleName: 'Q' });
  expect(shown.text).toContain('Personal Information <span class="done">Client Updated</span></h2>');
  const form = formOf(shown.text, don);
  form.set('lastName', '');
  form.set('do.save', 'Save');
  const refused = await nora.request(don, {
    method: 'POST',
    body: form.toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' },
  });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('<hx-partial id="personal">Personal Information </hx-partial>');
});

test('what else a Save does is asked in words, and its button says it: never a bare Save (C12, C13)', async () => {
  for (const [fill, question, deed] of [
    [{ status: 'P' }, 'Flag DON DUCK as deceased?', 'Flag as deceased'],
    [{ sharing: 'N' }, 'Lock the record of DON DUCK to Riverside Clinic?', 'Lock the record'],
    [
      { status: 'P', sharing: 'N' },
      'Flag DON DUCK as deceased? Lock the record of DON DUCK to Riverside Clinic?',
      'Flag as deceased and lock the record',
    ],
  ] as const) {
    const nora = await startApp().open().logIn('nora');
    await nora.submit(don, fill, 'do.save');
    const { text } = await nora.get(`${don}/confirmation`);
    expect(text).toContain(`<h1 id="title">${question}</h1>`);
    expect(text).toContain(`name="do.save" value="${deed}"`);
  }
});

test('one place says how things stand: red says what is wrong and that it is kept, yellow that it is kept, green that it is saved', async () => {
  const nora = await startApp().open().logIn('nora');
  const tones = (html: string) => html.match(/class="(?:summary|notice|done|partly)"/g) ?? [];
  const refused = await nora.submit(don, { zip: '1' }, 'do.save');
  expect(tones(refused.text)).toEqual(['class="summary"']);
  expect(refused.text).toMatch(/id="summary"[\s\S]*Not saved: kept as a draft[\s\S]*<\/section>/);
  await nora.submit(don, { zip: '55112', street: '9 ELM ST' }, 'do.stage');
  expect(tones((await nora.get(don)).text)).toEqual(['class="notice"']);
  const saved = await nora.submit(don, {}, 'do.save');
  expect(tones((await nora.get(saved.location.split('#')[0] ?? '')).text)).toEqual(['class="done"']);
});
