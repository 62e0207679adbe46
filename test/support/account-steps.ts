// What the journeys about accounts share: the screens of the way in and the way back in, by the guides' words.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, fillLogin, press } from '../journeys/support.js';
import type { Registry } from './setup/registry.js';

export const newPassword = 'Blue-heron-42';
const answers = [
  ['On what street did your best friend in childhood live?', 'Maple Lane'],
  ['What is the last name of the teacher you liked best?', 'Engstrom'],
  ['What did you call your favorite toy as a child?', 'Button Bear'],
] as const;

export const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
export const title = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

export async function enter(page: Page, username: string, password: string) {
  await page.goto('/login');
  await fillLogin(page, 'RIVER', username, password);
  await page.keyboard.press('Enter');
}

export async function chooseNewPassword(page: Page, password: string) {
  await title(page, 'Password Expired');
  await field(page, 'New Password').fill(password);
  await field(page, 'Confirm New Password').fill(password);
  await press(page, 'Save');
}

export async function chooseQuestions(page: Page) {
  await title(page, 'Manage Security Questions');
  for (const [i, [question, answer]] of answers.entries()) {
    await field(page, `Question ${i + 1}`).selectOption({ label: question });
    await field(page, `Answer ${i + 1}`).fill(answer);
  }
  await press(page, 'Submit');
}

export async function askForReset(page: Page, username: string, email: string) {
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
export async function answerQuestion(page: Page) {
  await title(page, 'Password Reset: Answer Security Question');
  const asked = await page.getByRole('definition').first().innerText();
  await field(page, 'Answer').fill(answers.find(([question]) => question === asked)?.[1].toUpperCase() ?? '');
  await press(page, 'Submit');
}

/** The path of the reset link in the .eml file that arrives; mail leaves within seconds. */
export async function linkFrom(registry: Registry, subject: string): Promise<string> {
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
