import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { expect, logIn, press, test } from './support.js';

test('Helen finds in the audit log who looked at a record, and what was unusual on the day (A6)', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await page.goto(`/clients/${cast.deceased}`);
  await press(page, 'logout');

  await logIn(page, 'helen');
  await page.getByRole('link', { name: 'audit log' }).click();
  await page.getByLabel('MIIC ID', { exact: true }).fill('DUCK');
  await press(page, 'Find');
  await expect(page.getByRole('alert')).toContainText('digits only');
  await page.getByLabel('MIIC ID', { exact: true }).fill(String(cast.donDuck));
  await press(page, 'Find');
  const row = page.getByRole('row', { name: /View client/ });
  await expect(row).toContainText('nora (Nora Lind)');
  await expect(row).toContainText('RIVER');
  await row.getByRole('link', { name: /nora/ }).click();
  await expect(page.getByRole('row', { name: /Refused/ })).toContainText('flagged as deceased');

  await page.getByRole('link', { name: 'unusual use' }).click();
  const tries = page.getByRole('region', { name: 'Tries at records that are hidden, or not there' });
  await expect(tries.getByRole('row', { name: /nora/ })).toContainText('1');
  await press(page, 'logout');

  await logIn(page, 'ada');
  await page.getByRole('link', { name: 'audit log' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Audit Log of Riverside Clinic');
  await expect(page.getByRole('row', { name: /Refused/ })).not.toContainText('deceased');
});
