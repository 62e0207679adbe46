import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { importImmunizationsFrom } from '../../src/cli/import-kinds.js';
import { immunizations } from '../../src/db/schema/immunizations.js';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { immunizationHeaders, type RowField } from '../../src/exchange/csv/immunizations.js';
import { writeCsv } from '../../src/exchange/csv/write.js';
import { type App, startApp } from '../support/app.js';

const { rainbowBright } = demonstrationClients;
const folder = mkdtempSync(join(tmpdir(), 'titer-dose-columns-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A dose of Rainbow Bright with every column filled, as a file has it. */
const dose: Record<RowField, string> = {
  miicId: `${rainbowBright}`,
  chartNumber: '12345678910',
  lastName: 'BRIGHT',
  firstName: 'RAINBOW',
  birthDate: '02/14/2015',
  givenOn: '08/20/2015',
  cvx: '110',
  tradeName: 'Pediarix',
  mvx: 'SKB',
  lot: 'A1',
  lotExpiresOn: '05/31/2016',
  amount: '0.5',
  unit: 'mL',
  site: 'LD',
  route: 'C28161',
  orderedBy: 'Dr. Abbott',
  administeredBy: 'Nurse Cole',
  source: '00',
  funding: 'V01',
  reason: 'They travel tomorrow',
  visOn: '07/24/2014',
  reaction: 'VXC14',
  another: 'N',
};

/** What a column says instead: what is kept then (as it stands, or by its code), or why the row is refused. */
const others: Record<RowField, { readonly cell: string; readonly kept?: string; readonly refused?: string }> = {
  miicId: { cell: '999', refused: 'MIIC ID: ' },
  chartNumber: { cell: 'B-7', refused: 'line 2, ' },
  lastName: { cell: 'DARK', refused: 'line 2, ' },
  firstName: { cell: 'SUNNY', refused: 'line 2, ' },
  birthDate: { cell: '05/06/2016', refused: 'line 2, ' },
  givenOn: { cell: '9/20/2015', kept: '2015-09-20' },
  cvx: { cell: '08', refused: 'Trade Name: Pediarix is ' },
  tradeName: { cell: 'Vaxelis', refused: 'Trade Name: Vaxelis is ' },
  mvx: { cell: 'PMC', kept: 'PMC' },
  lot: { cell: 'b2', kept: 'B2' },
  lotExpiresOn: { cell: '2016-06-30', kept: '2016-06-30' },
  amount: { cell: '.25', kept: '0.25' },
  unit: { cell: 'furlongs', refused: 'Dose Unit: ' },
  site: { cell: 'Right Deltoid', kept: 'RD' },
  route: { cell: 'SC', kept: 'C38299' },
  orderedBy: { cell: 'Dr. Bell', kept: 'Dr. Bell' },
  administeredBy: { cell: 'Nurse Dee', kept: 'Nurse Dee' },
  source: { cell: '1', kept: '01' },
  funding: { cell: 'V02', kept: 'V02' },
  reason: { cell: 'Only visit', kept: 'Only visit' },
  visOn: { cell: '2014-08-01', kept: '2014-08-01' },
  reaction: { cell: 'Anaphylaxis', kept: '39579001' },
  another: { cell: 'perhaps', refused: 'Another Dose: Write Y or N.' },
};

const fields = immunizationHeaders.map(({ field }) => field);
const whose: readonly RowField[] = ['lastName', 'firstName', 'birthDate'];
const ofWhom: readonly RowField[] = ['miicId', 'chartNumber', ...whose, 'another'];

async function bring(app: App, cells: Partial<Record<RowField, string>>) {
  const given = immunizationHeaders.filter(({ field }) => cells[field] !== undefined);
  const file = join(folder, 'doses.csv');
  writeFileSync(file, writeCsv([given.map(({ name }) => name), given.map(({ field }) => cells[field] ?? '')]));
  const order = { file, organization: 'RIVER', dryRun: false, allOrNothing: false };
  const when = { clock: app.clock, today: '2026-11-22', helpDesk: '' };
  const { text } = await importImmunizationsFrom(app.db, order, when);
  return { text, outcome: /(entered|unchanged|put aside|refused) +1\n/.exec(text)?.[1] };
}

const doses = (app: App) =>
  app.db.read.select().from(immunizations).where(eq(immunizations.clientId, rainbowBright)).all();

test.each(fields)('%s, the same as on file, changes nothing (A5)', async (field) => {
  const app = startApp();
  expect((await bring(app, dose)).outcome).toBe('entered');
  const before = await doses(app);
  expect((await bring(app, { ...dose, [field]: dose[field] })).outcome).toBe('unchanged');
  expect(await doses(app)).toEqual(before);
});

test.each(fields)('%s, another, is brought in, put aside or refused with its reason (A5)', async (field) => {
  const app = startApp();
  const { cell, kept, refused } = others[field];
  // Who it is of is told by a number alone, where there is one.
  const told = field === 'chartNumber' ? { ...dose, miicId: '' } : { ...dose, miicId: '', chartNumber: '' };
  const { text, outcome } = await bring(app, {
    ...(whose.includes(field) || field === 'chartNumber' ? told : dose),
    [field]: cell,
  });
  if (refused) {
    expect(outcome).toBeOneOf(['refused', 'put aside']);
    expect(text).toContain(refused);
    expect(await doses(app)).toHaveLength(1);
  } else {
    expect(outcome).toBe('entered');
    expect(((await doses(app)).at(-1) as Record<string, unknown>)[field]).toBe(kept);
  }
});

test.each(fields)('%s, empty, is not known then, or is asked for (A5)', async (field) => {
  const app = startApp();
  const { text, outcome } = await bring(app, { ...dose, [field]: '' });
  if (whose.includes(field) || field === 'givenOn' || field === 'amount') {
    expect(outcome).toBe('refused');
    expect(text).toMatch(/line 2, .*: (?:Enter |There is a unit and no dose)/);
  } else {
    expect(outcome).toBe('entered');
    // Told by the product, or by the dose; doses are from elsewhere where nothing is said.
    const told: Partial<Record<RowField, string>> = {
      cvx: '110',
      mvx: 'SKB',
      source: '01',
      unit: 'mL',
    };
    if (!ofWhom.includes(field))
      expect(((await doses(app)).at(-1) as Record<string, unknown>)[field]).toBe(told[field] ?? '');
  }
});
