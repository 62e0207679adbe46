import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { Registry } from '../support/registry.js';
import { ResendStandIn } from '../support/stand-ins.js';
import { fillLogin, logIn, press, test } from './support.js';

test.use({ ownProcess: true });

const newPassword = 'Blue-heron-42';
const answers = [
  ['On what street did your best friend in childhood live?', 'Maple Lane'],
  ['What is the last name of the teacher you liked best?', 'Engstrom'],
  ['What did you call your favorite toy as a child?', 'Button Bear'],
] as const;

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const title = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

/** Stops the server and starts it again; the page is left first, so that nothing of it is on its way. */
async function interrupt(page: Page, registry: Registry, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') {
  await page.waitForLoadState('networkidle');
  await page.goto('about:blank');
  if (signal === 'SIGKILL') await registry.kill();
  else await registry.stop();
  await registry.start();
}

async function enter(page: Page, username: string, password: string) {
  await page.goto('/login');
  await fillLogin(page, 'RIVER', username, password);
  await page.keyboard.press('Enter');
}

async function chooseNewPassword(page: Page, password: string) {
  await title(page, 'Password Expired');
  await field(page, 'New Password').fill(password);
  await field(page, 'Confirm New Password').fill(password);
  await press(page, 'Save');
}

async function chooseQuestions(page: Page) {
  await title(page, 'Manage Security Questions');
  for (const [i, [question, answer]] of answers.entries()) {
    await field(page, `Question ${i + 1}`).selectOption({ label: question });
    await field(page, `Answer ${i + 1}`).fill(answer);
  }
  await press(page, 'Submit');
}

async function askForReset(page: Page, username: string, email: string) {
  await page.goto('/login');
  await page.getByRole('link', { name: 'forgot password' }).click();
  await title(page, 'User Information');
  await field(page, 'Organization Code').fill('RIVER');
  await field(page, 'Username').fill(username);
  await field(page, 'Email Address').fill(email);
  await press(page, 'Submit');
  await expect(page.getByText('A reset link has been sent to your email')).toBeVisible();
}

/** What the question shown asks for. */
async function answerQuestion(page: Page) {
  await title(page, 'Password Reset: Answer Security Question');
  const asked = await page.getByRole('definition').first().innerText();
  await field(page, 'Answer').fill(answers.find(([question]) => question === asked)?.[1].toUpperCase() ?? '');
  await press(page, 'Submit');
}

/** The path of the reset link in the .eml file that arrives; mail leaves within seconds. */
async function linkFrom(registry: Registry, subject: string): Promise<string> {
  const folder = join(registry.dataDir, 'mail');
  let link = '';
  await expect
    .poll(
      () => {
        const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];
        const mails = files.map((name) => readFileSync(join(folder, name), 'utf8'));
        const mail = mails.find((text) => text.includes(`Subject: ${subject}`))?.replaceAll(/=\r?\n/g, '');
        link = /http\S+(\/(?:password\/reset|email-address\/confirm)\/[\w-]{32})/.exec(mail ?? '')?.[1] ?? '';
        return link;
      },
      { timeout: 10_000 },
    )
    .not.toBe('');
  return link;
}

test('New Users 1 to 5: newt logs in the first time, and the server restarts after every step', async ({
  page,
  registry,
}) => {
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

test('Changing Your MIIC Password 1 to 4: nora changes her password', async ({ page }) => {
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

test('Forgot Password 1 to 10: nora follows the mailed link, and the server restarts after every step', async ({
  page,
  registry,
}) => {
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

test('Inactive MIIC Account: nora is reminded after 50 days, inactive after 60, and reactivated by helen', async ({
  page,
  registry,
}) => {
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
  await title(page, 'Guidance: Managing your account');
});

test('a reset by a mail that leaves through the real SDK and a local stand-in of Resend', async ({ page }) => {
  const resend = await ResendStandIn.start();
  const settings = { MAIL: 'resend', RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url };
  const registry = await Registry.copyOf(process.env.TITER_TEMPLATE ?? '', settings);
  try {
    const at = (path: string) => page.goto(`${registry.url}${path}`);
    await at('/password/forgot');
    await field(page, 'Organization Code').fill('RIVER');
    await field(page, 'Username').fill('nora');
    await field(page, 'Email Address').fill('nora.lind@riverside.example');
    await press(page, 'Submit');
    await expect.poll(() => resend.arrived.length, { timeout: 10_000 }).toBe(1);
    const link = /http\S+(\/password\/reset\/[\w-]{32})/.exec(resend.arrived[0]?.text ?? '')?.[1] ?? '';
    await at(link);
    await answerQuestion(page);
    await chooseNewPassword(page, newPassword);
    await page.getByRole('link', { name: 'Go To MIIC Home Page' }).click();
    await fillLogin(page, 'RIVER', 'nora', newPassword);
    await press(page, 'Login');
    await title(page, 'Home');
    await expect.poll(() => resend.arrived.length, { timeout: 10_000 }).toBe(2);
  } finally {
    expect(await registry.remove()).toBe('');
    await resend.stop();
  }
});
