import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { insertLink } from '../../src/db/accounts/links.js';
import { clockLeaps, outbox } from '../../src/db/schema/operations.js';
import { expect, press } from '../journeys/support.js';
import type { Registry } from '../support/setup/registry.js';
import type { Screen } from './screens.js';

const at = (name: string, path: string): Screen => ({ name, open: (page) => page.goto(path) });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const alert = (page: Page) => expect(page.getByRole('alert')).toBeVisible();
const token = 'a'.repeat(32);

/** The way back in (L10 to L13). */
export const resetting: readonly Screen[] = [
  at('forgot', '/password/forgot'),
  {
    name: 'forgot-refused',
    open: async (page) => {
      await page.goto('/password/forgot');
      await press(page, 'Submit');
      await alert(page);
    },
  },
  at('reset-sent', '/password/sent'),
  at('link-void', '/password/reset/nothing'),
  {
    name: 'security-question',
    open: async (page, registry) => {
      await plantLink(registry);
      await page.goto(`/password/reset/${token}`);
    },
  },
  {
    name: 'security-question-wrong',
    open: async (page) => {
      await field(page, 'Answer').fill('not this one');
      await press(page, 'Submit');
      await alert(page);
    },
  },
  {
    name: 'password-expired',
    open: async (page) => {
      await field(page, 'Answer').fill('maple lane');
      await press(page, 'Submit');
      await expect(field(page, 'New Password')).toBeVisible();
    },
  },
  {
    name: 'password-saved',
    open: async (page) => {
      await field(page, 'New Password').fill('Grey-goose-77');
      await field(page, 'Confirm New Password').fill('Grey-goose-77');
      await press(page, 'Save');
      await expect(page.getByRole('link', { name: 'Go To MIIC Home Page' })).toBeVisible();
    },
  },
];

function plantLink(registry: Registry): Promise<void> {
  const id = createHash('sha256').update(token).digest('hex');
  return registry.write((tx) => insertLink(tx, { id, userId: 4, kind: 'reset', at: Date.now() }));
}

/** The way in, in its order, for newt (L2 to L5). */
export const wayIn: readonly Screen[] = [
  at('temporary-password', '/'),
  {
    name: 'temporary-password-refused',
    open: async (page) => {
      await press(page, 'Save');
      await alert(page);
    },
  },
  {
    name: 'agreement',
    open: async (page) => {
      await field(page, 'New Password').fill('Blue-heron-42');
      await field(page, 'Confirm New Password').fill('Blue-heron-42');
      await press(page, 'Save');
      await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
    },
  },
  {
    name: 'email-address',
    open: async (page) => {
      await press(page, 'Accept');
      await expect(page.getByText('Is this accurate?')).toBeVisible();
    },
  },
  {
    name: 'email-address-refused',
    open: async (page) => {
      await press(page, 'No');
      await press(page, 'Save');
      await alert(page);
    },
  },
  {
    name: 'security-questions',
    open: async (page) => {
      await page.goto('/');
      await press(page, 'Yes');
      await expect(field(page, 'Question 1')).toBeVisible();
    },
  },
  {
    name: 'security-questions-refused',
    open: async (page) => {
      await press(page, 'Submit');
      await alert(page);
    },
  },
];

/** What an administrator does about users (A2). */
export const administering: readonly Screen[] = [
  at('users', '/users'),
  at('user', '/users/2'),
  at('user-of-several', '/users/1'),
  at('users-new', '/users/new?rows=20'),
  {
    name: 'users-new-refused',
    open: async (page) => {
      await page.goto('/users/new?rows=5');
      await field(page, 'Last Name').nth(2).fill('Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh');
      await press(page, 'Add users');
      await alert(page);
    },
  },
  {
    name: 'user-temporary-password',
    open: async (page) => {
      await page.goto('/users/7/sure?for=password');
      await press(page, 'Issue temporary password');
      await expect(page.locator('code')).toBeVisible();
    },
  },
  at('user-deed', '/users/7/sure?for=deactivate'),
  at('change-password', '/account/password'),
];

/** What the help desk sees besides. */
export const helping: readonly Screen[] = [
  {
    name: 'mail-in-trouble',
    open: async (page, registry) => {
      await registry.write(async (tx) => {
        await tx.insert(clockLeaps).values({ at: Date.now(), leapMs: 5_184_000_000 }).run();
        const row = { kind: 'reset', recipient: 'somebody.with.a.long.name@riverside.example', details: '{}' };
        const tried = { createdAt: 1, firstTriedAt: 1, attempts: 3, lastFault: 'Resend: internal_server_error' };
        const later = Date.now() + 86_400_000;
        await tx
          .insert(outbox)
          .values({ ...row, ...tried, key: 'a', nextAt: later })
          .run();
        await tx
          .insert(outbox)
          .values({ ...row, ...tried, key: 'b', nextAt: 1, deadAt: 2 })
          .run();
      });
      await page.goto('/mail');
    },
  },
  {
    name: 'mail-give-up-refused',
    open: async (page) => {
      await page.goto('/mail');
      await page.getByRole('link', { name: 'reset' }).first().click();
      await press(page, 'Give up');
      await alert(page);
    },
  },
  at('user-of-all', '/users/1'),
];
