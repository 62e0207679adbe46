// "Managing Clients in MIIC", step by step and note by note: the titles are the guide's words.
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
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
import { expect, logIn, press, test } from './support.js';

const don = `/clients/${cast.donDuck}`;
const rainbow = `/clients/${cast.rainbowBright}`;
const contacts = 'Address(es)/Contact(s)';
const comments = 'Client Comment(s)';

test('"Editing contacts: select the radio button … update the contact\'s name, relation, phone number, and address. Select Next and then select the Save button"', {
  tag: '@no-scripts',
}, async ({ page, javaScriptEnabled }) => {
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
