import type { Page } from '@playwright/test';
import { expect, logIn, press, test } from './support.js';

const people = 'last name,first name,birth date\nZzjourney,Anna,03/04/2015\nZzjourney,Ben,\n';

/** Asks again how far it is until it is over. */
async function waitFor(page: Page, heading: string): Promise<void> {
  const over = page.getByRole('heading', { name: heading, exact: true });
  for (let i = 0; i < 40 && !(await over.isVisible()); i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await page.reload();
  }
  await expect(over).toBeVisible();
}

test('an administrator brings a file, looks at what would come of it, and imports it (A5)', async ({ page }) => {
  await logIn(page, 'ada');
  await page.getByRole('link', { name: 'import', exact: true }).click();
  await page.getByLabel('What the file has').selectOption({ label: 'Clients' });
  const buffer = Buffer.from(people);
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
  await press(page, 'Send and check');
  await waitFor(page, 'Checked, not imported yet');
  await expect(page.getByText('Would be entered: 1')).toBeVisible();
  await expect(page.getByText('Enter a birth date.')).toBeVisible();
  await press(page, 'Import');
  await waitFor(page, 'Imported');
  await expect(page.getByText('Entered: 1')).toBeVisible();
  await expect(page.getByText('Not taken: 1')).toBeVisible();
  await press(page, 'Remove the file');
  await expect(page.getByRole('status')).toHaveText('The file was removed.');
});
