// The vaccine stock of a clinic: its lots are offered, counted down with the dose, and given back (I5).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { type App, formOf, startApp } from '../../support/app.js';
import { answerYes, dosesOf, lastAudit, newVisit, open, organizationId, rainbow, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright, donDuck, twins } = demonstrationClients;
const path = newVisit(rainbowBright);
const hpv = { vaccine1: '165:Gardasil 9', lot1: 'G9114' };

const lotOf = (app: App, lot: string) => app.db.read.select().from(schema.lots).where(eq(schema.lots.lot, lot)).get();
const left = async (app: App, lot = 'G9114') => (await lotOf(app, lot))?.doses;

async function setLeft(app: App, lot: string, doses: number) {
  await app.db.write((tx) => tx.update(schema.lots).set({ doses }).where(eq(schema.lots.lot, lot)).run());
}

test('an expired lot stands last and says so: nobody takes the first one of its vaccine', async () => {
  const { text: page } = await (await open(startApp())).get('/stock');
  expect(page).toContain('Vaccine stock of Riverside Clinic');
  const rows = page.slice(page.indexOf('<tbody>')).split('</tr>').slice(0, 4);
  expect(rows.map((row) => /(?:G9114|G9087|FX27A|VV310)/.exec(row)?.[0])).toEqual(['FX27A', 'G9114', 'VV310', 'G9087']);
  expect(rows.map((row) => row.includes('expired: take it off the shelf'))).toEqual([false, false, false, true]);
});

test('a lot is added once, counted, corrected and removed, each with its row in the audit log', async () => {
  const app = startApp();
  const nora = await open(app);
  const lot = { vaccine: '03:M-M-R II', lot: 'k1', lotExpiresOn: '05/2027', doses: '10' };
  const form = formOf((await nora.get('/stock')).text, '/stock');
  for (const [name, value] of Object.entries(lot)) form.set(name, value);
  form.append('do.add', 'Add the lot');
  for (const time of ['first', 'pressed twice'])
    expect((await nora.post('/stock', `${form}`)).location, time).toContain('/stock?done=added');
  expect(await app.db.read.select().from(schema.lots).where(eq(schema.lots.lot, 'K1')).all()).toMatchObject([
    { cvx: '03', mvx: 'MSD', expiresOn: '2027-05-31', doses: 10 },
  ]);
  expect(await lastAudit(app)).toMatchObject({ action: 'add lot', clientId: null });
  form.set('lot', 'k2');
  await nora.post('/stock', `${form}`);
  expect(await left(app, 'K2'), 'another lot typed after going Back').toBe(10);
  const again = await nora.submit('/stock', lot, 'do.add');
  expect([again.status, text(again.text)]).toEqual([422, expect.stringContaining('is on the list already')]);
  const page = `/stock/${(await lotOf(app, 'K1'))?.id}`;
  const press = async (fill: Record<string, string>, control: string, done: string) => {
    const shown = formOf((await nora.get(page)).text, page);
    for (const [name, value] of Object.entries(fill)) shown.set(name, value);
    shown.append(control, 'x');
    for (const time of ['first', 'pressed twice'])
      expect((await nora.post(page, `${shown}`)).location, time).toContain(done);
  };
  await press({ doses: '8' }, 'do.save', 'done=saved');
  expect(await left(app, 'K1')).toBe(8);
  const counted = (await lotOf(app, 'K1'))?.revision;
  await press({}, 'do.remove', 'done=removed');
  expect((await lotOf(app, 'K1'))?.revision).toBe((counted ?? 0) + 1);
  expect(text((await nora.get('/stock')).text)).not.toContain('K1');
  expect((await nora.get(page)).status, 'removed').toBe(404);
});

test.each([
  [{ vaccine: '' }, 'Choose a vaccine.'],
  [{ vaccine: '4711' }, 'Choose a vaccine.'],
  [{ lot: ' ' }, 'Enter the lot number.'],
  [{ lotExpiresOn: '13/2027' }, 'Enter the expiration date'],
  [{ lotExpiresOn: '' }, 'Enter the expiration date'],
  [{ doses: '-1' }, 'Enter the doses left'],
  [{ doses: '1.5' }, 'Enter the doses left'],
  [{ doses: '100000' }, 'Enter the doses left'],
])('%o: refused at its field, and nothing is added', async (wrong, said) => {
  const app = startApp();
  const lot = { vaccine: '03', lot: 'K1', lotExpiresOn: '05/2027', doses: '10' };
  const answer = await (await open(app)).submit('/stock', { ...lot, ...wrong }, 'do.add');
  expect([answer.status, text(answer.text)]).toEqual([422, expect.stringContaining(said)]);
  expect(await app.db.read.select().from(schema.lots).all()).toHaveLength(4);
});

