// Who may know which conditions change what is due (F1): a school sees that one counts, and not which, on no screen, paper,
// command or in any history.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { exportClientTo } from '../../../src/cli/export-client.js';
import { forecastOf } from '../../../src/cli/forecast.js';
import { conditions } from '../../../src/db/schema/clients.js';
import { audit } from '../../../src/db/schema/operations.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, press, startApp } from '../../support/app.js';
import { text } from '../../support/doses.js';

const path = `/clients/${people.aliased}`;
const told =
  /HIV|Pregnan|immunocomp|32 weeks|Cochlear|asplenia|Condition Listing|Asthma|"observation":"(?:007|145|155)"/i;
let registry: App;

/** Signe is pregnant and has HIV, entered by nora, who has changed one of them since. */
beforeAll(async () => {
  registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(path), path, 'do.tab.conditions');
  for (const [code, fromOn, untilOn] of [
    ['155', '01/05/2024', ''],
    ['007', '04/10/2026', '01/15/2027'],
  ]) {
    page = await press(nora, page, path, 'do.condition.new');
    page = await press(nora, page, path, 'do.condition.next', {
      'condition.code': code ?? '',
      'condition.fromOn': fromOn ?? '',
      'condition.untilOn': untilOn ?? '',
    });
  }
  expect((await press(nora, page, path, 'do.save')).text).toContain('Client Updated');
  expect((await registry.db.read.select().from(conditions).all()).length).toBeGreaterThan(2);
});

const screens = [
  [path, false],
  [`${path}?tab=conditions`, true],
  [`${path}/immunizations`, false],
  // The reasons of a group, which a condition bears on.
  [`${path}/immunizations?why=HPV`, true],
  [`${path}/immunizations/print`, false],
  [`${path}/immunizations/print-confidential`, false],
  [`${path}/immunizations/print-card`, false],
  [`${path}/immunizations/print-school`, false],
  [`${path}/reports`, false],
  [`${path}/reports/information`, true],
  [`${path}/history`, true],
  [`${path}/history?section=condition`, true],
] as const;

test.each(screens)('%s names no condition to a school; to a clinic: %s', async (address, names) => {
  const [sam, victor] = [await registry.open().logIn('sam'), await registry.open().logIn('victor')];
  const [school, clinic] = [await sam.get(address), await victor.get(address)];
  expect([school.status, clinic.status]).toEqual([200, 200]);
  expect(text(school.text)).not.toMatch(told);
  if (names) expect(text(clinic.text)).toMatch(told);
});

test('the reasons of no group name a condition to a school, whole or over htmx', async () => {
  const [sam, victor] = [await registry.open().logIn('sam'), await registry.open().logIn('victor')];
  const groups = [...(await sam.get(`${path}/immunizations`)).text.matchAll(/\?why=(\w+)/g)].map(([, group]) => group);
  expect(new Set(groups).size).toBeGreaterThan(10);
  let known = 0;
  for (const group of new Set(groups))
    for (const headers of [{}, { 'HX-Request-Type': 'partial' }] as const) {
      const ask = async (browser: Browser) =>
        text((await browser.request(`${path}/immunizations?why=${group}`, { headers })).text);
      expect(await ask(sam), group).not.toMatch(told);
      if (told.test(await ask(victor))) known += 1;
    }
  expect(known).toBeGreaterThan(2);
});

test('a school sees that a condition counts, the same days, and no tab of conditions', async () => {
  const [sam, victor] = [await registry.open().logIn('sam'), await registry.open().logIn('victor')];
  const [school, clinic] = [await sam.get(`${path}/immunizations`), await victor.get(`${path}/immunizations`)];
  const why = async (group: string) => text((await sam.get(`${path}/immunizations?why=${group}`)).text);
  expect(await why('HPV')).toContain('Must not be given: a condition on file.');
  expect(await why('HEPA')).toContain('By the series for increased risk');
  const days = (html: string) =>
    [...html.matchAll(/<td class="n" data-label="(?:Earliest|Recommended|Past due)">([^<]*)/g)].map(([, day]) => day);
  expect(days(school.text)).toEqual(days(clinic.text));
  expect(days(school.text).length).toBeGreaterThan(10);
  expect((await sam.get(path)).text).not.toContain('tab=conditions');
  expect((await victor.get(path)).text).toContain('tab=conditions');
});

test('the command line tells a school no condition, in words or as JSON, and exports none to anybody', async () => {
  const order = { miicId: String(people.aliased), date: '2026-11-22', json: true };
  for (const json of [true, false]) {
    const school = await forecastOf(registry.db, { ...order, json, organization: 'OAK' }, 1);
    expect(school.status).toBe(0);
    expect(school.text).not.toMatch(told);
  }
  expect((await forecastOf(registry.db, { ...order, organization: 'RIVER' }, 1)).text).toMatch(told);
  const folder = mkdtempSync(join(tmpdir(), 'titer-known-'));
  try {
    for (const organization of ['OAK', 'RIVER'])
      await exportClientTo(registry.db, { miicId: order.miicId, folder, organization }, 1);
    for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(told);
    expect(readdirSync(folder)).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the audit log says that conditions were changed, and names none', async () => {
  for (const { detail } of await registry.db.read.select().from(audit).all()) expect(detail).not.toMatch(told);
});

test('beside the comments stand the conditions that count on the day, from when and until when', async () => {
  const nora = await registry.open().logIn('nora');
  const said = text((await nora.get(`${path}/immunizations`)).text);
  expect(said).toContain(
    'Conditions that change what is due : Diabetes, from 03/11/2019; HIV infection, immunity not severely weakened, from 01/05/2024; Pregnant, from 04/10/2026, until 01/15/2027',
  );
  registry.wait(60 * 86_400_000);
  const later = await registry.open().logIn('nora');
  expect(text((await later.get(`${path}/immunizations`)).text)).not.toContain('Pregnant, from');
});
