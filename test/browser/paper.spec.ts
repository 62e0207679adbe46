// What is printed of a client, as the pages that come out of the printer.
import { execFileSync } from 'node:child_process';
import { expect, type Page } from '@playwright/test';
import { immunizations } from '../../src/db/schema/immunizations.js';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { logIn, test } from '../journeys/support.js';
import { onPath } from '../support/setup/chromium.js';
import type { Registry } from '../support/setup/registry.js';

const history = (id: number, rest = '') => `/clients/${id}/immunizations${rest}`;

/** The text of each page that a screen prints on. */
async function printed(page: Page, path: string, file: string): Promise<string[]> {
  await page.goto(path);
  await page.pdf({ path: file, preferCSSPageSize: true });
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    .split('\f')
    .filter((text) => text.trim());
}

const poppler = onPath('pdftotext');
const without = poppler ? '' : ' (skipped: pdftotext is not installed)';

test(`a client prints on one page, a long history on several, each headed and numbered (I7)${without}`, async ({
  page,
  registry,
  javaScriptEnabled,
}, info) => {
  test.skip(javaScriptEnabled === false, 'printed once');
  test.skip(!poppler, 'apt-get install poppler-utils');
  await logIn(page, 'nora');
  const file = info.outputPath('print.pdf');
  const [only, ...more] = await printed(page, history(cast.rainbowBright, '/print'), file);
  expect(more).toEqual([]);
  expect(only).toContain('Page 1 of 1');
  expect(only).toMatch(/BRIGHT, RAINBOW FANCYPANTS · born 02\/14\/2015 · MIIC ID 14883406/);
  // A full page of doses leaves what is recommended to the next, under the name again.
  const two = await printed(page, history(cast.donDuck, '/print'), file);
  expect(two).toHaveLength(2);
  for (const text of two) expect(text).toContain('DUCK, DON · born 09/21/2009 · MIIC ID 6714871');
  expect(two[1]).toMatch(/Due now +HPV, dose 2/);
  await plantMany(registry, 100);
  const pages = await printed(page, history(cast.rainbowBright, '/print-confidential'), file);
  expect(pages.length).toBeLessThanOrEqual(5);
  for (const [at, text] of pages.entries()) {
    expect(text).toContain('BRIGHT, RAINBOW FANCYPANTS · born 02/14/2015 · MIIC ID 14883406');
    expect(text).toMatch(/Vaccine Group +Date|Due now/);
    expect(text).toContain(`Page ${at + 1} of ${pages.length}`);
    expect(text).not.toMatch(/CLOUDNINE|UNICORN|4629/);
  }
  const sheet = await printed(page, `/clients/${cast.sevenContacts}/reports/information`, file);
  expect(sheet.join(' ')).toContain('64 WOODLAND RD');
});

const plantMany = (registry: Registry, count: number) =>
  registry.write((tx) => {
    const of = {
      clientId: cast.rainbowBright,
      organizationId: 1,
      cvx: '140',
      tradeName: 'Fluarix',
      source: '00',
      updatedAt: 0,
    };
    const day = (at: number) => new Date(Date.parse('2015-08-01') + at * 30 * 86_400_000).toISOString().slice(0, 10);
    tx.insert(immunizations)
      .values(Array.from({ length: count }, (_, at) => ({ ...of, givenOn: day(at) })))
      .run();
  });
