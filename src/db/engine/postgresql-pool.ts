import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Busy } from './database.js';
import { isLost, isUnanswered } from './faults.js';

export type Pooling = {
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

/** What a database is asked by. */
export type Asks = Pick<pg.Pool, 'query'>;

/** A transaction on a connection of its own. */
type Held = {
  readonly client: pg.PoolClient;
  /** Sends a statement that no answer is waited for: what comes after it fails where it did. */
  send(text: string, values?: readonly unknown[]): void;
  /** Lets a statement be without anybody who waits for it: the transaction fails where it does. */
  heed(asked: Promise<unknown>): void;
  /** Whether one that nobody waits for has failed, once all of them are answered. */
  hasFailed(): Promise<boolean>;
};

/** How a transaction begins and ends. */
export type Kind = 'write' | 'snapshot';
const beginnings: Readonly<Record<Kind, string>> = {
  write: 'begin',
  snapshot: 'begin isolation level repeatable read read only',
};

/** Connections to a database, and how they are waited for. */
export type Pool = Asks & {
  /** Runs a body in a transaction on a connection of its own. One that broke is not used again. */
  transact<T>(kind: Kind, body: (held: Held) => Promise<T>): Promise<T>;
  /**
   * Does something once more, on another connection, while the server cannot be reached.
   * @throws Busy where it cannot be for longer than the pool is patient
   */
  lasting<T>(act: () => Promise<T>): Promise<T>;
  close(): void;
};

const isDone = (asked: Promise<unknown>) =>
  asked.then(
    () => true,
    () => false,
  );

export function openPool({ url, patience = usualPatience, mostConnections = usualConnections, after }: Pooling): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    // One stays: who looks for servers on the database (db/copy) sees this one, and the first page after a pause does not wait for it.
    min: 1,
    connectionTimeoutMillis: patience,
    statement_timeout: patience,
    lock_timeout: patience,
    idle_in_transaction_session_timeout: 2 * patience,
    // Later than the server ends a statement: that one tells of a server that is gone without a word.
    query_timeout: patience + 1000,
    application_name: 'titer',
    // Plans here do not hang on values: made once a connection, as on SQLite.
    options: '-c plan_cache_mode=force_generic_plan -c jit=off',
    keepAlive: true,
    // What need not wait for the answer before is sent at once.
    pipeline: true,
  });
  // An idle connection that the server has ended: the next query opens another.
  pool.on('error', () => undefined);
  // One in use that breaks: its query fails, and tells. Unheard, it would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined));

  return {
    async lasting(act) {
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
    },

    async transact(kind, body) {
      const client = await pool.connect();
      // In the order in which they were sent: what one is told of may come after what is told of a later one.
      let first: Promise<{ readonly fault: unknown } | undefined> = Promise.resolve(undefined);
      const heed = (asked: Promise<unknown>) => {
        const mine = asked.then(
          () => undefined,
          (fault: unknown) => ({ fault }),
        );
        const before = first;
        first = mine.then(async (failed) => (await before) ?? failed);
      };
      const hasFailed = async () => (await first) !== undefined;
      const send = (text: string, values?: readonly unknown[]) => heed(client.query(text, values as unknown[]));
      try {
        send(beginnings[kind]);
        const result = await body({ client, send, heed, hasFailed });
        const ended = client.query('commit');
        // What only read is answered: nobody waits for the end of that.
        if (kind === 'snapshot') heed(ended);
        else if ((await ended).command !== 'COMMIT') throw new Error('A query of the transaction had failed.');
        client.release();
        return result;
      } catch (error) {
        const fault = ((await first) ?? { fault: error }).fault;
        // One that does not answer is not asked again: the server takes back what is left open.
        const isWell = !isLost(fault) && !isUnanswered(fault) && (await isDone(client.query('rollback')));
        client.release(!isWell);
        throw fault;
      }
    },

    query: pool.query.bind(pool) as pg.Pool['query'],
    close: () => void pool.end(),
  };
}
