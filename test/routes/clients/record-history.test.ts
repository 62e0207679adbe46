import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { recordChanges } from '../../../src/db/clients/changes.js';
import { changes, drafts } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { dosesOf, mmr, newVisit } from '../../support/doses.js';
import { clientRow, clinical } from '../../support/facts.js';
import { words } from '../../support/words.js';

const don = `/clients/${people.donDuck}`;
const rainbow = `/clients/${people.rainbowBright}`;
const minute = 60_000;

/** Fills in the record's form and saves, through the page that asks where one does. */
async function save(browser: Browser, path: string, fill: Record<string, string>) {
  const answer = await browser.submit(path, fill, 'do.save');
  expect(answer.status).toBe(303);
  if (answer.location.endsWith('/confirmation')) await browser.submit(`${path}/confirmation`, {}, 'do.save');
}

/** The control that restores what its name says. */
const restoreOf = (html: string, what: string) =>
  new RegExp(`name="(do\\.restore\\.\\d+)" value="Restore" aria-label="Restore ${what}"`).exec(html)?.[1] ?? '';

const draftCount = async ({ db }: App) => (await db.read.select().from(drafts).all()).length;

test('the history tells each save in plain words, newest first, grouped by save (C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await save(nora, don, { phone: '', race: '2054-5', undeliverable: 'Y' });
  registry.wait(minute);
  expect((await nora.get(`/clients/${people.longName}/history`)).text).not.toContain('Restore');
  await save(nora, don, { middleName: 'FAUNTLEROY' });
  const { text } = await nora.get(`${don}/history`);
  // The control stands at the value that it restores.
  expect(text).toMatch(/<\/span> none <input [^>]+ aria-label="Restore Middle Name: none"\/?> → FAUNTLEROY/);
  expect(text).toContain('Restore puts the earlier value into Edit Client.');
  const said = words(text);
  expect(said).toContain('Nora Lind, Riverside Clinic, 11/22/2026 3:14 PM');
  expect(said).toContain('Phone: 555-555-5555 → removed');
  expect(said).toContain('Undeliverable Address: No → Yes');
  expect(said).toContain('Black or African American');
  expect(said).toContain('Middle Name: none → FAUNTLEROY');
  expect(said.indexOf('FAUNTLEROY')).toBeLessThan(said.indexOf('Phone: 555-555-5555'));
  expect(said.indexOf('Phone: 555-555-5555')).toBeLessThan(said.indexOf('Record entered'));
  expect(said.match(/11\/22\/2026 3:14 PM/g)).toHaveLength(1);
});

test('contacts, comments, Client Information and what was verified stand in words (C23, C24)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const page = await nora.submit(`${don}?tab=contacts`, {}, 'do.contact.new', don);
  const next = await nora.submit(
    page.location.split('#')[0] ?? '',
    {
      'contact.lastName': 'DUCK',
      'contact.firstName': 'DAISY',
      'contact.relationship': 'GRD',
      'contact.isPrimary': 'Y',
      'contact.street': '9 BAY ST',
      'contact.city': 'DULUTH',
      'contact.state': 'MN',
    },
    'do.contact.next',
    don,
  );
  expect(next.status).toBe(303);
  await save(nora, don, { chartNumber: 'R-7', status: 'I', statusReason: 'M', verified: 'name phone' });
  const said = words((await nora.get(`${don}/history`)).text);
  expect(said).toContain('Contact DAISY DUCK added');
  expect(said).toContain('Relation: Guardian');
  expect(said).toContain("Client's Primary Address? Self → DAISY DUCK");
  expect(said).toContain('Client Information of Riverside Clinic');
  expect(said).toContain('Chart number: R-100200 → R-7');
  expect(said).toContain('Status: Active → Inactive');
  expect(said).toContain('Reason when Inactive: none → Moved or gone elsewhere');
  expect(said).toContain('Verified with the client: Name, Number to call');
});

test('fields that no list names are told by their own words (C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const writer = { organization: { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' as const } };
  const change = { part: 'immunization' as const, row: 999_999 };
  await registry.db.write((tx) =>
    recordChanges(tx, writer, { clientId: people.donDuck, revision: 9, at: registry.clock() }, [
      { ...change, field: 'lotNumber', before: null, after: 'AB-12' },
      { ...change, field: 'seenOn', before: null, after: '2026-11-20' },
    ]),
  );
  const said = words((await nora.get(`${don}/history`)).text);
  expect(said).toContain('Immunization added Lot number: AB-12; Seen on: 11/20/2026');
  expect(said).toContain('Import, Riverside Clinic');
});

