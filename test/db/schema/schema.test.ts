import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { openBytes } from '../../../src/db/open.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { schema } from '../../support/tables.js';

const tables = Object.values(schema).filter((table) => is(table, SQLiteTable)) as SQLiteTable[];

test('the migrations make the tables that the schema names, each of them STRICT', async () => {
  const db = openBytes();
  for (const table of tables) {
    const { name } = getTableConfig(table);
    const made = db.read.get<{ sql: string }>(`select sql from sqlite_schema where name = '${name}'`);
    expect(made?.sql, name).toMatch(/\) STRICT(, WITHOUT ROWID)?$/);
    for (const column of Object.values(getTableColumns(table))) expect(made?.sql).toContain(`\`${column.name}\``);
  }
});

test('only a write changes rows, and it changes all or none', async () => {
  const db = openBytes();
  const row = { code: 'RIVER', name: 'Riverside Clinic', type: 'provider' as const };
  expect(() =>
    (db.read as never as { run(sql: string): void }).run(
      "insert into organizations (code, name, type) values ('X', 'X', 'school')",
    ),
  ).toThrow();
  await expect(
    db.write((tx) => {
      tx.insert(organizations).values(row).run();
      throw new Error('halfway');
    }),
  ).rejects.toThrow('halfway');
  expect(db.read.select().from(organizations).all()).toEqual([]);
  await expect(db.write((() => Promise.resolve()) as never)).rejects.toThrow('must not be async');
  await db.write((tx) => tx.insert(organizations).values(row).run());
  await expect(
    db.write((tx) =>
      tx
        .insert(organizations)
        .values({ ...row, code: 'LAKE', type: 'pub' as never })
        .run(),
    ),
  ).rejects.toThrow('CHECK');
});
