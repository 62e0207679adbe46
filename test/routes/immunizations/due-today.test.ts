// "Due today" in the head of a record and in the results of whoever searches to vaccinate.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { type App, type Browser, startApp } from '../../support/app.js';
import { dosesOf, historyOf, open, plant, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { donDuck, rainbowBright } = demonstrationClients;

const rainbowDue =
  'Due today: Hepatitis B (overdue), Polio (overdue), Hepatitis A (overdue), MMR (overdue), DTaP/Tdap/Td (overdue), HPV, Meningococcal, Influenza';

const record = `/clients/${rainbowBright}`;
const headOf = async (browser: Browser, path = record) =>
  text(
    /<p class="due-today">(.*?)\s*(?:<[^>]+>)?(?:Give today|<\/p>)/.exec((await browser.get(path)).text)?.[1] ?? '',
  ).trim();

const change = (app: App, id: number, values: Partial<typeof schema.clients.$inferInsert>) =>
  app.db.write((tx) => tx.update(schema.clients).set(values).where(eq(schema.clients.id, id)).run());

test('the record says it to whoever edits and whoever views, in the words of the history', async () => {
  const app = startApp();
  for (const username of ['nora', 'victor', 'sam']) {
    const browser = await open(app, username);
    expect(await headOf(browser)).toBe(rainbowDue);
    expect(await headOf(browser, historyOf(rainbowBright))).toBe(rainbowDue);
  }
});

test('it follows each change: a dose given, corrected and deleted, a comment, another day', async () => {
  const app = startApp();
  const nora = await open(app);
  expect(await headOf(nora)).toBe(rainbowDue);
  const [mmr] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2026-11-20' }]);
  expect(await headOf(nora)).not.toContain('MMR');
  const row = eq(schema.immunizations.id, mmr?.id ?? 0);
  await app.db.write((tx) => tx.update(schema.immunizations).set({ cvx: '20', revision: 2 }).where(row).run());
  expect(await headOf(nora)).toContain('MMR (overdue)');
  await app.db.write((tx) => tx.update(schema.immunizations).set({ cvx: '03', revision: 3 }).where(row).run());
  expect(await headOf(nora)).not.toContain('MMR');
  await app.db.write((tx) => tx.update(schema.immunizations).set({ deletedAt: 1, revision: 4 }).where(row).run());
  expect(await headOf(nora)).toBe(rainbowDue);
  const saved = await nora.submit(
    `${record}?tab=comments`,
    { 'comment.code': 'X-HPV', 'comment.appliesOn': '01/02/2026' },
    'do.save',
  );
  expect(saved.status).toBe(303);
  expect(await headOf(nora)).toBe(rainbowDue.replace('HPV, ', ''));
  expect(await dosesOf(app, rainbowBright)).toHaveLength(2);
});

test('the results of manage immunizations say it, those of manage client do not, nor to whoever only views', async () => {
  const app = startApp();
  await change(app, donDuck, { birthDate: '2024-05-12' });
  const nora = await open(app);
  const found = async (browser: Browser, start: string) =>
    text((await browser.get((await browser.submit(start, { lastName: 'DUCK' }, 'do.search')).location)).text);
  const said = await found(nora, '/immunizations');
  expect(said).toContain('MIIC ID Due today');
  expect(said).toMatch(/6714871 Hepatitis B \(overdue\)|6714871 [A-Z][^.]*\(overdue\)/);
  expect(await found(nora, '/clients')).not.toContain('Due today');
  expect(await found(await open(app, 'victor'), '/immunizations')).not.toContain('Due today');
});

test('a form that is refused without a script says it still', async () => {
  const nora = await open(startApp());
  const refused = await nora.submit(record, { birthDate: '13/45/2016' }, 'do.save');
  const page = refused.status === 303 ? await nora.get(refused.location) : refused;
  expect(text(page.text)).toContain(rainbowDue);
});

test('nothing is due to a client who died', async () => {
  const app = startApp();
  await change(app, rainbowBright, { deathDate: '2026-01-01' });
  expect(await headOf(await open(app))).toBe('Due today: nothing');
});

test('a condition changes it', async () => {
  const app = startApp();
  const nora = await open(app);
  expect(await headOf(nora)).toContain('MMR');
  await app.db.write((tx) =>
    tx.insert(schema.conditions).values({ clientId: rainbowBright, code: '154', updatedAt: 0 }).run(),
  );
  await change(app, rainbowBright, { revision: 2 });
  const due = await headOf(nora);
  expect(due).not.toContain('MMR');
  expect(due).toContain('Pneumococcal');
});
