import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { forecastOf } from '../../src/cli/forecast.js';
import { audit } from '../../src/db/schema/operations.js';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { startApp } from '../support/app.js';

const { donDuck, locked } = demonstrationClients;
const order = { miicId: String(donDuck), date: '2026-11-22', organization: 'RIVER', json: false };

test('the forecast of a record is told, with what each dose is worth, and leaves its row in the audit log (A6)', async () => {
  const app = startApp();
  const { status, text } = await forecastOf(app.db, order, 1);
  expect(status).toBe(0);
  const lines = text.split('\n');
  expect(lines[0]).toBe('Assessed for 11/22/2026 by schedule 4.64-508');
  expect(lines.filter((line) => /^MMR /.test(line))).toHaveLength(1);
  expect(lines.filter((line) => /^\d\d\/\d\d\/\d{4} {2}/.test(line)).length).toBeGreaterThan(0);
  const rows = await app.db.read.select().from(audit).where(eq(audit.clientId, donDuck)).all();
  expect(rows.at(-1)).toMatchObject({ action: 'view immunizations', at: 1 });
});

test('the whole assessment comes as JSON', async () => {
  const app = startApp();
  const { text } = await forecastOf(app.db, { ...order, json: true, date: '2020-01-01' }, 1);
  expect(JSON.parse(text)).toMatchObject({ scheduleVersion: '4.64-508' });
});

test('a record that the organization may not see is not told of', async () => {
  const app = startApp();
  const asked = { ...order, miicId: String(locked) };
  for (const miicId of [asked.miicId, '1', 'x'])
    expect(await forecastOf(app.db, { ...asked, miicId }, 1)).toMatchObject({
      status: 2,
      text: `There is no record with the MIIC ID ${miicId} that Riverside Clinic may see.\n`,
    });
  expect((await forecastOf(app.db, { ...order, organization: 'river' }, 1)).text).toContain('no active organization');
});
