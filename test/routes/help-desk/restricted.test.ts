import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enrolments } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, formOf, press, startApp } from '../../support/app.js';
import { auditOf, clientRow, clinical } from '../../support/facts.js';

const at = (id: number) => `/restricted/${id}`;

const statusAt = async ({ db }: App, clientId: number, organizationId: number) =>
  (
    await db.read
      .select()
      .from(enrolments)
      .where(and(eq(enrolments.clientId, clientId), eq(enrolments.organizationId, organizationId)))
      .get()
  )?.status;

test('the help desk lists every locked and deceased record and who holds the lock (C12, C13)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const { status, text } = await helen.get('/restricted');
  expect(status).toBe(200);
  expect(text).toContain('2 restricted records');
  for (const word of [
    people.locked,
    people.deceased,
    'QUISTGAARD, ALMA',
    '06/02/1937',
    '02/03/2026',
    'Lakeview Family Health',
  ])
    expect(text).toContain(String(word));
  expect((await helen.get('/')).text).toContain('restricted records');
  for (const id of [people.locked, people.deceased])
    expect(await auditOf(registry, 'list client', id)).toMatchObject([{ detail: 'restricted records' }]);
});

test('a record is found by its MIIC ID; another number is said to be none', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const found = await helen.submit('/restricted', { miicId: ` ${people.locked} ` }, 'do.find');
  expect(found).toMatchObject({ status: 303, location: at(people.locked) });
  for (const [typed, said] of [
    ['424242', 'No record has this MIIC ID.'],
    ['', 'Enter a MIIC ID: digits only.'],
    ['QUISTGAARD', 'Enter a MIIC ID: digits only.'],
  ] as const) {
    const answer = await helen.submit('/restricted', { miicId: typed }, 'do.find');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    expect(answer.text).toContain(`value="${typed}"`);
  }
});

test('a lock is lifted with a reason, which stands in the audit log and in the history of the one that held it (C13, C23)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const path = `/clients/${people.locked}`;
  const paul = await registry.open().logIn('paul');
  expect((await paul.get(path)).status).toBe(404);
  const answer = await helen.submit(at(people.locked), { unlockReason: 'Lakeview asked by phone' }, 'do.unlock');
  expect(answer.status).toBe(303);
  expect((await helen.get(answer.location)).text).toContain('Done: it stands in the history');
  expect((await paul.get(path)).status).toBe(200);
  expect(await auditOf(registry, 'unlock client', people.locked)).toMatchObject([
    { detail: 'Lakeview asked by phone' },
  ]);
  const lake = await registry.open().logIn('nora', 'LAKE');
  for (const who of [lake, helen]) {
    const { text } = await who.get(`${path}/history`);
    expect(text).toContain('Helen Moe, MIIC Help Desk');
    expect(text).toContain('No → Yes');
    expect(text).toContain('Lakeview asked by phone');
  }
  const { text } = await paul.get(`${path}/history`);
  expect(text).not.toContain('Lakeview asked by phone');
  expect(text).not.toContain('Helen Moe');
});

test('the flag of a deceased client is undone: status Active again, no date of death, open to all (C12)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const path = `/clients/${people.deceased}`;
  await helen.submit(at(people.deceased), { undeceasedReason: 'Wrong person' }, 'do.undeceased');
  expect(await clientRow(registry, people.deceased)).toMatchObject({ deceasedAt: null, deathDate: null });
  expect(await statusAt(registry, people.deceased, 2)).toBe('A');
  expect(await auditOf(registry, 'undo deceased', people.deceased)).toMatchObject([{ detail: 'Wrong person' }]);
  const { status, text } = await (await registry.open().logIn('paul')).get(`${path}/history`);
  expect(status).toBe(200);
  expect(text).toContain('02/03/2026 → removed');
  expect(text).toContain('Wrong person');
  expect(text).not.toContain('Status:');
});

test('whoever flagged a record reads no more that it is flagged once that is undone (C12)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const path = `/clients/${people.donDuck}`;
  await nora.submit(path, { status: 'P' }, 'do.save');
  await nora.submit(`${path}/confirmation`, {}, 'do.save');
  expect((await nora.get(`${path}/deceased`)).status).toBe(200);
  const helen = await registry.open().logIn('helen');
  expect((await helen.get(at(people.donDuck))).text).toContain('Flagged as deceased by Riverside Clinic');
  await helen.submit(at(people.donDuck), { undeceasedReason: 'A mistake' }, 'do.undeceased');
  expect((await nora.get(`${path}/deceased`)).status).toBe(404);
  expect((await nora.get(path)).status).toBe(200);
  expect((await nora.get(`${path}/history`)).text).toContain('Deceased → Active');
});

