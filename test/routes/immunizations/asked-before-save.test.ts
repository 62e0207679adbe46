// What each line of a visit would be is said before Save, and what would not count is asked about once (I5).
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../../support/setup/chance.js';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { type Answer, type Browser, formOf, startApp } from '../../support/app.js';
import {
  changesOf,
  dosesOf,
  lastAudit,
  mmr,
  newVisit,
  open,
  organizationId,
  plant,
  rainbow,
  text,
} from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright } = demonstrationClients;
const path = newVisit(rainbowBright);
const varicella = { givenOn: '11/22/2026', source: '00', vaccine1: '21:Varivax' };

/** What is said of each line of a form. */
const worth = ({ text: html }: Pick<Answer, 'text'>) =>
  [...html.matchAll(/<div id="worth\d+"[^>]*>([\s\S]*?)<\/div>/g)].map(([, part]) => text(part ?? '').trim());

/** Sends a form as it was shown, with a reason on its first line. */
function sendAgain(nora: Browser, shown: Pick<Answer, 'text'>, fill: Record<string, string>) {
  const form = formOf(shown.text, path);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.append('do.save', 'Save');
  return nora.post(path, `${form}`);
}

test('each line says what it would be, with its reasons, before anything is saved', async () => {
  const app = startApp();
  const nora = await open(app);
  const [hepB = ''] = worth(await nora.get(`${path}?due=1`));
  expect(hepB).toMatch(/^✓ Would be valid as dose 2 of 3\. Why\? Immunization 1 Old enough from /);
  await nora.submit(path, { ...mmr }, 'do.stage');
  expect(worth(await nora.get(path))[0]).toContain('✓ Would be valid as dose 1 of 2.');
  expect(await dosesOf(app, rainbowBright)).toHaveLength(1);
});

test('a dose two days early is asked about once, with the day to wait for; a reason saves it and stays with it', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'LAKE', [{ cvx: '03', givenOn: '2026-10-27' }]);
  const nora = await open(app);
  const asked = await nora.submit(path, varicella, 'do.save');
  expect(asked.status).toBe(422);
  const said = '2 days too early: would not count; wait until 11/24/2026. To save it all the same, say why.';
  expect(text(asked.text)).toContain(
    `There is a problem Not saved. What you typed stands below. Immunization 1: ${said}`,
  );
  expect(asked.text).toContain('href="#reason1"');
  expect(worth(asked)[0]).toMatch(
    /^✕ 2 days too early.* Why\? .*28 days after MMR of 10\/27\/2026, which is a live vaccine too\./,
  );
  const silent = await sendAgain(nora, asked, {});
  expect([silent.status, (await dosesOf(app, rainbowBright)).length], 'no reason, no Save').toEqual([422, 2]);
  const saved = await sendAgain(nora, silent, { reason1: 'They travel tomorrow' });
  expect(saved.status).toBe(303);
  const dose = (await dosesOf(app, rainbowBright)).at(-1);
  expect(dose).toMatchObject({ cvx: '21', givenOn: '2026-11-22', reason: 'They travel tomorrow' });
  expect((await changesOf(app, dose?.id ?? 0)).map(({ field, after }) => [field, after])).toContainEqual([
    'reason',
    'They travel tomorrow',
  ]);
  expect(await lastAudit(app)).toMatchObject({ action: 'record immunizations', detail: '1, asked about 1' });
  const edit = await nora.get(`${rainbow}/${dose?.id}`);
  expect(formOf(edit.text, `${rainbow}/${dose?.id}`).get('reason1')).toBe('They travel tomorrow');
});

test('a reason for one judgement is none for another: what changed meanwhile is asked about anew', async () => {
  const app = startApp();
  const [first] = await plant(app, rainbowBright, 'LAKE', [{ cvx: '03', givenOn: '2026-10-27' }]);
  const nora = await open(app);
  const early = { reason1: 'They travel tomorrow' };
  expect((await nora.submit(path, { ...varicella, ...early }, 'do.save')).status, 'unasked').toBe(422);
  const asked = await nora.get(path);
  // Another tab adds a live vaccine between the question and the Save.
  await plant(app, rainbowBright, 'LAKE', [{ cvx: '37', givenOn: '2026-11-20' }]);
  const again = await sendAgain(nora, asked, early);
  expect(again.status).toBe(422);
  expect(worth(again)[0]).toContain('26 days too early');
  expect(formOf(again.text, path).get('reason1'), 'the reason stays').toBe('They travel tomorrow');
  expect((await sendAgain(nora, again, {})).status).toBe(303);
  expect(first).toBeDefined();
});

