// A fault of the server: a plain page with a reference number, and nothing that was typed is lost.
import { sql } from 'drizzle-orm';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import type { Registry } from '../support/setup/registry.js';
import { expect, logIn, press, test } from './support.js';

const break_ = (registry: Registry) => registry.write((tx) => tx.run(sql`alter table drafts rename to mislaid`));
const mend = (registry: Registry) => registry.write((tx) => tx.run(sql`alter table mislaid rename to drafts`));

test('a save that meets a fault of the server is told of with a number, keeps what was typed, and can be sent again', {
  tag: '@no-scripts',
}, async ({ page, registry, javaScriptEnabled }) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.rainbowBright}`);
  await page.getByLabel('Phone', { exact: true }).fill('612-722-0144');
  await break_(registry);
  await press(page, 'Save');
  await expect(page.getByText('Something went wrong on our side')).toBeVisible();
  await expect(page.getByText(/this reference number: [0-9a-f]{8}/)).toBeVisible();
  await mend(registry);
  await press(page, javaScriptEnabled ? 'Save' : 'Send it again');
  await expect(page.getByText('Client Updated')).toBeVisible();
  await expect(page.getByLabel('Phone', { exact: true })).toHaveValue('612-722-0144');
  // Here the server is meant to complain, once.
  const lines = registry.forget().trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).message)).toEqual([
    expect.stringMatching(/^(?:no such table: drafts|relation "drafts" does not exist)$/),
  ]);
  expect(lines.join()).not.toContain('722');
});