test('a certified birth date is corrected with a reason, and an alias is kept (C5, C6)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const fix = { birthDate: '4/9/2019', birthDateReason: 'Certificate seen' };
  expect((await helen.submit(at(people.certified), fix, 'do.birthDate')).status).toBe(303);
  expect((await clientRow(registry, people.certified)).birthDate).toBe('2019-04-09');
  expect(await auditOf(registry, 'correct birth date', people.certified)).toMatchObject([
    { detail: 'Certificate seen' },
  ]);
  const nora = await registry.open().logIn('nora');
  expect((await nora.get(`/clients/${people.certified}`)).text).toContain('born 04/08/2019');
  const found = await nora.submit('/clients', { lastName: 'PETTIGREW', birthDate: '04/08/2019' }, 'do.search');
  expect((await nora.get(found.location)).text).toContain('PETTIGREW-XIONG');
});

test('a birth certificate number is set, from then on it holds the birth date, and organizations do not read it (C6)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const given = { birthCertificate: '2009-MN-007', certificateReason: 'Sent by the vital records office' };
  await helen.submit(at(people.donDuck), given, 'do.certificate');
  expect((await clientRow(registry, people.donDuck)).birthCertificate).toBe('2009-MN-007');
  const nora = await registry.open().logIn('nora');
  expect((await nora.get(`/clients/${people.donDuck}`)).text).toContain('A birth certificate number is on file');
  const { text } = await nora.get(`/clients/${people.donDuck}/history`);
  expect(text).toContain('none → on file');
  expect(text).not.toContain('2009-MN-007');
  expect((await helen.get(`/clients/${people.donDuck}/history`)).text).toContain('none → 2009-MN-007');
});

test.each([
  [people.locked, 'unlock', {}, 'Enter the reason.'],
  [people.locked, 'unlock', { unlockReason: '   ' }, 'Enter the reason.'],
  [people.locked, 'unlock', { unlockReason: 'x'.repeat(301) }, 'The reason is longer than 300 characters.'],
  [people.deceased, 'undeceased', {}, 'Enter the reason.'],
  [people.certified, 'birthDate', { birthDate: '04/09/2019' }, 'Enter the reason.'],
  [
    people.certified,
    'birthDate',
    { birthDate: '02/31/2019', birthDateReason: 'R' },
    'Enter a birth date as MM/DD/YYYY',
  ],
  [
    people.certified,
    'birthDate',
    { birthDate: '12/31/2026', birthDateReason: 'R' },
    'The birth date is in the future.',
  ],
  [people.certified, 'birthDate', { birthDateReason: 'R' }, 'This is the birth date on file.'],
  [people.deceased, 'birthDate', { birthDate: '06/02/2026', birthDateReason: 'R' }, 'after the date of death'],
  [
    people.certified,
    'certificate',
    { birthCertificate: '', certificateReason: 'R' },
    'Enter the birth certificate number.',
  ],
  [people.certified, 'certificate', { certificateReason: 'R' }, 'This is the number on file.'],
] as const)(
  '%i, %s with %j is refused, nothing changed, what was typed is kept (X4)',
  async (id, remedy, fill, said) => {
    const registry = startApp();
    const helen = await registry.open().logIn('helen');
    const before = await clinical(registry);
    const shown = new URLSearchParams();
    const page = await helen.get(at(id));
    for (const [, name = '', value = ''] of page.text.matchAll(
      /<input type="hidden" name="(csrf|key|revision)" value="([^"]*)"/g,
    ))
      shown.set(name, value);
    for (const name of ['birthDate', 'birthCertificate'])
      if (remedy === (name === 'birthDate' ? 'birthDate' : 'certificate'))
        shown.set(name, new RegExp(`name="${name}" type="text" value="([^"]*)"`).exec(page.text)?.[1] ?? '');
    for (const [name, value] of Object.entries(fill)) shown.set(name, value);
    shown.set(`do.${remedy}`, 'x');
    const answer = await helen.post(at(id), shown.toString());
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    for (const value of Object.values(fill)) if (value.trim()) expect(answer.text).toContain(`value="${value}"`);
    expect(await clinical(registry)).toBe(before);
  },
);

test('a form that was shown before somebody else changed the record changes nothing (C21); pressed twice it is one change', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const form = (await helen.get(at(people.certified))).text;
  await (await registry.open().logIn('nora')).submit(`/clients/${people.certified}`, { middleName: 'M' }, 'do.save');
  const csrf = /name="csrf" value="([^"]*)"/.exec(form)?.[1] ?? '';
  const key = /name="key" value="([^"]*)"/.exec(form)?.[1] ?? '';
  const old = new URLSearchParams({
    csrf,
    key,
    revision: '1',
    birthDate: '04/09/2019',
    birthDateReason: 'R',
    'do.birthDate': 'x',
  });
  const answer = await helen.post(at(people.certified), old.toString());
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Somebody changed this record');
  expect(answer.text).toContain('value="04/09/2019"');
  expect((await clientRow(registry, people.certified)).birthDate).toBe('2019-04-08');

  const twice = new URLSearchParams({ csrf, key, revision: '1', unlockReason: 'R', 'do.unlock': 'x' }).toString();
  for (const status of [303, 303]) expect((await helen.post(at(people.locked), twice)).status).toBe(status);
  expect(await auditOf(registry, 'unlock client')).toHaveLength(1);
});

