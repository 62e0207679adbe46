// What a person sees of the forecast in the history: what is due, what each dose is worth, and why.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { type App, startApp } from '../../support/app.js';
import { historyOf, open, plant, rainbow, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { donDuck, rainbowBright } = demonstrationClients;

/** A client of two years and a half without any dose or comment but those named. */
async function child(
  app: App,
  doses: readonly { cvx: string; givenOn: string }[],
  comments: readonly { code: string; appliesOn: string }[] = [],
  why = '',
) {
  await app.db.write(async (tx) => {
    await tx
      .update(schema.clients)
      .set({ birthDate: '2024-05-12', gender: 'F' })
      .where(eq(schema.clients.id, donDuck))
      .run();
    await tx.delete(schema.changes).where(eq(schema.changes.clientId, donDuck)).run();
    await tx.delete(schema.immunizations).where(eq(schema.immunizations.clientId, donDuck)).run();
    for (const comment of comments)
      await tx
        .insert(schema.comments)
        .values({ ...comment, clientId: donDuck, updatedAt: 0 })
        .run();
  });
  if (doses.length > 0) await plant(app, donDuck, 'RIVER', [...doses]);
  return (await (await open(app)).get(`${historyOf(donDuck)}${why && `?why=${why}`}`)).text;
}

/** The lines of a table as text, each with what explains it, by the heading of the section that it stands in. */
function rowsUnder(html: string, heading: string): string[] {
  const section = html.split('<section').find((part) => part.includes(`>${heading}`)) ?? '';
  return [...section.matchAll(/<tr>.*?<\/tr>(?:<tr><td class="why".*?<\/tr>)?/g)]
    .slice(1)
    .map(([row]) => text(row).trim());
}

const recommended = (html: string) => rowsUnder(html, 'Vaccines Recommended by Selected Tracking Schedule');

test('what is recommended stands between the comments and the history: overdue, due, later, then what is over', async () => {
  const html = (await (await open(startApp())).get(rainbow)).text;
  const said = text(html);
  expect(said).toContain(
    'Vaccine Group Status Earliest Date Recommended Date Past Due Date Why? Hepatitis B ▲ Overdue, dose 2 07/14/2015',
  );
  expect(said.indexOf('Comments (1 of 4)')).toBeLessThan(said.indexOf('Vaccines Recommended'));
  expect(said.indexOf('Vaccines Recommended')).toBeLessThan(said.indexOf('Add Immunization'));
  const words = recommended(html).map((row) => /[▲●◐○✓✕–] ([A-Z][a-z ]*[a-z])/.exec(row)?.[1]);
  expect([...new Set(words)]).toEqual(['Overdue', 'Due', 'Decide together', 'Later', 'Immune', 'Aged out']);
  expect(said).toContain('Recommended by schedule 4.64-508. Whoever vaccinates decides.');
  expect(said).not.toContain('not evaluated');
});

test('the head says what is due today', async () => {
  const app = startApp();
  const said = text(await child(app, []));
  expect(said).toContain(
    'Due today: Hepatitis B (overdue), DTaP/Tdap/Td (overdue), Hib (overdue), Pneumococcal (overdue), Polio (overdue)',
  );
  expect(text((await (await open(app)).get(rainbow)).text)).toContain('HPV, Meningococcal, Influenza');
});

test('each line opens its chain of reasons without a script, and the others stay short', async () => {
  const rows = recommended(await child(startApp(), [{ cvx: '48', givenOn: '2026-01-12' }], [], 'MMR'));
  expect(rows.find((row) => row.startsWith('MMR'))).toBe(
    'MMR ▲ Overdue, dose 1 05/12/2025 05/12/2025 10/09/2025 Hide why MMR By the 2-dose series: the usual one. Left out: 3 others (for a condition that is not on file). Dose 1 of the series is next. Earliest 05/12/2025: 12 months after birth. Recommended 05/12/2025: 12 months after birth. Past due 10/09/2025: the day before 16 months and 4 weeks after birth. To give: MMR.',
  );
  expect(rows.find((row) => row.startsWith('Hib'))).toBe('Hib ✓ Complete Why? Hib');
});

test('over htmx only the rows of the group are brought, with its reasons, and again without', async () => {
  const app = startApp();
  await child(app, [{ cvx: '03', givenOn: '2025-05-01' }], [{ code: 'R-HIB', appliesOn: '2026-01-05' }]);
  const nora = await open(app);
  const headers = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' };
  const ask = async (words: string) => (await nora.request(`${historyOf(donDuck)}?${words}`, { headers })).text;
  const opened = await ask('why=MMR&search=abcdefghijklmnopqrstuv');
  expect([...opened.matchAll(/<hx-partial id="([^"]+)"/g)].map(([, id]) => id)).toEqual(['g-MMR', 'r-MMR']);
  expect(text(opened)).toMatch(/Not valid MMR .*Given 05\/01\/2025, before 05\/08\/2025.*To give: MMR\./);
  expect(opened, 'the way back to the results').toContain('hide=MMR&amp;search=abcdefghijklmnopqrstuv');
  expect(text(await ask('hide=MMR'))).not.toContain('To give');
  // Comments, which have regions of their own, do not come instead.
  const withComments = await nora.request(`${rainbow}?why=MMR`, { headers });
  expect(withComments.text).toMatch(/^<hx-partial id="g-MMR">/);
  expect((await nora.get(`${historyOf(donDuck)}?why=%3Cb%3E`)).status).toBe(200);
});

test('each dose says valid, not valid or extra, and why', async () => {
  const app = startApp();
  const html = await child(app, [
    { cvx: '03', givenOn: '2025-05-01' },
    { cvx: '21', givenOn: '2025-05-21' },
    { cvx: '48', givenOn: '2026-01-12' },
    { cvx: '48', givenOn: '2026-05-12' },
    { cvx: '19', givenOn: '2024-05-13' },
  ]);
  const dose = (day: string) => rowsUnder(html, 'History').find((row) => row.includes(day));
  expect(dose('05/01/2025')).toMatch(/^MMR Why\? MMR 05\/01\/2025 11 months ✕ Not valid MMR 0.5 mL edit$/);
  expect(dose('05/21/2025')).toContain('✕ Not valid Varicella');
  expect(dose('01/12/2026')).toContain('20 months 1 of 1 Hib (PRP-T)');
  expect(dose('05/12/2026')).toContain('+ Extra Hib');
  expect(dose('05/13/2024')).toContain('– Not evaluated BCG');
  const nora = await open(app);
  const why = async (group: string) => text((await nora.get(`${historyOf(donDuck)}?why=${group}`)).text);
  expect(await why('MMR')).toContain(
    'edit Given 05/01/2025, before 05/08/2025, the earliest day that counts: 12 months less 4 days after birth.',
  );
  expect(await why('VARICELLA')).toContain(
    'Given 05/21/2025, before 05/29/2025, the earliest day that counts: 28 days after MMR of 05/01/2025, which is a live vaccine too.',
  );
  expect(await why('HIB')).toContain('The series was complete before: this dose was not needed.');
  expect(await why('BCG')).toContain('The schedule has nothing that this vaccine protects from.');
});

test('a refusal stands beside what is due, an exemption against it, and a titer is immunity', async () => {
  const app = startApp();
  const html = await child(
    app,
    [],
    [
      { code: 'R-HIB', appliesOn: '2026-01-05' },
      { code: 'X-POLIO', appliesOn: '2025-03-04' },
      { code: 'T-HEPA', appliesOn: '2026-02-03' },
      { code: 'H-MEASLES', appliesOn: '2026-02-03' },
    ],
  );
  const rows = recommended(html);
  const nora = await open(app);
  const why = async (group: string) => text((await nora.get(`${historyOf(donDuck)}?why=${group}`)).text);
  const of = (group: string) => rows.find((row) => row.startsWith(group)) ?? '';
  expect(of('Hib')).toContain('▲ Overdue, dose 1 refused on 01/05/2026');
  expect(of('Polio')).toContain('✕ Not recommended: medical exemption on file');
  expect(await why('POLIO')).toContain('But for the exemption: By the 4-dose series');
  expect(of('Hepatitis A')).toContain('✓ Immune');
  expect(await why('HEPA')).toContain('Immunity is on file: Laboratory Evidence of Immunity');
  expect(of('MMR')).toContain(
    '▲ Overdue, dose 1 Immunity: Titer/MD Dx Measles is on file: the schedule asks for a titer',
  );
});

test('a season that is over is rolled on, and says so', async () => {
  const flu = recommended(await child(startApp(), [])).find((row) => row.startsWith('Influenza'));
  expect(flu).toContain("● Due, dose 1 last season's dates: this season's are not on file yet");
});

test('nothing is due to a client who died', async () => {
  const app = startApp();
  await app.db.write((tx) =>
    tx.update(schema.clients).set({ deathDate: '2026-01-01' }).where(eq(schema.clients.id, rainbowBright)).run(),
  );
  const said = text((await (await open(app)).get(rainbow)).text);
  expect(said).toContain('Due today: nothing');
  expect(said).toContain('Nothing is due: the client died on 01/01/2026.');
  expect(said).not.toContain('Overdue');
});
