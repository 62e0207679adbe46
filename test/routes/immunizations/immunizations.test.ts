import { brotliCompressSync, constants } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { startApp } from '../../support/app.js';
import { dosesOf, historyOf, lastAudit, mmr, newVisit, open, plant, rainbow, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright, donDuck, locked, deceased } = demonstrationClients;

test('nora opens the history of RAINBOW: who it is, the first comment, the dose of the guide (I1 to I4)', async () => {
  const app = startApp();
  const { status, text: html } = await (await open(app)).get(rainbow);
  expect(status).toBe(200);
  const said = text(html);
  for (const words of [
    'Client Name (First - MI - Last) RAINBOW FANCYPANTS BRIGHT',
    'DOB 02/14/2015',
    'Age 11 years 9 months 8 days',
    'Gender U',
    "Mother's Maiden UNICORN",
    'Tracking Schedule ACIP',
    'Chart Number 12345678910',
    'Address 1625 CLOUDNINE DRIVE, PEGASUS, MN (651) 201-4629',
    'Comments (1 of 4) ... 01/01/2020 ~ Immunity: Titer/MD Dx Mumps',
    'Add Immunization Edit Client Reports Print Print Confidential',
    'Vaccine Group Date Administered Age Series Vaccine [Trade Name] Dose Lot Owned? Hist? Edit',
    'DTaP/Tdap/Td Why? DTaP/Tdap/Td 06/16/2015 4 months 1 of 4 DTaP-Hep B-IPV [Pediarix] No Yes view',
    'Influenza 11/04/2021 – Refusal of Influenza',
    'MMR 01/01/2020 ✓ Immunity: Titer/MD Dx Mumps',
    'Series counts the valid doses of the series chosen for this client',
  ])
    expect(said).toContain(words);
  expect(await lastAudit(app)).toMatchObject({ action: 'view immunizations', clientId: rainbowBright });
});

test('the comments go down and up and round, their place is in the address, and all stand in one list on request (I2)', async () => {
  const nora = await open(startApp());
  const shown = async (address: string) => {
    const { text: html } = await nora.get(address);
    const to = (id: string) => new RegExp(`id="${id}" href="([^"#]+)`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    return { said: /Comments \(\d of 4\) \.\.\. [^<]+/.exec(text(html))?.[0] ?? '', up: to('up'), down: to('down') };
  };
  const seen: string[] = [];
  let at = await shown(rainbow);
  for (let step = 0; step < 5; step += 1) {
    seen.push(at.said.slice(0, 38));
    at = await shown(at.down);
  }
  expect(seen).toEqual([
    'Comments (1 of 4) ... 01/01/2020 ~ Imm',
    'Comments (2 of 4) ... 11/04/2021 ~ Ref',
    'Comments (3 of 4) ... 03/17/2022 ~ Imm',
    'Comments (4 of 4) ... 04/01/2022 ~ Ref',
    'Comments (1 of 4) ... 01/01/2020 ~ Imm',
  ]);
  expect((await shown((await shown(rainbow)).up)).said).toContain('(4 of 4) ... 04/01/2022 ~ Refusal of Cholera');
  const all = text((await nora.get(`${rainbow}?comment=all`)).text);
  expect(all).toContain('Comments (4) 01/01/2020 ~ Immunity: Titer/MD Dx Mumps 11/04/2021 ~ Refusal of Influenza');
  for (const odd of ['0', '-3', '99', 'x', '1e9', 'NaN'])
    expect((await nora.get(`${rainbow}?comment=${odd}`)).status).toBe(200);
});

test('over htmx a toggle brings the line and the toggles alone, and the address (I2)', async () => {
  const app = startApp();
  const nora = await open(app);
  const answer = await nora.request(`${rainbow}?comment=2`, {
    headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
  });
  expect(answer.headers.get('HX-Replace-Url')).toBe(`${rainbow}?comment=2`);
  expect(answer.text).toMatch(/^<hx-partial id="comment">/);
  expect(answer.text).toContain('Comments (2 of 4)');
  expect(answer.text.length).toBeLessThan(1200);
});

test('a client without address or comments says so', async () => {
  const app = startApp();
  await app.db.write((tx) =>
    tx
      .update(schema.clients)
      .set({ street: '', city: '', state: '', zip: '', county: '' })
      .where(eq(schema.clients.id, donDuck))
      .run(),
  );
  const said = text((await (await open(app)).get(historyOf(donDuck))).text);
  expect(said).toContain('No address is on file for this client.');
  expect(said).toContain('Comments: none on file.');
});

test('victor and sam see the history and record nothing (C1)', async () => {
  const app = startApp();
  const [dose] = await dosesOf(app, rainbowBright);
  for (const username of ['victor', 'sam', 'helen']) {
    const viewer = await open(app, username);
    const said = text((await viewer.get(rainbow)).text);
    expect(said).toContain('View Client');
    expect(said).not.toContain('Add Immunization');
    expect(said).not.toContain('Edit Client');
    expect((await viewer.get(newVisit(rainbowBright))).status).toBe(403);
    expect((await viewer.post(newVisit(rainbowBright), 'csrf=x')).status).toBe(403);
    expect((await viewer.post(`${rainbow}/${dose?.id}`, 'csrf=x')).status).toBe(403);
    expect((await viewer.get(`${rainbow}/${dose?.id}`)).status).toBe(200);
  }
  const victor = await open(app, 'victor');
  expect((await victor.get(`/clients/${rainbowBright}`)).text).toContain(`href="${rainbow}">`);
});

test('a hidden record, or a dose of another client, leads nowhere (C12, C13)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dons] = await dosesOf(app, donDuck);
  for (const id of [locked, deceased, 999])
    for (const rest of [
      '/immunizations',
      '/immunizations/new',
      '/immunizations/print',
      '/immunizations/print-confidential',
      '/immunizations/print-card',
      '/immunizations/print-school',
      '/immunizations/1',
      '/reports',
      '/reports/information',
    ])
      expect((await nora.get(`/clients/${id}${rest}`)).status, `${id}${rest}`).toBe(404);
  expect((await nora.get(`${rainbow}/${dons?.id}`)).status).toBe(404);
});

