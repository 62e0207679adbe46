import type { Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { expect, logIn, press, test } from './support.js';

const donDuck = `/clients/${cast.donDuck}`;
const personal = (page: Page) => page.getByRole('region', { name: 'Personal Information' });
const field = (page: Page, label: string) => personal(page).getByLabel(label, { exact: true });
const history = (page: Page) => page.getByRole('form', { name: 'History of this record' });

/** Changes a field of DON DUCK's record and saves. */
async function save(page: Page, label: string, text: string) {
  await page.goto(donDuck);
  await field(page, label).fill(text);
  await press(page, 'Save');
  await expect(personal(page)).toContainText('Client Updated');
}

test('Nora reads who removed the phone number, restores it as a draft and saves it (C23)', {
  tag: '@no-scripts',
}, async ({ page }) => {
  await logIn(page, 'nora');
  await save(page, 'Email', 'della@example.org');
  await save(page, 'Email', 'don@example.org');
  await page.getByRole('link', { name: 'History of this record' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'DUCK, DON' })).toBeVisible();
  const newest = history(page).getByRole('listitem').first();
  await expect(newest.getByRole('heading')).toHaveText(
    /^Nora Lind, Riverside Clinic, \d\d\/\d\d\/\d{4} \d+:\d\d [AP]M$/,
  );
  await expect(newest).toContainText('Email: della@example.org');
  await expect(newest).toContainText('→ don@example.org');

  await press(page, 'Restore Email: della@example.org');
  await expect(page).toHaveURL(`${donDuck}#email`);
  await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
  await expect(field(page, 'Email')).toHaveValue('della@example.org');
  await expect(field(page, 'Email')).toBeFocused();
  await press(page, 'Save');
  await expect(personal(page)).toContainText('Client Updated');
  await expect(field(page, 'Email')).toHaveValue('della@example.org');
});

test('a restored address comes back whole, beside what else was typed, and can be discarded (C20, C23)', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await save(page, 'Street Address', '9 ELM ST');
  await page.getByRole('link', { name: 'History of this record' }).click();
  await expect(page.getByRole('region', { name: 'Former addresses' })).toContainText(
    '123 1ST ST SE, SAINT PAUL MN 55112',
  );
  await press(page, 'Restore the address before this');
  await expect(field(page, 'Street Address')).toHaveValue('123 1ST ST SE');
  await press(page, 'Cancel');
  await press(page, 'Discard changes');
  await expect(field(page, 'Street Address')).toHaveValue('9 ELM ST');
});

test('Victor, who may only view, reaches the history by a link and finds no control there (C1, C23)', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await save(page, 'Phone', '');
  await press(page, 'logout');
  await logIn(page, 'victor');
  await page.goto(donDuck);
  await page.getByRole('link', { name: 'History of this record' }).click();
  await expect(history(page)).toContainText('Phone: 555-555-5555 → removed');
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Who viewed it' })).toHaveCount(0);
  await page.getByRole('link', { name: 'View Client' }).click();
  await expect(page).toHaveURL(donDuck);
});

test('Ada sees who of her clinic viewed the record (C23)', async ({ page }) => {
  for (const username of ['paul', 'victor']) {
    await logIn(page, username);
    await page.goto(donDuck);
    await press(page, 'logout');
  }
  await logIn(page, 'ada');
  await page.goto(`${donDuck}/history`);
  const views = page.getByRole('region', { name: 'Who viewed it' });
  await expect(views.getByRole('row', { name: /Victor Olson/ })).toBeVisible();
  await expect(views).not.toContainText('Paul Vang');
});
