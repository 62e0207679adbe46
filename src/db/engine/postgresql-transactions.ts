import type pg from 'pg';
import { Connection, type Engine } from './connection.js';
import type { Tx } from './database.js';
import { type Asking, preparingOn } from './postgresql-connection.js';
import type { Pool, Send } from './postgresql-pool.js';

/** A transaction as Drizzle sees it. */
export type Transaction = { readonly db: Connection; readonly send: Send };

/** Runs a body in a transaction that a statement begins. */
export type Transact = <T>(begin: string, body: (transaction: Transaction) => Promise<T>) => Promise<T>;

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
  return (begin, body) =>
    transact(begin, async (client, send) => {
      const db = drizzleOn(client);
      db.within.clear();
      return body({ db, send });
    });
}

/** The same inside a write. */
export const inWrite = ({ db }: Transaction): Tx => db as unknown as Tx;
