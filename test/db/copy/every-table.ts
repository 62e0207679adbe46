// A registry with rows in every table: those of the demonstration, and one, as its rules allow it, in each table that has none.
import Sqlite from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { schema } from '../../support/tables.js';

const tables = Object.values(schema)
  .filter((one) => is(one, SQLiteTable))
  .map((table) => getTableConfig(table as SQLiteTable));

/** Every table of the schema, by its name in the database. */
export const tableNames = tables.map(({ name }) => name).sort();

/** A text that is hard to carry: what COPY, CSV and SQL write otherwise, and letters of four bytes. */
export const oddText = '\\N \\. \\\\ "\'`, \t\r\n\v\f\b \u0001 é 😀 \u2028 end';

/** Fills the tables of a file that have no rows, those first that others refer to. */
export function fillEveryTable(file: string): void {
  const db = new Sqlite(file);
  try {
    let empty = tables.filter(({ name }) => !db.prepare(`select 1 from "${name}"`).get());
    while (empty.length > 0) {
      const left = empty.filter((table) => !addRow(db, table));
      if (left.length === empty.length) throw new Error(`No row for ${left.map(({ name }) => name).join(', ')}.`);
      empty = left;
    }
  } finally {
    db.close();
  }
}

type Config = (typeof tables)[number];

/** Adds a row; false where what it has to refer to is not there yet. */
function addRow(db: Sqlite.Database, { name, columns, foreignKeys }: Config): boolean {
  const row: Record<string, unknown> = {};
  for (const column of columns.filter(
    (one) => one.notNull && !one.hasDefault && !('autoIncrement' in one && one.autoIncrement),
  ))
    row[column.name] = anyValue(column);
  for (const key of foreignKeys) {
    const { columns, foreignColumns, foreignTable } = key.reference();
    for (const [i, column] of columns.entries()) {
      const which = column.name === 'other_id' ? 'max' : 'min';
      const value = db
        .prepare(`select ${which}("${foreignColumns[i]?.name}") from "${getTableConfig(foreignTable).name}"`)
        .pluck()
        .get();
      if (value === null && column.notNull) return false;
      row[column.name] = value;
    }
  }
  const names = Object.keys(row);
  db.prepare(
    `insert into "${name}" (${names.map((one) => `"${one}"`).join(', ')}) values (${names.map(() => '?').join(', ')})`,
  ).run(Object.values(row));
  return true;
}

function anyValue(column: SQLiteColumn): unknown {
  if (column.enumValues?.[0]) return column.enumValues[0];
  if (column.getSQLType() !== 'text') return 1;
  return /_(?:on|date|from)$/.test(column.name) ? '2020-01-02' : oddText;
}
