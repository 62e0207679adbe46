import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { Connection, type NotPromise, readingAlone } from './connection.js';

/** What queries run on: reads only, outside a write. */
export type Reader = Omit<Connection, 'transaction' | 'insert' | 'update' | 'delete'>;

declare const insideWrite: unique symbol;
/** The database inside a write. Only `write` hands it out, so a query that changes rows cannot run anywhere else. */
export type Tx = Connection & { readonly [insideWrite]: true };

type Write = {
  readonly body: (tx: Tx) => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};
type Outcome = { readonly result: unknown } | { readonly error: unknown };

type Activity = {
  readonly commits: number;
  readonly writes: number;
  /** The time that the commits took, waiting for other processes included. */
  readonly commitMs: number;
  /** The writes that wait for a commit now. */
  waiting(): number;
};

export type Database = {
  readonly read: Reader;
  /**
   * Runs the body in a transaction of its own: all of it is on disk when the promise resolves, or none of it. Those of
   * some turns of the event loop run one after the other, each in a savepoint, and share the COMMIT and its wait for the
   * disk (docs/decisions/shared-commit.md): only where the COMMIT itself fails do they fail together. Where another process
   * writes it is waited for, while the event loop goes on.
   * @throws Busy where that takes longer than the database was opened for
   */
  write<T>(body: (tx: Tx) => NotPromise<T>): Promise<T>;
  /**
   * A copy of it as it stands now, to try things on: nothing done there touches this one or waits for it. It is gone when
   * it is closed, or its process ends.
   */
  copy(): Promise<Database>;
  /** What was written since it was opened, for whoever watches. */
  readonly activity: Activity;
  /** Copies the WAL into the file, off the request path. */
  checkpoint(): void;
  /** The whole database as bytes, to be opened again by `openBytes`. */
  serialize(): Buffer;
  close(): void;
};

/**
 * How many turns of the event loop a write waits for others. In each, requests are handled that arrived in the one before:
 * of twenty pages at once some fourteen shared a COMMIT with one turn, seventeen with three, no more with six.
 */
const turnsToWait = 3;

function afterTurns(turns: number, act: () => void): void {
  setImmediate(() => (turns > 1 ? afterTurns(turns - 1, act) : act()));
}

/** Another process writes, and went on for longer than a write waits. Nothing was written. */
export class Busy extends Error {}

/** For what reads, milliseconds: a reader meets another process only while the WAL is made or recovered. */
const patienceOfReads = 200;

type Setting = {
  /** How long a write waits for another process, in milliseconds. */
  readonly patience: number;
  readonly copy: () => Promise<Database>;
  /** What is done once it is closed. */
  readonly closed?: () => void;
};

/** A database on a connection that is open, and brought up to date. */
export function build(file: Sqlite.Database, { patience, copy, closed }: Setting): Database {
  const tx = new Connection(file);
  file.pragma(`busy_timeout = ${patienceOfReads}`);
  const run = file.transaction((body: (tx: Tx) => unknown) => {
    const result = body(tx as Tx);
    if (result instanceof Promise) throw new Error('A write body must not be async.');
    return result;
  });
  /** Runs the bodies one after the other, each as whole as alone: one that throws takes back only what it wrote. */
  const together = file.transaction((writes: readonly Write[]) =>
    writes.map(({ body }): Outcome => {
      try {
        return { result: run(body) };
      } catch (error) {
        // Where SQLite has given up the whole transaction, there is nothing to commit for the others either.
        if (!file.inTransaction) throw error;
        return { error };
      }
    }),
  );
  async function commit(writes: readonly Write[]): Promise<void> {
    const until = performance.now() + patience;
    for (;;) {
      try {
        // A lock is waited for out here: SQLite would hold the event loop.
        file.pragma('busy_timeout = 0');
        for (const [i, outcome] of together.immediate(writes).entries())
          if ('error' in outcome) writes[i]?.reject(outcome.error);
          else writes[i]?.resolve(outcome.result);
        return;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > until) throw new Busy('Another process writes to the database.', { cause: error });
      } finally {
        file.pragma(`busy_timeout = ${patienceOfReads}`);
      }
      await sleep(5 + Math.random() * 20);
    }
  }
  let waiting: Write[] = [];
  const activity = { commits: 0, writes: 0, commitMs: 0, waiting: () => waiting.length };
  /** Runs the writes that wait. */
  function commitWaiting() {
    const writes = waiting;
    waiting = [];
    const began = performance.now();
    commit(writes)
      .catch((error) => {
        for (const { reject } of writes) reject(error);
      })
      .finally(() => {
        activity.commits += 1;
        activity.writes += writes.length;
        activity.commitMs += performance.now() - began;
      });
  }
  return {
    read: new Connection(readingAlone(file)),
    write<T>(body: (tx: Tx) => NotPromise<T>): Promise<T> {
      if (waiting.length === 0) afterTurns(turnsToWait, commitWaiting);
      return new Promise((resolve, reject) => waiting.push({ body, resolve: resolve as Write['resolve'], reject }));
    },
    copy,
    activity,
    checkpoint: () => void file.pragma('wal_checkpoint(PASSIVE)'),
    serialize: () => file.serialize(),
    close: () => {
      file.close();
      closed?.();
    },
  };
}

/** Runs a body in a transaction of its own while a file is being opened, before anything else writes to it. */
export function writeFirst(file: Sqlite.Database, connection: Connection, body: (tx: Tx) => void): void {
  file.transaction(() => body(connection as Tx)).immediate();
}

/** Whether something was not done because another process held the file, also where a query says so. */
export function isBusy(error: unknown): boolean {
  if (error instanceof Sqlite.SqliteError) return error.code.startsWith('SQLITE_BUSY');
  return error instanceof Error && error.cause !== undefined && isBusy(error.cause);
}
