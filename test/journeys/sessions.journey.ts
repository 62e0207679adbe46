import type { Page } from '@playwright/test';
import { expect, fillLogin, logIn, press, test } from './support.js';

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const title = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

test('what arrives after the session ended is offered again to the same user (L16)', { tag: '@no-scripts' }, async ({
  page,
  registry,
}) => {
  await logIn(page, 'nora');
  await page.goto('/users/new');
  await title(page, 'Not allowed');
  await press(page, 'logout');
  await logIn(page, 'ada');
  await page.goto('/users/new');
  await field(page, 'Last Name').fill('Dahl');
  await registry.write((tx) => tx.run('update sessions set last_seen_at = last_seen_at - 1800000'));
  await press(page, 'Add user');
  await fillLogin(page, 'RIVER', 'ada', 'Immunize-2026');
  await press(page, 'Login');
  await title(page, 'What you sent was kept');
  await press(page, 'Send it now');
  await expect(page.getByRole('alert')).toContainText('User 1: Enter an email address.');
  await expect(field(page, 'Last Name')).toHaveValue('Dahl');
});

test('the page warns two minutes before the end and lets nora stay; at the end it leads to the login (L16)', async ({
  page,
  registry,
  javaScriptEnabled,
}) => {
  await logIn(page, 'nora');
  await expect(page.getByText(/^Session ends \d+:\d\d [AP]M unless you open or send something before$/)).toBeVisible();
  if (!javaScriptEnabled) return;
  const idle = (seconds: number) =>
    registry.write((tx) => tx.run(`update sessions set last_seen_at = last_seen_at - ${seconds * 1000}`));
  await page.clock.install();
  await page.goto('/clients');
  await idle(1690);
  await page.clock.runFor(1_690_000);
  const warning = page.getByRole('alert').filter({ hasText: 'You are logged out in two minutes.' });
  await expect(warning).toBeVisible();
  await page.getByRole('button', { name: 'Stay logged in' }).click();
  await expect(page.getByRole('button', { name: 'Stay logged in' })).toBeHidden();
  await idle(1800);
  await page.clock.runFor(1_800_000);
  await expect(page.getByLabel('Organization Code')).toBeVisible();
  expect(new URL(page.url()).search).toBe('?next=%2Fclients');
});
