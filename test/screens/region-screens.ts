import { expect, press } from '../journeys/support.js';
import type { Screen } from './screens.js';

const at = (name: string, path: string): Screen => ({ name, open: (page) => page.goto(path) });

/** What the help desk does for the region (A3). */
export const running: readonly Screen[] = [
  at('organizations', '/help-desk/organizations'),
  at('organization', '/help-desk/organizations/2'),
  {
    name: 'organization-new-refused',
    open: async (page) => {
      await page.goto('/help-desk/organizations/new');
      await page
        .getByLabel('Name')
        .fill('Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Family Health Center of the North');
      await press(page, 'Add');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'organization-sure',
    open: async (page) => {
      await page.goto('/help-desk/organizations/2');
      await page.getByRole('radio', { name: 'No' }).check();
      await press(page, 'Save');
      await expect(page.getByRole('button', { name: 'Deactivate' })).toBeVisible();
    },
  },
  at('announcements', '/help-desk/announcements'),
  at('announcement-change', '/help-desk/announcements/1'),
  {
    name: 'announcement-new-refused',
    open: async (page) => {
      await page.goto('/help-desk/announcements/new');
      await page.getByLabel('Active to').fill('01/01/2020');
      await press(page, 'Save');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
];
