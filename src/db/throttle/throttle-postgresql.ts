import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { type Asks, openPool } from '../engine/postgresql-pool.js';
import { oneByOne, type ThrottleStore } from './throttle-store.js';

/** Of all processes one counts at a time: any number that nothing else locks does. */
const counting = 0x74726965;

/**
 * Counts in a table of the registry's database, on connections of its own. The table is not in the write-ahead log: a failover
 * forgives failures, as losing the file does on SQLite, and a count waits for no disk and no standby.
 * @param url the address of the database, which is up to date
 * @param after what has to be over before the first connection
 */
export function openThrottleAt(url: string, after?: Promise<unknown>): ThrottleStore {
  // One counts, and another removes now and then what is over.
  const pool = openPool({ url, mostConnections: 2, ...(after && { after }) });
  const inTurn = oneByOne();
  let counts: Asks | undefined;
  const client = { query: (...query: Parameters<Asks['query']>) => (counts ?? pool).query(...query) };
  const store = { storeClient: client, storeType: 'client', tableName: 'tries', tableCreated: true };
  return {
    counter: (keyPrefix, points, duration) => new RateLimiterPostgres({ ...store, keyPrefix, points, duration }),
    alone: (count) =>
      inTurn(() =>
        pool.lasting(() =>
          pool.transact('write', async ({ client }) => {
            await client.query('select pg_advisory_xact_lock($1)', [counting]);
            counts = client;
            try {
              return await count();
            } finally {
              counts = undefined;
            }
          }),
        ),
      ),
    close: pool.close,
  };
}
