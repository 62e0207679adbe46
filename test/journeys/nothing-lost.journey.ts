// At every step of a long edit the browser is closed, the server killed, or the session ended: after logging in again
// the same is there, field by field (C20).
import type { Browser, Page } from '@playwright/test';
import { sessions } from '../../src/db/schema/accounts.js';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import type { Registry } from '../support/setup/registry.js';
import { begin, details, enter, field, openTab, personal, race, row } from './client-form.js';
import { expect, logIn, press, test } from './support.js';

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
      await (await race(page, 'White')).check();
      await openTab(page, contacts);
    },
    see: async (page) => {
      await expect(field(personal(page), 'Middle Name')).toHaveValue('STAR');
      await expect(field(personal(page), 'Phone')).toHaveValue('612-722-0134');
      await expect(await race(page, 'White')).toBeChecked();
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

type Ground = {
  readonly browser: Browser;
  readonly page: Page;
  readonly registry: Registry;
  readonly javaScriptEnabled: boolean;
};
type Blow = (ground: Ground) => Promise<Page>;

const blows = {
  'the browser is closed': async ({ browser, page, registry, javaScriptEnabled }) => {
    await page.context().close();
    return (await browser.newContext({ baseURL: registry.url, javaScriptEnabled })).newPage();
  },
  'the server is killed': async ({ page, registry }) => {
    await registry.kill();
    await registry.start();
    return page;
  },
  'the session ends': async ({ page, registry }) => {
    await registry.write((tx) => tx.delete(sessions).run());
    await page.goto('/');
    await expect(page.getByRole('button', { name: 'Login' })).toBeVisible();
    return page;
  },
} satisfies Record<string, Blow>;

/** Takes the steps; after each falls the blow, and everything so far is looked for. */
async function takeAll(ground: Ground, blow: Blow, logInAgain: boolean) {
  let { page } = ground;
  await logIn(page, 'nora');
  await page.goto(rainbow);
  for (const [i, step] of steps.entries()) {
    await step.take(page);
    page = await blow({ ...ground, page });
    if (logInAgain) await logIn(page, 'nora');
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
  if (page !== ground.page) await page.context().close();
}

test.describe('in a process of its own', () => {
  test.use({ ownProcess: true });
  test('the server is killed at every step of a long edit: the same is there, field by field (C20)', {
    tag: '@release',
  }, async ({ page, browser, registry, javaScriptEnabled }) => {
    await takeAll({ page, browser, registry, javaScriptEnabled }, blows['the server is killed'], false);
  });
});

test('the browser is closed at every step of a long edit: after logging in again the same is there, field by field (C20)', {
  tag: '@release',
}, async ({ page, browser, registry, javaScriptEnabled }) => {
  await takeAll({ page, browser, registry, javaScriptEnabled }, blows['the browser is closed'], true);
});

test('the session ends at every step of a long edit: after logging in again the same is there, field by field (C20)', async ({
  page,
  browser,
  registry,
  javaScriptEnabled,
}) => {
  await takeAll({ page, browser, registry, javaScriptEnabled }, blows['the session ends'], true);
});
