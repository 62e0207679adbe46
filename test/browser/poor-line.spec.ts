import { expect } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/db/demonstration.js';
import { logIn, press, test } from './support.js';

test('what is typed while New is still under way on a poor line stands in the new form, and is saved (C18, X3)', async ({
  page,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'without scripts the browser itself waits for the page');
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}?tab=comments`);
  await page.route('**/clients/*', async (route) => {
    if (route.request().method() === 'POST') await new Promise((done) => setTimeout(done, 700));
    await route.continue();
  });
  const before = await page.locator('[name="comment.of"]').inputValue();
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByLabel('Client Comment', { exact: true }).selectOption({ label: 'Refusal of Influenza' });
  await page.getByLabel('Applies-To Date').fill('10/01/2026');
  await expect(page.locator('[name="comment.of"]')).not.toHaveValue(before);
  await expect(page.getByLabel('Applies-To Date')).toHaveValue('10/01/2026');
  await press(page, 'Save');
  await expect(page.getByText('Client Updated')).toBeVisible();
  await expect(page.getByRole('row', { name: /10\/01\/2026 Refusal of Influenza/ })).toBeVisible();
});
