import Sqlite from 'better-sqlite3';
import { privateDatabase } from '../../files/private.js';

/** The store that the throttle counts in. */
export type ThrottleStore = Sqlite.Database;

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
  return db;
}
