import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Connection } from './connection.js';
import { Busy, type Database, type Reader, type Tx } from './database.js';
import { isLost } from './faults.js';
import { type Asking, postgresql, preparingOn } from './postgresql-connection.js';

/** A lock that a transaction holds until its end: any number that nothing else locks. */
const everything = 0x7469;

export type Serving = {
  /** The address of the database. */
  readonly url: string;
  /** How long a query waits for the server, and a write for others, in milliseconds. */
  readonly patience?: number;
  readonly mostConnections?: number;
  /** What has to be over before the first connection. */
  readonly after?: Promise<unknown>;
};

const usualPatience = 5000;
/** Connections that are open at once: what waits for one of them waits in this process. */
const usualConnections = 20;

/**
 * Notes that a write is done, in its own transaction, and takes the lock. Done again because the answer of its COMMIT was lost, it
 * meets its own note where it had been done: once it is known how the first one ended, since PostgreSQL waits for that.
 */
const beginWrite =
  'with noted as (insert into writes_done (token, at) values ($2, $3)) select pg_advisory_xact_lock($1)';
const wasDone = (error: unknown) => (error as { constraint?: string }).constraint === 'writes_done_pkey';

/** A registry on PostgreSQL, brought up to date already. */
export function serve({ url, patience = usualPatience, mostConnections = usualConnections, after }: Serving): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: patience,
    statement_timeout: patience,
    lock_timeout: patience,
    idle_in_transaction_session_timeout: 2 * patience,
    query_timeout: 2 * patience,
    application_name: 'titer',
    // Plans here do not hang on values: made once a connection, as on SQLite.
    options: '-c plan_cache_mode=force_generic_plan -c jit=off',
    keepAlive: true,
  });
  // An idle connection that the server has ended: the next query opens another.
  pool.on('error', () => undefined);

  /** Does something once more, on another connection, while the server cannot be reached. */
  async function lasting<T>(act: () => Promise<T>): Promise<T> {
    await after;
    const until = performance.now() + patience;
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!isLost(error)) throw error;
        if (performance.now() > until) throw new Busy('The database cannot be reached.', { cause: error });
      }
      await sleep(50 + Math.random() * 100);
    }
  }

  const connections = new WeakMap<pg.PoolClient, Connection>();
  /** Drizzle on a connection: what it has prepared goes with it. */
  function drizzleOn(client: pg.PoolClient): Connection {
    const ask: Asking = (query) => client.query(query);
    const known = connections.get(client) ?? new Connection(postgresql, preparingOn(ask));
    connections.set(client, known);
    return known;
  }

  /** Runs a body in a transaction on a connection of its own. One that broke is not used again. */
  async function transact<T>(begin: string, body: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    try {
      await client.query(begin);
      const result = await body(client);
      const { command } = await client.query('commit');
      if (command !== 'COMMIT') throw new Error('A query of the transaction had failed.');
      client.release();
      return result;
    } catch (error) {
      const isWell = await client.query('rollback').then(
        () => !isLost(error),
        () => false,
      );
      client.release(!isWell);
      throw error;
    }
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
    close: () => void pool.end(),
  };
}
