import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { Connection, type NotPromise } from './connection.js';
import { gather, type Waiting } from './gather.js';

/** What queries run on: reads only, outside a write. */
export type Reader = Omit<Connection, 'transaction' | 'insert' | 'update' | 'delete'>;

declare const insideWrite: unique symbol;
/** The database inside a write. Only `write` hands it out, so a query that changes rows cannot run anywhere else. */
export type Tx = Connection & { readonly [insideWrite]: true };

type Write = Waiting<(tx: Tx) => unknown>;
type Outcome = { readonly result: unknown } | { readonly error: unknown };

export type Database = {
  readonly read: Reader;
  /**
   * Runs the body in a transaction of its own: all of it is on disk when the promise resolves, or none of it. Those of
   * some turns of the event loop run one after the other, each in a savepoint, and share the COMMIT and its wait for the
   * disk: only where the COMMIT itself fails do they fail together.
   */
  write<T>(body: (tx: Tx) => NotPromise<T>): Promise<T>;
  /** Copies the WAL into the file, off the request path. */
  checkpoint(): void;
  /** The whole database as bytes, to be opened again by `openBytes`. */
  serialize(): Buffer;
  /** 'ok', or what SQLite's quick check found. */
  check(): string;
  close(): void;
};

/** The WAL-reset bug, which can lose committed rows, sits in 3.7.0 to 3.51.2 (sqlite.org, release 3.51.3). */
const oldestSafeSqlite = [3, 51, 3] as const;
const busyTimeout = 200;
/** How long writes are gathered: a page that is asked for beside others looks up its session, then its record, then writes. */
const turnsOfWrites = 3;
/** At most, for each connection: SQLite's own 2 MB holds too little of the indexes that a search among a million walks. */
const cacheKibibytes = 65_536;
const migrationsFolder = fileURLToPath(new URL('../../src/db/migrations', import.meta.url));

/**
 * Opens or creates the database file and brings it up to date.
 * One connection writes (WAL, synchronous=FULL: an answered save survives a power cut); another, read-only, reads.
 */
export function openFile(path: string): Database {
  const writer = new Sqlite(path);
  assertSafe(writer);
  writer.pragma('journal_mode = WAL');
  prepare(writer);
  const tx = new Connection(writer);
  migrate(tx, { migrationsFolder });
  const reader = new Sqlite(path, { readonly: true });
  reader.pragma(`busy_timeout = ${busyTimeout}`);
  reader.pragma(`cache_size = -${cacheKibibytes}`);
  return build(writer, new Connection(reader), tx, () => reader.close());
}

/** A database in memory, from `serialize()` of another or empty and migrated: each test has its own. */
export function openBytes(bytes?: Buffer): Database {
  const writer = bytes ? new Sqlite(bytes) : new Sqlite(':memory:');
  prepare(writer);
  const tx = new Connection(writer);
  if (!bytes) migrate(tx, { migrationsFolder });
  writer.pragma('query_only = ON');
  return build(writer, tx, tx, () => undefined, true);
}

function prepare(writer: Sqlite.Database) {
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  writer.pragma(`busy_timeout = ${busyTimeout}`);
  writer.pragma(`cache_size = -${cacheKibibytes}`);
}

function build(
  writer: Sqlite.Database,
  read: Reader,
  tx: Connection,
  closeReader: () => void,
  shared = false,
): Database {
  const run = writer.transaction((body: (tx: Tx) => unknown) => {
    const result = body(tx as Tx);
    if (result instanceof Promise) throw new Error('A write body must not be async.');
    return result;
  });
  /** Runs the bodies one after the other, each as whole as alone: one that throws takes back only what it wrote. */
  const together = writer.transaction((writes: readonly Write[]) =>
    writes.map(({ body }): Outcome => {
      try {
        return { result: run(body) };
      } catch (error) {
        // Where SQLite has given up the whole transaction, there is nothing to commit for the others either.
        if (!writer.inTransaction) throw error;
        return { error };
      }
    }),
  );
  async function commit(writes: readonly Write[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        if (shared) writer.pragma('query_only = OFF');
        for (const [i, outcome] of together.immediate(writes).entries())
          if ('error' in outcome) writes[i]?.reject(outcome.error);
          else writes[i]?.resolve(outcome.result);
        return;
      } catch (error) {
        if (tries === 20 || !isBusy(error)) throw error;
        await new Promise((done) => setTimeout(done, 10 + Math.random() * 15 * tries));
      } finally {
        if (shared) writer.pragma('query_only = ON');
      }
    }
  }
  const asked = gather(turnsOfWrites, commit);
  return {
    read,
    write<T>(body: (tx: Tx) => NotPromise<T>): Promise<T> {
      return new Promise((resolve, reject) => asked({ body, resolve: resolve as Write['resolve'], reject }));
    },
    checkpoint: () => void writer.pragma('wal_checkpoint(PASSIVE)'),
    serialize: () => writer.serialize(),
    check: () => String(writer.pragma('quick_check', { simple: true })),
    close: () => {
      closeReader();
      writer.close();
    },
  };
}

function isBusy(error: unknown) {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function assertSafe(db: Sqlite.Database) {
  const version = db.prepare('select sqlite_version()').pluck().get() as string;
  const parts = version.split('.').map(Number);
  for (const [i, wanted] of oldestSafeSqlite.entries()) {
    const found = parts[i] ?? 0;
    if (found > wanted) return;
    if (found < wanted)
      throw new Error(`SQLite ${version} can lose saved rows; ${oldestSafeSqlite.join('.')} is needed.`);
  }
}
