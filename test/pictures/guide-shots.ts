import type { Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { expect, logIn, press, search } from '../journeys/support.js';
import { entering } from '../screens/entering-screens.js';
import type { Registry } from '../support/setup/registry.js';

type Shot = {
  readonly username?: string;
  readonly open: (page: Page, registry: Registry) => Promise<unknown>;
  /** The element that the picture begins with, and the one it ends with. */
  readonly from: string;
  readonly to?: string;
  /** True for a page as it is printed, on letter paper. */
  readonly onPaper?: boolean;
};

const at = (path: string) => (page: Page) => page.goto(path);

/** How each picture of the guide comes about, in the order of its page: some are of what those before left. */
export const guideShots: Readonly<Record<string, Shot>> = {
  login: { open: at('/login'), from: 'main form', to: 'main form p:has(input[value="Login"])' },
  'forgot-password': { open: at('/password/forgot'), from: 'main form' },
  home: { username: 'nora', open: begun, from: 'main > h1', to: 'section:has(#announcements)' },
  search: {
    username: 'nora',
    open: (page) => search(page, { 'First Name': 'MA' }),
    from: 'section:has(#found)',
    to: '.hits tr:nth-child(5)',
  },
  'new-client': { username: 'nora', open: entered('new-client-duplicates'), from: 'main form' },
  record: { username: 'nora', open: at(`/clients/${cast.donDuck}`), from: '#client', to: '#identity' },
  'personal-information': { username: 'nora', open: at(`/clients/${cast.sevenContacts}`), from: '#address' },
  contacts: { username: 'nora', open: at(`/clients/${cast.donDuck}?tab=contacts`), from: '#panel' },
  comments: { username: 'nora', open: at(`/clients/${cast.rainbowBright}?tab=comments`), from: '#panel' },
  clash: { username: 'nora', open: clash, from: '#problems' },
  immunizations: {
    username: 'nora',
    open: at(`/clients/${cast.rainbowBright}/immunizations`),
    from: 'section:has(#history)',
  },
  'add-immunization': {
    username: 'nora',
    open: at(`/clients/${cast.rainbowBright}/immunizations/new?due=1`),
    from: '#visit',
    to: '#lines > section',
  },
  print: {
    username: 'nora',
    open: at(`/clients/${cast.rainbowBright}/immunizations/print`),
    from: 'main',
    to: 'table',
    onPaper: true,
  },
  'switch-organizations': { username: 'nora', open: at('/organizations'), from: 'main form' },
  users: { username: 'ada', open: at('/users'), from: 'main section' },
  duplicates: { username: 'helen', open: pair, from: '.client-head', to: 'main section' },
};

/** The way to a screen of entering a client, over those before it. */
function entered(last: string) {
  return async (page: Page, registry: Registry) => {
    const names = ['new-client-duplicates', 'new-client-entered'];
    for (const name of names.slice(0, names.indexOf(last) + 1))
      await entering.find((screen) => screen.name === name)?.open(page, registry);
  };
}

/** Home, after a record was opened and another begun to be corrected. */
async function begun(page: Page) {
  await page.goto(`/clients/${cast.donDuck}`);
  await page.goto(`/clients/${cast.rainbowBright}`);
  await page.getByLabel('Phone').fill('651-201-4630');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
  await page.goto('/');
}

/** Two people correct the phone of one client. */
async function clash(page: Page, registry: Registry) {
  await page.goto(`/clients/${cast.aliased}`);
  await page.getByLabel('Phone').fill('651-201-5201');
  await beside(page, registry, 'paul', async (other) => {
    await other.goto(`/clients/${cast.aliased}`);
    await other.getByLabel('Phone').fill('651-201-5202');
    await press(other, 'Save');
    await expect(other.getByText('Client Updated')).toBeVisible();
  });
  await press(page, 'Save');
  await expect(page.getByRole('heading', { name: 'choose which to keep' })).toBeVisible();
}

/** A client is entered who may be on file; the help desk looks at both. */
async function pair(page: Page, registry: Registry) {
  await beside(page, registry, 'nora', (other) => entered('new-client-entered')(other, registry));
  await page.goto('/duplicates');
  await page.locator('main table a').first().click();
  await expect(page.getByRole('button', { name: 'Different people' })).toBeVisible();
}

/** What somebody else does meanwhile, in a browser of their own. */
async function beside(page: Page, registry: Registry, username: string, act: (page: Page) => Promise<void>) {
  const context = await page.context().browser()?.newContext({ baseURL: registry.url });
  if (!context) throw new Error('There is no second browser.');
  const other = await context.newPage();
  await logIn(other, username);
  await act(other);
  await context.close();
}