/** Doses of eight products, each of a lot of its own. */
const manyDoses = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    cvx: ['140', '110', '216', '309', '48', '03', '165', '136'][at % 8] ?? '',
    tradeName:
      ['Fluarix', 'Pediarix', 'Prevnar 20', 'Comirnaty', 'ActHIB', 'M-M-R II', 'Gardasil 9', 'Menveo'][at % 8] ?? '',
    givenOn: new Date(Date.parse('2015-08-01') + at * 53 * 86_400_000).toISOString().slice(0, 10),
    lot: `${['A4', 'UT7', 'X0', 'FP', '9N'][at % 5]}${((at * 7919) % 9000) + 1000}`,
  }));

test('50 doses on one client are all shown', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'RIVER', manyDoses(49));
  const { text: html } = await (await open(app)).get(rainbow);
  const shown = new Set([...html.matchAll(/immunizations\/(\d+)"/g)].map(([, id]) => id));
  expect(shown.size).toBe(50);
});

test('the history of 40 immunizations with all that is recommended is at most 5 KB over the wire', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'RIVER', manyDoses(39));
  const { text: html } = await (await open(app)).get(rainbow);
  const size = brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;
  expect(size).toBeLessThanOrEqual(5 * 1024);
});

test('the doses that a form just wrote stand out once', async () => {
  const nora = await open(startApp());
  const saved = await nora.submit(newVisit(rainbowBright), mmr, 'do.save');
  const { text: html } = await nora.get(saved.location);
  expect([...html.matchAll(/<tr>(?:(?!<tr>).)*<mark>added<\/mark>/g)].map(([row]) => text(row).trim())).toEqual([
    expect.stringMatching(/06\/20\/2016 16 months .* of 2 MMR \[M-M-R II\] added$/),
  ]);
  expect((await nora.get(saved.location)).text, 'loaded again').not.toContain('<mark>');
});

test('as a grid the history has a column a dose, and says what does not count', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'RIVER', [
    { cvx: '03', givenOn: '2015-06-01' },
    { cvx: '03', givenOn: '2016-06-01' },
  ]);
  const nora = await open(app);
  expect((await nora.get(rainbow)).text).toContain('href="immunizations?view=grid#history">Show as a grid');
  const { text: html } = await nora.get(`${rainbow}?view=grid`);
  const row = /<tr><th scope="row">MMR<\/th><td class="n" data-label="1st">.*?<\/tr>/.exec(html)?.[0] ?? '';
  expect(text(row).trim()).toBe('MMR 06/01/2015 3 months ✕ Not valid 06/01/2016 15 months 1 of 2');
});

test('manage immunizations finds a client and lands on the history, with a way back to the results (I8)', async () => {
  const nora = await open(startApp());
  const kept = await nora.submit('/immunizations', { lastName: 'BRIGHT' }, 'do.search');
  const results = (await nora.get(kept.location)).text;
  const to = /href="(\/clients\/14883406\/immunizations\?search=[\w-]{22})"/.exec(results)?.[1] ?? '';
  const html = (await nora.get(to)).text;
  expect(html).toContain(`<a href="${kept.location}">Back to results</a>`);
  const byNumber = await nora.submit('/immunizations', { miicId: String(rainbowBright) }, 'do.search');
  expect(byNumber.location).toMatch(/^\/clients\/14883406\/immunizations\?search=/);
  const manage = await nora.submit('/clients', { miicId: String(rainbowBright) }, 'do.search');
  expect(manage.location).toMatch(/^\/clients\/14883406\?search=/);
});
