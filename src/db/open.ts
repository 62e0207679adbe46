import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { privateDatabase } from '../private-files.js';
import { Connection, type NotPromise } from './connection.js';
import { gather, type Waiting } from './gather.js';
import { isToRefill, refillKeys } from './refill.js';

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
   * disk: only where the COMMIT itself fails do they fail together. Where another process writes it is waited for, while
   * the event loop goes on.
   * @throws Busy where that takes longer than the database was opened for
   */
  write<T>(body: (tx: Tx) => NotPromise<T>): Promise<T>;
  /**
   * A copy of it as it stands now, to try things on: nothing done there touches this one or waits for it. It is gone when
   * it is closed, or its process ends.
   */
  copy(): Promise<Database>;
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
/** For what reads, milliseconds: a reader meets another process only while the WAL is made or recovered. */
const busyTimeout = 200;
/** For what is done once at the opening, where nobody waits yet, milliseconds. */
const openingTimeout = 10_000;
/** How long a write waits for another process before it is given up, milliseconds, unless said otherwise. */
const usualPatience = 5000;
/** How long writes are gathered: a page that is asked for beside others looks up its session, then its record, then writes. */
const turnsOfWrites = 3;
/** At most, for each connection: SQLite's own 2 MB holds too little of the indexes that a search among a million walks. */
const cacheKibibytes = 65_536;
const migrationsFolder = fileURLToPath(new URL('../../src/db/migrations', import.meta.url));

/** Another process writes, and went on for longer than a write waits. Nothing was written. */
export class Busy extends Error {}

/**
 * Opens or creates the database file and brings it up to date.
 * One connection writes (WAL, synchronous=FULL: an answered save survives a power cut); another, read-only, reads.
 * @param patience how long a write waits for another process, in milliseconds
 */
export function openFile(path: string, patience = usualPatience): Database {
  privateDatabase(path);
  const writer = new Sqlite(path);
  assertSafe(writer);
  writer.pragma(`busy_timeout = ${openingTimeout}`);
  writer.pragma('journal_mode = WAL');
  prepare(writer);
  const tx = new Connection(writer);
  migrate(tx, { migrationsFolder });
  if (isToRefill(tx)) writer.transaction(() => refillKeys(tx as Tx)).immediate();
  const reader = new Sqlite(path, { readonly: true });
  reader.pragma(`busy_timeout = ${busyTimeout}`);
  reader.pragma(`cache_size = -${cacheKibibytes}`);
  // From here on a lock is waited for outside SQLite, which would hold the event loop.
  writer.pragma('busy_timeout = 0');
  return build(writer, {
    read: new Connection(reader),
    tx,
    patience,
    copy: () => copyOf(reader, dirname(path)),
    closeOthers: () => reader.close(),
  });
}

const copyName = 'copy-';
const oneDay = 24 * 60 * 60 * 1000;

/** Copies in one step, so that others may write meanwhile; the file has no name any more once it is open. */
async function copyOf(reader: Sqlite.Database, folder: string): Promise<Database> {
  // Of a process that was killed while it copied.
  for (const name of readdirSync(folder).filter((name) => name.startsWith(copyName)))
    if (Date.now() - statSync(join(folder, name)).mtimeMs > oneDay) rmSync(join(folder, name), { force: true });
  const file = join(folder, `${copyName}${randomUUID()}.db`);
  try {
    privateDatabase(file);
    await reader.backup(file, { progress: () => 0x7fffffff });
    const writer = new Sqlite(file);
    writer.pragma('locking_mode = EXCLUSIVE');
    writer.pragma('journal_mode = MEMORY');
    return alone(writer);
  } finally {
    rmSync(file, { force: true });
  }
}

/** A database in memory, from `serialize()` of another or empty and migrated: each test has its own. */
export function openBytes(bytes?: Buffer): Database {
  const writer = bytes ? new Sqlite(bytes) : new Sqlite(':memory:');
  if (!bytes) migrate(new Connection(writer), { migrationsFolder });
  return alone(writer);
}

/** A database that nobody else opens: one connection reads and writes. */
function alone(writer: Sqlite.Database): Database {
  prepare(writer);
  const tx = new Connection(writer);
  writer.pragma('query_only = ON');
  return build(writer, {
    read: tx,
    tx,
    shared: true,
    patience: usualPatience,
    copy: async () => openBytes(writer.serialize()),
    closeOthers: () => undefined,
  });
}

function prepare(writer: Sqlite.Database) {
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  writer.pragma(`cache_size = -${cacheKibibytes}`);
}

type Around = {
  readonly read: Reader;
  readonly tx: Connection;
  /** Whether what reads is the connection that writes. */
  readonly shared?: boolean;
  readonly patience: number;
  readonly copy: () => Promise<Database>;
  readonly closeOthers: () => void;
};

function build(writer: Sqlite.Database, { read, tx, shared, patience, copy, closeOthers }: Around): Database {
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
    const until = performance.now() + patience;
    for (;;) {
      try {
        if (shared) writer.pragma('query_only = OFF');
        for (const [i, outcome] of together.immediate(writes).entries())
          if ('error' in outcome) writes[i]?.reject(outcome.error);
          else writes[i]?.resolve(outcome.result);
        return;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > until) throw new Busy('Another process writes to the database.', { cause: error });
        await sleep(5 + Math.random() * 20);
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
    copy,
    checkpoint: () => void writer.pragma('wal_checkpoint(PASSIVE)'),
    serialize: () => writer.serialize(),
    check: () => String(writer.pragma('quick_check', { simple: true })),
    close: () => {
      closeOthers();
      writer.close();
    },
  };
}

/** Whether something was not done because another process held the file, also where a query says so. */
export function isBusy(error: unknown): boolean {
  if (error instanceof Sqlite.SqliteError) return error.code.startsWith('SQLITE_BUSY');
  return error instanceof Error && error.cause !== undefined && isBusy(error.cause);
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
