import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { formOf, startApp } from '../../support/app.js';
import {
  answerYes,
  changesOf,
  dosesOf,
  mmr,
  newVisit,
  open,
  organizationId,
  plant,
  rainbow,
  text,
} from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright, twins } = demonstrationClients;

test('nora adds two immunizations of one visit: owned, not historical, traced, in the record’s history (I5, I6)', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.submit(newVisit(rainbowBright), { ...mmr }, 'do.more');
  expect(shown.location).toBe(`${newVisit(rainbowBright)}#line2`);
  const answer = await nora.submit(
    newVisit(rainbowBright),
    { vaccine2: '21:Varivax', lot2: 'v77', lotExpiresOn2: '02/2017', administeredBy: 'RN K MOE' },
    'do.save',
  );
  expect(answer.status).toBe(303);
  expect(answer.location).toBe(`${rainbow}?done=2#history`);
  const said = text((await nora.get(answer.location.split('#')[0] ?? '')).text);
  expect(said).toContain('History 2 immunizations added');
  expect(said).toMatch(/MMR .*06\/20\/2016 16 months 1 of \d MMR \[M-M-R II\] added 0.5 mL K123 edit/);
  expect(said).toMatch(/Varicella .*06\/20\/2016 16 months 1( of \d)? Varicella \[Varivax\] added V77 edit/);
  const [, first, second] = await dosesOf(app, rainbowBright);
  expect(first).toMatchObject({
    cvx: '03',
    mvx: 'MSD',
    lot: 'K123',
    unit: 'mL',
    site: 'LT',
    route: 'C38299',
    givenOn: '2016-06-20',
  });
  expect(second).toMatchObject({
    cvx: '21',
    mvx: 'MSD',
    lot: 'V77',
    lotExpiresOn: '2017-02-28',
    amount: '',
    unit: '',
    administeredBy: 'RN K MOE',
  });
  expect(
    (await changesOf(app, first?.id ?? 0)).map(({ field, before, after }) => [field, before, after]),
  ).toContainEqual(['lot', null, 'K123']);
  const traced = await app.db.read
    .select()
    .from(schema.audit)
    .where(eq(schema.audit.action, 'record immunizations'))
    .all();
  expect(traced).toMatchObject([{ clientId: rainbowBright, detail: '2' }]);
});

