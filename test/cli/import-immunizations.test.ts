import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { exportClientTo } from '../../src/cli/export-client.js';
import { importClientsFrom, importImmunizationsFrom } from '../../src/cli/import-kinds.js';
import { changes, clients } from '../../src/db/schema/clients.js';
import { immunizations } from '../../src/db/schema/immunizations.js';
import { audit } from '../../src/db/schema/operations.js';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { immunizationHeaders, readImmunizationFile } from '../../src/exchange/csv/immunizations.js';
import { type App, startApp } from '../support/app.js';

const { rainbowBright, donDuck, locked } = demonstrationClients;
const folder = mkdtempSync(join(tmpdir(), 'titer-doses-'));
afterAll(() => rmSync(folder, { recursive: true }));

const doc = readFileSync('docs/import-immunizations.md', 'utf8');
const [, example = '', told = ''] = /## Example\n\n```\n([\s\S]*?)```\n\n```\n([\s\S]*?)```/.exec(doc) ?? [];

async function bring(app: App, text: string, more: object = {}) {
  const file = join(folder, 'doses.csv');
  writeFileSync(file, text);
  const order = { file, organization: 'RIVER', dryRun: false, allOrNothing: false, ...more };
  return importImmunizationsFrom(app.db, order, { clock: app.clock, today: '2026-11-22', helpDesk: '' });
}
const dosesOf = (app: App, clientId: number) =>
  app.db.read.select().from(immunizations).where(eq(immunizations.clientId, clientId)).all();
const head = 'last name,first name,birth date,date administered,cvx,another dose\n';

test('the example of docs/import-immunizations.md is taken as it says (A5)', async () => {
  const app = startApp();
  for (const only of [{ dryRun: true }, { allOrNothing: true }]) {
    expect((await bring(app, example, only)).text).toContain('othing is written.');
    expect(await dosesOf(app, rainbowBright)).toHaveLength(1);
  }
  expect(await bring(app, example)).toEqual({ status: 1, text: told });
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({
    cvx: '110',
    mvx: 'SKB',
    lot: 'A1',
    source: '00',
    givenOn: '2015-08-20',
  });
  const row = (await app.db.read.select().from(audit).where(eq(audit.action, 'import immunizations')).all()).at(-1);
  expect(row).toMatchObject({ detail: 'entered 1, unchanged 0, put aside 0, refused 1' });
  const kept = await app.db.read.select().from(changes).where(eq(changes.clientId, rainbowBright)).all();
  expect(kept).toContainEqual(expect.objectContaining({ part: 'immunization', field: 'lot', after: 'A1' }));
  const again = await bring(app, example);
  expect(again.text).toContain('unchanged       1');
  expect(await dosesOf(app, rainbowBright)).toHaveLength(2);
});

test('the table of headers in docs/import-immunizations.md is complete', () => {
  const table = immunizationHeaders.map(({ name, what }) => `| ${name} | ${what} |`).join('\n');
  expect(doc).toContain(table);
});

test.each([
  ['BRIGHT,RAINBOW,02/14/2015,02/13/2015,08,', 'Date Administered: The date administered is before'],
  ['BRIGHT,RAINBOW,02/14/2015,11/23/2026,08,', 'Date Administered: The date administered is in the future.'],
  ['BRIGHT,RAINBOW,02/14/2015,soon,08,', 'Date Administered: Enter the date administered as'],
  ['BRIGHT,RAINBOW,02/14/2015,01/01/2016,7777,', 'Vaccine: "7777" is no CVX code in use.'],
  ['BRIGHT,RAINBOW,02/14/2016,01/01/2017,08,', 'Put aside: This may be MIIC ID 14883406 (birth date one slip'],
  ['BRIGHT,RAYMOND,02/14/2016,01/01/2017,08,', 'Last Name: There is no record with this name and birth date'],
  ['STORDAHL,MARIT,03/27/1998,01/01/2017,08,', 'Last Name: There is no record with this name and birth date'],
  ['BRIGHT,RAINBOW,02/14/2015,06/16/2015,20,', 'Date Administered: DTaP-Hep B-IPV [Pediarix] on 06/16/2015 is on file'],
  ['BRIGHT,RAINBOW,02/14/2015,06/16/2015', 'Columns: The row has 4'],
  ['BRIGHT,RAINBOW,02/14/15,06/16/2015,08,', 'Birth Date: Enter a birth date as MM/DD/YYYY'],
  ['BRIGHT,RAINBOW,02/14/2015,06/16/2015,08,perhaps', 'Another Dose: Write Y or N.'],
])('the row %s is refused or put aside: %s', async (row, reason) => {
  const app = startApp();
  const { status, text } = await bring(app, `${head}${row}\n`);
  expect(status).toBe(1);
  expect(text).toContain(`line 2, ${reason}`);
  expect([...(await dosesOf(app, rainbowBright)), ...(await dosesOf(app, locked))]).toHaveLength(
    1 + (await dosesOf(startApp(), locked)).length,
  );
});

