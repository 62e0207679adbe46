import type { Page } from '@playwright/test';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { dayOf, showDay } from '../../src/domain/time/day.js';
import { expect, fillLogin, logIn, logInByForm, press, search, test } from './support.js';

const donDuck = `/clients/${demonstrationClients.donDuck}`;
const today = () => showDay(dayOf(Date.now(), 'America/Chicago'));
/** A field by its label; Personal Information comes before the tab that may have one of the same name. */
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).first();
const personal = (page: Page) => page.getByRole('region', { name: 'Personal Information' });

/** From the home page to the record of DON DUCK, as a nurse goes. */
async function openDonDuck(page: Page) {
  await page.getByRole('link', { name: 'manage client' }).click();
  await field(page, 'Last Name').fill('duck');
  await press(page, 'Search');
  await page.getByRole('link', { name: 'DUCK, DON' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'DUCK, DON' })).toBeVisible();
}

test('Nora logs in, finds DON DUCK, changes phone and address and saves', { tag: '@no-scripts' }, async ({ page }) => {
  await logInByForm(page, 'nora');
  await expect(page.getByText('organization Riverside Clinic')).toBeVisible();
  await openDonDuck(page);
  await expect(page.getByText('Last Updated by: Riverside Clinic on 01/11/2023')).toBeVisible();

  await field(page, 'Phone').fill('651 201 4629');
  await field(page, 'Street Address').fill('500 CEDAR ST');
  await field(page, 'Zip').fill('55101');
  await press(page, 'Save');

  await expect(personal(page).getByRole('heading', { level: 2 })).toContainText('Client Updated');
  await expect(page).toHaveTitle(/^Client Updated/);
  await expect(page.getByText(`Last Updated by: Riverside Clinic on ${today()}`)).toBeVisible();
  await expect(page.getByText(`Address Last Updated Date: ${today()}`)).toBeVisible();
  await expect(field(page, 'Phone')).toHaveValue('651-201-4629');
  await expect(field(page, 'Street Address')).toHaveValue('500 CEDAR ST');

  await page.getByRole('link', { name: 'Back to results' }).click();
  await expect(page.getByRole('row', { name: /DUCK, DON/ })).toContainText('500 CEDAR ST');
});

test.describe('in a process of its own', () => {
  test.use({ ownProcess: true });
  test('a saved change is there after the server was killed and started again', async ({ page, registry }) => {
    await logIn(page, 'nora');
    await page.goto(donDuck);
    await field(page, 'Phone').fill('651-201-4629');
    await press(page, 'Save');
    await expect(personal(page)).toContainText('Client Updated');
    await registry.kill();
    await registry.start();
    await page.goto(donDuck);
    await expect(field(page, 'Phone')).toHaveValue('651-201-4629');
  });
});

test('Save with nothing changed says so and leaves the date of the last update', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(donDuck);
  await press(page, 'Save');
  await expect(personal(page)).toContainText('Nothing to save');
  await expect(page.getByText('Last Updated by: Riverside Clinic on 01/11/2023')).toBeVisible();
});

test('any wrong part of a login gets the same message; the password is not shown again; Clear empties the form', async ({
  page,
}) => {
  await page.goto('/login');
  for (const [code, username, password] of [
    ['RIVER', 'nora', 'immunize-2026'],
    ['river', 'nora', 'Immunize-2026'],
    ['RIVER', 'nobody', 'Immunize-2026'],
  ] as const) {
    await fillLogin(page, code, username, password);
    await press(page, 'Login');
    await expect(page.getByRole('alert')).toContainText('Organization Code, Username or Password is not right');
    await expect(page).toHaveTitle(/^Error: /);
    await expect(field(page, 'Username')).toHaveValue(username);
    await expect(field(page, 'Password')).toHaveValue('');
  }
  await press(page, 'Clear');
  await expect(page).toHaveTitle(/^Log in/);
  await expect(field(page, 'Username')).toHaveValue('');
});

