import type { Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { dayOf, daysBefore, showDay } from '../../src/domain/time/day.js';
import { expect, logIn, press, test } from './support.js';

const rainbow = `/clients/${cast.rainbowBright}`;
const due = (page: Page) => page.getByText(/^Due today: /);
const daysAgo = (days: number) => showDay(daysBefore(dayOf(Date.now(), 'America/Chicago'), days));

test('Nora sees what is due, asks why, gives it by one press and Save, and less is due (I5)', {
  tag: '@no-scripts',
}, async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(`${rainbow}/immunizations`);
  await expect(due(page)).toContainText('MMR (overdue)');
  const recommended = page.getByRole('region', { name: /^Vaccines Recommended/ });
  await recommended.getByRole('link', { name: 'Why? MMR' }).click();
  await expect(recommended.getByText(/^To give: MMR/)).toBeVisible();

  await page.getByRole('link', { name: "Give today's due vaccines" }).click();
  await expect(page.getByLabel('Date Administered')).toHaveValue(daysAgo(0));
  await expect(page.getByText(/Would be valid as dose 2 of 3/).first()).toBeVisible();
  await press(page, 'Save');
  await expect(page.getByRole('heading', { name: /^History \d immunizations added$/ })).toBeVisible();
  await expect(due(page)).not.toContainText('MMR');
});

test('a dose two days early is asked about once, and saved for a reason (I5)', async ({ page }) => {
  await logIn(page, 'nora');
  await give(page, 'MMR [M-M-R II] (03)', daysAgo(26));
  await expect(page.getByRole('heading', { name: 'History Immunization added' })).toBeVisible();
  await give(page, 'Varicella [Varivax] (21)', 't');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Immunization 1: 2 days too early: would not count; wait until');
  await expect(page.getByLabel('Date Administered')).toHaveValue(daysAgo(0));
  await alert.getByRole('link').click();
  await page.getByLabel('Reason to Save All the Same').fill('They travel tomorrow');
  await press(page, 'Save');
  await expect(page.getByRole('heading', { name: 'History Immunization added' })).toBeVisible();
  await expect(page.getByRole('row', { name: daysAgo(0) })).toContainText('Not valid');
});

async function give(page: Page, vaccine: string, on: string) {
  await page.goto(`${rainbow}/immunizations/new`);
  await page.getByLabel('Date Administered').fill(on);
  await page.getByLabel('Source of Information').selectOption('New immunization record');
  await page.getByLabel('Vaccine [Trade Name]').selectOption({ label: vaccine });
  await press(page, 'Save');
}