test('a second dose of the same day is taken when its row says so, a digit is read as a code', async () => {
  const app = startApp();
  expect((await bring(app, `${head}BRIGHT,RAINBOW,02/14/2015,06/16/2015,8,y\n`)).status).toBe(0);
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({ cvx: '08', source: '01' });
});

test('a file without headers, with an unknown one or one twice, and a school’s are unusable', async () => {
  const app = startApp();
  for (const [text, why] of [
    ['', 'is empty'],
    ['BRIGHT,RAINBOW\n', 'none of the headers'],
    ['last name,nonsense\n', 'column 2, "nonsense", is not known'],
    ['last name,last name\n', '"last name" stands there twice'],
    ['last name,first name\n', 'does not have "birth date", "date administered"'],
  ])
    expect(await bring(app, text ?? '')).toMatchObject({ status: 2, text: expect.stringContaining(why ?? '') });
  expect((await bring(app, example, { organization: 'OAK' })).text).toContain(
    'only providers and public health record',
  );
});

test('labels and older codes are read as the codes that are kept', () => {
  const file = readImmunizationFile(
    Buffer.from(
      'last name,first name,birth date,date administered,trade name,route,body site,source of information,dose\nA,B,20100101,20150616,pediarix,IM,left deltoid,0,.5\n',
    ),
  );
  if ('fault' in file) throw new Error(file.fault);
  expect(file.rows[0]?.given).toMatchObject({
    givenOn: '2015-06-16',
    cvx: '110',
    tradeName: 'Pediarix',
    mvx: 'SKB',
    route: 'C28161',
    site: 'LD',
    source: '00',
    amount: '0.5',
    unit: 'mL',
  });
});

test('a client is exported for whoever may see the record, and an import takes the same back (A5)', async () => {
  const app = startApp();
  const order = { miicId: String(donDuck), folder, organization: 'RIVER' };
  const ending = await exportClientTo(app.db, order, app.clock());
  expect(ending.status).toBe(0);
  const [client = '', doses = ''] = ending.text.trim().split('\n');
  expect(statSync(doses).mode & 0o077).toBe(0);
  expect(readFileSync(client, 'utf8')).toContain('DUCK,DON,');
  const brought = await bring(app, readFileSync(doses, 'utf8'));
  expect(brought.text).toContain('refused         0');
  expect(brought.text).toContain('entered         0');
  const [row] = await app.db.read.select().from(audit).where(eq(audit.action, 'export client')).all();
  expect(row).toMatchObject({ clientId: donDuck, detail: '' });
  expect(await exportClientTo(app.db, { ...order, miicId: String(locked) }, app.clock())).toMatchObject({ status: 2 });
  expect(await exportClientTo(app.db, { ...order, organization: 'NONE' }, app.clock())).toMatchObject({ status: 2 });
});

test('a unit without a dose is refused, not dropped (A5)', async () => {
  const app = startApp();
  const file = head.replace('another dose', 'dose unit');
  const { text } = await bring(app, `${file}BRIGHT,RAINBOW,02/14/2015,06/17/2015,08,mL\n`);
  expect(text).toContain('line 2, Dose Unit: There is a unit and no dose.');
});

test('what is exported of a client without a first name is taken back (C3, A5)', async () => {
  const app = startApp();
  await app.db.write((tx) => tx.update(clients).set({ firstName: '', phone: '' }).where(eq(clients.id, donDuck)).run());
  const order = { miicId: String(donDuck), folder, organization: 'RIVER' };
  const [client = '', doses = ''] = (await exportClientTo(app.db, order, app.clock())).text.trim().split('\n');
  expect((await bring(app, readFileSync(doses, 'utf8'))).text).toMatch(/unchanged +[1-9]\d*\n[\s\S]*refused +0\n$/);
  const when = { clock: app.clock, today: '2026-11-22', helpDesk: '' };
  const file = { file: client, organization: 'RIVER', dryRun: false, allOrNothing: false };
  expect((await importClientsFrom(app.db, file, when)).text).toMatch(/unchanged +1\n/);
});
