// Rows of plain columns are read by our driver (session.ts), rows with objects in them by Drizzle: they are the same rows.
import { eq, getTableColumns, is, sql } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { clients, contacts } from '../../../src/db/schema/clients.js';
import { startApp } from '../../support/app.js';
import { schema } from '../../support/tables.js';

const tables = Object.values(schema).filter((table) => is(table, SQLiteTable)) as SQLiteTable[];

test('every table is read as Drizzle reads it, whole and one by one', async () => {
  const { db } = startApp();
  let rows = 0;
  for (const table of tables) {
    const plain = await db.read.select().from(table).all();
    const nested = await db.read.select({ row: table, one: sql`1` }).from(table).all();
    const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
    expect(plain.sort(byText)).toEqual(nested.map(({ row }) => row).sort(byText));
    const first = await db.read.select().from(table).limit(1).get();
    if (plain.length > 0) expect(plain).toContainEqual(first);
    else expect(first).toBeUndefined();
    rows += plain.length;
  }
  expect(rows).toBeGreaterThan(1000);
});

test('columns of a row that an outer join does not find are null', async () => {
  const { db } = startApp();
  const columns = { ...getTableColumns(contacts), client: clients.id };
  const none = await db.read.select(columns).from(clients).leftJoin(contacts, eq(contacts.id, -1)).limit(1).get();
  expect(none?.client).toBeGreaterThan(0);
  const { client, ...contact } = none ?? {};
  expect(new Set(Object.values(contact))).toEqual(new Set([null]));
});
