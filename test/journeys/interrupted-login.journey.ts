// The guides' ways in while the server is stopped, or killed, after every step.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerQuestion,
  askForReset,
  chooseNewPassword,
  chooseQuestions,
  enter,
  field,
  linkFrom,
  newPassword,
  title,
} from '../support/account-steps.js';
import type { Registry } from '../support/setup/registry.js';
import { expect, fillLogin, logIn, press, test } from './support.js';

test.use({ ownProcess: true });

/** Stops the server and starts it again; the page is left first, so that nothing of it is on its way. */
async function interrupt(page: Page, registry: Registry, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') {
  await page.waitForLoadState('networkidle');
  await page.goto('about:blank');
  if (signal === 'SIGKILL') await registry.kill();
  else await registry.stop();
  await registry.start();
}

test('New Users 1 to 5: newt logs in the first time, and the server restarts after every step', {
  tag: '@release',
}, async ({ page, registry }) => {
  test.setTimeout(150_000);
  await enter(page, 'newt', 'Welcome-2026');
  await title(page, 'Password Expired');
  await interrupt(page, registry);
  await page.goto('/clients');
  await chooseNewPassword(page, newPassword);
  await title(page, 'User Agreement for Participating in the Minnesota Immunization Information Connection');
  await interrupt(page, registry);
  await page.goto('/clients');
  await page.getByRole('region', { name: 'Terms of the User Agreement' }).focus();
  await page.keyboard.press('End');
  await press(page, 'Accept');
  await title(page, 'Email Address');
  await interrupt(page, registry, 'SIGKILL');
  await page.goto('/account');
  for (const text of ['Newt Larson', 'newt', 'newt.larson@riverside.example', 'Is this accurate?'])
    await expect(page.getByText(text, { exact: true }).first()).toBeVisible();
  await press(page, 'Yes');
  await title(page, 'Manage Security Questions');
  await interrupt(page, registry);
  await page.goto('/');
  await press(page, 'Submit');
  await expect(page.getByRole('alert')).toContainText('Enter answer 1.');
  await chooseQuestions(page);
  // To the page that was asked for on the way in.
  await title(page, 'manage my account');
  await interrupt(page, registry);
  await page.goto('/clients');
  await expect(page.getByRole('link', { name: 'manage client', exact: true })).toBeVisible();
});

test('Forgot Password 1 to 10: nora follows the mailed link, and the server restarts after every step', {
  tag: '@release',
}, async ({ page, registry }) => {
  test.setTimeout(150_000);
  await askForReset(page, 'nora', 'nora.lind@riverside.example');
  await interrupt(page, registry, 'SIGKILL');
  const link = await linkFrom(registry, 'MIIC password reset');
  await interrupt(page, registry);
  await page.goto(link);
  expect(new URL(page.url()).pathname).toBe('/password/answer');
  await field(page, 'Answer').fill('not this one');
  await press(page, 'Submit');
  await expect(page.getByText('You have two tries left.')).toBeVisible();
  await interrupt(page, registry);
  await page.goto(link);
  await expect(page.getByText('You have two tries left.')).toBeVisible();
  await expect(page.getByText('gives you a temporary password instead')).toBeVisible();
  await answerQuestion(page);
  await title(page, 'Password Expired');
  await interrupt(page, registry);
  await page.goto('/password/new');
  await chooseNewPassword(page, newPassword);
  await interrupt(page, registry);
  await page.goto('/password/saved');
  await expect(
    page.getByText('New password saved. Please click the link below to go to the MIIC Home page.'),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Go To MIIC Home Page' }).click();
  await fillLogin(page, 'RIVER', 'nora', newPassword);
  await press(page, 'Login');
  await title(page, 'Home');
  await page.goto(link);
  await title(page, 'This link does not open');
});

/** Puts nora's last use of her account back by days, and restarts: the job runs before anybody is let in. */
async function away(registry: Registry, days: number) {
  await registry.stop();
  const at = Date.now() - days * 86_400_000;
  await registry.write((tx) =>
    tx.run(
      `update users set demonstration = 0, created_at = ${at}, last_login_at = ${at}, reactivated_at = null where username = 'nora'`,
    ),
  );
  await registry.start();
}

test('Inactive MIIC Account: nora is reminded after 50 days, inactive after 60, and reactivated by helen', {
  tag: '@release',
}, async ({ page, registry }) => {
  test.setTimeout(90_000);
  await away(registry, 50);
  const folder = join(registry.dataDir, 'mail');
  await expect.poll(() => (existsSync(folder) ? readdirSync(folder).length : 0), { timeout: 10_000 }).toBe(1);
  const eml = readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8');
  expect(eml).toContain('From: health.miichelp@state.mn.us');
  const link = /http:\/\/[^/]+(\/login)$/m.exec(eml)?.[1] ?? '';
  await page.goto(link);
  await fillLogin(page, 'RIVER', 'nora', 'Immunize-2026');
  await press(page, 'Login');
  await title(page, 'Home');
  await press(page, 'logout');
  await expect(field(page, 'Organization Code')).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.goto('about:blank');

  await away(registry, 60);
  await enter(page, 'nora', 'Immunize-2026');
  await title(page, 'Your account is inactive');
  await expect(page.getByText('health.miichelp@state.mn.us')).toBeVisible();
  await logIn(page, 'helen');
  await page.getByRole('link', { name: 'manage users' }).click();
  await page.getByRole('link', { name: 'Lind, Nora' }).click();
  await press(page, 'Reactivate');
  await expect(page.getByRole('status')).toHaveText('The account is active again.');
  await press(page, 'logout');
  await enter(page, 'nora', 'Immunize-2026');
  await title(page, 'Home');
});
