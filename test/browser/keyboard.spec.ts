import { expect } from '@playwright/test';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { logIn, test } from '../journeys/support.js';

test('login by keyboard alone: it begins in the first field, Tab goes down the page, Enter logs in', async ({
  page,
}) => {
  await page.goto('/login');
  await expect(page.getByLabel('Organization Code')).toBeFocused();
  const order = [
    page.getByLabel('Username'),
    page.getByLabel('Password'),
    page.getByRole('button', { name: 'Login' }),
    page.getByRole('button', { name: 'Clear' }),
    page.getByRole('link', { name: 'forgot password' }),
  ];
  for (const control of order) {
    await page.keyboard.press('Tab');
    await expect(control).toBeFocused();
  }
  await page.getByLabel('Organization Code').focus();
  await page.keyboard.type('RIVER');
  await page.keyboard.press('Tab');
  await page.keyboard.type('nora');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Immunize-2026');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('the skip link is first, is seen when it has the focus, and leads into the content', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto('/account');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).not.toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('main :focus')).toHaveCount(1);
  await page.goto('/clients');
  await expect(page.getByLabel('Last Name', { exact: true })).toBeFocused();
});

test('Enter in a field keeps what is typed and saves nothing', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${demonstrationClients.donDuck}`);
  await page.getByLabel('Middle Name').fill('FAUNTLEROY');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
  await expect(page.getByLabel('Middle Name')).toHaveValue('FAUNTLEROY');
  await expect(page.getByText('Last Updated by: Riverside Clinic on 01/11/2023')).toBeVisible();
});

test('a refused form has the focus on its summary, whose links lead to the fields', { tag: '@no-scripts' }, async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto('/clients');
  await page.getByLabel('Birth Date').fill('31/31/2009');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Birth Date')).toBeFocused();
});
