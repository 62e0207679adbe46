import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../src/db/demonstration.js';
import { startApp } from '../support/app.js';
import { changesOf, dosesOf, mmr, newVisit, open, organizationId, rainbow, text } from '../support/doses.js';
import { schema } from '../support/tables.js';

const { rainbowBright, twins } = demonstrationClients;

test('nora adds two immunizations of one visit: owned, not historical, traced, in the record’s history (I5, I6)', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.submit(newVisit(rainbowBright), { ...mmr }, 'do.more');
  expect(shown.location).toBe(`${newVisit(rainbowBright)}#line2`);
  const answer = await nora.submit(
    newVisit(rainbowBright),
    { vaccine2: '21:Varivax', lot2: 'v77', administeredBy: 'RN K MOE' },
    'do.save',
  );
  expect(answer.status).toBe(303);
  expect(answer.location).toBe(`${rainbow}?done=2#history`);
  const said = text((await nora.get(answer.location.split('#')[0] ?? '')).text);
  expect(said).toContain('History 2 immunizations added');
  expect(said).toContain('MMR 06/20/2016 1 of 2 MMR [M-M-R II] 0.5 mL Yes No edit');
  expect(said).toContain('Varicella 06/20/2016 1 of 2 Varicella [Varivax] Yes No edit');
  const [, first, second] = dosesOf(app, rainbowBright);
  expect(first).toMatchObject({
    cvx: '03',
    mvx: 'MSD',
    lot: 'K123',
    unit: 'mL',
    site: 'LT',
    route: 'C38299',
    givenOn: '2016-06-20',
  });
  expect(second).toMatchObject({ cvx: '21', mvx: 'MSD', lot: 'V77', amount: '', unit: '', administeredBy: 'RN K MOE' });
  expect(changesOf(app, first?.id ?? 0).map(({ field, before, after }) => [field, before, after])).toContainEqual([
    'lot',
    null,
    'K123',
  ]);
  const traced = app.db.read.select().from(schema.audit).where(eq(schema.audit.action, 'record immunizations')).all();
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
])(
  '%j is refused with 422, what was typed stands there again, nothing is recorded (I5, X4)',
  async (change, message) => {
    const app = startApp();
    const nora = await open(app);
    const before = dosesOf(app, rainbowBright);
    const answer = await nora.submit(
      newVisit(rainbowBright),
      { ...mmr, orderedBy: 'Dr. Ødegård "Bo"', ...change },
      'do.save',
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('<title>Error: Add Immunization');
    expect(text(answer.text)).toContain(`There is a problem`);
    expect(text(answer.text)).toContain(message);
    expect(answer.text).toContain('value="Dr. Ødegård &quot;Bo&quot;"');
    expect(answer.text).toContain('value="K123"');
    expect(dosesOf(app, rainbowBright)).toEqual(before);
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
  expect(asked.text).toContain('href="#another1"');
  expect(dosesOf(app, rainbowBright)).toHaveLength(1);
  const told = await nora.submit(newVisit(rainbowBright), { ...dtap, another1: 'Y' }, 'do.save');
  expect(told.status).toBe(303);
  expect(dosesOf(app, rainbowBright)).toHaveLength(2);

  await nora.submit(newVisit(twins[0]), mmr, 'do.more');
  const twice = await nora.submit(newVisit(twins[0]), { givenOn: '01/05/2024', vaccine2: '03' }, 'do.save');
  expect(text(twice.text)).toContain('Immunization 1 of this visit may be the same dose');
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
  expect(dosesOf(app, rainbowBright)).toHaveLength(2);
  // What was typed is kept by itself a little later: not after it was recorded.
  await nora.post(newVisit(rainbowBright), body.replace('do.save=Save', 'do.stage=typing'));
  expect(app.db.read.select().from(schema.visitDrafts).all()).toEqual([]);
});

test('Enter keeps what is typed and records nothing; Cancel discards it (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  const kept = await nora.submit(newVisit(rainbowBright), mmr, 'do.stage');
  expect(kept.status).toBe(303);
  expect(dosesOf(app, rainbowBright)).toHaveLength(1);
  const again = (await nora.get(newVisit(rainbowBright))).text;
  expect(again).toContain('Not saved: kept as a draft.');
  expect(again).toContain('value="06/20/2016"');
  expect(text((await nora.get(rainbow)).text)).toContain('is not saved: kept as a draft.');
  const ada = await open(app, 'ada');
  expect((await ada.get(newVisit(rainbowBright))).text).not.toContain('06/20/2016');
  const atLake = await open(app, 'nora', 'LAKE');
  expect((await atLake.get(newVisit(rainbowBright))).text).not.toContain('06/20/2016');
  await nora.submit(newVisit(rainbowBright), {}, 'do.cancel');
  expect((await nora.get(newVisit(rainbowBright))).text).not.toContain('06/20/2016');
  await nora.submit(newVisit(rainbowBright), {}, 'do.stage');
  expect(app.db.read.select().from(schema.visitDrafts).all()).toEqual([]);
});

test('the list of vaccines is shortened by its control without scripts, and over htmx', async () => {
  const app = startApp();
  const nora = await open(app);
  const answer = await nora.submit(newVisit(rainbowBright), { find1: 'orimune' }, 'do.find.1');
  expect(answer.location).toBe(`${newVisit(rainbowBright)}#vaccine1`);
  const html = (await nora.get(newVisit(rainbowBright))).text;
  expect(html).toContain('OPV [Orimune] (02)');
  expect(html).toContain('1 vaccine in the list.');
  expect(html).not.toContain('MMRV');
});

test('a form shown for another organization changes nothing and keeps what was typed (C22)', async () => {
  const app = startApp();
  const nora = await open(app);
  const answer = await nora.submit(
    newVisit(rainbowBright),
    { ...mmr, organization: String(organizationId(app, 'LAKE')) },
    'do.save',
  );
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('value="K123"');
  expect(dosesOf(app, rainbowBright)).toHaveLength(1);
});
