import type { Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { begin, choose, enter, openTab, row, save } from './client-form.js';
import { expect, logIn, press, test } from './support.js';

const conditions = 'Conditions that change what is due';
const due = (page: Page) => page.getByText(/^Due today: /);

test('Nora notes a journey ahead, and what is due changes with it; the journey called off, it is as before (F1)', async ({
  page,
  javaScriptEnabled,
}) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await openTab(page, conditions);
  await begin(page, 'Enter New Condition ...');
  await enter(page, { Condition: 'Travel or move to an area with typhoid', Until: '01/31/2027' });
  await press(page, 'Next');
  await expect(row(page, /typhoid/)).toContainText('not saved yet');
  await save(page);
  await press(page, 'Immunize');
  // The record says what is due as well.
  await expect(page.getByRole('link', { name: 'Add Immunization' })).toBeVisible();
  await expect(due(page)).toContainText('Typhoid');

  await page.goto(`/clients/${cast.donDuck}?tab=conditions`);
  await choose(page, /typhoid/, javaScriptEnabled);
  await press(page, 'Delete');
  await expect(row(page, /typhoid/)).toContainText('marked for deletion');
  await save(page);
  await expect(row(page, /typhoid/)).toHaveCount(0);
  await press(page, 'Immunize');
  // The record says what is due as well.
  await expect(page.getByRole('link', { name: 'Add Immunization' })).toBeVisible();
  await expect(due(page)).not.toContainText('Typhoid');
});
