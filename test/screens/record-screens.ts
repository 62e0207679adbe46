// The record with something typed, staged, marked, refused or met by somebody else's save.
import type { Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { begin, enter, field, listing, openTab, personal } from '../journeys/client-form.js';
import { expect, logIn, press } from '../journeys/support.js';
import type { Registry } from '../support/setup/registry.js';
import type { Screen } from './screens.js';

const client = (id: number, query = '') => `/clients/${id}${query}`;
const contacts = 'Address(es)/Contact(s)';

export const staging: readonly Screen[] = [
  { name: 'contacts-none', open: (page) => page.goto(client(cast.aliased, '?tab=contacts')) },
  {
    name: 'contacts-all-seven',
    open: async (page) => {
      await page.goto(client(cast.sevenContacts, '?tab=contacts&all=1'));
      await expect(listing(page).getByRole('radio')).toHaveCount(8);
    },
  },
  {
    name: 'contact-staged-typed-deleted',
    open: async (page) => {
      await page.goto(client(cast.longName));
      await openTab(page, contacts);
      await mark(page, /ANA/, 'Delete');
      await begin(page, 'Enter New Contact...');
      await enter(page, { 'Last Name': 'SOUZA', 'First Name': 'RITA', Relationship: 'Friend' });
      await press(page, 'Next');
      await begin(page, 'Enter New Contact...');
      await enter(page, { 'Last Name': 'TYPED ONLY' });
      await openTab(page, 'Client Information');
      await openTab(page, contacts);
      await expect(page.getByText('typed, not staged')).toBeVisible();
    },
  },
  {
    name: 'contact-marked-for-deletion',
    open: async (page) => {
      await page.goto(client(cast.certified, '?tab=contacts'));
      await mark(page, /KALIA/, 'Delete');
    },
  },
  {
    name: 'comment-form-error',
    open: async (page) => {
      await page.goto(client(cast.rainbowBright));
      await openTab(page, 'Client Comment(s)');
      await begin(page, 'Enter New Client Comment ...');
      await enter(page, { 'Applies-To Date': '02/31/2020' });
      await press(page, 'Next');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'condition-form-error',
    open: async (page) => {
      await page.goto(client(cast.donDuck));
      await openTab(page, 'Conditions that change what is due');
      await begin(page, 'Enter New Condition ...');
      await enter(page, { Condition: 'Pregnant', Until: '02/31/2020' });
      await press(page, 'Next');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  { name: 'merge-clash', open: clash },
  {
    name: 'confirmation',
    open: async (page) => {
      await page.goto(client(cast.twins[0]));
      await page.getByLabel('Deceased', { exact: true }).check();
      await page.getByRole('group', { name: 'Allow Sharing' }).getByLabel('No').check();
      await press(page, 'Save');
      await page.waitForURL(/\/confirmation/);
      await expect(page.getByText('will be flagged as deceased')).toBeVisible();
    },
  },
  { name: 'organizations', open: (page) => page.goto('/organizations') },
  { name: 'shown-elsewhere', open: elsewhere },
];

async function mark(page: Page, name: RegExp, control: string) {
  await listing(page).getByRole('row', { name }).getByRole('radio').check();
  await press(page, control);
  await expect(page.getByText('marked for deletion').first()).toBeVisible();
}

/** Somebody else saves between: the form asks, with both values. */
async function clash(page: Page, registry: Registry) {
  const browser = page.context().browser();
  const theirs = await (await browser?.newContext({ baseURL: registry.url }))?.newPage();
  if (!theirs) throw new Error('There is no second browser.');
  await logIn(theirs, 'paul');
  const path = client(cast.twins[1]);
  await page.goto(path);
  await theirs.goto(path);
  await field(personal(theirs), 'Phone').fill(`612-722-${1000 + (Date.now() % 9000)}`);
  await field(personal(theirs), 'Street Address').fill(`${Date.now() % 10_000} THEIR ST`);
  await press(theirs, 'Save');
  await expect(theirs.getByText('Client Updated')).toBeVisible();
  await theirs.context().close();
  await field(personal(page), 'Phone').fill('651-201-4629');
  await field(personal(page), 'Street Address').fill('7 MY ST');
  await press(page, 'Save');
  await expect(page.getByText('while you were typing').first()).toBeVisible();
}

/** The organization is switched in another window while the form is open. */
async function elsewhere(page: Page) {
  await page.goto(client(cast.donDuck));
  const other = await page.context().newPage();
  const to = async (name: string) => {
    await other.goto('/organizations');
    await other.getByRole('radio', { name }).check();
    await press(other, 'Switch');
  };
  await to('Lakeview Family Health');
  await field(personal(page), 'Middle Name').fill('LAKESIDE');
  await press(page, 'Save');
  await expect(page.getByRole('heading', { name: 'This form was shown for another organization' })).toBeVisible();
  await to('Riverside Clinic');
  await other.close();
}
