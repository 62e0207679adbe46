import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { Connection } from './connection.js';
import type { Database, Reader, Tx } from './database.js';
import { type Asking, postgresql, preparingOn } from './postgresql-connection.js';
import { openPool, type Pooling } from './postgresql-pool.js';

/** A lock that a transaction holds until its end: any number that nothing else locks. */
const everything = 0x7469;

/**
 * Notes that a write is done, in its own transaction, and takes the lock. Done again because the answer of its COMMIT was lost, it
 * meets its own note where it had been done: once it is known how the first one ended, since PostgreSQL waits for that.
 */
const beginWrite =
  'with noted as (insert into writes_done (token, at) values ($2, $3)) select pg_advisory_xact_lock($1)';
const wasDone = (error: unknown) => (error as { constraint?: string }).constraint === 'writes_done_pkey';

/** A registry on PostgreSQL, brought up to date already. */
export function serve(pooling: Pooling): Database {
  const pool = openPool(pooling);
  const { lasting, transact } = pool;

  const connections = new WeakMap<pg.PoolClient, Connection>();
  /** Drizzle on a connection: what it has prepared goes with it. */
  function drizzleOn(client: pg.PoolClient): Connection {
    const ask: Asking = (query) => client.query(query);
    const known = connections.get(client) ?? new Connection(postgresql, preparingOn(ask));
    connections.set(client, known);
    return known;
  }

  const read = new Connection(
    postgresql,
    preparingOn((query) => lasting(() => pool.query(query))),
    (body) =>
      lasting(() => transact('begin isolation level repeatable read read only', (client) => body(drizzleOn(client)))),
  );

  /** Runs a body in a transaction that follows those of every other process, once. */
  async function writeOnce<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    const token = randomUUID();
    let reached: { readonly result: T } | undefined;
    return lasting(async () => {
      try {
        return await transact('begin', async (client) => {
          await client.query({ name: 'begin write', text: beginWrite, values: [everything, token, Date.now()] });
          const tx: unknown = drizzleOn(client);
          const result = await body(tx as Tx);
          reached = { result };
          return result;
        });
      } catch (error) {
        if (reached && wasDone(error)) return reached.result;
        throw error;
      }
    });
  }

  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const activity = { commits: 0, writes: 0, commitMs: 0, waiting: () => waiting };
  return {
    read: read as Reader,
    write<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
      // One of this process after the other: what waits for the lock holds no connection.
      waiting += 1;
      const mine = last.then(async () => {
        const began = performance.now();
        try {
          return await writeOnce(body);
        } finally {
          waiting -= 1;
          activity.commits += 1;
          activity.writes += 1;
          activity.commitMs += performance.now() - began;
        }
      });
      last = mine.catch(() => undefined);
      return mine;
    },
    copy: () => Promise.reject(new Error('PostgreSQL makes no copy to try things on.')),
    activity,
    checkpoint: () => undefined,
    serialize: () => {
      throw new Error('PostgreSQL is copied by its own means.');
    },
    close: pool.close,
  };
}
