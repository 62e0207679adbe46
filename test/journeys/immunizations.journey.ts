import type { Page } from '@playwright/test';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { expect, logIn, press, test } from './support.js';

const rainbow = `/clients/${demonstrationClients.rainbowBright}`;
const history = (page: Page) => page.getByRole('region', { name: /^History/ });
const rows = (page: Page, name: RegExp | string) => history(page).getByRole('row', { name });
const comment = (page: Page) => page.getByRole('region', { name: 'Comments' });

/** Chooses a vaccine as somebody does who types its name: the list gets short by itself, or by its control. */
async function chooseVaccine(page: Page, line: number, sought: string, label: string, scripts: boolean) {
  const region = page.getByRole('region', { name: `Immunization ${line}`, exact: true });
  await region.getByLabel('Find vaccine').pressSequentially(sought);
  if (!scripts) await region.getByRole('button', { name: 'Shorten the list' }).click();
  await expect(region.getByRole('status')).toHaveText(/^[1-9]\d? vaccines? in the list\.$/);
  await region.getByLabel('Vaccine [Trade Name]').selectOption({ label });
}

test('Nora finds RAINBOW by manage immunizations and goes through her four comments, down and up (I2, I8)', async ({
  page,
  javaScriptEnabled,
}) => {
  await logIn(page, 'nora');
  await page.getByRole('link', { name: 'manage immunizations' }).click();
  await page.getByLabel('Last Name', { exact: true }).fill('bright');
  await press(page, 'Search');
  await page.getByRole('link', { name: 'BRIGHT, RAINBOW' }).click();
  await expect(comment(page)).toContainText('Comments (1 of 4) ... 01/01/2020 ~ Immunity: Titer/MD Dx Mumps');

  const down = page.getByRole('link', { name: 'down' });
  for (const said of [
    'Comments (2 of 4) ... 11/04/2021 ~ Refusal of Influenza',
    'Comments (3 of 4) ... 03/17/2022 ~ Immunity: Titer/MD Dx Varicella or Zoster',
    'Comments (4 of 4) ... 04/01/2022 ~ Refusal of Cholera',
    'Comments (1 of 4) ... 01/01/2020 ~ Immunity: Titer/MD Dx Mumps',
  ]) {
    await down.click();
    await expect(comment(page)).toContainText(said);
    if (javaScriptEnabled) await expect(down).toBeFocused();
  }
  await page.getByRole('link', { name: 'up' }).click();
  await expect(comment(page)).toContainText('Comments (4 of 4)');
  await expect(page).toHaveURL(/comment=4/);
  await page.reload();
  await expect(comment(page).getByRole('status')).toHaveText(
    /^Comments \(4 of 4\) \.\.\. 04\/01\/2022 ~ Refusal of Cholera$/,
  );

  await page.getByRole('link', { name: 'all comments' }).click();
  await expect(comment(page).getByRole('listitem')).toHaveCount(4);
  await page.getByRole('link', { name: 'Back to results' }).click();
  await expect(page.getByRole('heading', { name: '1 client found' })).toBeVisible();
});