test('doses stand in words: which vaccine and day, what changed, one line a change, never codes (C23, I6)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(newVisit(people.rainbowBright), { ...mmr, funding: 'V01' }, 'do.save');
  registry.wait(minute);
  const [, dose] = await dosesOf(registry, people.rainbowBright);
  const address = `${rainbow}/immunizations/${dose?.id}`;
  await nora.submit(address, { site1: 'RD', amount1: '' }, 'do.save');
  registry.wait(minute);
  const asked = await nora.submit(address, { vaccine1: '94:ProQuad' }, 'do.save');
  expect(asked.status).toBe(303);
  registry.wait(minute);
  await nora.submit(address, {}, 'do.delete-it');
  const html = (await nora.get(`${rainbow}/history?section=immunization`)).text;
  const said = words(html.slice(html.indexOf('class="saves"')));
  expect(said).toContain(
    'Immunization MMRV [ProQuad] of 06/20/2016 added Date Administered: 06/20/2016; Vaccine: MMR M-M-R II',
  );
  expect(said).toContain('Dose: 0.5 mL; Body Site: Left Thigh; Route: Subcutaneous');
  expect(said).toContain('Body Site: Left Thigh → Right Deltoid');
  expect(said).toContain('Dose: 0.5 mL → removed');
  expect(said).toContain('Vaccine: MMR M-M-R II → MMRV ProQuad');
  expect(said).toContain('Immunization MMRV [ProQuad] of 06/20/2016 deleted Date Administered: 06/20/2016;');
  expect(said).not.toMatch(/C38299|\bLT\b|\bRD\b|V01|CVX|givenOn|2016-06-20|Record entered/);
});

test('an address is one line, and a section is shown alone, page after page (C21, C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await save(nora, don, { street: '9 ELM ST', city: 'DULUTH', zip: '55802', county: '', middleName: 'F' });
  await save(nora, don, { chartNumber: 'R-7' });
  const all = words((await nora.get(`${don}/history`)).text);
  expect(all).toMatch(/Address: 123 1ST ST SE, SAINT PAUL, 55112.* → 9 ELM ST, DULUTH, 55802/);
  const shown = async (section: string) => words((await nora.get(`${don}/history?section=${section}`)).text);
  expect(await shown('client')).toContain('9 ELM ST, DULUTH');
  expect(await shown('client')).not.toContain('R-7');
  expect(await shown('enrolment')).toContain('→ R-7');
  expect(await shown('enrolment')).not.toContain('9 ELM ST, DULUTH, 55802 R');
  expect(await shown('comment')).not.toContain('R-7');
  for (const forged of ['__proto__', 'x', '']) expect(await shown(forged)).toContain('→ R-7');
});

test('no byte of Client Information reaches another organization, and a save of nothing else is not counted; the help desk sees it (C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora', 'LAKE');
  await save(nora, don, { chartNumber: 'LAKE-SECRET-1', status: 'I', statusReason: 'L' });
  for (const who of ['paul', 'sam', 'ada', 'victor']) {
    const { status, text } = await (await registry.open().logIn(who)).get(`${don}/history`);
    expect([who, status]).toEqual([who, 200]);
    expect(text).not.toContain('LAKE-SECRET-1');
    expect(text).not.toContain('Lost to follow-up');
    expect(text).not.toContain('11/22/2026 3:14 PM</h3>');
  }
  for (const who of [nora, await registry.open().logIn('helen')]) {
    const said = words((await who.get(`${don}/history`)).text);
    expect(said).toContain('Client Information of Lakeview Family Health');
    expect(said).toContain('Chart number: none → LAKE-SECRET-1');
  }
});

test('former names and addresses stand with their dates (C5, C7, C23)', async () => {
  const registry = startApp();
  const victor = await registry.open().logIn('victor');
  const said = words((await victor.get(`/clients/${people.aliased}/history`)).text);
  expect(said).toContain('SIGNE LOVISA FROYSAA, born 07/16/1994 – until 06/30/2023');
  await save(await registry.open().logIn('nora'), don, { street: '9 ELM ST' });
  expect(words((await victor.get(`${don}/history`)).text)).toMatch(
    /123 1ST ST SE, [^–]+ – from \S+ until 11\/22\/2026/,
  );
});

