import { getTableColumns, is, sql } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { openBytes } from '../../../src/db/open.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { openEmpty } from '../../support/empty.js';
import { onPostgresql } from '../../support/setup/postgresql.js';
import { schema } from '../../support/tables.js';

const tables = Object.values(schema).filter((table) => is(table, SQLiteTable)) as SQLiteTable[];

test('the migrations make the tables that the schema names, each of them STRICT', async ({ skip }) => {
  skip(onPostgresql, 'test/db/schema/alike.test.ts holds what PostgreSQL has.');
  const db = openBytes();
  for (const table of tables) {
    const { name } = getTableConfig(table);
    const [made] = await db.read.values<[string]>(sql`select sql from sqlite_schema where name = ${name}`);
    expect(made?.[0], name).toMatch(/\) STRICT(, WITHOUT ROWID)?$/);
    for (const column of Object.values(getTableColumns(table))) expect(made?.[0]).toContain(`\`${column.name}\``);
  }
});

test('only a write changes rows, and it changes all or none', async () => {
  const db = openEmpty();
  const row = { code: 'RIVER', name: 'Riverside Clinic', type: 'provider' as const };
  const insertion = sql`insert into organizations (code, name, type) values ('X', 'X', 'school')`;
  await expect(async () => db.read.run(insertion)).rejects.toThrow();
  await expect(
    db.write(async (tx) => {
      await tx.insert(organizations).values(row).run();
      throw new Error('halfway');
    }),
  ).rejects.toThrow('halfway');
  expect(await db.read.select().from(organizations).all()).toEqual([]);
  await db.write((tx) => tx.insert(organizations).values(row).run());
  await expect(
    db.write((tx) =>
      tx
        .insert(organizations)
        .values({ ...row, code: 'LAKE', type: 'pub' as never })
        .run(),
    ),
  ).rejects.toThrow(/check constraint/i);
});
