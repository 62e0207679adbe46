// At every step of a long edit the browser is closed, the server killed, or the session ended: after logging in again
// the same is there, field by field (C20).
import { type Browser, expect, type Page } from '@playwright/test';
import { sessions } from '../../src/db/schema/accounts.js';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import type { Registry } from '../support/registry.js';
import { begin, details, enter, field, openTab, personal, row } from './client-form.js';
import { logIn, press, test } from './support.js';

test.use({ ownProcess: true });

const rainbow = `/clients/${cast.rainbowBright}`;
const contacts = 'Address(es)/Contact(s)';
const comments = 'Client Comment(s)';

/** A step of the edit, and how to see that it is kept; both may stand on any tab. */
type Step = { readonly what: string; readonly take: (page: Page) => Promise<void>; readonly see: Step['take'] };

const steps: readonly Step[] = [
  {
    what: 'personal fields',
    take: async (page) => {
      await field(personal(page), 'Middle Name').fill('STAR');
      await field(personal(page), 'Phone').fill('612-722-0134');
      await personal(page).getByRole('group', { name: 'Race' }).getByLabel('White').check();
      await openTab(page, contacts);
    },
    see: async (page) => {
      await expect(field(personal(page), 'Middle Name')).toHaveValue('STAR');
      await expect(field(personal(page), 'Phone')).toHaveValue('612-722-0134');
      await expect(personal(page).getByRole('group', { name: 'Race' }).getByLabel('White')).toBeChecked();
    },
  },
  {
    what: 'a contact in the form',
    take: async (page) => {
      await openTab(page, contacts);
      await begin(page, 'Enter New Contact...');
      await enter(page, { 'Last Name': 'BUTLER', 'First Name': 'PATTY', Relationship: 'Friend', City: 'EDINA' });
      await openTab(page, comments);
    },
    see: async (page) => {
      await openTab(page, contacts);
      await expect(page.getByRole('heading', { name: 'Enter New Contact...' })).toBeVisible();
      await expect(field(details(page), 'Last Name')).toHaveValue('BUTLER');
      await expect(field(details(page), 'First Name')).toHaveValue('PATTY');
      await expect(field(details(page), 'Relationship')).toHaveValue('FND');
      await expect(field(details(page), 'City')).toHaveValue('EDINA');
      await openTab(page, comments);
    },
  },
  ...(['Refusal of Hep B', 'Medical exemption: COVID-19'] as const).map(
    (comment, i): Step => ({
      what: `comment ${i + 1} staged`,
      take: async (page) => {
        await openTab(page, comments);
        await begin(page, 'Enter New Client Comment ...');
        await enter(page, { 'Client Comment': comment, 'Applies-To Date': `10/1${i}/2022` });
        await press(page, 'Next');
        await expect(row(page, comment)).toBeVisible();
      },
      see: async (page) => {
        await openTab(page, comments);
        await expect(row(page, comment)).toContainText(`10/1${i}/2022`);
        await expect(row(page, comment)).toContainText('not saved yet');
      },
    }),
  ),
  {
    what: 'the status changed',
    take: async (page) => {
      await openTab(page, 'Client Information');
      await page.getByLabel('Inactive', { exact: true }).check();
      await page.getByLabel('Reason when Inactive').selectOption('M');
      await openTab(page, comments);
    },
    see: async (page) => {
      await openTab(page, 'Client Information');
      await expect(page.getByLabel('Inactive', { exact: true })).toBeChecked();
      await expect(page.getByLabel('Reason when Inactive')).toHaveValue('M');
      await openTab(page, comments);
    },
  },
];

type Blow = (browser: Browser, page: Page, registry: Registry) => Promise<Page>;

const blows: Readonly<Record<string, Blow>> = {
  'the browser is closed': async (browser, page, registry) => {
    const javaScriptEnabled = await page.evaluate('true').catch(() => false);
    await page.context().close();
    const fresh = await browser.newContext({ baseURL: registry.url, javaScriptEnabled: javaScriptEnabled === true });
    return fresh.newPage();
  },
  'the server is killed': async (_, page, registry) => {
    await registry.kill();
    await registry.start();
    return page;
  },
  'the session ends': async (_, page, registry) => {
    await registry.write((tx) => void tx.delete(sessions).run());
    await page.goto('/');
    await expect(page.getByRole('button', { name: 'Login' })).toBeVisible();
    return page;
  },
};

for (const [what, blow] of Object.entries(blows))
  test(`${what} at every step of a long edit: after logging in again the same is there, field by field`, async ({
    page: first,
    browser,
    registry,
  }) => {
    test.setTimeout(100_000);
    let page = first;
    await logIn(page, 'nora');
    await page.goto(rainbow);
    for (const [i, step] of steps.entries()) {
      await step.take(page);
      page = await blow(browser, page, registry);
      if (what !== 'the server is killed') await logIn(page, 'nora');
      await page.goto('/');
      await page
        .getByRole('region', { name: 'Not saved yet' })
        .getByRole('link', { name: /BRIGHT/ })
        .click();
      for (const taken of steps.slice(0, i + 1)) await test.step(taken.what, () => taken.see(page));
    }
    await press(page, 'Save');
    await expect(personal(page)).toContainText('Client Updated');
    await expect(page.getByText('not saved yet')).toHaveCount(0);
    if (page !== first) await page.context().close();
  });

test('with JavaScript, typing is kept within five seconds without any button', async ({
  page,
  browser,
  registry,
  javaScriptEnabled,
}) => {
  test.skip(!javaScriptEnabled, 'without it, a button keeps what was typed');
  await logIn(page, 'nora');
  await page.goto(`${rainbow}?tab=comments`);
  await page.getByLabel('Middle Name').clear();
  await page.getByLabel('Middle Name').pressSequentially('STAR');
  await begin(page, 'Enter New Client Comment ...');
  await field(details(page), 'Applies-To Date').pressSequentially('03/03/2023');
  await page.waitForTimeout(5000);
  await page.context().close();
  const fresh = await (await browser.newContext({ baseURL: registry.url })).newPage();
  await logIn(fresh, 'nora');
  await fresh.goto(`${rainbow}?tab=comments`);
  await expect(fresh.getByLabel('Middle Name')).toHaveValue('STAR');
  await expect(field(details(fresh), 'Applies-To Date')).toHaveValue('03/03/2023');
  await fresh.context().close();
});