test('the list is one organization’s: no other sees, changes or gives from it, and who may not record has none', async () => {
  const app = startApp();
  const atLake = await open(app, 'nora', 'LAKE');
  expect(text((await atLake.get('/stock')).text)).toContain('No lots are on the list.');
  expect((await atLake.get('/stock/1')).status).toBe(404);
  const nora = await open(app);
  const shown = formOf((await nora.get('/stock/1')).text, '/stock/1');
  shown.append('do.remove', 'Remove');
  shown.set('csrf', formOf((await atLake.get('/stock')).text, '/stock').get('csrf') ?? '');
  expect((await atLake.post('/stock/1', `${shown}`)).status).toBe(404);
  expect((await atLake.get(path)).text).not.toContain('G9114');
  expect((await atLake.submit(path, hpv, 'do.save')).status).toBe(303);
  expect(await left(app), 'of the other clinic').toBe(12);
  for (const username of ['victor', 'sam', 'helen']) {
    const browser = await open(app, username);
    expect((await browser.get('/stock')).status, username).toBe(403);
    expect((await browser.get('/stock/1')).status, username).toBe(403);
    expect((await browser.get('/')).text).not.toContain('vaccine stock');
  }
});

test('a dose is counted down in the write that records it, however often its form is sent', async () => {
  const app = startApp();
  const nora = await open(app);
  const form = formOf((await nora.get(path)).text, path);
  for (const [name, value] of Object.entries(hpv)) form.set(name, value);
  form.append('do.save', 'Save');
  const answers = await Promise.all([1, 2, 3].map(() => nora.post(path, `${form}`)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect([(await dosesOf(app, rainbowBright)).length, await left(app)]).toEqual([2, 11]);
  await nora.submit(path, { ...hpv, vaccine1: '03', lot1: 'G9114' }, 'do.save');
  expect(await left(app), 'of another vaccine').toBe(11);
  await nora.submit(newVisit(twins[0]), { ...hpv, source: '02', givenOn: '06/20/2025' }, 'do.save');
  expect(await left(app), 'historical').toBe(11);
});

test('of two nurses with the last dose one is asked; what was not counted is not given back', async () => {
  const app = startApp();
  await setLeft(app, 'G9114', 1);
  const [a, b] = [await open(app), await open(app, 'ada')];
  const other = newVisit(donDuck);
  const [one, two] = [formOf((await a.get(path)).text, path), formOf((await b.get(other)).text, other)];
  for (const form of [one, two]) {
    for (const [name, value] of Object.entries(hpv)) form.set(name, value);
    form.append('do.save', 'Save');
  }
  const before = (await dosesOf(app, donDuck)).length;
  const answers = await Promise.all([a.post(path, `${one}`), b.post(other, `${two}`)]);
  expect(answers.map(({ status }) => status)).toEqual([303, 422]);
  const said = text(answers[1]?.text ?? '');
  expect(said).toContain('By your vaccine stock no dose of lot G9114 is left. Was it given from this lot?');
  expect(await dosesOf(app, donDuck)).toHaveLength(before);
  expect((await answerYes(b, answers[1] ?? { text: '' }, other, 'do.save')).status).toBe(303);
  const dose = (await dosesOf(app, donDuck)).at(-1);
  expect([dose?.lot, dose?.lotId, await left(app)]).toEqual(['G9114', null, 0]);
  await remove(b, `/clients/${donDuck}/immunizations/${dose?.id}`);
  expect(await left(app)).toBe(0);
});

const remove = (browser: Awaited<ReturnType<typeof open>>, dose: string) => browser.submit(dose, {}, 'do.delete-it');

test('a dose that is deleted, or corrected to another lot or to historical, is given back; nothing else counts', async () => {
  const app = startApp();
  const nora = await open(app);
  await nora.submit(path, hpv, 'do.save');
  const dose = (await dosesOf(app, rainbowBright)).at(-1);
  const edit = `${rainbow}/${dose?.id}`;
  await nora.submit(edit, { orderedBy: 'Dr. Moe' }, 'do.save');
  expect(await left(app)).toBe(11);
  const added = { vaccine: '165:Gardasil 9', lot: 'G9200', lotExpiresOn: '12/2027', doses: '3' };
  await nora.submit('/stock', added, 'do.add');
  await nora.submit(edit, { lot1: 'g9200' }, 'do.save');
  expect([await left(app), await left(app, 'G9200')]).toEqual([12, 2]);
  expect((await dosesOf(app, rainbowBright)).at(-1)?.lotExpiresOn, 'with its own date').toBe('2027-12-31');
  await nora.submit(edit, { source: '02' }, 'do.save');
  expect(await left(app, 'G9200')).toBe(3);
  await nora.submit(edit, { source: '00' }, 'do.save');
  expect(await left(app, 'G9200')).toBe(2);
  const form = formOf((await nora.get(edit)).text, edit);
  form.append('do.delete-it', 'Delete it');
  for (const time of ['first', 'pressed twice']) expect((await nora.post(edit, `${form}`)).status, time).toBe(303);
  expect(await left(app, 'G9200')).toBe(3);
});

test('a count that is typed while a dose is given is not saved over it unseen (C21)', async () => {
  const app = startApp();
  const nora = await open(app);
  const page = `/stock/${(await lotOf(app, 'G9114'))?.id}`;
  const form = formOf((await nora.get(page)).text, page);
  await nora.submit(path, hpv, 'do.save');
  form.set('doses', '15');
  form.append('do.save', 'Save');
  const asked = await nora.post(page, `${form}`);
  expect([asked.status, await left(app)]).toEqual([409, 11]);
  expect(text(asked.text)).toContain('11 left now');
  const again = formOf(asked.text, page);
  again.append('do.save', 'Save');
  expect([(await nora.post(page, `${again}`)).status, await left(app)]).toEqual([303, 15]);
});

test('lots are offered by their date, never an expired or used up one; one typed by hand is asked about', async () => {
  const app = startApp();
  const nora = await open(app);
  const filled = await nora.submit(path, { vaccine1: '165:Gardasil 9' }, 'do.fill.1');
  const shown = formOf((await nora.get(path)).text, path);
  expect(filled.status).toBe(303);
  expect([shown.get('lot1'), shown.get('lotExpiresOn1')]).toEqual(['G9114', '09/30/2027']);
  expect(text((await nora.get(path)).text)).toContain('In stock: G9114 (09/30/2027, 12 left)');
  expect((await nora.get(path)).text).not.toContain('G9087');
  const asked = await nora.submit(path, { lot1: 'G9087' }, 'do.save');
  expect(asked.status).toBe(422);
  expect(formOf(asked.text, path).get('lotExpiresOn1'), 'the date of that lot').toBe('10/15/2026');
  expect(text(asked.text)).toContain('after its lot expired on 10/15/2026');
  await setLeft(app, 'G9114', 0);
  await nora.submit(path, { lot1: '' }, 'do.fill.1');
  expect(formOf((await nora.get(path)).text, path).get('lot1')).toBe('');
  expect(await organizationId(app, 'RIVER')).toBeGreaterThan(0);
});

test('a lot that was typed stays when the rest is filled in, with its own date or none', async () => {
  const app = startApp();
  const nora = await open(app);
  const lot = async () => {
    const form = formOf((await nora.get(path)).text, path);
    return [form.get('lot1'), form.get('lotExpiresOn1'), form.get('amount1')];
  };
  await nora.submit(path, { vaccine1: '165:Gardasil 9', lot1: 'zzz' }, 'do.fill.1');
  expect(await lot()).toEqual(['zzz', '', '0.5']);
  await nora.submit(path, { lot1: 'G9114' }, 'do.stage');
  expect(await lot()).toEqual(['G9114', '09/30/2027', '0.5']);
  await nora.submit(path, { lot1: 'box 7', lotExpiresOn1: '01/31/2028' }, 'do.fill.1');
  expect(await lot(), 'a date typed with it stays').toEqual(['box 7', '01/31/2028', '0.5']);
  await nora.submit(path, { lot1: '', lotExpiresOn1: '', vaccine1: '21:Varivax' }, 'do.fill.1');
  expect(await lot()).toEqual(['VV310', '03/31/2027', '0.5']);
  await nora.submit(path, { vaccine1: '165:Gardasil 9' }, 'do.fill.1');
  expect(await lot(), 'what was filled in follows the vaccine').toEqual(['G9114', '09/30/2027', '0.5']);
});

test('what is due is given one line, however often it is pressed', async () => {
  const app = startApp();
  const nora = await open(app);
  for (const time of ['first', 'pressed twice']) {
    await nora.submit(path, {}, 'do.give.HPV');
    const form = formOf((await nora.get(path)).text, path);
    expect([form.get('lines'), form.get('vaccine1')], time).toEqual(['1', '165:Gardasil 9']);
  }
});