test('what is typed for one remedy stays while another one is refused or done; Enter keeps all of it and does nothing', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const path = at(people.locked);
  const typed = { birthDate: '03/28/1998', birthDateReason: 'Passport seen' };
  const kept = ({ text }: { text: string }) => {
    const form = formOf(text, path);
    return [form.get('birthDate'), form.get('birthDateReason'), form.get('unlockReason')];
  };
  const entered = await helen.submit(path, { ...typed, unlockReason: 'Lakeview asked' }, 'do.stage');
  expect([entered.status, ...kept(entered)]).toEqual([200, ...Object.values(typed), 'Lakeview asked']);
  const refused = await helen.submit(path, typed, 'do.unlock');
  expect([refused.status, ...kept(refused)]).toEqual([422, ...Object.values(typed), '']);
  const done = await press(helen, refused, path, 'do.unlock', { unlockReason: 'Lakeview asked' });
  expect(done.text).toContain('Done: it stands in the history');
  expect(kept(done)).toEqual([...Object.values(typed), null]);
  expect(await clientRow(registry, people.locked)).toMatchObject({ birthDate: '1998-03-27', revision: 2 });
  const corrected = await press(helen, done, path, 'do.birthDate');
  expect(corrected.text).toContain('Done: it stands in the history');
  expect((await clientRow(registry, people.locked)).birthDate).toBe('1998-03-28');
});

test('Enter and a refusal do not arm the form anew over what somebody changed meanwhile (C21)', async () => {
  const registry = startApp();
  const [helen, other] = [await registry.open().logIn('helen'), await registry.open().logIn('helen')];
  const path = at(people.certified);
  for (const control of ['do.stage', 'do.certificate']) {
    const form = formOf((await helen.get(path)).text, path);
    form.set('birthDate', '04/09/2019');
    form.set('birthDateReason', 'Certificate seen');
    const now = control === 'do.stage' ? '04/07/2019' : '04/06/2019';
    await other.submit(path, { birthDate: now, birthDateReason: 'Asked by phone' }, 'do.birthDate');
    form.append(control, 'x');
    const kept = await helen.post(path, `${form}`);
    const answer = await press(helen, kept, path, 'do.birthDate');
    expect([answer.status, answer.text.includes('Somebody changed this record')], control).toEqual([422, true]);
    expect(formOf(answer.text, path).get('birthDate')).toBe('04/09/2019');
    expect((await clientRow(registry, people.certified)).birthDate).toBe(`2019-04-${now.slice(3, 5)}`);
  }
});

test('a field that nobody touched shows what is on file by now, and is not taken for typed', async () => {
  const registry = startApp();
  const [helen, other] = [await registry.open().logIn('helen'), await registry.open().logIn('helen')];
  const path = at(people.locked);
  const form = formOf((await helen.get(path)).text, path);
  form.set('unlockReason', 'Lakeview asked');
  await other.submit(path, { birthDate: '03/28/1998', birthDateReason: 'Passport seen' }, 'do.birthDate');
  form.append('do.unlock', 'x');
  const changed = await helen.post(path, `${form}`);
  expect([changed.status, formOf(changed.text, path).get('birthDate')]).toEqual([422, '03/28/1998']);
  const again = formOf(changed.text, path);
  again.append('do.unlock', 'x');
  // Nothing else was typed, so nothing is left in the form.
  expect((await helen.post(path, `${again}`)).location).toBe(`${path}?done=3`);
});

test('the screens are for the help desk alone', async () => {
  const registry = startApp();
  const before = await clinical(registry);
  for (const who of ['nora', 'victor', 'ada', 'paul', 'sam']) {
    const person = await registry.open().logIn(who);
    expect((await person.get('/')).text).not.toContain('/restricted');
    for (const path of ['/restricted', at(people.locked), at(people.deceased), at(people.donDuck), at(424242)]) {
      const { status, text } = await person.get(path);
      expect([who, path, status]).toEqual([who, path, 403]);
      expect(text).not.toContain('QUISTGAARD');
      const csrf = /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? '';
      const forged = new URLSearchParams({ csrf, revision: '1', unlockReason: 'R', 'do.unlock': 'x' }).toString();
      expect((await person.post(path, forged)).status).toBe(403);
    }
  }
  expect(await clinical(registry)).toBe(before);
});
