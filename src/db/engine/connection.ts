import { BaseSQLiteDatabase, type SQLiteAsyncDialect, type SQLiteSession } from 'drizzle-orm/sqlite-core';
import { type Changes, type Preparing, Session } from './session.js';

/** Runs a body on a state of the database that stays the same meanwhile. */
export type Snapshot = <T>(body: (db: Connection) => Promise<T>) => Promise<T>;

/** Drizzle on an engine. */
export class Connection extends BaseSQLiteDatabase<'async', Changes> {
  readonly #snapshot: Snapshot;

  constructor(prepare: Preparing, dialect: SQLiteAsyncDialect, snapshot?: Snapshot) {
    const session: unknown = new Session(prepare, dialect);
    super(
      'async',
      dialect,
      session as SQLiteSession<'async', Changes, Record<string, never>, Record<string, never>>,
      undefined,
    );
    this.#snapshot = snapshot ?? ((body) => body(this));
  }

  /**
   * Runs reads that belong together on one state of the database, whatever others write meanwhile. The body is handed what
   * they run on, and waits for nothing else.
   */
  snapshot<T>(body: (db: Connection) => Promise<T>): Promise<T> {
    return this.#snapshot(body);
  }
}