test('Victor may only view: the record is text, without controls', async ({ page }) => {
  await logIn(page, 'victor');
  await expect(page.getByRole('link', { name: 'manage client' })).toHaveCount(0);
  await page.getByRole('link', { name: 'manage immunizations' }).click();
  await field(page, 'Last Name').fill('DUCK');
  await press(page, 'Search');
  await page.getByRole('link', { name: 'DUCK, DON' }).click();
  await page.getByRole('link', { name: 'View Client' }).click();
  await expect(personal(page)).toContainText('555-555-5555');
  const content = page.getByRole('main');
  for (const role of ['button', 'textbox', 'radio', 'checkbox', 'combobox'] as const)
    await expect(content.getByRole(role)).toHaveCount(0);
  await page.getByRole('link', { name: 'Address(es)/Contact(s)' }).click();
  await expect(page.getByRole('row', { name: /HUEY/ })).toContainText('Other Relative');
  await expect(page.getByRole('link', { name: 'Address(es)/Contact(s)' })).toHaveAttribute('aria-current', 'page');
});

test('only the address is changed: the odd phone number of old stays and blocks nothing', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(donDuck);
  await field(page, 'Street Address').fill('9 ELM ST');
  await press(page, 'Save');
  await expect(personal(page)).toContainText('Client Updated');
  await expect(field(page, 'Phone')).toHaveValue('555-555-5555');
});

test('the same phone number typed anew is refused, and nothing is lost', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(donDuck);
  await field(page, 'Phone').fill('');
  await press(page, 'Save');
  await expect(personal(page)).toContainText('Client Updated');
  await expect(field(page, 'Phone')).toHaveValue('');

  await field(page, 'Phone').fill('555-555-5555');
  await field(page, 'Street Address').fill('9 ELM ST');
  await press(page, 'Save');
  await expect(page.getByRole('alert')).toContainText('There is a problem');
  await expect(page).toHaveTitle(/^Error: /);
  await expect(field(page, 'Phone')).toHaveValue('555-555-5555');
  await expect(field(page, 'Phone')).toHaveAttribute('aria-invalid', 'true');
  await expect(field(page, 'Street Address')).toHaveValue('9 ELM ST');
  await page.getByRole('alert').getByRole('link').click();
  await expect(field(page, 'Phone')).toBeFocused();

  await field(page, 'Phone').fill('651-201-4629');
  await press(page, 'Save');
  await expect(personal(page)).toContainText('Client Updated');
});

test('the old last name still finds the one record', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(donDuck);
  await field(page, 'Last Name').fill('DRAKE');
  await press(page, 'Save');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DRAKE, DON');
  await expect(page.getByText('AKA DON DUCK')).toBeVisible();
  await search(page, { 'Last Name': 'Duck', 'First Name': 'Don' });
  await expect(page.getByRole('heading', { name: '1 client found' })).toBeVisible();
  await expect(page.getByRole('row', { name: /DRAKE, DON/ })).toContainText('AKA DON DUCK');
});

test('what was typed survives a change of tab and a logout, until it is discarded', { tag: '@no-scripts' }, async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(donDuck);
  await field(page, 'Middle Name').fill('FAUNTLEROY');
  await press(page, 'Address(es)/Contact(s)');
  await expect(page.getByRole('row', { name: /HUEY/ })).toBeVisible();
  await expect(field(page, 'Middle Name')).toHaveValue('FAUNTLEROY');
  await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
  await press(page, 'logout');

  await logIn(page, 'nora');
  await page.getByRole('region', { name: 'Not saved yet' }).getByRole('link', { name: 'DUCK, DON' }).click();
  await expect(field(page, 'Middle Name')).toHaveValue('FAUNTLEROY');
  await press(page, 'Cancel');
  for (const name of ['Go on editing', 'Keep as draft', 'Discard changes'])
    await expect(page.getByRole('button', { name })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Middle Name');
  await press(page, 'Go on editing');
  await expect(field(page, 'Middle Name')).toHaveValue('FAUNTLEROY');
  await press(page, 'Cancel');
  await press(page, 'Discard changes');
  await expect(field(page, 'Middle Name')).toHaveValue('');
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Not saved yet' })).toHaveCount(0);
});
