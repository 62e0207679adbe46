import { readFileSync } from 'node:fs';
import { eq, is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { keptForGood, type Removing, removeOver, rules } from '../../../src/db/operations/retention.js';
import { users } from '../../../src/db/schema/accounts.js';
import { jobs, outbox } from '../../../src/db/schema/operations.js';
import { searches } from '../../../src/db/schema/search.js';
import { keepSearch } from '../../../src/db/search/searches.js';
import type { Viewer } from '../../../src/domain/accounts/viewer.js';
import { type App, startApp } from '../../support/app.js';
import { schema } from '../../support/tables.js';

const day = 24 * 60 * 60 * 1000;
const names = (Object.values(schema).filter((table) => is(table, SQLiteTable)) as SQLiteTable[]).map(
  (table) => getTableConfig(table).name,
);

test('every table has a rule, or a reason to have none', () => {
  const ruled = rules.map(({ table }) => getTableConfig(table).name);
  expect([...ruled, ...Object.keys(keptForGood)].sort()).toEqual(names.toSorted());
});

test('docs/operating.md shows each rule with its reason', () => {
  const doc = readFileSync('docs/operating.md', 'utf8');
  for (const { table, hours, why } of rules) {
    const time = hours < 24 ? `${hours} hours` : `${hours / 24} days`;
    expect(doc).toContain(`| ${getTableConfig(table).name} | ${time} | ${why} |`);
  }
  for (const [name, why] of Object.entries(keptForGood)) expect(doc).toContain(`| ${name} | | ${why} |`);
});

/** Removes in as many writes as it takes; how many those were, and what went. */
async function remove(registry: App) {
  let [writes, state] = [0, {} as Removing];
  do {
    state = await registry.db.write((tx) => removeOver(tx, state, registry.clock()));
    writes += 1;
  } while (state.rule !== undefined);
  return { writes, removed: state.removed };
}

test('what is over goes in small pieces, and what is not stays', async () => {
  const registry = startApp();
  const { db, clock } = registry;
  const nora = await db.read.select().from(users).where(eq(users.username, 'nora')).get();
  const viewer = { userId: nora?.id, organization: { id: nora?.homeOrganizationId } } as Viewer;
  const search = (id: string) => ({ id, leadsTo: 'clients', typed: {}, found: [] }) as const;
  await db.write(async (tx) => {
    for (let i = 0; i < 1200; i += 1) await keepSearch(tx, viewer, search(`${i}`), clock());
  });
  await remove(registry);
  expect(await db.read.select().from(searches).all()).toHaveLength(1200);
  registry.wait(day / 2 + 1);
  await db.write((tx) => keepSearch(tx, viewer, search('new'), clock()));
  expect(await remove(registry)).toMatchObject({ writes: 3, removed: { searches: 1200 } });
  expect(await db.read.select({ id: searches.id }).from(searches).all()).toEqual([{ id: 'new' }]);
});

test('a mail that waits and a job that is not over are never removed', async () => {
  const registry = startApp();
  const { db, clock } = registry;
  const mail = { kind: 'reminder', recipient: 'a@b.example', details: '{}', createdAt: clock(), nextAt: clock() };
  const job = { kind: 'import', state: '{}', createdAt: clock() };
  await db.write(async (tx) => {
    await tx.delete(outbox).run();
    await tx
      .insert(outbox)
      .values([
        { ...mail, key: 'waits' },
        { ...mail, key: 'sent', sentAt: clock() },
        { ...mail, key: 'given up', deadAt: clock() },
      ])
      .run();
    await tx
      .insert(jobs)
      .values([
        { ...job, nextAt: clock(), endedAt: clock() },
        { ...job, nextAt: null, endedAt: clock() },
      ])
      .run();
  });
  registry.wait(91 * day);
  await remove(registry);
  expect(await db.read.select({ key: outbox.key }).from(outbox).all()).toEqual([{ key: 'waits' }]);
  expect(await db.read.select({ nextAt: jobs.nextAt }).from(jobs).all()).toEqual([{ nextAt: expect.any(Number) }]);
});
