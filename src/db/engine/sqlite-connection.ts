import type Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core';
import type { Engine } from './connection.js';
import type { Preparing } from './session.js';

/** Writes parameters as `+?`, so that SQLite plans a statement once and not at every run: docs/decisions/parameters.md. */
class Dialect extends SQLiteAsyncDialect {
  override escapeParam(): string {
    return '+?';
  }
}

export const sqlite = (): Engine => ({
  // The command line writes beside it, and opens no records.
  isShared: false,
  dialect: new Dialect(),
  lastId: (table) => sql`select seq from sqlite_sequence where name = ${table}`,
});

/**
 * Prepares statements on a file. SQLite answers at once.
 * @param assertMay throws where a statement must not run now
 */
export const preparingOn =
  (file: Sqlite.Database, assertMay: () => void = () => undefined, readsOnly = false): Preparing =>
  (text) => {
    const statement = file.prepare<unknown[], unknown[]>(text);
    if (readsOnly && !statement.readonly) throw new Error('A query that changes rows runs in a write.');
    if (statement.reader) statement.raw();
    return {
      all(values) {
        assertMay();
        return statement.all(...values);
      },
      get(values) {
        assertMay();
        return statement.get(...values);
      },
      run(values) {
        assertMay();
        return statement.run(...values);
      },
    };
  };

/**
 * Waits for work that asks SQLite alone, which answers at once: it ends within the turn of the event loop in which it began, so
 * that nobody else's work comes between.
 * @throws Error where the work waits for anything else
 */
export function withinTurn<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = setImmediate(() => reject(new Error('A transaction waits for something other than its queries.')));
    work.then(resolve, reject).finally(() => clearImmediate(end));
  });
}
