import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, logIn, press, search, test } from '../journeys/support.js';
import type { Registry } from '../support/setup/registry.js';
import { csvOf, pairsFile, peopleOf } from '../support/tools/matching-pairs.js';

const own = `last name,first name,birth date,street address,city,state,zip,phone
Kjelstad,Oddvar,03/05/2012,17 Fjord Ln,Moorhead,MN,56560,218-236-0101
Kjelstad,Solveig,03/05/2012,17 Fjord Ln,Moorhead,MN,56560,999-999-9999
`;

const sources = [
  { what: 'a small sample', tag: '@daily', csv: () => own, last: 'Kjelstad', first: 'Oddvar', born: '03/05/2012' },
  ...(existsSync(pairsFile)
    ? [
        {
          what: `the people of ${pairsFile}`,
          tag: '@release',
          csv: () => csvOf(peopleOf(readFileSync(pairsFile, 'utf8'))),
          last: 'Larssen',
          first: 'Fyodor',
          born: '12/25/2007',
        },
      ]
    : []),
];

for (const { what, tag, csv, last, first, born } of sources)
  test(`${what} imported while the server runs: one of them is found by name and birth date, corrected, and found by the old name (C2, C5, A5)`, {
    tag,
  }, async ({ page, registry }) => {
    test.slow();
    const file = join(registry.dataDir, 'people.csv');
    writeFileSync(file, csv());
    const report = imported(file, registry);
    expect(report).toMatch(/refused/);
    for (const line of report.split('\n').filter((line) => line.startsWith('line ')))
      expect(line).toMatch(/^line \d+, [^:]+: .+/);
    await logIn(page, 'nora');
    await search(page, { 'Last Name': last, 'First Name': first, 'Birth Date': born });
    if (await page.getByRole('heading', { name: /found/ }).isVisible())
      await page
        .getByRole('link', { name: new RegExp(`^${last}.*${first}`, 'i') })
        .first()
        .click();
    await page.getByLabel('Last Name', { exact: true }).first().fill('BRANDVOLD');
    await press(page, 'Save');
    await expect(page.getByRole('region', { name: 'Personal Information' })).toContainText('Client Updated');
    await search(page, { 'Last Name': last, 'First Name': first });
    await expect(page.getByRole('row', { name: new RegExp(`BRANDVOLD, ${first}`, 'i') }).first()).toContainText(
      new RegExp(`AKA ${first}`, 'i'),
    );
  });

/** The report of an import; it ends with 1 where rows were refused. */
function imported(file: string, { dataDir, settings }: Registry): string {
  try {
    return execFileSync(process.execPath, ['dist/cli/titer.js', 'import', 'clients', file, '--organization', 'RIVER'], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...settings },
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
