// The account guides, step by step: the titles are the guides' words.

import {
  answerQuestion,
  askForReset,
  chooseNewPassword,
  enter,
  field,
  linkFrom,
  newPassword,
  title,
} from '../support/account-steps.js';
import { ResendStandIn } from '../support/setup/stand-ins.js';
import { expect, fillLogin, logIn, press, startRegistry, test } from './support.js';

test('Changing Your MIIC Password 1 to 4: nora changes her password', { tag: '@no-scripts' }, async ({ page }) => {
  await logIn(page, 'nora');
  await page.getByRole('link', { name: 'manage my account' }).click();
  await press(page, 'Change Password');
  await field(page, 'New Password').fill('password');
  await field(page, 'Confirm New Password').fill('password');
  await press(page, 'Save');
  await expect(page.getByRole('alert')).toContainText('three of the four character types');
  await field(page, 'New Password').fill(newPassword);
  await field(page, 'Confirm New Password').fill(newPassword);
  await press(page, 'Save');
  await expect(page.getByRole('status')).toHaveText('password updated');
  await press(page, 'logout');
  await enter(page, 'nora', newPassword);
  await title(page, 'Home');
});

test('Returning Users 1 and 2: a wrong password is told in one sentence, Clear empties, the right one opens home', async ({
  page,
}) => {
  await enter(page, 'nora', 'not it');
  await expect(page.getByRole('alert')).toContainText('The Organization Code, Username or Password is not right.');
  await press(page, 'Clear');
  await expect(field(page, 'Username')).toHaveValue('');
  await enter(page, 'nora', 'Immunize-2026');
  await title(page, 'Home');
});

test('Forgot Password 7a: three wrong answers lock, and helen unlocks', async ({ page, registry }) => {
  await askForReset(page, 'nora', 'nora.lind@riverside.example');
  await page.goto(await linkFrom(registry, 'MIIC password reset'));
  for (const tries of ['two tries', 'one try', 'locked']) {
    await field(page, 'Answer').fill(`not this one, ${tries}`);
    await press(page, 'Submit');
    await expect(
      page.getByText(tries === 'locked' ? 'Your account is locked' : `You have ${tries} left`),
    ).toBeVisible();
  }
  await enter(page, 'nora', 'Immunize-2026');
  await title(page, 'Your account is locked');
  await logIn(page, 'helen');
  await page.getByRole('link', { name: 'manage users' }).click();
  await field(page, 'Status').selectOption({ label: 'Locked' });
  await press(page, 'Find');
  await page.getByRole('link', { name: 'Lind, Nora' }).click();
  await press(page, 'Unlock');
  await expect(page.getByRole('status')).toHaveText('The account is unlocked.');
  await press(page, 'logout');
  await enter(page, 'nora', 'Immunize-2026');
  await title(page, 'Home');
});

test('MIIC Help: the help desk button and the light bulb lead to help, before and after the login', async ({
  page,
}) => {
  await page.goto('/login');
  await expect(page.getByRole('link', { name: 'health.miichelp@state.mn.us' })).toBeVisible();
  await logIn(page, 'nora');
  await page.getByRole('link', { name: 'help desk' }).click();
  await title(page, 'MIIC Help Desk');
  await page.goto('/account');
  await page.getByRole('link', { name: 'guidance' }).click();
  await expect(page.locator('#here').getByRole('heading', { name: 'Managing your account' })).toBeVisible();
});

test('a reset by a mail that leaves through the real SDK and a local stand-in of Resend', async ({ browser }) => {
  const resend = await ResendStandIn.start();
  const settings = { MAIL: 'resend', RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url };
  const registry = await startRegistry(settings);
  const page = await (await browser.newContext({ baseURL: registry.url })).newPage();
  try {
    await page.goto('/password/forgot');
    await field(page, 'Organization Code').fill('RIVER');
    await field(page, 'Username').fill('nora');
    await field(page, 'Email Address').fill('nora.lind@riverside.example');
    await press(page, 'Submit');
    await expect.poll(() => resend.arrived.length, { timeout: 10_000 }).toBe(1);
    const link = /http\S+(\/password\/reset\/[\w-]{32})/.exec(resend.arrived[0]?.text ?? '')?.[1] ?? '';
    await page.goto(link);
    await answerQuestion(page);
    await chooseNewPassword(page, newPassword);
    await page.getByRole('link', { name: 'Go To MIIC Home Page' }).click();
    await fillLogin(page, 'RIVER', 'nora', newPassword);
    await press(page, 'Login');
    await title(page, 'Home');
    await expect.poll(() => resend.arrived.length, { timeout: 10_000 }).toBe(2);
    await page.context().close();
  } finally {
    expect(await registry.remove()).toBe('');
    await resend.stop();
  }
});