test('two vaccines of one visit are added, one is edited, one deleted, and the record printed both ways (I5 to I7)', {
  tag: '@no-scripts',
}, async ({ page, javaScriptEnabled }) => {
  const scripts = javaScriptEnabled !== false;
  await logIn(page, 'nora');
  await page.goto(`${rainbow}/immunizations`);
  await page.getByRole('link', { name: 'Add Immunization' }).click();
  await page.getByLabel('Date Administered').fill('8/20/2015');
  await page.getByLabel('Source of Information').selectOption('Historical: from other provider');
  await chooseVaccine(page, 1, 'pediarix', 'DTaP-Hep B-IPV [Pediarix] (110)', scripts);
  await page.getByLabel('Lot Number').fill('a4064');
  await press(page, 'Add another vaccine');
  await expect(page.getByText('Not saved: kept as a draft.')).toBeVisible();
  await chooseVaccine(page, 2, '116', 'Rotavirus, pentavalent [RotaTeq] (116)', scripts);
  await press(page, 'Save');
  await expect(page.getByRole('heading', { name: 'History 2 immunizations added' })).toBeVisible();
  await expect(rows(page, /^08\/20\/2015 .+ added/)).toHaveCount(3);
  await expect(rows(page, /^Rotavirus .*08\/20\/2015/)).not.toContainText('Not valid');

  await page.getByRole('link', { name: 'edit Rotavirus, pentavalent [RotaTeq] of 08/20/2015' }).click();
  await page.getByLabel('Lot Number').fill('r77');
  await page.getByLabel('Date Administered').fill('01/01/2015');
  await press(page, 'Save');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('before the client was born');
  await expect(page).toHaveTitle(/^Error: /);
  await alert.getByRole('link').click();
  await expect(page.getByLabel('Date Administered')).toBeFocused();
  await page.getByLabel('Date Administered').fill('08/21/2015');
  await press(page, 'Save');
  await expect(page.getByRole('heading', { name: 'History Immunization updated' })).toBeVisible();

  await page.getByRole('link', { name: 'edit Rotavirus, pentavalent [RotaTeq] of 08/21/2015' }).click();
  await expect(page.getByRole('region', { name: 'Earlier versions' })).toContainText('08/20/2015');
  await press(page, 'Delete');
  await press(page, 'Go on editing');
  await press(page, 'Delete');
  await press(page, 'Delete it');
  await expect(page.getByRole('heading', { name: 'History Immunization deleted' })).toBeVisible();
  await expect(rows(page, 'Rotavirus')).toHaveCount(0);

  await page.getByRole('link', { name: 'Print', exact: true }).click();
  await expect(page.getByText('1625 CLOUDNINE DRIVE')).toBeVisible();
  await page.getByRole('link', { name: 'Immunization history' }).click();
  await page.getByRole('link', { name: 'Print Confidential' }).click();
  await expect(page.getByRole('heading', { name: 'Immunization record, confidential' })).toBeVisible();
  expect(await page.content()).not.toMatch(/CLOUDNINE|UNICORN|201-4629/);
});

test('Enter in a field keeps what is typed and the place, and records nothing; Cancel asks (C20)', async ({
  page,
  javaScriptEnabled,
}) => {
  await logIn(page, 'nora');
  await page.goto(`${rainbow}/immunizations/new`);
  await page.getByLabel('Date Administered').fill('06/16/2016');
  await page.getByLabel('Lot Number').fill('kept');
  await page.getByLabel('Lot Number').press('Enter');
  await expect(page.getByText('Not saved: kept as a draft.')).toBeVisible();
  await expect(page.getByLabel('Lot Number')).toHaveValue('kept');
  if (javaScriptEnabled) await expect(page.getByLabel('Lot Number')).toBeFocused();
  await page.goto(`${rainbow}/immunizations`);
  await expect(page.getByText('is not saved: kept as a draft.')).toBeVisible();
  await page.getByRole('link', { name: 'Go on with it' }).click();
  await press(page, 'Cancel');
  for (const name of ['Go on editing', 'Keep as draft', 'Discard changes'])
    await expect(page.getByRole('button', { name })).toBeVisible();
  await press(page, 'Discard changes');
  await expect(page.getByText('is not saved')).toHaveCount(0);
  await expect(history(page).getByRole('link', { name: /^(view|edit) .+ of / })).toHaveCount(3);
});

test('Victor, who may only view, comes to the history from the record and back, and adds nothing (C1)', async ({
  page,
}) => {
  await logIn(page, 'victor');
  await page.goto(rainbow);
  await page.getByRole('link', { name: 'Immunize' }).click();
  await expect(page.getByRole('link', { name: 'Add Immunization' })).toHaveCount(0);
  await page.getByRole('link', { name: 'View Client' }).click();
  await expect(page.getByRole('region', { name: 'Personal Information' })).toBeVisible();
});

test('Immunize and Reports in the record keep what was typed there, say so, and lead back to it (C20)', async ({
  page,
}) => {
  await logIn(page, 'nora');
  for (const [control, heading] of [
    ['Immunize', 'BRIGHT, RAINBOW FANCYPANTS'],
    ['Reports', 'Reports'],
  ] as const) {
    await page.goto(rainbow);
    await page.getByLabel('Middle Name', { exact: true }).first().fill('SPARKLE');
    await press(page, control);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.getByText('Not saved: kept as a draft.')).toBeVisible();
    await page.getByRole('link', { name: 'Go on editing the client' }).click();
    await expect(page.getByLabel('Middle Name', { exact: true }).first()).toHaveValue('SPARKLE');
  }
});
