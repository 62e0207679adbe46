import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scheduleVerbs } from '../../src/cli/schedule.js';
import { assessHistory } from '../../src/db/immunizations/assessment.js';
import { findHistory } from '../../src/db/immunizations/immunizations.js';
import { scheduleInForce } from '../../src/db/immunizations/schedules.js';
import { audit } from '../../src/db/schema/operations.js';
import { schedules } from '../../src/db/schema/schedules.js';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import type { Viewer } from '../../src/domain/accounts/viewer.js';
import { packOnFile } from '../../src/forecast/schedule/on-file.js';
import { type App, startApp } from '../support/app.js';

const folder = mkdtempSync(join(tmpdir(), 'titer-schedules-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a verb as the command line would. */
async function titer({ db, config }: App, name: string, word?: string, options: Record<string, string> = {}) {
  const verb = scheduleVerbs.find((one) => one.name === `schedule ${name}`);
  if (!verb) throw new Error(`No verb ${name}`);
  return verb.run({ words: word === undefined ? [] : [word], options, open: async () => db, config: () => config });
}

function file(change: (pack: { version: string; groups: Record<string, unknown> }) => void): string {
  const pack = JSON.parse(packOnFile());
  change(pack);
  const path = join(folder, 'pack.json');
  writeFileSync(path, JSON.stringify(pack));
  return path;
}

const versionOn = async ({ db }: App, day: string) => (await scheduleInForce(db.read, day)).version;
const actions = async ({ db }: App) =>
  (await db.read.select().from(audit).all()).map(({ action, detail }) => [action, detail].join(': '));

test('a release is put in, takes force on its day, and is taken back', async () => {
  const app = startApp();
  const path = file((pack) => Object.assign(pack, { version: '4.99-508' }));
  expect(await titer(app, 'add', path)).toMatchObject({ status: 0 });
  expect(await versionOn(app, '2999-12-31')).toBe('4.64-508');
  expect((await titer(app, 'list')).text).toBe('In force: 4.64-508\n1  4.99-508  not in force\n');

  expect((await titer(app, 'use', '1', { from: '2036-12-01' })).text).toBe('Release 1 is in force from 12/01/2036.\n');
  expect([await versionOn(app, '2036-11-30'), await versionOn(app, '2036-12-01')]).toEqual(['4.64-508', '4.99-508']);
  const organization = { id: 1, name: '', code: 'RIVER', type: 'provider' } as Viewer['organization'];
  const history = await findHistory(app.db.read, { organization } as Viewer, demonstrationClients.donDuck);
  const versionFor = async (day: string) =>
    history && (await assessHistory(app.db.read, history, day)).assessment.scheduleVersion;
  expect([await versionFor('2036-11-30'), await versionFor('2036-12-01')]).toEqual(['4.64-508', '4.99-508']);

  // A later one takes its place; taken back, it leaves it again.
  await titer(
    app,
    'add',
    file((pack) => Object.assign(pack, { version: '5.00-508' })),
  );
  await titer(app, 'use', '2', { from: '2037-01-01' });
  expect([await versionOn(app, '2036-12-31'), await versionOn(app, '2037-01-01')]).toEqual(['4.99-508', '5.00-508']);
  expect(await titer(app, 'take-back', '2')).toMatchObject({ status: 0 });
  expect(await versionOn(app, '2037-01-01')).toBe('4.99-508');
  expect((await titer(app, 'use', '2', { from: '2037-01-01' })).text).toBe('Release 2 was taken back.\n');
  expect(await titer(app, 'take-back', '2')).toMatchObject({ status: 2 });
  expect((await actions(app)).filter((action) => action.includes('schedule'))).toEqual([
    'add schedule: 1 4.99-508',
    'use schedule: 1 from 2036-12-01',
    'add schedule: 2 5.00-508',
    'use schedule: 2 from 2037-01-01',
    'take back schedule: 2',
  ]);
});

test('what cannot be used is refused with the place, and not kept', async () => {
  const app = startApp();
  const odd = await titer(
    app,
    'add',
    file((pack) => Object.assign(pack.groups, { MUMPS: {} })),
  );
  expect(odd).toMatchObject({ status: 2, text: expect.stringContaining('It cannot be used. groups MUMPS: ') });
  const path = join(folder, 'text');
  writeFileSync(path, 'version 5');
  expect((await titer(app, 'add', path)).text).toBe('It cannot be used. It is no JSON.\n');
  expect(await app.db.read.select().from(schedules).all()).toEqual([]);
  for (const name of ['preview', 'take-back']) expect((await titer(app, name, '7')).status).toBe(2);
  expect((await titer(app, 'use', '7', { from: '2036-12-01' })).status).toBe(2);
});

test('a season is replaced without a release of the product, and its preview tells for how many and why', async () => {
  const app = startApp();
  expect((await titer(app, 'season', 'Influenza', { start: '2000-01-01' })).status).toBe(0);
  const { text } = await titer(app, 'preview', '1', { clients: '40' });
  const [head = '', ...lines] = text.trim().split('\n');
  expect(head).toMatch(/^4\.64-508, Influenza from 2000-01-01, for \d+ clients: something changes for [1-9]\d*\.$/);
  expect(lines[0]).toMatch(/^ +\d+ {2}FLU: earliest and .*date \(season \(FORECASTDTCAN-1\)\)$/);
  expect(lines.every((line) => line.includes('FLU'))).toBe(true);
  expect((await actions(app)).filter((action) => action.startsWith('preview schedule'))).toHaveLength(1);
  expect((await titer(app, 'season', 'Measles', { start: '2026-07-01' })).text).toBe(
    'The schedule has no season Measles.\n',
  );
  const season = async (dates: Record<string, string>) => (await titer(app, 'season', 'RSV', dates)).text;
  expect(await season({ start: '2026-10-01', end: '2026-09-01' })).toContain('RSV: it ends before it begins.');
  expect(await season({ start: '2026-10-01', end: '2027-10-02' })).toContain('RSV: it takes more than a year.');
  await expect(titer(app, 'season', 'RSV', { start: 'October' })).rejects.toThrow('is no day');
});

test("a release that this version cannot read any more is passed by for the product's own", async () => {
  const app = startApp();
  const pack = '{"version":"3.0"}';
  await app.db.write((tx) =>
    tx.insert(schedules).values({ version: '3.0', pack, addedAt: 1, inForceFrom: '2000-01-01' }).run(),
  );
  expect(await versionOn(app, '2036-12-01')).toBe('4.64-508');
  expect((await titer(app, 'preview', '1')).text).toBe('There is no release 1 that can be read.\n');
});