test('an earlier phone number is restored into a draft, not into the record (C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await save(nora, rainbow, { phone: '651-201-4629' });
  registry.wait(minute);
  await save(nora, rainbow, { phone: '' });
  const before = await clinical(registry);
  const history = await nora.get(`${rainbow}/history`);
  const answer = await nora.submit(`${rainbow}/history`, {}, restoreOf(history.text, 'Phone: 651-201-4629'));
  expect(answer).toMatchObject({ status: 303, location: `${rainbow}#phone` });
  expect(await clinical(registry)).toBe(before);
  const page = await nora.get(rainbow);
  expect(page.text).toContain('Not saved: kept as a draft');
  expect(formOf(page.text, rainbow).get('phone')).toBe('651-201-4629');
  await nora.submit(rainbow, {}, 'do.save');
  expect((await clientRow(registry, people.rainbowBright)).phone).toBe('6512014629');
});

test('restoring keeps what else the draft holds, and the address comes back whole (C21, C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const own = await clientRow(registry, people.donDuck);
  await save(nora, don, { street: '9 ELM ST', city: 'DULUTH', zip: '55802', county: '' });
  registry.wait(minute);
  await save(nora, don, { street: '77 OAK AVE' });
  registry.wait(minute);
  await nora.submit(don, { middleName: 'TYPED' }, 'do.stage');
  const history = await nora.get(`${don}/history`);
  const controls = [
    ...history.text.matchAll(/name="(do\.restore\.\d+)" value="Restore" aria-label="Restore the address/g),
  ];
  expect(controls).toHaveLength(2);
  await nora.submit(`${don}/history`, {}, controls[1]?.[1] ?? '');
  const form = formOf((await nora.get(don)).text, don);
  expect([form.get('street'), form.get('city'), form.get('zip')]).toEqual([own.street, own.city, own.zip]);
  expect(form.get('middleName')).toBe('TYPED');
});

test('a value is restored over a draft that began before its change, and beside what else was typed there (C21, C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(rainbow, { middleName: 'TYPED' }, 'do.stage');
  const paul = await registry.open().logIn('paul');
  await save(paul, rainbow, { motherFirst: 'ZYLPHA' });
  const restore = async () => {
    const [{ id } = { id: 0 }] = await registry.db.read.select().from(changes).where(eq(changes.after, 'ZYLPHA')).all();
    return nora.submit(`${rainbow}/history`, {}, `do.restore.${id}`);
  };
  expect((await restore()).location).toBe(`${rainbow}#motherFirst`);
  const form = () => nora.get(rainbow).then(({ text }) => formOf(text, rainbow));
  expect([(await form()).get('middleName'), (await form()).get('motherFirst')]).toEqual(['TYPED', '']);
  await nora.submit(rainbow, { motherFirst: 'MARY' }, 'do.stage');
  await restore();
  expect((await nora.get(rainbow)).text).toMatch(/Typed in another window on [\s\S]*MARY/);
});

test('nothing is restored from another record, another part, or by a made-up number, nor a birth date that is held (C6, C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await save(nora, don, { phone: '', chartNumber: 'R-8' });
  const rows = await registry.db.read.select().from(changes).where(eq(changes.clientId, people.donDuck)).all();
  const phone = rows.find(({ field, revision }) => field === 'phone' && revision > 1)?.id;
  const chart = rows.find(({ field }) => field === 'chartNumber')?.id;
  const entered = rows.find(({ revision }) => revision === 1)?.id;
  for (const [path, id] of [
    [rainbow, phone],
    [don, chart],
    [don, entered],
    [don, 999_999],
    [don, 'x'],
  ])
    expect((await nora.submit(`${path}/history`, {}, `do.restore.${id}`)).status).toBe(404);
  const certified = `/clients/${people.certified}`;
  const helen = await registry.open().logIn('helen');
  const fix = { birthDate: '04/09/2019', birthDateReason: 'Certificate seen' };
  await helen.submit(`/restricted/${people.certified}`, fix, 'do.birthDate');
  const history = await nora.get(`${certified}/history`);
  expect(words(history.text)).toContain('Birth Date: 04/08/2019 → 04/09/2019');
  expect(history.text).not.toContain('aria-label="Restore Birth Date');
  expect(await draftCount(registry)).toBe(0);
});

test('who may only view reads the history without controls, and may not restore (C1, C23)', async () => {
  const registry = startApp();
  await save(await registry.open().logIn('nora'), don, { phone: '' });
  for (const who of ['victor', 'sam', 'helen']) {
    const person = await registry.open().logIn(who);
    const { text } = await person.get(`${don}/history`);
    expect(words(text)).toContain('Phone: 555-555-5555 → removed');
    expect(text).not.toContain('do.restore');
    expect((await person.submit(`${don}/history`, {}, 'do.restore.1')).status).toBe(403);
  }
});
