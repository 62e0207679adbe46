import type { Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { packOnFile } from '../../src/forecast/schedule/on-file.js';
import { expect, logIn, press, test } from './support.js';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A release that has the next season of influenza in a hundred days. */
function release(): Buffer {
  const { seasons, ...rest } = JSON.parse(packOnFile());
  const influenza = { start: inDays(100), end: inDays(300) };
  return Buffer.from(JSON.stringify({ ...rest, version: '4.99-508', seasons: { ...seasons, Influenza: influenza } }));
}

/** The line of influenza in what is recommended to Don. */
async function influenza(page: Page) {
  await page.goto(`/clients/${cast.donDuck}/immunizations`);
  return page
    .getByRole('region', { name: 'Vaccines Recommended by Selected Tracking Schedule' })
    .getByRole('row', { name: /^Influenza/ });
}

test('Helen puts a release in, previews it and puts it in force: influenza is due to Don no more (F1)', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await expect(await influenza(page)).toContainText('Due');
  await press(page, 'logout');

  await logIn(page, 'helen');
  await page
    .getByRole('navigation', { name: 'Help Desk Functions' })
    .getByRole('link', { name: 'vaccine schedules' })
    .click();
  await press(page, 'Put in');
  await expect(page.getByRole('alert')).toContainText('Choose the file of a release.');
  const file = { name: 'schedule.json', mimeType: 'application/json', buffer: release() };
  await page.getByLabel('File of the release').setInputFiles(file);
  await press(page, 'Put in');
  await expect(page.getByText('It is in force for nobody yet.')).toBeVisible();
  await page.getByRole('link', { name: 'Preview' }).click();
  await expect(page.getByRole('row', { name: /Influenza/ }).first()).toContainText('season');
  await page.getByRole('link', { name: 'Back to the release' }).click();
  await press(page, 'Put in force');
  await expect(page.getByText('Done: it takes force on its day.')).toBeVisible();
  await press(page, 'logout');

  await logIn(page, 'nora');
  await expect(await influenza(page)).toContainText('Later');
});
