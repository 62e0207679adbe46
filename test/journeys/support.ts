// What every journey stands on, in the browser as in the unit run: there a browser without scripts takes the same steps.
import type { Page } from '@playwright/test';
import { demonstrationLogins } from '../../src/demonstration/plant.js';

type Ground = Pick<typeof import('../browser/fixtures.js'), 'test' | 'expect' | 'startRegistry'>;

export const { test, expect, startRegistry } = process.env.VITEST
  ? ((await import('../support/plain/fixtures.js')) as unknown as Ground)
  : await import('../browser/fixtures.js');

function loginOf(username: string) {
  const known = demonstrationLogins.find((login) => login.username === username);
  if (!known) throw new Error(`${username} is not of the cast.`);
  return known;
}

/** Logs a person of the cast in, for their own organization or another one; in a real browser without loading the form. */
export async function logIn(page: Page, username: string, organization?: string): Promise<void> {
  if (process.env.VITEST) return logInByForm(page, username, organization);
  const known = loginOf(username);
  const shown = await (await page.request.get('/login')).text();
  const hidden = [...shown.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const organizationCode = organization ?? known.organization;
  const form = {
    ...Object.fromEntries(hidden),
    organizationCode,
    username,
    password: known.password,
    'do.login': 'Login',
  };
  await page.request.post('/login', { form, maxRedirects: 0 });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'logout' })).toBeVisible();
}

/** Logs a person of the cast in as they do it themselves. */
export async function logInByForm(page: Page, username: string, organization?: string): Promise<void> {
  const known = loginOf(username);
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
