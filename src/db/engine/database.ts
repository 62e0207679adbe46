import type { Connection } from './connection.js';

/** Texts of SQL answer lists of values (`values`); Drizzle's other ways to run them mean what one engine calls its columns. */
type Queries = Omit<Connection, 'transaction' | 'all' | 'get' | 'snapshot'>;

/** What queries run on: reads only, outside a write. */
export type Reader = Omit<Queries, 'insert' | 'update' | 'delete'> & {
  /**
   * Runs reads that belong together on one state of the database, whatever others write meanwhile. The body is handed what
   * they run on, and waits for nothing else.
   */
  snapshot<T>(body: (db: Reader) => Promise<T>): Promise<T>;
};

declare const insideWrite: unique symbol;
/** The database inside a write. Only `write` hands it out, so a query that changes rows cannot run anywhere else. */
export type Tx = Queries & Pick<Reader, 'snapshot'> & { readonly [insideWrite]: true };

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
   * Runs the body in a transaction of its own: all of it is on disk when the promise resolves, or none of it. One write
   * follows the other, whichever process asks. The body waits for nothing but its own queries.
   * @throws Busy where others write for longer than the database was opened for
   */
  write<T>(body: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same for what looks at and changes one record alone: others are written beside it, where the engine can. */
  writeRecord<T>(id: number, body: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same for rows that are added, or that no rule hangs on. */
  append<T>(body: (tx: Tx) => Promise<T>): Promise<T>;
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

/** Another process writes, and went on for longer than a write waits. Nothing was written. */
export class Busy extends Error {}

/** The database was lost before it said whether a write is done. Done again by whoever asked for it, it is done once more. */
export class Unsure extends Busy {}
