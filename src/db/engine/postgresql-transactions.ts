import type pg from 'pg';
import { Connection, type Engine } from './connection.js';
import type { Tx } from './database.js';
import { type Asking, preparingOn } from './postgresql-connection.js';
import type { Kind, Pool } from './postgresql-pool.js';

/** A transaction as Drizzle sees it. */
export type Transaction = {
  readonly db: Connection;
  /** Sends a statement that no answer is waited for: what comes after it fails where it did. */
  readonly send: (text: string, values?: readonly unknown[]) => void;
  /** Whether a statement that nobody waits for has failed, and so all of it; once all of them are answered. */
  readonly hasFailed: () => Promise<boolean>;
};

/** Runs a body in a transaction. */
export type Transact = <T>(kind: Kind, body: (transaction: Transaction) => Promise<T>) => Promise<T>;

/** Transactions on the connections of a pool. */
export function transactionsOn({ transact }: Pool, engine: Engine): Transact {
  const connections = new WeakMap<pg.PoolClient, Connection>();
  /** Drizzle on a connection: what it has prepared goes with it. */
  function drizzleOn(client: pg.PoolClient): Connection {
    const ask: Asking = (query) => client.query(query);
    const known = connections.get(client) ?? new Connection(engine, preparingOn(ask));
    connections.set(client, known);
    return known;
  }
  return (kind, body) =>
    transact(kind, async ({ client, heed, send, hasFailed }) => {
      const db = drizzleOn(client);
      db.within.clear();
      db.heed = heed;
      return body({ db, send, hasFailed });
    });
}

/** The same inside a write. */
export const inWrite = ({ db }: Transaction): Tx => db as unknown as Tx;
