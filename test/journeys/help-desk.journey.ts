import type { Page } from '@playwright/test';
import { outbox } from '../../src/db/schema/operations.js';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { expect, logIn, press, test } from './support.js';

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('Helen finds the locked record in the list, lifts the lock with a reason, and Paul opens it (C13)', async ({
  page,
}) => {
  await logIn(page, 'helen');
  await page
    .getByRole('navigation', { name: 'Help Desk Functions' })
    .getByRole('link', { name: 'restricted records' })
    .click();
  const row = page.getByRole('row', { name: new RegExp(String(cast.locked)) });
  await expect(row).toContainText('Locked');
  await expect(row).toContainText('Lakeview Family Health');
  await row.getByRole('link', { name: String(cast.locked) }).click();
  await expect(page.getByRole('region', { name: 'What it is' })).toContainText('Locked to Lakeview Family Health');

  await press(page, 'Unlock the record');
  await expect(page.getByRole('alert')).toContainText('Enter the reason.');
  await expect(page).toHaveTitle(/^Error: /);
  await part(page, 'Locked record').getByLabel('Reason').fill('Lakeview asked by phone');
  await press(page, 'Unlock the record');
  await expect(page.getByText('Done: it stands in the history of the record')).toBeVisible();
  await page.getByRole('link', { name: 'History of this record' }).click();
  await expect(page.getByText('Reason: Lakeview asked by phone')).toBeVisible();
  await press(page, 'logout');

  await logIn(page, 'paul');
  await page.goto(`/clients/${cast.locked}`);
  await expect(page.getByRole('region', { name: 'Personal Information' })).toBeVisible();
});

test('Nora flags the wrong client as deceased, and Helen, told the MIIC ID, undoes it (C12)', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await page.getByRole('radio', { name: 'Deceased' }).check();
  await press(page, 'Save');
  await expect(page.getByText(`MIIC ID ${cast.donDuck} will be flagged as deceased`)).toBeVisible();
  await press(page, 'Flag as deceased');
  await expect(page.getByRole('heading', { name: 'Client Updated: flagged as deceased' })).toBeVisible();
  await press(page, 'logout');

  await logIn(page, 'helen');
  await page.goto('/restricted');
  await page.getByLabel('MIIC ID').fill('4242');
  await press(page, 'Find');
  await expect(page.getByRole('alert')).toContainText('No record has this MIIC ID.');
  await page.getByLabel('MIIC ID').fill(String(cast.donDuck));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What it is' })).toContainText(
    'Flagged as deceased by Riverside Clinic',
  );
  await part(page, 'Flagged as deceased').getByLabel('Reason').fill('The clinic took the wrong client');
  await press(page, 'Undo deceased');
  await expect(page.getByText('None: the record is open to all.')).toBeVisible();
  await press(page, 'logout');

  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await expect(page.getByRole('radio', { name: 'Active', exact: true })).toBeChecked();
});

test('Helen corrects a certified birth date, and the former one still finds the client (C5, C6)', async ({ page }) => {
  await logIn(page, 'helen');
  await page.goto(`/restricted/${cast.certified}`);
  const birthDate = part(page, 'Birth date');
  await birthDate.getByLabel('Birth Date').fill('02/31/2019');
  await birthDate.getByLabel('Reason').fill('Certificate seen');
  await press(page, 'Correct the birth date');
  await expect(page.getByRole('alert')).toContainText('Enter a birth date as MM/DD/YYYY');
  await expect(birthDate.getByLabel('Reason')).toHaveValue('Certificate seen');
  await birthDate.getByLabel('Birth Date').fill('04/09/2019');
  await press(page, 'Correct the birth date');
  await expect(page.getByText('Done: it stands in the history of the record')).toBeVisible();
  await press(page, 'logout');

  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.certified}`);
  await expect(page.getByLabel('Birth Date', { exact: true })).toHaveValue('04/09/2019');
  await expect(page.getByText(/AKA OPAL MAI PETTIGREW-XIONG born 04\/08\/2019/)).toBeVisible();
});

test('Helen sets a birth certificate number, and the birth date is held from then on (C6)', async ({ page }) => {
  await logIn(page, 'helen');
  await page.goto(`/restricted/${cast.rainbowBright}`);
  const certificate = part(page, 'Birth certificate');
  await certificate.getByLabel('Birth certificate number').fill('2015-MN-000123');
  await certificate.getByLabel('Reason').fill('Sent by the vital records office');
  await press(page, 'Set the number');
  await expect(page.getByRole('region', { name: 'What it is' })).toContainText('2015-MN-000123');
  await press(page, 'logout');

  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.rainbowBright}`);
  await expect(page.getByLabel('Birth Date', { exact: true })).toHaveAttribute('readonly');
});

test('Helen gives up a mail that never left, with a reason, and finds it among those given up', async ({
  page,
  registry,
}) => {
  await registry.write(async (tx) => {
    const row = { key: 'a', kind: 'locked', recipient: 'nora.lind@riverside.example', details: '{}', createdAt: 1 };
    await tx
      .insert(outbox)
      .values({ ...row, nextAt: 1, firstTriedAt: 1, attempts: 30, deadAt: 2, lastFault: 'SMTP: 550' })
      .run();
  });
  await logIn(page, 'helen');
  await page
    .getByRole('navigation', { name: 'Help Desk Functions' })
    .getByRole('link', { name: 'mail', exact: true })
    .click();
  const row = page.getByRole('row', { name: /n…@riverside\.example/ });
  await expect(row).toContainText('SMTP: 550');
  await row.getByRole('link', { name: 'locked' }).click();
  await press(page, 'Give up');
  await expect(page.getByRole('alert')).toContainText('Enter the reason');
  await page.getByLabel('Reason').fill('The box is closed');
  await press(page, 'Give up');
  await expect(page.getByRole('status')).toContainText('The message is given up');
  await expect(page.getByRole('region', { name: 'Given up by the help desk' })).toContainText('The box is closed');
});

test('Helen adds an organization, and deactivates it once she has read what follows (A3)', async ({ page }) => {
  await logIn(page, 'helen');
  await page
    .getByRole('navigation', { name: 'Help Desk Functions' })
    .getByRole('link', { name: 'organizations' })
    .click();
  await page.getByRole('link', { name: 'Add organization' }).click();
  await page.getByLabel('Code').fill('RIVER');
  await page.getByLabel('Name').fill('Cedar Clinic');
  await page.getByLabel('Type').selectOption('Provider');
  await press(page, 'Add');
  await expect(page.getByRole('alert')).toContainText('Codes are never used twice');
  await page.getByLabel('Code').fill('CEDAR');
  await press(page, 'Add');
  await expect(page.getByRole('heading', { name: 'Cedar Clinic' })).toBeVisible();
  await page.getByRole('radio', { name: 'No' }).check();
  await press(page, 'Save');
  await expect(page.getByText('Nobody can log in for Cedar Clinic')).toBeVisible();
  await press(page, 'Deactivate');
  await expect(page.getByRole('status')).toContainText('The organization is as you typed it.');
  await page.getByRole('link', { name: 'Organizations', exact: true }).click();
  await expect(page.getByRole('row', { name: /Cedar Clinic/ })).toContainText('No');
});
