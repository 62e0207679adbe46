import { expect, press } from '../journeys/support.js';
import type { Screen } from './screens.js';

const at = (name: string, path: string): Screen => ({ name, open: (page) => page.goto(path) });

/** The audit log, and what comes of opening many records (A6). */
export const auditing: readonly Screen[] = [
  at('audit-log', '/audit-log'),
  {
    name: 'audit-log-refused',
    open: async (page) => {
      await page.goto('/audit-log');
      await page.getByLabel('User', { exact: true }).fill('nobody at all');
      await page.getByLabel('From', { exact: true }).fill('yesterday');
      await press(page, 'Find');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  at('audit-log-none', '/audit-log?client=424242'),
  at('reason', '/reason'),
  at('unusual-use', '/unusual-use'),
  {
    name: 'unusual-use-refused',
    open: async (page) => {
      await page.goto('/unusual-use');
      await page.getByLabel('Day', { exact: true }).fill('yesterday');
      await press(page, 'Show');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
];