test.each([
  ['wrong age for the product', { vaccine1: '119:Rotarix' }, 'a dose counts no more'],
  ['a lot that expired', { vaccine1: '03', lotExpiresOn1: '11/21/2026' }, 'after its lot expired on 11/21/2026'],
  ['too young then', { vaccine1: '03', givenOn: '06/01/2015', begun: '{}' }, 'too early: would not count before'],
])('%s: asked about', async (_, fill, words) => {
  const nora = await open(startApp());
  const asked = await nora.submit(path, { ...varicella, ...fill }, 'do.save');
  expect(asked.status).toBe(422);
  expect(worth(asked)[0]).toContain(words);
  expect((await sendAgain(nora, asked, { reason1: 'given by mistake' })).status).toBe(303);
});

test('an adult’s dose of a series for children says that a condition is missing, and is valid once it is on file', async () => {
  const app = startApp();
  await app.db.write((tx) =>
    tx.update(schema.clients).set({ birthDate: '1990-02-14' }).where(eq(schema.clients.id, rainbowBright)).run(),
  );
  const nora = await open(app);
  const hepA = { ...varicella, vaccine1: '52:Havrix adult' };
  const asked = await nora.submit(path, hepA, 'do.save');
  expect(asked.status).toBe(422);
  expect(worth(asked)[0]).toMatch(
    /^✕ Would count at this age only for somebody with a condition that calls for it, and none is on file: enter it under Conditions/,
  );
  await app.db.write(async (tx) => {
    const by = {
      clientId: rainbowBright,
      organizationId: await organizationId({ db: { read: tx } }, 'RIVER'),
      updatedAt: 1,
    };
    await tx
      .insert(schema.conditions)
      .values({ ...by, code: '175', fromOn: '2026-11-20', untilOn: '' })
      .run();
  });
  await nora.submit(path, {}, 'do.stage');
  expect(worth(await nora.get(path))[0]).toContain('✓ Would be valid as dose 1 of 2.');
});

test('a condition or a medical exemption on file against it is asked about, for what somebody else gave it is told', async () => {
  const app = startApp();
  await app.db.write(async (tx) => {
    const by = {
      clientId: rainbowBright,
      organizationId: await organizationId({ db: { read: tx } }, 'RIVER'),
      updatedAt: 1,
    };
    await tx
      .insert(schema.conditions)
      .values({ ...by, code: '007', fromOn: '2026-10-01', untilOn: '' })
      .run();
    await tx
      .insert(schema.comments)
      .values({ ...by, code: 'X-VARICELLA', appliesOn: '2026-01-05' })
      .run();
    await tx.update(schema.clients).set({ revision: 99 }).where(eq(schema.clients.id, rainbowBright)).run();
  });
  const nora = await open(app);
  const asked = await nora.submit(path, varicella, 'do.save');
  expect(worth(asked)[0]).toMatch(/^✕ On file against it: Pregnan.*A medical exemption for Varicella is on file\./);
  const historical = await sendAgain(nora, asked, { source: '02' });
  expect(historical.status).toBe(303);
});

test('a live vaccine that no series is for is asked about too near another one', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'LAKE', [{ cvx: '03', givenOn: '2026-11-19' }]);
  const nora = await open(app);
  const asked = await nora.submit(path, { ...varicella, vaccine1: '37' }, 'do.save');
  expect(asked.status).toBe(422);
  expect(worth(asked)[0]).toMatch(
    /^✕ Too near after MMR of 11\/19\/2026, which is a live vaccine too: wait until 12\/1\d\/2026\./,
  );
});

test('one more than needed is told, and not asked about', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'LAKE', [
    { cvx: '03', givenOn: '2016-03-01' },
    { cvx: '03', givenOn: '2020-03-01' },
  ]);
  const nora = await open(app);
  await nora.submit(path, { ...varicella, vaccine1: '03' }, 'do.stage');
  expect(worth(await nora.get(path))[0]).toContain('+ Would be extra: The series was complete before');
  expect((await nora.submit(path, {}, 'do.save')).status).toBe(303);
});

