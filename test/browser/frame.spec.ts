// What stands around a page: at a desk the menu is open, on a phone and at 400 % zoom it is one press away (X1).
import { expect, type Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { logIn, test } from '../journeys/support.js';

const heading = async (page: Page) => (await page.getByRole('heading', { level: 1 }).boundingBox())?.y;
const menu = (page: Page) => page.locator('summary', { hasText: 'Menu' });

test('on a phone one row and the organization line stand above the content, and the menu opens over it', {
  tag: '@no-scripts',
}, async ({ page }) => {
  await logIn(page, 'nora');
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`/clients/${cast.donDuck}`);
  expect(await heading(page)).toBeLessThanOrEqual(110);
  await expect(page.getByRole('textbox', { name: 'Find a client' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'home', exact: true })).toBeHidden();
  await menu(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'logout' })).toBeInViewport();
  expect(await heading(page)).toBeLessThanOrEqual(110);
  await page.getByRole('link', { name: 'manage immunizations' }).click();
  await expect(page).toHaveURL(/\/immunizations$/);
  await page.setViewportSize({ width: 320, height: 256 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
});

test('at a desk what the menu leads to is in view, and there is nothing to open', async ({ page }) => {
  await logIn(page, 'nora');
  for (const width of [1280, 1000]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(menu(page)).toBeHidden();
    for (const name of ['manage client', 'home', 'keys'])
      await expect(page.getByRole('link', { name, exact: true })).toBeInViewport({ ratio: 1 });
  }
  await page.goto(`/clients/${cast.donDuck}`);
  const [box, home] = await Promise.all(
    [page.getByRole('button', { name: 'Go', exact: true }), page.getByRole('link', { name: 'home', exact: true })].map(
      (one) => one.boundingBox(),
    ),
  );
  const beside = (box?.x ?? 0) + (box?.width ?? 0) < (home?.x ?? 0);
  expect(beside || (box?.y ?? 0) >= (home?.y ?? 0) + (home?.height ?? 0)).toBe(true);
});

test('the light bulb opens the guide at the section of the tab one has gone to, with its picture', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await page.getByRole('button', { name: 'Client Comment(s)' }).click();
  await expect(page.getByRole('heading', { name: 'Client Comment(s)' })).toBeVisible();
  await page.getByRole('link', { name: 'guidance' }).click();
  const section = page.getByRole('region', { name: 'Client Comment(s) and conditions' });
  await expect(section.getByRole('heading')).toBeInViewport();
  await expect(section.getByRole('img')).toHaveJSProperty('complete', true);
  await section.getByRole('link', { name: 'Back to where you were' }).click();
  await expect(page.getByRole('heading', { name: 'Client Comment(s)' })).toBeVisible();
});
