// What goes with one status alone appears with it, and is never hidden while it is wrong (C11, C12).
import { expect } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { logIn, press, test } from '../journeys/support.js';

test('the reason comes with Inactive, the date of death with Deceased; one that does not fit is shown with its error', {
  tag: '@no-scripts',
}, async ({ page, javaScriptEnabled }) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  const [reason, death] = [page.getByLabel('Reason when Inactive'), page.getByLabel('Date of death')];
  // Without scripts nothing comes and goes.
  if (!javaScriptEnabled) {
    await expect(reason).toBeVisible();
    await expect(death).toBeVisible();
    return;
  }
  await expect(reason).toBeHidden();
  await expect(death).toBeHidden();
  await page.getByLabel('Inactive', { exact: true }).check();
  await reason.selectOption('M');
  await page.getByLabel('Deceased', { exact: true }).check();
  await expect(reason).toBeHidden();
  await expect(death).toBeVisible();
  await press(page, 'Save');
  await expect(page.getByRole('link', { name: 'A reason goes with status Inactive alone.' })).toBeVisible();
  await expect(reason).toBeVisible();
});
