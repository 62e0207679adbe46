import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importProblems, imports } from '../../src/db/schema/imports.js';
import { jobs } from '../../src/db/schema/operations.js';
import { expect, press } from '../journeys/support.js';
import type { Registry } from '../support/setup/registry.js';
import type { Screen } from './screens.js';

const headers = ['last name', 'first name', 'birth date', 'street address'];
const wide = [
  'Wolfeschlegelsteinhausenbergerdorff',
  'Featherstonehaugh',
  '03/04/2015',
  '19999 Snelling Avenue North APT 412',
];
const others = [
  ['Zzfile', 'Anna', '', '12 Elm St'],
  ['Olson', 'Ann', '04/04/2004', '14 Elm St'],
  ['Zzfile', 'Cora', '31/12/2016a', ''],
];
const lines = [headers, wide, ...others].map((cells) => `${cells.join(',')}\n`);
const place = { offset: 0, line: 1 };

/** A file that was checked, or is being imported, as the jobs leave it. */
async function plantImport(registry: Registry, id: number, isUnderWay: boolean): Promise<void> {
  const reached = {
    ...{ importId: id, userId: 5, offset: 400, line: 5, read: 4, counts: { entered: 1, 'put aside': 1, refused: 2 } },
    ...{ sample: [{ line: 2, cells: wide, result: 'entered' }], resumed: [{ line: 3, at: Date.now() }], fault: '' },
  };
  const order = { organizationId: 1, createdAt: Date.now(), total: 1000, done: 400 };
  const file = crypto.randomUUID();
  mkdirSync(join(registry.dataDir, 'imports'), { recursive: true, mode: 0o700 });
  writeFileSync(join(registry.dataDir, 'imports', file), lines.join(''), { mode: 0o600 });
  const head = JSON.stringify({ place, body: place, rows: [headers, wide] });
  await registry.write(async (tx) => {
    const over = { result: JSON.stringify(reached), state: '{}', endedAt: Date.now() };
    const check = await tx
      .insert(jobs)
      .values({ ...order, ...over, kind: 'check import' })
      .returning()
      .get();
    // Not the server's kind: it is left as it is.
    const underWay = { ...order, kind: 'a picture', state: JSON.stringify(reached), nextAt: Date.now(), holder: 'x' };
    const take = isUnderWay ? (await tx.insert(jobs).values(underWay).returning().get()).id : null;
    await tx
      .insert(imports)
      .values({
        ...{ id, kind: 'clients', organizationId: 1, userId: 5, fileName: `${'clients-of-the-clinic-'.repeat(4)}.csv` },
        ...{ file, bytes: 1000, delimiter: ',', head, checkJob: check.id, takeJob: take },
        columns: JSON.stringify(['lastName', 'firstName', 'birthDate', 'street']),
        note: 'The file is not UTF-8 and was read as Windows-1252: look at its letters with accents.',
        ...{ createdAt: Date.now(), updatedAt: Date.now() },
      })
      .run();
    const problems = [
      ['refused', 'Birth Date', 'Enter a birth date.'],
      ['put aside', 'Client', 'This may be the client of a row before (same last name and birth date).'],
      ['refused', 'Birth Date', 'Enter a birth date as MM/DD/YYYY.'],
    ] as const;
    for (const [at, [result, field, reason]] of problems.entries()) {
      const [offset, bytes] = [lines.slice(0, at + 2).join('').length, lines[at + 2]?.length ?? 0];
      const reasons = JSON.stringify([{ field, reason }]);
      await tx
        .insert(importProblems)
        .values({ jobId: check.id, line: at + 3, offset, bytes, result, reasons, at: Date.now() })
        .run();
    }
  });
}

/** Where files are brought and taken (A5). */
export const exchanging: readonly Screen[] = [
  {
    name: 'imports-refused',
    open: async (page) => {
      await page.goto('/imports');
      await press(page, 'Send and check');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'import-columns-refused',
    open: async (page) => {
      const buffer = Buffer.from('family,first name,birth date\nZzfile,Anna,03/04/2015\n');
      await page.goto('/imports');
      await page.getByLabel('What the file has').selectOption({ label: 'Clients' });
      await page.getByLabel('Organization').selectOption({ label: 'Riverside Clinic' });
      await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer });
      await press(page, 'Send and check');
      await press(page, 'Check the rows');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'import-checked',
    open: async (page, registry) => {
      await plantImport(registry, 8, false);
      await page.goto('/imports/8');
      await expect(page.getByRole('heading', { name: 'The first rows as they would stand' })).toBeVisible();
    },
  },
  {
    name: 'import-under-way',
    open: async (page, registry) => {
      await plantImport(registry, 9, true);
      await page.goto('/imports/9');
      await expect(page.getByText('It went on by itself')).toBeVisible();
    },
  },
  { name: 'imports', open: (page) => page.goto('/imports') },
  { name: 'exports', open: (page) => page.goto('/exports') },
];
