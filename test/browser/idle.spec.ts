// The end of sessions by the real clock of a real browser, with nobody there: nothing happens by itself (L16).
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { isNull } from 'drizzle-orm';
import { inTurn } from '../../src/db/engine/in-turn.js';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { fillLogin, logIn, press, search, test } from '../journeys/support.js';
import type { Registry } from '../support/setup/registry.js';
import { schema } from '../support/tables.js';
import { startRegistry } from './fixtures.js';

const secret = 'Violet-otter-77';
const everybody = [cast.donDuck, cast.rainbowBright, cast.sevenContacts, cast.aliased];
/** Four browsers before a release, two each day (docs/testing.md). */
const clients = everybody.slice(0, process.env.TEST_ALL === '1' ? 4 : 2);

/** Each screen, half-typed: what stands there, told apart by the browser it was typed in. */
const screens: readonly ((page: Page, n: number) => Promise<void>)[] = [
  async (page, n) => {
    await search(page, { 'Last Name': 'NOBODYATALL', 'First Name': 'ZOE' });
    await page
      .getByRole('link', { name: 'Enter new client' })
      .or(page.getByRole('button', { name: 'Enter new client' }))
      .click();
    await page.getByLabel('Middle Name', { exact: true }).fill(`NEWCLIENT${n}`);
  },
  async (page, n) => {
    await page.goto('/users/new');
    await page.getByLabel('Last Name', { exact: true }).fill(`Newuser${n}`);
  },
  async (page) => {
    await page.goto('/security-questions');
    await page.locator('[name="answer1"]').fill(secret);
  },
  async (page, n) => {
    await page.goto('/email-address?correct');
    await page.locator('main [type="email"], main [name="email"]').first().fill(`email${n}@example.org`);
  },
  async (page, n) => {
    await page.goto(`/clients/${clients[n]}`);
    await page.getByLabel('Middle Name', { exact: true }).first().fill(`CLIENT${n}`);
  },
  async (page, n) => {
    await page.goto(`/clients/${clients[n]}/immunizations/new`);
    await page.locator('[name="lot1"]').fill(`LOT${n}`);
  },
];

/** Every row that an act of one of those screens would change. */
const rowsOf = (registry: Registry) =>
  registry.read(async (db) => {
    const { clients, changes, users, securityAnswers, links, outbox, immunizations, memberships } = schema;
    const tables = [clients, changes, users, securityAnswers, links, outbox, immunizations, memberships];
    return JSON.stringify(await inTurn(tables, async (table) => db.select().from(table).all()));
  });

async function leaveHalfTyped(browser: Browser, registry: Registry, n: number): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: registry.url });
  await logIn(await context.newPage(), 'ada');
  for (const type of screens) await type(await context.newPage(), n);
  return context;
}

test('in several browsers every form is left half-typed: every session ends, nothing is done, what was typed is offered, no secret is kept (L16)', async ({
  browser,
  host,
}) => {
  test.setTimeout(400_000);
  const settings = { SESSION_IDLE_MINUTES: '30s' };
  const registry = await startRegistry(settings, host.start);
  const contexts = await Promise.all(clients.map((_, n) => leaveHalfTyped(browser, registry, n)));
  const before = await rowsOf(registry);
  for (const context of contexts)
    for (const page of context.pages()) await expect(page).toHaveURL(/\/login/, { timeout: 120_000 });
  expect(
    await registry.read((db) => db.select().from(schema.sessions).where(isNull(schema.sessions.endedAt)).all()),
  ).toEqual([]);
  const kept = await registry.read((db) => db.select().from(schema.interruptions).all());
  const bodies = kept.map(({ body }) => body).join('\n');
  for (const n of clients.keys())
    for (const typed of [`NEWCLIENT${n}`, `Newuser${n}`, `email${n}%40example.org`, `CLIENT${n}`, `LOT${n}`])
      expect(bodies).toContain(typed);
  expect(await rowsOf(registry)).toBe(before);
  expect(bodies).not.toContain(secret);

  // In another tab the login may have come before what was typed in this one was kept.
  const page = contexts[0]?.pages().at(-1);
  if (!page) throw new Error('There is no page.');
  await expect(page.getByRole('status')).toContainText('What you typed is kept');
  await page.getByLabel('Organization Code').fill('RIVER');
  await page.getByLabel('Username').fill('ada');
  await page.getByLabel('Password').fill('Immunize-2026');
  await press(page, 'Login');
  await expect(page.getByRole('heading', { level: 1, name: 'What you sent was kept' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(5 * clients.length);
  await page.getByRole('link', { name: `Edit Client: DUCK, DON, MIIC ID ${cast.donDuck}` }).click();
  await expect(page.getByRole('definition').filter({ hasText: 'CLIENT0' })).toBeVisible();
  await press(page, 'Put it back in its form');
  await expect(page.getByLabel('Middle Name', { exact: true }).first()).toHaveValue('CLIENT0');
  for (const context of contexts) await context.close();
  expect(await registry.remove(), 'what the server complained of').toBe('');
});

test('logged out in one tab, the record is gone from the other at once, and what was typed there is offered (L16)', async ({
  page,
  context,
}) => {
  await logIn(page, 'nora');
  const other = await context.newPage();
  await other.goto(`/clients/${cast.donDuck}`);
  // Nothing is typed there: nothing of it is kept.
  const untouched = await context.newPage();
  await untouched.goto(`/clients/${cast.rainbowBright}/immunizations/new`);
  const print = await context.newPage();
  await print.goto(`/clients/${cast.donDuck}/immunizations/print`);
  await other.getByLabel('Middle Name', { exact: true }).first().fill('OTHERTAB');
  await press(page, 'logout');
  await expect(other).toHaveURL(/\/login/);
  await expect(print).toHaveURL(/\/login/);
  await expect(untouched).toHaveURL(/\/login/);
  await expect(other.getByRole('status')).toContainText(/You logged out in this browser at .* What you typed is kept/);
  await fillLogin(other, 'RIVER', 'nora', 'Immunize-2026');
  await press(other, 'Login');
  await expect(other.getByRole('definition').filter({ hasText: 'OTHERTAB' })).toBeVisible();
});
