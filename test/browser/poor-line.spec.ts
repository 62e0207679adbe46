// On a poor line somebody types on, and presses further controls, while answers are under way: nothing is lost, and
// nothing is written to a row that it was not meant for (C15, C18, C20, X3). Without scripts the browser itself waits.
import { expect, type Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { choose, details, enter, field, listing, openTab, personal, row } from '../journeys/client-form.js';
import { logIn, press, test } from '../journeys/support.js';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts the browser itself waits');

const contacts = 'Address(es)/Contact(s)';
const comments = 'Client Comment(s)';
const of = (page: Page, kind: 'contact' | 'comment') => page.locator(`[name="${kind}.of"]`);
const type = (page: Page, label: string, text: string) => field(details(page), label).fill(text);

/** Opens a tab of a client, with HUEY shown where he is; from then on every answer to a form takes a second. */
async function slowly(page: Page, id: number, tab: string) {
  await logIn(page, 'nora');
  await page.goto(`/clients/${id}`);
  await openTab(page, tab);
  if (tab === contacts) {
    await choose(page, /HUEY/, true);
    await expect(page.getByRole('heading', { name: 'Address for Contact: HUEY DUCK' })).toBeVisible();
  }
  await page.route('**/clients/*', async (route) => {
    if (route.request().method() === 'POST') await new Promise((done) => setTimeout(done, 1000));
    await route.continue();
  });
}

test('what is typed while New is under way stands in the new form, and is saved (C18, X3)', async ({ page }) => {
  await slowly(page, cast.donDuck, comments);
  const before = await of(page, 'comment').inputValue();
  await press(page, 'New');
  await enter(page, { 'Client Comment': 'Refusal of Influenza', 'Applies-To Date': '10/01/2026' });
  await expect(of(page, 'comment')).not.toHaveValue(before);
  await expect(field(details(page), 'Applies-To Date')).toHaveValue('10/01/2026');
  await press(page, 'Save');
  await expect(page.getByText('Client Updated')).toBeVisible();
  await expect(row(page, /10\/01\/2026 Refusal of Influenza/)).toBeVisible();
});

test('Save pressed while New is under way saves the new comment, and leaves the one that was shown (C18, X3)', async ({
  page,
}) => {
  await slowly(page, cast.rainbowBright, comments);
  await expect(field(details(page), 'Applies-To Date')).not.toHaveValue('');
  await press(page, 'New');
  await enter(page, { 'Client Comment': 'Refusal of Hep B', 'Applies-To Date': '10/02/2026' });
  await press(page, 'Save');
  await expect(page.getByText('Client Updated')).toBeVisible();
  await expect(row(page, /10\/02\/2026 Refusal of Hep B/)).toBeVisible();
  await expect(listing(page).getByRole('radio')).toHaveCount(5);
});

test('two comments typed one after the other while New, Next and Next are under way are both staged (C18, X3)', async ({
  page,
}) => {
  await slowly(page, cast.rainbowBright, comments);
  await press(page, 'New');
  await enter(page, { 'Client Comment': 'Refusal of Hep B', 'Applies-To Date': '10/02/2026' });
  await press(page, 'Next');
  await enter(page, { 'Client Comment': 'Refusal of Hep A', 'Applies-To Date': '10/03/2026' });
  await press(page, 'Next');
  await enter(page, { 'Client Comment': 'Refusal of Influenza', 'Applies-To Date': '10/04/2026' });
  await expect(row(page, /10\/03\/2026 Refusal of Hep A/)).toBeVisible();
  await expect(row(page, /10\/02\/2026 Refusal of Hep B/)).toBeVisible();
  await expect(field(details(page), 'Applies-To Date')).toHaveValue('10/04/2026');
  await press(page, 'Save');
  await expect(page.getByText('Client Updated')).toBeVisible();
  await expect(row(page, /10\/04\/2026 Refusal of Influenza/)).toBeVisible();
  await expect(listing(page).getByRole('radio')).toHaveCount(7);
});

test('two contacts typed while New, Next and New are under way: one is staged, one in the form, HUEY as before (C15, X3)', async ({
  page,
}) => {
  await slowly(page, cast.donDuck, contacts);
  await press(page, 'New');
  await type(page, 'Last Name', 'DUCK');
  await type(page, 'First Name', 'DAISY');
  await field(details(page), 'Relation').selectOption('Guardian');
  await press(page, 'Next');
  await press(page, 'New');
  await type(page, 'First Name', 'SCROOGE');
  await expect(row(page, /DAISY/)).toContainText('not saved yet');
  await expect(page.getByRole('heading', { name: 'Enter New Contact...' })).toBeVisible();
  await expect(field(details(page), 'First Name')).toHaveValue('SCROOGE');
  await expect(page.getByRole('status')).not.toContainText('another window');
  await expect(row(page, /HUEY/)).toContainText('Other Relative');
  await expect(row(page, /HUEY/)).not.toContainText('not s');
});

test('what is typed after a tab was pressed is kept with the row behind the tab that was left (C10, C15, X3)', async ({
  page,
}) => {
  await slowly(page, cast.rainbowBright, comments);
  await press(page, contacts);
  await type(page, 'Applies-To Date', '01/05/2020');
  await field(personal(page), 'Middle Name').fill('STAR');
  await expect(listing(page)).toContainText('Last Name');
  await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
  await expect(field(personal(page), 'Middle Name')).toHaveValue('STAR');
  await page.unroute('**/clients/*');
  await openTab(page, comments);
  await expect(page.getByText('typed, not staged')).toBeVisible();
  await expect(field(details(page), 'Applies-To Date')).toHaveValue('01/05/2020');
});

test('Save pressed while Next is under way writes the address that Next staged, not the one that stood above (C15, C16, X3)', async ({
  page,
}) => {
  await slowly(page, cast.donDuck, contacts);
  await press(page, 'New');
  await expect(page.getByRole('heading', { name: 'Enter New Contact...' })).toBeVisible();
  await enter(page, { 'Last Name': 'DUCK', 'First Name': 'DAISY', Relationship: 'Guardian' });
  await enter(page, { 'Street Address': '7 LAKE AVE', City: 'DULUTH', State: 'MN', Zip: '55802' });
  await field(details(page), "Client's Primary Address?").check();
  await press(page, 'Next');
  await press(page, 'Save');
  await expect(page.getByText('Client Updated')).toBeVisible();
  await expect(row(page, /DAISY/)).toContainText('DULUTH');
  await expect(field(personal(page), 'Street Address')).toHaveValue('7 LAKE AVE');
});

test('a tab, New and words typed meanwhile: the words stand in the new form, HUEY as before (C10, C15, X3)', async ({
  page,
}) => {
  await slowly(page, cast.donDuck, contacts);
  await press(page, 'Client Information');
  await press(page, 'New');
  await type(page, 'First Name', 'DAISY');
  await expect(page.getByRole('heading', { name: 'Enter New Contact...' })).toBeVisible();
  await expect(field(details(page), 'First Name')).toHaveValue('DAISY');
  await expect(row(page, /HUEY/)).not.toContainText('not s');
});

test('what is typed while Save is under way is a draft on the page that comes after it (C20, X3)', async ({ page }) => {
  await slowly(page, cast.donDuck, comments);
  await field(personal(page), 'Middle Name').fill('FAUNTLEROY');
  await press(page, 'Save');
  await field(personal(page), 'Phone').fill('651-201-4629');
  await expect(page.getByText('Client Updated')).toBeVisible();
  await expect(field(personal(page), 'Middle Name')).toHaveValue('FAUNTLEROY');
  await expect(field(personal(page), 'Phone')).toHaveValue('651-201-4629');
  await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
});

test('rows selected one after the other: the details are those of the last (C15, X3)', async ({ page }) => {
  await slowly(page, cast.rainbowBright, comments);
  const radio = (at: number) => listing(page).getByRole('radio').nth(at);
  await radio(0).focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowDown');
  const date = /\d\d\/\d\d\/\d{4}/.exec((await listing(page).getByRole('row').nth(4).textContent()) ?? '')?.[0] ?? '';
  await expect(field(details(page), 'Applies-To Date')).toHaveValue(date);
  await expect(radio(3)).toBeChecked();
  await expect(radio(3)).toBeFocused();
});

test('a control pressed after one that did not reach the server is not sent; what was typed stays (C20, X3)', async ({
  browser,
  registry,
}) => {
  // A browser of its own: it complains of the line, as it should.
  const page = await (await browser.newContext({ baseURL: registry.url })).newPage();
  await slowly(page, cast.rainbowBright, comments);
  let sent = 0;
  await page.route('**/clients/*', async (route) => {
    sent += 1;
    await new Promise((done) => setTimeout(done, 1000));
    await route.abort();
  });
  await press(page, 'New');
  await type(page, 'Applies-To Date', '10/02/2026');
  await press(page, 'Save');
  await expect(page.getByText('The server could not be reached.')).toBeVisible();
  await page.waitForTimeout(1500);
  expect(sent).toBe(1);
  await expect(field(details(page), 'Applies-To Date')).toHaveValue('10/02/2026');
  await page.context().close();
});