test('over htmx each line is judged anew while it is typed, and what is typed beside it stays', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'LAKE', [{ cvx: '03', givenOn: '2026-10-27' }]);
  const nora = await open(app);
  const body = (await form(nora, varicella)).replace('do.save=Save', 'do.stage=typing');
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' };
  const init = { method: 'POST', body, headers: { ...headers, 'Content-Length': String(body.length) } };
  const { text: html } = await nora.request(path, init);
  expect(text(html)).toContain('2 days too early: would not count; wait until 11/24/2026.');
  expect(html).not.toContain('name="reason1"');
});

test('an earlier dose that takes a later one its worth is asked about', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'LAKE', [{ cvx: '21', givenOn: '2026-11-22' }]);
  const nora = await open(app);
  const asked = await nora.submit(path, { ...varicella, vaccine1: '03', givenOn: '11/10/2026' }, 'do.save');
  expect(asked.status).toBe(422);
  expect(worth(asked)[0]).toContain(
    'Varicella of 11/22/2026, on file, would not count any more: Given 11/22/2026, before 12/08/2026',
  );
});

test('of two visits at once that stand in each other’s way one is asked about, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('03', '94', '37'),
      fc.constantFrom('21', '111', '94'),
      fc.integer({ min: 1, max: 20 }),
      async (one, other, apart) => {
        const app = startApp();
        const [a, b] = [await open(app), await open(app)];
        const day = `11/${String(22 - apart).padStart(2, '0')}/2026`;
        const [first, second] = await Promise.all([
          form(a, { ...varicella, vaccine1: one, givenOn: day }),
          form(b, { ...varicella, vaccine1: other }),
        ]);
        const before = (await dosesOf(app, rainbowBright)).length;
        const answers = await Promise.all([a.post(path, first), b.post(path, second)]);
        const saved = answers.filter(({ status }) => status === 303).length;
        expect((await dosesOf(app, rainbowBright)).length - before).toBe(saved);
        expect(answers.some(({ status }) => status === 422)).toBe(true);
      },
    ),
    { numRuns: 6 },
  );
});

test('a correction that takes a dose its worth is asked about too, and one that leaves it alone is not', async () => {
  const app = startApp();
  const [first] = await plant(app, rainbowBright, 'LAKE', [{ cvx: '03', givenOn: '2026-10-27' }]);
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2026-11-22' }]);
  expect(first).toBeDefined();
  const nora = await open(app);
  const edit = `${rainbow}/${dose?.id}`;
  const onFile = async () => (await dosesOf(app, rainbowBright)).find(({ id }) => id === dose?.id);
  expect((await nora.submit(edit, { lot1: 'A1' }, 'do.save')).status, 'the lot alone').toBe(303);
  const asked = await nora.submit(edit, { vaccine1: '21:Varivax' }, 'do.save');
  expect([asked.status, (await onFile())?.cvx]).toEqual([422, '03']);
  expect(worth(asked)[0]).toContain(
    '2 days too early: would not count; wait until 11/24/2026. To save it all the same',
  );
  expect(asked.text).toContain('href="#reason1"');
  const body = formOf(asked.text, edit);
  body.set('reason1', 'They travel tomorrow');
  body.append('do.save', 'Save');
  // Another clinic adds a live vaccine between the question and the Save: it is asked about anew.
  const [late] = await plant(app, rainbowBright, 'LAKE', [{ cvx: '37', givenOn: '2026-11-20' }]);
  expect((await nora.post(edit, `${body}`)).status).toBe(422);
  await app.db.write((tx) =>
    tx
      .delete(schema.immunizations)
      .where(eq(schema.immunizations.id, late?.id ?? 0))
      .run(),
  );
  expect((await nora.post(edit, `${body}`)).status).toBe(303);
  expect(await onFile()).toMatchObject({ cvx: '21', reason: 'They travel tomorrow', revision: 3 });
});

async function form(browser: Browser, fill: Record<string, string>): Promise<string> {
  const sent = formOf((await browser.get(path)).text, path);
  for (const [name, value] of Object.entries(fill)) sent.set(name, value);
  sent.append('do.save', 'Save');
  return `${sent}`;
}
