// "Managing Clients in MIIC", step by step and note by note: the titles are the guide's words.
import { expect } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/db/demonstration.js';
import { dayOf, showDay } from '../../src/domain/day.js';
import {
  begin,
  choose,
  details,
  enter,
  field,
  listing,
  onRecord,
  openTab,
  personal,
  row,
  save,
} from './client-form.js';
import { logIn, press, search, test } from './support.js';

const don = `/clients/${cast.donDuck}`;
const rainbow = `/clients/${cast.rainbowBright}`;
const today = () => showDay(dayOf(Date.now(), 'America/Chicago'));
const contacts = 'Address(es)/Contact(s)';
const comments = 'Client Comment(s)';

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
  await expect(form.getByRole('combobox', { name: 'County' }).locator('option:checked')).toHaveText('SAINT LOUIS');
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
  for (const [answer, warning, status] of [
    ['No', 'The record will be locked to Riverside Clinic', 404],
    ['Yes', 'unrestricted and accessible to every organization', 200],
  ] as const) {
    await sharing.getByLabel(answer).check();
    await press(page, 'Save');
    await expect(page.getByText(warning)).toBeVisible();
    await save(page);
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
  await press(page, 'Save');
  await expect(page.getByText('No organization can open it, Riverside Clinic included')).toBeVisible();
  expect((await page.goto(don))?.status()).toBe(404);
});

test('"Editing contacts: select the radio button … update the contact\'s name, relation, phone number, and address. Select Next and then select the Save button"', async ({
  page,
  javaScriptEnabled,
}) => {
  await logIn(page, 'nora');
  await page.goto(don);
  await openTab(page, contacts);
  await choose(page, /HUEY/, javaScriptEnabled);
  await expect(page.getByRole('heading', { name: 'Address for Contact: HUEY DUCK' })).toBeVisible();
  const huey = {
    'First Name': 'HUBERT',
    Relation: 'Brother',
    Telephone: '218-722-0134',
    'Street Address': '9 BAY ST',
    City: 'DULUTH',
    State: 'MN',
    Zip: '55802',
  };
  await enter(page, huey);
  await press(page, 'Next');
  await expect(row(page, /HUBERT/)).toContainText('not saved yet');
  await save(page);
  await expect(row(page, /HUBERT/)).toContainText('Brother');
  await expect(row(page, /HUBERT/)).not.toContainText('not saved yet');
  await choose(page, /HUBERT/, javaScriptEnabled);
  await expect(field(details(page), 'Street Address')).toHaveValue('9 BAY ST');
  await expect(field(details(page), 'Telephone')).toHaveValue('218-722-0134');
});

test('"Adding contacts: select New … Client\'s Primary Address? … Undeliverable Address? … If you select Save before you select Next, your changes will not be saved" (and are not lost)', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(don);
  await openTab(page, contacts);
  await begin(page, 'Enter New Contact...');
  await enter(page, {
    'Last Name': 'DUCK',
    'First Name': 'DAISY',
    Relationship: 'Guardian',
    'Street Address': '7 LAKE AVE',
    City: 'DULUTH',
    State: 'MN',
    Zip: '55802',
  });
  await field(details(page), "Client's Primary Address?").check();
  await field(details(page), 'Undeliverable Address?').check();
  await save(page, 'The contact being typed is not saved: select Next, then Save');
  await expect(field(details(page), 'First Name')).toHaveValue('DAISY');
  await expect(field(personal(page), 'Street Address')).toHaveValue('123 1ST ST SE');
  await press(page, 'Next');
  await save(page);
  await expect(page.getByRole('heading', { name: 'Address for Contact: DAISY DUCK' })).toBeVisible();
  await expect(row(page, /DAISY/)).toContainText('DULUTH');
  await expect(field(personal(page), 'Street Address')).toHaveValue('7 LAKE AVE');
  await expect(field(personal(page), 'Undeliverable Address')).toBeChecked();
});

