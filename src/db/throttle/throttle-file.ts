import Sqlite from 'better-sqlite3';
import { RateLimiterSQLite } from 'rate-limiter-flexible';
import { privateDatabase } from '../../files/private.js';
import { oneByOne, type ThrottleStore } from './throttle-store.js';

/**
 * Opens the throttle's own small file, apart from the registry's: the library writes on the connection it is given,
 * which must not lie inside a transaction of others. Empty for one in memory. Losing it only forgives failures.
 */
export function openThrottleFile(path = ':memory:'): ThrottleStore {
  if (path !== ':memory:') privateDatabase(path);
  const db = new Sqlite(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.exec(
    'create table if not exists tries (key text primary key, points integer not null default 0, expire integer) strict',
  );
  const store = { storeClient: db, storeType: 'better-sqlite3', tableName: 'tries', tableCreated: true };
  return {
    counter: (keyPrefix, points, duration) => new RateLimiterSQLite({ ...store, keyPrefix, points, duration }),
    alone: oneByOne(),
    close: () => void db.close(),
  };
}
