// "Managing Clients in MIIC", step by step and note by note: the titles are the guide's words.
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { dayOf, showDay } from '../../src/domain/time/day.js';
import { field, personal, save } from './client-form.js';
import { expect, logIn, press, search, test } from './support.js';

const don = `/clients/${cast.donDuck}`;
const today = () => showDay(dayOf(Date.now(), 'America/Chicago'));

test('"The following fields are available to be updated" … "Once you\'ve updated the information, click the Save button"; "Client Updated" and when and by whom', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(don);
  const form = personal(page);
  const typed = {
    'Last Name': 'DRAKE',
    'First Name': 'DONALD',
    'Middle Name': 'FAUNTLEROY',
    "Mother's Maiden Last": 'MCMALLARD',
    "Mother's First Name": 'HORTENSE',
    'Birth Date': '09/22/2009',
    'Street Address': '500 CEDAR ST',
    City: 'DULUTH',
    Zip: '55802',
    Phone: '218-722-0134',
    Email: 'don@example.org',
  };
  const chosen = {
    'Name Suffix': 'JR',
    'Birth Country': 'CAN',
    Ethnicity: '2186-5',
    State: 'MN',
  };
  for (const [label, text] of Object.entries(typed)) await field(form, label).fill(text);
  for (const [label, code] of Object.entries(chosen)) await field(form, label).selectOption(code);
  await field(form, 'County').selectOption({ label: 'SAINT LOUIS' });
  const gender = form.getByRole('group', { name: 'Gender' }).getByLabel('Unknown');
  const race = form.getByRole('group', { name: 'Race' }).getByLabel('White');
  const undeliverable = field(form, 'Undeliverable Address');
  await gender.check();
  await race.check();
  await undeliverable.check();
  await save(page);
  for (const [label, value] of Object.entries({ ...typed, ...chosen }))
    await expect(field(form, label), label).toHaveValue(value);
  for (const box of [gender, race, undeliverable]) await expect(box).toBeChecked();
  await expect(field(form, 'County')).toHaveValue('137');
  await expect(page.locator('#last-updated')).toHaveText(`Last Updated by: Riverside Clinic on ${today()}`);
});

test('"Changing the client\'s first name, last name, and/or date of birth will create an alias … users will be directed to only one record"', async ({
  page,
}) => {
  await logIn(page, 'nora');
  for (const [label, value] of [
    ['Last Name', 'DRAKE'],
    ['First Name', 'DONALD'],
    ['Birth Date', '09/22/2009'],
  ] as const) {
    await page.goto(don);
    await field(personal(page), label).fill(value);
    await save(page);
  }
  await expect(page.getByText(/AKA DON DUCK born 09\/21\/2009/)).toBeVisible();
  await search(page, { 'Last Name': 'Duck', 'First Name': 'Don' });
  await expect(page.getByRole('heading', { name: '1 client found' })).toBeVisible();
});

test('"This field cannot be changed if MIIC has a birth certificate number on file … contact the MIIC Help Desk … with the client\'s MIIC ID"', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.certified}`);
  const birthDate = field(personal(page), 'Birth Date');
  await birthDate.focus();
  await expect(birthDate).toBeFocused();
  await expect(birthDate).not.toBeEditable();
  await expect(birthDate).toHaveAccessibleDescription(new RegExp(`help desk at .+ with the MIIC ID ${cast.certified}`));
});

test('"If the address you have on file is undeliverable, check the box. Do not fill in this field with Needs Update" … "Do not input a fake phone number"; "you can delete it"', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(don);
  const form = personal(page);
  await field(form, 'Street Address').fill('Needs Update');
  await field(form, 'Phone').fill('999-999-9999');
  await press(page, 'Save');
  await expect(page.getByRole('alert')).toContainText('check the "Undeliverable Address" box');
  await expect(page.getByRole('alert')).toContainText('999-999-9999 is not a working number');
  await field(form, 'Street Address').fill('123 1ST ST SE');
  await field(form, 'Phone').fill('');
  await field(form, 'Undeliverable Address').check();
  await save(page);
  await expect(field(form, 'Street Address')).toHaveValue('123 1ST ST SE');
  await expect(field(form, 'Phone')).toHaveValue('');
  await expect(field(form, 'Undeliverable Address')).toBeChecked();
});

test('"Client information: this tab is specific to the organization you are acting on behalf of": chart number, status, reminder', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(don);
  const tab = page.getByRole('region', { name: 'Client Information', exact: true });
  await field(tab, 'Chart number').fill('R-7');
  await tab.getByRole('group', { name: 'Status' }).getByLabel('Inactive').check();
  await tab.getByRole('group', { name: 'Allow Reminder and Recall Contact?' }).getByLabel('No').check();
  await save(page);
  await expect(field(tab, 'Chart number')).toHaveValue('R-7');
  await expect(tab.getByRole('group', { name: 'Status' }).getByLabel('Inactive')).toBeChecked();
  await expect(tab.getByRole('group', { name: 'Allow Reminder' }).getByLabel('No')).toBeChecked();
  await press(page, 'logout');
  await logIn(page, 'paul');
  await page.goto(don);
  await expect(field(tab, 'Chart number')).toHaveValue('');
  await expect(tab.getByRole('group', { name: 'Status' }).getByLabel('Active', { exact: true })).toBeChecked();
});

test('"No: the person wants their record locked" … "change the field from No to Yes. Select Save. The record is now unrestricted and accessible to other organizations"', async ({
  page,
  browser,
  registry,
}) => {
  const elsewhere = await (await browser.newContext({ baseURL: registry.url })).newPage();
  await logIn(elsewhere, 'paul');
  const statusAt = async (path: string) => (await elsewhere.goto(path))?.status();
  await logIn(page, 'nora');
  await page.goto(don);
  const sharing = page.getByRole('group', { name: 'Allow Sharing of immunization data?' });
  for (const [answer, warning, deed, status] of [
    ['No', 'The record will be locked to Riverside Clinic', 'Lock the record', 404],
    ['Yes', 'unrestricted and accessible to every organization', 'Open the record', 200],
  ] as const) {
    await sharing.getByLabel(answer).check();
    await press(page, 'Save');
    await expect(page.getByText(warning)).toBeVisible();
    await press(page, deed);
    await expect(personal(page).getByRole('heading', { level: 2 })).toContainText('Client Updated');
    await expect(sharing.getByLabel(answer)).toBeChecked();
    expect(await statusAt(don)).toBe(status);
  }
  await elsewhere.context().close();
});

test('"Deceased: the record will be flagged as deceased, and no organizations in MIIC will be able to view it"', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(don);
  await page.getByRole('group', { name: 'Status' }).getByLabel('Deceased').check();
  await press(page, 'Save');
  await expect(page.getByText(`MIIC ID ${cast.donDuck} will be flagged as deceased`)).toBeVisible();
  await press(page, 'Flag as deceased');
  await expect(page.getByText('No organization can open it, Riverside Clinic included')).toBeVisible();
  expect((await page.goto(don))?.status()).toBe(404);
});
