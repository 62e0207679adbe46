// What is pressed may be gone with what stood there: the focus goes to what came, never to the page (X1).
import { expect, type Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { choose, field, listing, openTab, personal } from '../journeys/client-form.js';
import { logIn, press, test } from '../journeys/support.js';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts a page is loaded');

const focused = (page: Page) => page.evaluate<string>('document.activeElement.id || document.activeElement.tagName');

test('after Delete, Undo, Cancel and Show details the focus is on the details or on what was pressed', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await openTab(page, 'Address(es)/Contact(s)');
  await choose(page, /HUEY/, true);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.locator('#details')).toContainText('HUEY DUCK is marked for deletion.');
  await expect(page.locator('#details')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const details = page.getByRole('heading', { name: 'Address for Contact: HUEY DUCK' });
  await expect(details).toBeFocused();
  await page
    .getByRole('region', { name: 'Address for Contact: HUEY DUCK' })
    .getByRole('button', { name: 'Cancel', exact: true })
    .click();
  await expect(details).toBeFocused();
  await listing(page).getByRole('row', { name: /DON/ }).getByRole('radio').check();
  await page.getByRole('button', { name: 'Show details' }).click();
  await expect(page.getByRole('status')).toContainText('shown');
  expect(await focused(page)).toBe('contact-select');
});

test('after a choice the focus is on what was said of it', async ({ page, browser, registry }) => {
  const theirs = await (await browser.newContext({ baseURL: registry.url })).newPage();
  await logIn(theirs, 'paul');
  await logIn(page, 'nora');
  for (const one of [page, theirs]) await one.goto(`/clients/${cast.donDuck}`);
  await field(personal(theirs), 'Phone').fill('612-722-0202');
  await press(theirs, 'Save');
  await expect(theirs.getByText('Client Updated')).toBeVisible();
  await field(personal(page), 'Phone').fill('651-201-4629');
  await press(page, 'Save');
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused();
  await press(page, 'Take theirs: Phone');
  await expect(page.locator('p.notice').filter({ hasText: 'What you chose stands here' })).toBeFocused();
  await expect(field(personal(page), 'Phone')).toHaveValue('612-722-0202');
  await theirs.context().close();
});