test.each([
  [{ givenOn: '02/13/2015' }, 'before the client was born'],
  [{ givenOn: '11/23/2026' }, 'in the future'],
  [{ givenOn: '31/31/2020' }, 'MM/DD/YYYY'],
  [{ vaccine1: '7777' }, 'no CVX code in use'],
  [{ vaccine1: '998' }, 'no vaccine was given'],
  [{ vaccine1: '' }, 'Choose a vaccine'],
  [{ source: '' }, 'Choose a source'],
  [{ lotExpiresOn1: '05/27' }, 'MM/DD/YYYY or MM/YYYY'],
])(
  '%j is refused with 422, what was typed stands there again, nothing is recorded (I5, X4)',
  async (change, message) => {
    const app = startApp();
    const nora = await open(app);
    const before = await dosesOf(app, rainbowBright);
    const answer = await nora.submit(
      newVisit(rainbowBright),
      { ...mmr, orderedBy: 'Dr. Ødegård "Bo"', ...change },
      'do.save',
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('<title>Error: Add Immunization');
    expect(text(answer.text)).toContain('There is a problem Not saved. What you typed stands below.');
    expect(text(answer.text)).toContain(message);
    expect(answer.text).toContain('value="Dr. Ødegård &quot;Bo&quot;"');
    expect(answer.text).toContain('value="K123"');
    expect(await dosesOf(app, rainbowBright)).toEqual(before);
  },
);

test('a dose after the death of a client is refused (I5)', async () => {
  const app = startApp();
  await app.db.write((tx) =>
    tx.update(schema.clients).set({ deathDate: '2016-01-01' }).where(eq(schema.clients.id, rainbowBright)).run(),
  );
  const answer = await (await open(app)).submit(newVisit(rainbowBright), mmr, 'do.save');
  expect(answer.status).toBe(422);
  expect(text(answer.text)).toContain('after the client died, 01/01/2016');
});

test('the same dose is asked about, on file or within the visit, and recorded when somebody says so (I5)', async () => {
  const app = startApp();
  const nora = await open(app);
  const dtap = { givenOn: '06/16/2015', source: '02', vaccine1: '107' };
  const asked = await nora.submit(newVisit(rainbowBright), dtap, 'do.save');
  expect(asked.status).toBe(422);
  expect(text(asked.text)).toContain(
    'DTaP-Hep B-IPV [Pediarix] on 06/16/2015 is on file already, entered by Lakeview Family Health. Is this another dose?',
  );
  expect(asked.text).toContain('href="#vaccine1"');
  expect(text(asked.text)).toContain('Yes, this is another dose: record it too');
  expect(await dosesOf(app, rainbowBright)).toHaveLength(1);
  const other = { givenOn: '06/17/2015', vaccine1: '110' };
  await plant(app, rainbowBright, 'PUB', [{ cvx: '106', givenOn: '2015-06-17' }]);
  const anew = await answerYes(nora, asked, newVisit(rainbowBright), 'do.save', other);
  expect(text(anew.text), 'the answer is for that dose, not for another').toContain('06/17/2015 is on file already');
  const told = await answerYes(nora, asked, newVisit(rainbowBright), 'do.save');
  expect(told.status).toBe(303);
  expect(await dosesOf(app, rainbowBright)).toHaveLength(3);

  await nora.submit(newVisit(twins[0]), mmr, 'do.more');
  const twice = await nora.submit(newVisit(twins[0]), { givenOn: '01/05/2024', vaccine2: '03' }, 'do.save');
  expect(text(twice.text)).toContain('Immunization 2: Immunization 1 of this visit may be the same dose');
});

test('a form sent twice is recorded once (X4)', async () => {
  const app = startApp();
  const nora = await open(app);
  const { text: html } = await nora.get(newVisit(rainbowBright));
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const organization = /name="organization" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const body = new URLSearchParams({
    csrf,
    key,
    organization,
    lines: '1',
    orderedBy: '',
    administeredBy: '',
    funding: '',
    ...mmr,
    'do.save': 'Save',
  }).toString();
  for (const _ of [1, 2])
    expect((await nora.post(newVisit(rainbowBright), body)).location).toBe(`${rainbow}?done=1#history`);
  expect(await dosesOf(app, rainbowBright)).toHaveLength(2);
  // What was typed is kept by itself a little later: not after it was recorded.
  await nora.post(newVisit(rainbowBright), body.replace('do.save=Save', 'do.stage=typing'));
  expect(await app.db.read.select().from(schema.visitDrafts).all()).toEqual([]);
});

test('Enter keeps what is typed and records nothing; Cancel asks (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  const kept = await nora.submit(newVisit(rainbowBright), mmr, 'do.stage');
  expect(kept.status).toBe(303);
  expect(await dosesOf(app, rainbowBright)).toHaveLength(1);
  const again = (await nora.get(newVisit(rainbowBright))).text;
  expect(again).toContain('Not saved: kept as a draft.');
  expect(again).toContain('value="06/20/2016"');
  expect(text((await nora.get(rainbow)).text)).toContain('is not saved: kept as a draft.');
  const ada = await open(app, 'ada');
  expect((await ada.get(newVisit(rainbowBright))).text).not.toContain('06/20/2016');
  const atLake = await open(app, 'nora', 'LAKE');
  expect((await atLake.get(newVisit(rainbowBright))).text).not.toContain('06/20/2016');
  const leave = await nora.submit(newVisit(rainbowBright), { lot1: 'K124' }, 'do.cancel');
  expect(leave.location).toMatch(/\/immunizations\/draft\?draft=[\w-]{16}$/);
  const asked = text((await nora.get(leave.location)).text);
  expect(asked).toContain('not written to the record: immunizations of a visit: MMR [M-M-R II] on 06/20/2016');
  expect((await nora.submit(leave.location, {}, 'do.continue')).location).toBe(
    leave.location.replace('/draft', '/new'),
  );
  expect((await nora.submit(leave.location, {}, 'do.keep')).location).toBe(rainbow);
  expect((await nora.get(newVisit(rainbowBright))).text).toContain('value="K124"');
  expect((await nora.submit(leave.location, {}, 'do.discard')).location).toBe(rainbow);
  expect((await nora.get(newVisit(rainbowBright))).text).not.toContain('06/20/2016');
  const empty = await nora.submit(newVisit(rainbowBright), {}, 'do.cancel');
  expect((await nora.get(empty.location)).location, 'nothing typed: nothing to ask').toBe(rainbow);
  await nora.submit(newVisit(rainbowBright), {}, 'do.stage');
  expect(await app.db.read.select().from(schema.visitDrafts).all()).toEqual([]);
});

test('the list of vaccines is shortened by its control without scripts, and over htmx', async () => {
  const app = startApp();
  const nora = await open(app);
  const answer = await nora.submit(newVisit(rainbowBright), { find1: 'orimune' }, 'do.find.1');
  expect(answer.location).toBe(`${newVisit(rainbowBright)}#vaccine1`);
  const html = (await nora.get(newVisit(rainbowBright))).text;
  expect(html).toContain('OPV [Orimune] (02)');
  expect(html).toContain('1 vaccine in the list.');
  expect(formOf(html, newVisit(rainbowBright)).get('vaccine1'), 'the only one is chosen').toBe('02:Orimune');
  expect(html).not.toContain('MMRV');
});

