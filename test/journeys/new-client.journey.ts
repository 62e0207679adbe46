// Entering a new client without entering anybody twice, and the help desk's work list (C3).
import type { Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { field, personal } from './client-form.js';
import { expect, logIn, press, search, test } from './support.js';

const mira = { 'Last Name': 'Åkervall', 'First Name': 'Mira', 'Birth Date': '03/04/2021' };
const nearlyDon = { 'Last Name': 'Duck', 'First Name': 'Donn', 'Birth Date': '09/21/2009' };
const mother = { "Mother's Maiden Last": 'Dahl', "Mother's First Name": 'Ida' };

/** Searches first, as one does, and goes on to the form with what was typed. */
async function begin(page: Page, by: Readonly<Record<string, string>>) {
  await logIn(page, 'nora');
  await search(page, by);
  await page.getByRole('link', { name: 'Enter new client' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Enter new client' })).toBeVisible();
}

async function fill(page: Page, values: Readonly<Record<string, string>>) {
  for (const [label, value] of Object.entries(values)) await field(personal(page), label).fill(value);
}

const gender = (page: Page, label: string) =>
  personal(page).getByRole('group', { name: 'Gender' }).getByLabel(label, { exact: true });
const entered = (page: Page) =>
  expect(personal(page).getByRole('heading', { level: 2 })).toContainText('Client entered');

/** Enters somebody who is nearly DON DUCK, up to the question. */
async function enterNearlyDon(page: Page) {
  await begin(page, nearlyDon);
  await gender(page, 'M').check();
  await fill(page, mother);
  await press(page, 'Save');
  await expect(page.getByRole('heading', { level: 1, name: 'Possible duplicates' })).toBeVisible();
}

test('Nora finds nobody, enters Mira with what she had typed, is told what is missing, and finds her at once (C2, C3, X4)', async ({
  page,
}) => {
  await begin(page, mira);
  for (const [label, value] of Object.entries(mira)) await expect(field(personal(page), label)).toHaveValue(value);
  await fill(page, { 'Last Name': '', 'First Name': '', 'Birth Date': '', City: 'DULUTH' });
  await press(page, 'Save');
  await expect(page).toHaveTitle(/^Error: /);
  const alert = page.getByRole('alert');
  for (const said of [
    'Enter a last name.',
    'Enter a first name, or check',
    'Enter a birth date.',
    'Choose a gender',
    "Enter the mother's name, or check",
  ])
    await expect(alert).toContainText(said);
  await alert.getByRole('link', { name: 'Enter a birth date.' }).click();
  await expect(field(personal(page), 'Birth Date')).toBeFocused();
  await expect(field(personal(page), 'City')).toHaveValue('DULUTH');

  await fill(page, { ...mira, ...mother });
  await field(personal(page), 'State').selectOption('MN');
  await gender(page, 'F').check();
  await page.getByLabel('Chart Number').fill('R-777');
  await press(page, 'Save');
  await entered(page);
  await expect(page).toHaveTitle(/^Client entered/);
  await expect(page.getByRole('heading', { level: 1, name: 'ÅKERVALL, MIRA' })).toBeVisible();
  await expect(page.getByLabel('Chart number')).toHaveValue('R-777');
  await search(page, { 'Last Name': 'akerval', 'First Name': 'mira' });
  await expect(page.getByRole('link', { name: 'ÅKERVALL, MIRA' })).toBeVisible();
});

test('a client with no first name, whose mother is asked for and not named, is entered by two ticks (C3)', async ({
  page,
}) => {
  await begin(page, { 'Last Name': 'Åkervall', 'Birth Date': '03/04/2021' });
  await gender(page, 'Unknown').check();
  await page.getByLabel('This client has no first name').check();
  await page.getByLabel("The mother's name was asked for and not given").check();
  await press(page, 'Save');
  await entered(page);
  await expect(field(personal(page), 'First Name')).toHaveValue('');
});

test('Enter keeps what is typed and enters nobody; Cancel leads back to the results (C3, C20)', async ({ page }) => {
  await begin(page, mira);
  await field(personal(page), 'City').fill('DULUTH');
  await field(personal(page), 'City').press('Enter');
  await page.waitForURL(/#kept$/);
  await expect(field(personal(page), 'City')).toHaveValue('DULUTH');
  await expect(page.getByRole('heading', { level: 1, name: 'Enter new client' })).toBeVisible();
  await press(page, 'Cancel');
  await expect(page.getByRole('heading', { name: 'None found' })).toBeVisible();
  await page.getByRole('link', { name: 'Enter new client' }).click();
  await expect(field(personal(page), 'City')).toHaveValue('DULUTH');
});

test('a possible duplicate is shown with why; going on typing loses nothing, and picked it opens, nobody entered (C3)', {
  tag: '@no-scripts',
}, async ({ page }) => {
  await enterNearlyDon(page);
  const question = page.getByRole('group', { name: 'Is it one of these?' });
  const don = question.getByRole('radio', { name: /DUCK, DON/ });
  await expect(don).toHaveAccessibleName(/same birth date, same last name, first name one letter apart/);
  await press(page, 'Back to the form');
  await expect(field(personal(page), "Mother's First Name")).toHaveValue('Ida');
  await press(page, 'Save');
  await press(page, 'Continue');
  await expect(page.getByRole('alert')).toContainText('Choose one of the answers.');
  await don.check();
  await press(page, 'Continue');
  await expect(page.getByRole('heading', { level: 1, name: 'DUCK, DON' })).toBeVisible();
  await search(page, { 'Last Name': 'duck' });
  await expect(page.getByRole('heading', { name: '1 client found' })).toBeVisible();
});

test('another person is entered and the answer kept; Helen sees the pair and decides, once (C3)', async ({ page }) => {
  await enterNearlyDon(page);
  await page.getByLabel('No, this is another person: enter a new client').check();
  await press(page, 'Continue');
  await entered(page);
  const id = /\/clients\/(\d+)/.exec(page.url())?.[1] ?? '';
  await press(page, 'logout');

  await logIn(page, 'helen');
  await page.getByRole('link', { name: 'possible duplicates' }).click();
  const pair = page.getByRole('row', { name: new RegExp(`${cast.donDuck} and ${id}`) });
  await expect(pair).toContainText('another person');
  await expect(pair).toContainText('first name one letter apart');
  await pair.getByRole('link').click();
  await expect(page.getByRole('row', { name: /^Birth Date/ })).toContainText('same');
  await expect(page.getByRole('row', { name: /^Name/ })).toContainText('DUCK, DONN');
  await expect(page.getByText('said that it is another person')).toBeVisible();
  await press(page, 'Different people');
  await expect(page.getByRole('status')).toContainText('Decided: different people.');
  await expect(page.getByText('There are none now.')).toBeVisible();
});
