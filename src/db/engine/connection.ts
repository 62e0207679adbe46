import type { SQL } from 'drizzle-orm';
import { BaseSQLiteDatabase, type SQLiteAsyncDialect, type SQLiteSession } from 'drizzle-orm/sqlite-core';
import { type Changes, type Preparing, Session } from './session.js';

/** The engine of a database, as far as Drizzle does not hide which one it is. Each open database has its own. */
export type Engine = {
  /** Whether other processes write to it as well: what this one has counted may be more by now. */
  readonly isShared: boolean;
  readonly dialect: SQLiteAsyncDialect;
  /** Keeps what is added at the end of a table from other writes, where these may go on beside each other. */
  holdEnd?(table: string): SQL;
  /** Asks for the last number that a table gave. */
  lastId(table: string): SQL;
  /** Has a table go on after the numbers that rows brought along, where it does not by itself. */
  goOnAfter?(table: string): SQL;
};

/** Runs a body on a state of the database that stays the same meanwhile. */
type Snapshot = <T>(body: (db: Connection) => Promise<T>) => Promise<T>;

/** Drizzle on an engine. */
export class Connection extends BaseSQLiteDatabase<'async', Changes> {
  readonly #snapshot: Snapshot;
  readonly #prepare: Preparing;
  /** What is known for as long as a transaction lasts, and nothing in it is taken back. */
  readonly within = new Map<string, unknown>();
  /** Takes a statement that the body of a write does not wait for, where the engine can go on without its answer. */
  heed?: (asked: Promise<unknown>) => void;

  constructor(
    readonly engine: Engine,
    prepare: Preparing,
    snapshot?: Snapshot,
  ) {
    const session: unknown = new Session(prepare, engine.dialect);
    super(
      'async',
      engine.dialect,
      session as SQLiteSession<'async', Changes, Record<string, never>, Record<string, never>>,
      undefined,
    );
    this.#prepare = prepare;
    this.#snapshot = snapshot ?? ((body) => body(this));
  }

  /** Asks in the engine's own words. It is sent at once: what is asked after it is answered after it. */
  async ask(query: SQL): Promise<readonly unknown[][]> {
    const { sql, params } = this.engine.dialect.sqlToQuery(query);
    return this.#prepare(sql).all(params);
  }

  snapshot<T>(body: (db: Connection) => Promise<T>): Promise<T> {
    return this.#snapshot(body);
  }
}
