// What a ZIP tells stands in the form as one leaves it, the focus where one went, and what was typed is left alone (C7).
import { expect } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { begin, details, field, openTab, personal } from '../journeys/client-form.js';
import { logIn, test } from '../journeys/support.js';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts the next button fills in');

test("leaving a ZIP fills in what stands empty, in Personal Information, a contact and a new client's form", async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  const own = personal(page);
  await field(own, 'City').fill('');
  await field(own, 'Zip').fill('55802');
  await page.keyboard.press('Tab');
  await expect(field(own, 'City')).toHaveValue('DULUTH');
  await expect(field(own, 'County')).toHaveValue('137');
  await expect(field(own, 'County')).toBeFocused();
  await expect(page.getByRole('status')).toContainText('Filled in from the ZIP: DULUTH, SAINT LOUIS.');

  await openTab(page, 'Address(es)/Contact(s)');
  await begin(page, 'Enter New Contact...');
  const daisy = details(page);
  await field(daisy, 'Last Name').fill('DUCK');
  await field(daisy, 'City').fill('PROCTOR');
  await field(daisy, 'Zip').fill('55802');
  await page.keyboard.press('Tab');
  await expect(field(daisy, 'State')).toHaveValue('MN');
  await expect(field(daisy, 'City')).toHaveValue('PROCTOR');
  await expect(field(daisy, 'Last Name')).toHaveValue('DUCK');
  await expect(page.getByRole('heading', { name: 'Enter New Contact...' })).toBeVisible();

  await page.goto('/clients');
  await page.getByLabel('Last Name').fill('ZWICK');
  await page.getByLabel('First Name', { exact: true }).fill('ADA');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: 'Enter new client' }).click();
  const fresh = personal(page);
  await field(fresh, 'Zip').fill('55802');
  await page.keyboard.press('Tab');
  await expect(field(fresh, 'City')).toHaveValue('DULUTH');
  await expect(field(fresh, 'State')).toHaveValue('MN');
  await expect(field(fresh, 'County')).toBeFocused();
  await expect(field(fresh, 'Last Name')).toHaveValue('ZWICK');
});