test('"Please note that only four contacts will be displayed": how many more are on file, and all of them are one step away', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.sevenContacts}`);
  await openTab(page, contacts);
  await expect(listing(page).getByRole('radio')).toHaveCount(4);
  await expect(page.getByText('4 more on file')).toBeVisible();
  await expect(listing(page).getByRole('row').nth(1)).toContainText('DELPHINE');
  await expect(listing(page).getByRole('row').nth(2)).toContainText('Self');
  await press(page, 'Show all contacts');
  await expect(listing(page).getByRole('radio')).toHaveCount(8);
});

test('"Deleting contacts: select the radio button … Select Delete … and then select the Save button"', async ({
  page,
  registry,
  javaScriptEnabled,
}) => {
  await logIn(page, 'nora');
  await page.goto(don);
  await openTab(page, contacts);
  const before = await onRecord(registry);
  await choose(page, /HUEY/, javaScriptEnabled);
  await press(page, 'Delete');
  await expect(row(page, /HUEY/)).toContainText('marked for deletion');
  expect(await onRecord(registry)).toBe(before);
  await save(page);
  await expect(row(page, /HUEY/)).toHaveCount(0);
});

test('"Adding a new comment: click New, choose the comment and enter the applicable date … Save"; "to add another, select Next and repeat"', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(rainbow);
  await openTab(page, comments);
  await begin(page, 'Enter New Client Comment ...');
  await enter(page, { 'Client Comment': 'Immunity: Titer/MD Dx Hepatitis A', 'Applies-To Date': '03/03/2023' });
  await save(page);
  await expect(row(page, /03\/03\/2023/)).toContainText('Immunity: Titer/MD Dx Hepatitis A');
  for (const [comment, date] of [
    ['Refusal of Hep B', '10/12/2022'],
    ['Medical exemption: COVID-19', '11/22/2022'],
  ] as const) {
    await begin(page, 'Enter New Client Comment ...');
    await enter(page, { 'Client Comment': comment, 'Applies-To Date': date });
    await press(page, 'Next');
    await expect(row(page, comment)).toContainText('not saved yet');
    await expect(field(details(page), 'Applies-To Date')).toHaveValue('');
  }
  await save(page);
  await expect(listing(page).getByRole('radio')).toHaveCount(7);
  await expect(page.getByText('not saved yet')).toHaveCount(0);
});

test('"This tab lets you view and edit immunization-related comments": one is changed; "Deleting comments: … Delete … Save"', async ({
  page,
  javaScriptEnabled,
}) => {
  await logIn(page, 'nora');
  await page.goto(rainbow);
  await openTab(page, comments);
  await choose(page, /Mumps/, javaScriptEnabled);
  await expect(field(details(page), 'Applies-To Date')).toHaveValue('01/01/2020');
  await enter(page, { 'Applies-To Date': '01/02/2020' });
  await save(page);
  await expect(row(page, /Mumps/)).toContainText('01/02/2020');
  await choose(page, /Cholera/, javaScriptEnabled);
  await press(page, 'Delete');
  await expect(row(page, /Cholera/)).toContainText('marked for deletion');
  await save(page);
  await expect(row(page, /Cholera/)).toHaveCount(0);
  await expect(listing(page).getByRole('radio')).toHaveCount(3);
});

test('Immunize, Edit Next, Reports and Cancel keep what was typed, and say so', async ({ page, registry }) => {
  await logIn(page, 'nora');
  const before = await onRecord(registry);
  for (const [name, leadsTo] of [
    ['Immunize', `${don}/immunizations`],
    ['Reports', `${don}/reports`],
    ['Edit Next', '/clients'],
    ['Cancel', `${don}/draft`],
  ] as const) {
    await page.goto(don);
    await field(personal(page), 'Middle Name').fill(name);
    await press(page, name);
    await page.waitForURL((url) => url.pathname === leadsTo);
    await page.goto(don);
    await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
    await expect(field(personal(page), 'Middle Name')).toHaveValue(name);
  }
  expect(await onRecord(registry)).toBe(before);
});
