import type { Locator, Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { dayOf, daysBefore, showDay } from '../../src/domain/time/day.js';
import { expect, logIn, press, test } from './support.js';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

/** Somebody with a mouse: presses are counted, and the pages that are loaded; what is typed is not. */
function atTheDesk(page: Page) {
  const desk = {
    presses: 0,
    loads: 0,
    async press(control: Locator) {
      desk.presses += 1;
      await control.click();
    },
  };
  const plain = page as { onLoad?: (loaded: () => void) => void };
  if (plain.onLoad)
    plain.onLoad(() => {
      desk.loads += 1;
    });
  else
    page.on('response', (response) => {
      const shows = response.status() < 300 || response.status() >= 400;
      if (response.request().isNavigationRequest() && shows && response.status() !== 204) desk.loads += 1;
    });
  return desk;
}

test('the main job of a clinic’s day takes at most eight clicks, and eight pages, twelve without scripts', async ({
  page,
  javaScriptEnabled,
}) => {
  await logIn(page, 'nora');
  const desk = atTheDesk(page);
  const details = page.getByRole('region', { name: /^(Enter New|Address for|Details for)/ });
  await page.getByLabel('Find a client').fill('Duck, Don 09/21/2009');
  await page.getByLabel('Find a client').press('Enter');
  await page.getByLabel('Street Address').first().fill('500 CEDAR ST');
  await desk.press(button(page, 'Address(es)/Contact(s)'));
  await desk.press(button(page, 'New'));
  await expect(page.getByRole('heading', { name: 'Enter New Contact...' })).toBeVisible();
  await details.getByLabel('Last Name', { exact: true }).fill('DUCK');
  await details.getByLabel('First Name', { exact: true }).fill('DELLA');
  await details.getByLabel('Relationship', { exact: true }).selectOption({ label: 'Mother' });
  await desk.press(button(page, 'Next').first());
  await expect(page.getByRole('row', { name: /DELLA/ })).toBeVisible();
  await desk.press(button(page, 'Client Comment(s)'));
  await expect(page.getByRole('heading', { name: 'Client Comment(s)' })).toBeVisible();
  await details.getByLabel('Client Comment', { exact: true }).selectOption({ label: 'Refusal of Influenza' });
  await details.getByLabel('Applies-To Date').fill('t');
  await desk.press(button(page, 'Save and Immunize'));
  await expect(page.getByRole('heading', { name: 'History Client Updated' })).toBeVisible();
  await desk.press(link(page, 'Add Immunization'));
  await page.getByLabel('Vaccine [Trade Name]').selectOption({ label: 'HPV9 [Gardasil 9] (165)' });
  await desk.press(button(page, 'Save'));
  await expect(page.getByRole('heading', { name: 'History Immunization added' })).toBeVisible();
  await desk.press(link(page, 'Print'));
  await expect(page.getByRole('heading', { level: 1, name: 'Immunization record' })).toBeVisible();
  expect(desk.presses).toBeLessThanOrEqual(8);
  // The login, which the journeys leave out, is two more.
  expect(desk.loads + 2).toBeLessThanOrEqual(javaScriptEnabled ? 8 : 12);
});

test('one dose of a due vaccine is three presses after the history, from the clinic’s stock; back is one', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}/immunizations`);
  const desk = atTheDesk(page);
  await desk.press(link(page, 'Add Immunization'));
  await desk.press(button(page, 'Give HPV'));
  await expect(page.getByLabel('Lot Number')).toHaveValue('G9114');
  await expect(page.getByLabel('Expiration Date')).toHaveValue('09/30/2027');
  await expect(page.getByLabel('Administering Clinician')).toHaveValue('Nora Lind');
  await desk.press(button(page, 'Save'));
  const row = page.getByRole('row', { name: /G9114/ });
  await expect(row).toContainText('HPV9 [Gardasil 9] added');
  expect(desk.presses).toBe(3);
  await desk.press(link(page, 'Edit Client'));
  await expect(page.getByRole('region', { name: 'Personal Information' })).toBeVisible();
  expect(desk.presses).toBe(4);
});

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
  await give(page, 'MMR [M-M-R II] (03)', daysAgo(26), 'Historical: from other provider');
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

async function give(page: Page, vaccine: string, on: string, source = 'New immunization record') {
  await page.goto(`${rainbow}/immunizations/new`);
  await page.getByLabel('Date Administered').fill(on);
  await page.getByLabel('Source of Information').selectOption(source);
  await page.getByLabel('Vaccine [Trade Name]').selectOption({ label: vaccine });
  await press(page, 'Save');
}
