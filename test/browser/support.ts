// What every browser test stands on: a server of its own, a browser that must stay quiet, and the people of the cast.
import { test as base, expect, type Page } from '@playwright/test';
import { demonstrationLogins } from '../../src/demonstration/plant.js';
import { Host, Registry } from '../support/registry.js';

/** What Chromium says by itself of pages that are as they should be. */
const usual = [
  /^Failed to load resource: the server responded with a status of [45]\d\d/,
  /^Autofocus processing was blocked/,
  /^Clear-Site-Data header on /,
];

type Fixtures = {
  /** That the server has a process of its own, for tests that stop or kill it. */
  ownProcess: boolean;
  /** A server with the demonstration, as fresh as after the first start. */
  registry: Registry;
};

export const test = base.extend<Fixtures, { host: Host }>({
  host: [
    // biome-ignore lint/correctness/noEmptyPattern: playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const host = new Host();
      await use(host);
      host.stop();
    },
    { scope: 'worker' },
  ],

  ownProcess: [false, { option: true }],

  registry: async ({ host, ownProcess }, use) => {
    const registry = await Registry.copyOf(process.env.TITER_TEMPLATE ?? '', {}, ownProcess ? undefined : host.start);
    await use(registry);
    expect(await registry.remove(), 'what the server complained of').toBe('');
  },

  baseURL: ({ registry }, use) => use(registry.url),

  /** A page error, a violation of the content security policy or any other line on the console fails the test. */
  context: async ({ context }, use) => {
    const noise: string[] = [];
    context.on('weberror', (error) => noise.push(String(error.error())));
    context.on('console', (message) => {
      if (!usual.some((line) => line.test(message.text()))) noise.push(`${message.type()}: ${message.text()}`);
    });
    await use(context);
    expect(noise, 'what the browser complained of').toEqual([]);
  },
});

/** Logs a person of the cast in, for their own organization or another one. */
export async function logIn(page: Page, username: string, organization?: string): Promise<void> {
  const known = demonstrationLogins.find((login) => login.username === username);
  if (!known) throw new Error(`${username} is not of the cast.`);
  await page.goto('/login');
  await fillLogin(page, organization ?? known.organization, username, known.password);
  await page.getByRole('button', { name: 'Login' }).click();
  await expect(page.getByRole('button', { name: 'logout' })).toBeVisible();
}

/** Fills in the login form. */
export async function fillLogin(page: Page, organization: string, username: string, password: string): Promise<void> {
  await page.getByLabel('Organization Code').fill(organization);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
}

/** Searches for a client by the fields of the screen, named by their labels. */
export async function search(page: Page, by: Readonly<Record<string, string>>): Promise<void> {
  await page.goto('/clients');
  for (const [label, text] of Object.entries(by)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Search' }).click();
}

/** Presses a control of the page. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}
