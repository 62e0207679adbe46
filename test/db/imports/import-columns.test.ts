import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clientFiles } from '../../../src/cli/import-kinds.js';
import { importSheet } from '../../../src/cli/import-sheet.js';
import { enterClient } from '../../../src/db/clients/client-writes.js';
import { findClient } from '../../../src/db/clients/clients.js';
import type { Database } from '../../../src/db/engine/database.js';
import { clientRowOf } from '../../../src/db/imports/clients.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { clients } from '../../../src/db/schema/clients.js';
import type { Organization } from '../../../src/domain/accounts/viewer.js';
import { mapFields, type Personal, personalFields } from '../../../src/domain/clients/personal-information.js';
import type { ImportField } from '../../../src/exchange/csv/client-row.js';
import { clientHeaders, readClientFile } from '../../../src/exchange/csv/clients.js';
import { writeCsv } from '../../../src/exchange/csv/write.js';
import { openEmpty } from '../../support/empty.js';

const river = { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' } as const satisfies Organization;
const at = Date.parse('2026-11-22T21:14:00Z');
const when = { clock: () => at, today: '2026-11-22', helpDesk: 'help@example.org' };

/** Don Duck as he is on file, every column filled. */
const onFile: Record<ImportField, string> = {
  lastName: 'DUCK',
  firstName: 'DON',
  middleName: 'QUINCY',
  nameSuffix: 'JR',
  preferredName: 'DONNIE',
  motherMaidenLast: 'DRAKE',
  motherFirst: 'ELVIRA',
  gender: 'M',
  birthDate: '2001-05-05',
  multipleBirth: 'Y',
  birthOrder: '1',
  birthCountry: 'USA',
  race: '2106-3',
  ethnicity: '2186-5',
  street: '1 MAIN ST',
  city: 'DULUTH',
  state: 'MN',
  zip: '55802',
  county: '137',
  phone: '2185250101',
  email: 'don@example.org',
  undeliverable: 'Y',
  chartNumber: 'D-1',
  birthCertificate: 'BC-1',
  miicId: '101',
};

/** What a file says in each column instead, and what is then kept or said. */
const others: Record<ImportField, { readonly cell: string; readonly kept?: string; readonly refused?: string }> = {
  lastName: { cell: 'DRAKE', kept: 'DRAKE' },
  firstName: { cell: 'DONALD', kept: 'DONALD' },
  middleName: { cell: 'FAUNTLEROY', kept: 'FAUNTLEROY' },
  nameSuffix: { cell: 'SR', kept: 'SR' },
  preferredName: { cell: 'Ducky', kept: 'DUCKY' },
  motherMaidenLast: { cell: 'COOT', kept: 'COOT' },
  motherFirst: { cell: 'HORTENSE', kept: 'HORTENSE' },
  gender: { cell: 'F', kept: 'F' },
  birthDate: { cell: '05/06/2001', refused: 'Birth Date: A birth certificate number is on file.' },
  multipleBirth: { cell: 'No', kept: 'N' },
  birthOrder: { cell: '2', kept: '2' },
  birthCountry: { cell: 'CAN', kept: 'CAN' },
  race: { cell: 'White; Asian', kept: '2028-9 2106-3' },
  ethnicity: { cell: '2135-2', kept: '2135-2' },
  street: { cell: '2 OAK ST', kept: '2 OAK ST' },
  city: { cell: 'HERMANTOWN', kept: 'HERMANTOWN' },
  state: { cell: 'WI', refused: 'Zip: ' },
  zip: { cell: '55811', kept: '55811' },
  county: { cell: '017', kept: '017' },
  phone: { cell: '218-525-0199', kept: '2185250199' },
  email: { cell: 'duck@example.org', kept: 'duck@example.org' },
  undeliverable: { cell: 'N', kept: '' },
  chartNumber: { cell: 'D-9', kept: 'D-9' },
  birthCertificate: { cell: 'BC-9', refused: 'Birth Certificate Number: Another number is on file.' },
  miicId: { cell: '999', refused: 'MIIC ID: There is no record with this MIIC ID' },
};

/** Without these no row is taken: they say who it is. */
const whose: readonly ImportField[] = ['lastName', 'firstName', 'birthDate'];

/** Without a number these say that it may be somebody else of the same name and birth date (C3). */
const contradicting: readonly ImportField[] = [
  'middleName',
  'nameSuffix',
  'motherMaidenLast',
  'motherFirst',
  'gender',
  'birthOrder',
  'street',
  'chartNumber',
  'birthCertificate',
];

async function registry(known: Partial<Record<ImportField, string>>): Promise<Database> {
  const db = openEmpty();
  await db.write(async (tx) => {
    await tx.insert(organizations).values(river).run();
    const personal: Personal = { ...mapFields((field) => known[field] ?? ''), gender: known.gender ?? 'U' };
    const { chartNumber = '', birthCertificate = '' } = known;
    const beginning = { id: 101, chartNumber, birthCertificate, at: 1, today: '2026-01-05' };
    await enterClient(tx, { organization: river }, personal, beginning);
  });
  return db;
}

async function keptIn(db: Database): Promise<Record<ImportField, string>> {
  const client = await findClient(db.read, { organization: river }, 101);
  const row = await db.read.select().from(clients).where(eq(clients.id, 101)).get();
  if (!client || !row) throw new Error('The record is gone.');
  return {
    ...client.personal,
    chartNumber: client.enrolment?.chartNumber ?? '',
    birthCertificate: row.birthCertificate,
    miicId: '101',
  };
}

function take(db: Database, csv: string) {
  const file = readClientFile(Buffer.from(csv), when.today);
  if ('fault' in file) throw new Error(file.fault);
  return importSheet(db, river, file, when, clientFiles, { shared: false });
}

/** Imports one row with these columns alone, and answers what came of it and what the record has then. */
async function bring(known: Partial<Record<ImportField, string>>, cells: Partial<Record<ImportField, string>>) {
  const db = await registry(known);
  const given = clientHeaders.filter(({ field }) => cells[field] !== undefined);
  const csv = writeCsv([given.map(({ name }) => name), given.map(({ field }) => cells[field] ?? '')]);
  const { counts, reasons } = await take(db, csv);
  const outcome = Object.entries(counts).find(([, count]) => count === 1)?.[0];
  return { outcome, why: reasons.map(({ field, reason }) => `${field}: ${reason}`).join(), kept: await keptIn(db) };
}

/** A birth order is one value with what is said of a multiple birth: a row has both, or neither. */
const asOneValue = (field: ImportField): Partial<Record<ImportField, string>> =>
  field === 'birthOrder' ? { multipleBirth: 'Y' } : field === 'multipleBirth' ? { birthOrder: '' } : {};

const pick = (fields: readonly ImportField[], from: Record<ImportField, string>) =>
  Object.fromEntries(fields.map((field) => [field, from[field]]));
const withId = ['lastName', 'firstName', 'birthDate', 'miicId'] as const satisfies readonly ImportField[];
const allFields = clientHeaders.map(({ field }) => field);

/** A column alone beside who it is, by name or by MIIC ID; and every other one filled with what is on file. */
const companies = [
  ['by name', pick(whose, onFile)],
  ['by MIIC ID', pick(withId, onFile)],
  ['with all the others', onFile],
] as const;

for (const [company, beside] of companies) {
  test.each(allFields)(`%s ${company}, the same as on file, changes nothing (A5)`, async (field) => {
    const { outcome, kept } = await bring(onFile, { ...beside, ...asOneValue(field), [field]: onFile[field] });
    expect([outcome, kept]).toEqual(['unchanged', onFile]);
  });

  test.each(allFields)(`%s ${company}, empty, changes nothing, or is asked for (A5)`, async (field) => {
    const { outcome, why, kept } = await bring(onFile, { ...beside, ...asOneValue(field), [field]: '' });
    expect(kept).toEqual(onFile);
    if (whose.includes(field)) expect([outcome, why]).toEqual(['refused', expect.stringMatching(/: Enter a /)]);
    else expect(outcome).toBe('unchanged');
  });

  test.each(allFields)(
    `%s ${company}, another than on file, is brought in, put aside or refused with its reason (A5, C3)`,
    async (field) => {
      // Who a row is of is told by the MIIC ID where the name itself is what differs.
      const told = field === 'miicId' || !whose.includes(field) ? beside : { ...beside, miicId: '101' };
      const { outcome, why, kept } = await bring(onFile, {
        ...told,
        ...asOneValue(field),
        [field]: others[field].cell,
      });
      if (others[field].refused && !(company === 'by name' && contradicting.includes(field))) {
        expect(outcome).toBe('refused');
        expect(why).toContain(others[field].refused);
        expect(kept).toEqual(onFile);
      } else if (company === 'by name' && contradicting.includes(field)) {
        expect([outcome, why]).toEqual(['put aside', expect.stringContaining('MIIC ID 101')]);
        expect(kept).toEqual(onFile);
      } else {
        expect([outcome, why]).toEqual(['updated', '']);
        expect(kept[field]).toBe(others[field].kept);
      }
    },
  );

  test.each(allFields.filter((field) => !whose.includes(field) && field !== 'miicId'))(
    `%s ${company} is brought to a record that has none (A5)`,
    async (field) => {
      const known = { ...onFile, [field]: '', ...(field === 'gender' && { gender: 'U' }) };
      const { outcome, kept } = await bring(known, { ...beside, ...asOneValue(field), [field]: onFile[field] });
      expect([outcome, kept[field]]).toEqual(['updated', onFile[field]]);
    },
  );
}

test('a former name and birth date do not come back, a middle name that was not theirs is brought (C5, A5)', async () => {
  const db = await registry({ ...pick(whose, onFile), middleName: 'Q', miicId: '' });
  const bringRow = async (cells: Record<string, string>) =>
    (await take(db, writeCsv([Object.keys(cells), Object.values(cells)]))).counts;
  const old = { 'last name': 'Duck', 'first name': 'Don', 'birth date': '05/05/2001' };
  await bringRow({ ...old, 'last name': 'Drake', 'middle name': 'R', 'miic id': '101' });
  expect(await bringRow({ ...old, 'middle name': 'q' })).toMatchObject({ unchanged: 1 });
  expect(await bringRow({ ...old, 'middle name': 'Quincy' })).toMatchObject({ updated: 1 });
  expect(await keptIn(db)).toMatchObject({ lastName: 'DRAKE', middleName: 'QUINCY' });
});

test('a name without its accents is the same, one with accents is brought, and the other stays an alias (C5, A5)', async () => {
  const { outcome } = await bring(
    { ...pick(whose, onFile), lastName: 'Núñez-Łuk', street: '1 Peña St' },
    {
      lastName: 'NUNEZ-LUK',
      firstName: 'DON',
      birthDate: '2001-05-05',
      street: '1 PENA ST',
    },
  );
  expect(outcome).toBe('unchanged');
  const { kept } = await bring(
    { ...pick(whose, onFile), lastName: 'NUNEZ' },
    {
      lastName: 'Núñez',
      firstName: 'DON',
      birthDate: '2001-05-05',
    },
  );
  expect(kept.lastName).toBe('NÚÑEZ');
});

test('no first name is said in any case of letters', async () => {
  const { kept } = await bring(onFile, { ...pick(withId, onFile), firstName: 'No First Name' });
  expect(kept.firstName).toBe('');
});

test('the columns of this table are all that there are', () => {
  expect(Object.keys(others).sort()).toEqual([...personalFields, 'chartNumber', 'birthCertificate', 'miicId'].sort());
  expect(allFields.sort()).toEqual(Object.keys(others).sort());
});

test('who was not born together with others has no birth order (C4)', async () => {
  const told = pick(withId, onFile);
  expect((await bring(onFile, { ...told, multipleBirth: 'N' })).kept).toMatchObject({
    multipleBirth: 'N',
    birthOrder: '',
  });
  for (const cells of [{ birthOrder: '1' }, { multipleBirth: 'N', birthOrder: '1' }]) {
    const { outcome, why } = await bring(onFile, { ...told, ...cells });
    expect([outcome, why]).toEqual(['refused', expect.stringContaining('Birth Order: Choose Yes for Multiple Birth')]);
  }
});

test('the initial of the middle name on file takes nothing away from it', async () => {
  for (const cell of ['Q', 'q.'])
    expect((await bring(onFile, { ...pick(whose, onFile), middleName: cell })).kept.middleName).toBe('QUINCY');
  expect((await bring(onFile, { ...pick(withId, onFile), middleName: 'R' })).kept.middleName).toBe('R');
});

test.each([
  ['another city', { city: 'HERMANTOWN' }, { county: '', undeliverable: '' }],
  ['another ZIP', { zip: '55811' }, { county: '', undeliverable: '' }],
  ['another city with its county and a mark', { city: 'ELY', county: '137', undeliverable: 'Y' }, {}],
  ['the same ZIP in nine digits', { zip: '55802-1234' }, {}],
])('what was said of an address does not pass to another one: %s (C7)', async (_, cells, changed) => {
  const { county, undeliverable } = onFile;
  const { outcome, kept } = await bring(onFile, { ...pick(withId, onFile), ...cells });
  expect(outcome).toBe('updated');
  expect(kept).toMatchObject({ street: onFile.street, county, undeliverable, ...cells, ...changed });
});

test('a row that was put aside before a field was known says nothing of it', () => {
  const { preferredName: _, multipleBirth: __, ...older } = onFile;
  const { personal, typed, given } = clientRowOf({ personal: older, typed: older, given: ['lastName'] });
  expect([personal.preferredName, typed.multipleBirth, personal.lastName]).toEqual(['', '', 'DUCK']);
  expect(given).toEqual(new Set(['lastName']));
});