test('a form shown for another organization changes nothing and keeps what was typed (C22)', async () => {
  const app = startApp();
  const nora = await open(app);
  const answer = await nora.submit(
    newVisit(rainbowBright),
    { ...mmr, organization: String(await organizationId(app, 'LAKE')) },
    'do.save',
  );
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('value="K123"');
  expect(await dosesOf(app, rainbowBright)).toHaveLength(1);
});

test('500 mL, an injection by mouth: asked at the field, recorded when somebody says so, and never for another value (I5)', async () => {
  const app = startApp();
  const nora = await open(app);
  const typed = { ...mmr, amount1: '500', route1: 'C38288', site1: 'MO' };
  const asked = await nora.submit(newVisit(rainbowBright), typed, 'do.save');
  expect(asked.status).toBe(422);
  expect(text(asked.text)).toContain('500 mL is not usual for MMR [M-M-R II]: usually 0.5 mL. Was it given so?');
  expect(text(asked.text)).toContain('Oral is not usual for MMR [M-M-R II]: usually Intramuscular or Subcutaneous.');
  expect(asked.text).toContain('href="#amount1"');
  expect(asked.text).toContain('href="#route1"');
  expect(await dosesOf(app, rainbowBright)).toHaveLength(1);
  const other = await answerYes(nora, asked, newVisit(rainbowBright), 'do.save', { amount1: '50' });
  expect(text(other.text), 'yes to 500 mL is no yes to 50 mL').toContain('50 mL is not usual');
  // The answer is kept with the draft, also where the question is not shown.
  await answerYes(nora, asked, newVisit(rainbowBright), 'do.stage');
  expect((await nora.submit(newVisit(rainbowBright), {}, 'do.save')).status).toBe(303);
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({ amount: '500', route: 'C38288', site: 'MO' });
});

test('a dose begins as historical with what another organization has of it (I4)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = await dosesOf(app, rainbowBright);
  const view = (await nora.get(`${rainbow}/${dose?.id}`)).text;
  const link = /href="([^"]*historical[^"]*)"/.exec(view)?.[1] ?? '';
  expect(link).toBe(`${newVisit(rainbowBright)}?historical=${dose?.id}`);
  const form = formOf((await nora.get(link)).text, newVisit(rainbowBright));
  expect(Object.fromEntries(form)).toMatchObject({ givenOn: '06/16/2015', vaccine1: '110:Pediarix', source: '01' });
  for (const other of ['999', 'x', '']) {
    const empty = formOf(
      (await nora.get(`${newVisit(rainbowBright)}?historical=${other}`)).text,
      newVisit(rainbowBright),
    );
    expect(Object.fromEntries(empty)).toMatchObject({ givenOn: '', vaccine1: '', source: '01' });
  }
  await nora.submit(newVisit(rainbowBright), { ...mmr }, 'do.stage');
  const kept = await nora.get(link);
  expect(formOf(kept.text, newVisit(rainbowBright)).get('givenOn'), 'a draft is not overwritten').toBe('06/20/2016');
  expect(text(kept.text)).toContain('Save or discard it first: then the dose can be added as historical.');
});

test('a line is removed once, however often its control is pressed', async () => {
  const app = startApp();
  const nora = await open(app);
  await nora.submit(newVisit(rainbowBright), mmr, 'do.more');
  await nora.submit(newVisit(rainbowBright), { vaccine2: '21' }, 'do.more');
  const page = (await nora.get(newVisit(rainbowBright))).text;
  const form = formOf(page, newVisit(rainbowBright));
  form.append('do.remove.1-3', 'x');
  await nora.post(newVisit(rainbowBright), form.toString());
  await nora.submit(newVisit(rainbowBright), {}, 'do.remove.1-3');
  expect(formOf((await nora.get(newVisit(rainbowBright))).text, newVisit(rainbowBright)).get('vaccine1')).toBe('21');
});

test('the only vaccine that is left is chosen: over htmx with a word that says so, by Enter without scripts', async () => {
  const app = startApp();
  const nora = await open(app);
  const form = formOf((await nora.get(newVisit(rainbowBright))).text, newVisit(rainbowBright));
  form.set('find1', 'varivax');
  form.append('do.find.1', 'list');
  const partial = await nora.request(newVisit(rainbowBright), {
    method: 'POST',
    body: form.toString(),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': String(form.toString().length),
      'HX-Request-Type': 'partial',
    },
  });
  expect(partial.text).toContain('<option value="21:Varivax" selected');
  expect(text(partial.text)).toContain('Chosen: Varicella [Varivax] (21)');
  await nora.submit(newVisit(twins[0]), { find1: 'varivax' }, 'do.stage');
  expect(formOf((await nora.get(newVisit(twins[0]))).text, newVisit(twins[0])).get('vaccine1')).toBe('21:Varivax');
});
