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
  // All that a child has been given until school is over, with lots, clinics and what is due, on one.
  const [whole = '', ...rest] = await printed(page, history(cast.donDuck, '/print'), file);
  expect(rest).toEqual([]);
  expect(whole).toContain('DUCK, DON · born 09/21/2009 · MIIC ID 6714871');
  expect(whole).toMatch(/Vaccine Group +Date +Series +Vaccine \[Trade Name\] +Lot +Dose +Site +Given at/);
  expect(whole).toMatch(/Varicella \[Varivax\] +B5238M +0\.5 mL +RD +Riverside Clinic/);
  expect(whole).toMatch(/Due now +HPV, dose 2[\s\S]*Signature +Title +Date/);
  // On a phone, and between, it says of each dose what was given, and nobody scrolls sideways.
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 800 });
    for (const words of ['Rotavirus, pentavalent [RotaTeq]', 'D8421M', '2 mL'])
      await expect(page.getByText(words).first()).toBeVisible();
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(width);
  }
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

test(
  `a whole sheet of labels of either kind prints on one page, each label at its place${without}`,
  { tag: '@release' },
  async ({ page, javaScriptEnabled }, info) => {
    test.skip(javaScriptEnabled === false, 'printed once');
    test.skip(!poppler, 'apt-get install poppler-utils');
    await logIn(page, 'nora');
    const file = info.outputPath('labels.pdf');
    const points = (text: string, side: 'x' | 'y') =>
      [...text.matchAll(new RegExp(`<word ${side === 'x' ? '' : '[^>]*'}${side}Min="([\\d.]+)"[^>]*>born`, 'g'))].map(
        ([, at]) => Number(at),
      );
    for (const [kind, labels, columns, width, height] of [
      ['chart', 30, 3, 2.75, 1],
      ['syringe', 80, 4, 2.05, 0.5],
    ] as const) {
      for (const id of [cast.donDuck, cast.longName]) {
        const pages = await printed(page, `/clients/${id}/reports/${kind}-labels?count=${labels}`, file);
        expect(pages).toHaveLength(1);
        expect(pages[0]).not.toMatch(/Page 1|First free/);
      }
      await printed(page, `/clients/${cast.donDuck}/reports/${kind}-labels?from=2&count=${labels}`, file);
      const boxes = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
      const [xs, ys] = [points(boxes, 'x'), points(boxes, 'y')];
      expect(xs).toHaveLength(labels - 1);
      const step = (from = 0, to = 0) => (to - from) / 72;
      expect(step(xs[0], xs[1])).toBeCloseTo(width, 1);
      expect(step(ys[0], ys[columns])).toBeCloseTo(height, 1);
    }
  },
);

test('Print opens the dialog of the printer once, and a button opens it again', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a script does it');
  await page.addInitScript("window.print = () => document.body.append('Printed. ');");
  await logIn(page, 'nora');
  await page.goto(history(cast.rainbowBright));
  await page.getByRole('link', { name: 'Print', exact: true }).click();
  await expect(page.getByText('Printed.')).toHaveText(/^(?!.*Printed\..*Printed\.)/s);
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('body')).toContainText('Printed. Printed.');
  await page.goto(`/clients/${cast.rainbowBright}/reports`);
  await page.getByRole('link', { name: 'Chart labels' }).click();
  await expect(page.locator('body')).not.toContainText('Printed.');
});

const plantMany = (registry: Registry, count: number) =>
  registry.write(async (tx) => {
    const of = {
      clientId: cast.rainbowBright,
      organizationId: 1,
      cvx: '140',
      tradeName: 'Fluarix',
      source: '00',
      updatedAt: 0,
    };
    const day = (at: number) => new Date(Date.parse('2015-08-01') + at * 30 * 86_400_000).toISOString().slice(0, 10);
    await tx
      .insert(immunizations)
      .values(Array.from({ length: count }, (_, at) => ({ ...of, givenOn: day(at) })))
      .run();
  });
