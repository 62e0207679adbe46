import type Sqlite from 'better-sqlite3';
import { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';

/** Writes parameters as `+?`, so that SQLite plans a statement once and not at every run: docs/decisions/parameters.md. */
class Dialect extends SQLiteSyncDialect {
  override escapeParam(): string {
    return '+?';
  }
}

/** What is no promise: a transaction ends when its body returns. */
export type NotPromise<T> = T extends PromiseLike<unknown> ? never : T;

/** Drizzle on a connection. */
export class Connection extends BetterSQLite3Database {
  readonly #together: Sqlite.Transaction<(body: () => unknown) => unknown>;

  constructor(client: Sqlite.Database) {
    const dialect = new Dialect();
    super('sync', dialect, new BetterSQLiteSession(client, dialect, undefined), undefined);
    this.#together = client.transaction((body: () => unknown) => body());
  }

  /** Runs reads that belong together on one state of the file, whatever another process (an import) writes meanwhile. */
  async snapshot<T>(body: () => NotPromise<T>): Promise<T> {
    return this.#together(body) as T;
  }
}

/** A connection as those see it who may only read: a statement that would write is not prepared. */
export function readingAlone(file: Sqlite.Database): Sqlite.Database {
  return new Proxy(file, {
    get(whole, name) {
      if (name !== 'prepare') return Reflect.get(whole, name).bind(whole);
      return (source: string) => {
        const statement = whole.prepare(source);
        if (!statement.readonly) throw new Error('A query that changes rows runs in a write.');
        return statement;
      };
    },
  });
}
