import type { Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { expect, press } from '../journeys/support.js';
import { at, dosesOf, type Screen } from './screens.js';

/** Adding, correcting and deleting immunizations. */
export const recording: readonly Screen[] = [
  at('add', dosesOf(cast.rainbowBright, '/new')),
  at('add-due', dosesOf(cast.rainbowBright, '/new?due=1')),
  at('stock', '/stock'),
  at('lot', '/stock/1'),
  {
    name: 'stock-refused',
    open: async (page) => {
      await page.goto('/stock');
      await press(page, 'Add the lot');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  { name: 'add-asked', open: visitAsked },
  { name: 'add-refused', open: visitRefused },
  at('add-draft', dosesOf(cast.rainbowBright, '/new')),
  at('history-with-draft', dosesOf(cast.rainbowBright)),
  { name: 'view', open: (page) => firstOf(page, cast.rainbowBright, 'view') },
  { name: 'edit', open: (page) => firstOf(page, cast.donDuck, 'edit') },
  {
    name: 'delete',
    open: async (page) => {
      await firstOf(page, cast.donDuck, 'edit');
      await press(page, 'Delete');
    },
  },
];

/** A dose that would not count, asked about; leaves a draft. */
async function visitAsked(page: Page) {
  await page.goto(dosesOf(cast.twins[0], '/new'));
  await page.getByLabel('Date Administered').fill('06/10/2023');
  await page.getByLabel('Vaccine [Trade Name]').selectOption('03:M-M-R II');
  await press(page, 'Save');
  await expect(page.getByRole('alert')).toContainText('Choose a source of information');
  await page.getByLabel('Source of Information').selectOption('New immunization record');
  await press(page, 'Save');
  await expect(page.getByRole('alert')).toContainText('would not count');
}

/** Leaves a draft. */
async function visitRefused(page: Page) {
  await page.goto(dosesOf(cast.rainbowBright, '/new'));
  await page.getByLabel('Date Administered').fill('06/16/2015');
  await page.getByLabel('Vaccine [Trade Name]').selectOption('20');
  await page.getByLabel('Dose', { exact: true }).fill('half');
  await press(page, 'Add another vaccine');
  await press(page, 'Save');
  await expect(page.getByRole('alert')).toBeVisible();
}

async function firstOf(page: Page, id: number, verb: string) {
  await page.goto(dosesOf(id));
  await page
    .getByRole('link', { name: new RegExp(`^${verb} `) })
    .first()
    .click();
  await expect(page.getByRole('link', { name: 'Immunization history' })).toBeVisible();
}
