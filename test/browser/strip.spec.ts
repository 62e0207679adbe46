// The strip with the client's name and Save stays in view, and never stands over what has the focus (WCAG 2.4.11).
import { expect } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { begin, enter, openTab } from '../journeys/client-form.js';
import { logIn, press, test } from '../journeys/support.js';

test('going back up by Shift and Tab, nothing that has the focus is behind the strip; Save is always there', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}?tab=contacts`);
  const tabs = page.getByRole('button', { name: 'Client Comment(s)' });
  expect((await tabs.boundingBox())?.y ?? 0).toBeLessThan(900);
  await page.getByRole('button', { name: 'Save, at the end' }).focus();
  const save = page.getByRole('button', { name: 'Save', exact: true });
  for (let i = 0; i < 50; i += 1) {
    await page.keyboard.press('Shift+Tab');
    await expect(save).toBeInViewport({ ratio: 1 });
    const covered = await page.evaluate<string>(`(() => {
      const { activeElement: one } = document;
      const strip = document.querySelector('.strip');
      const isBelow = strip.compareDocumentPosition(one) === Node.DOCUMENT_POSITION_FOLLOWING;
      return isBelow && one.getBoundingClientRect().top < strip.getBoundingClientRect().bottom ? one.name : '';
    })()`);
    expect(covered, 'the field that is hidden').toBe('');
  }
});

test('what a control did is in view beside it, and stands over nothing that has the focus; a long name stands whole', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await openTab(page, 'Address(es)/Contact(s)');
  await begin(page, 'Enter New Contact...');
  await enter(page, { 'Last Name': 'DUCK', 'First Name': 'DELLA', Relationship: 'Mother' });
  await press(page, 'Next');
  const said = page.getByRole('status');
  await expect(said).toContainText('DELLA DUCK');
  await expect(said).toBeInViewport({ ratio: 1 });
  await page.getByLabel('Last Name', { exact: true }).first().focus();
  const field = await page.getByLabel('Last Name', { exact: true }).first().boundingBox();
  const strip = await page.locator('.strip').boundingBox();
  const line = await said.boundingBox();
  expect((line?.y ?? 0) + (line?.height ?? 0)).toBeLessThanOrEqual(strip?.y ?? 0);
  expect(field?.y).toBeGreaterThanOrEqual((strip?.y ?? 0) + (strip?.height ?? 0));
  // A long name stands whole in it, the first name too, and no word of it is broken.
  await page.goto(`/clients/${cast.longName}`);
  for (const width of [1280, 950]) {
    await page.setViewportSize({ width, height: 720 });
    const cut = await page.evaluate<string[]>(`(() => {
      const name = document.querySelector('.strip h1');
      const [text] = name.childNodes;
      const words = [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const box = range.getBoundingClientRect();
        return range.getClientRects().length !== 1 || box.bottom > name.getBoundingClientRect().bottom + 1;
      });
      return words.map(([word]) => word);
    })()`);
    expect(cut).toEqual([]);
  }
});

test('what went wrong, and what to do, is read whole above the strip', async ({ page, registry }) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await registry.write((tx) => tx.run(sql`alter table drafts rename to mislaid`));
  await press(page, 'Save');
  const said = page.getByRole('status');
  await expect(said).toContainText('reference number');
  for (const width of [1280, 920]) {
    await page.setViewportSize({ width, height: 720 });
    await page.evaluate('scrollTo(0, 500)');
    const words = await said.locator('.trouble').boundingBox();
    const line = await said.boundingBox();
    const strip = await page.locator('.strip').boundingBox();
    expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThanOrEqual((line?.y ?? 0) + (line?.height ?? 0));
    expect((line?.y ?? 0) + (line?.height ?? 0)).toBeLessThanOrEqual(strip?.y ?? 0);
    expect(line?.y).toBe(0);
  }
  // Here the server is meant to complain.
  registry.forget();
});
