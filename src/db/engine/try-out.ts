import { sql } from 'drizzle-orm';
import type { NotPromise } from './connection.js';
import type { Tx } from './database.js';

/** Runs a body inside a write and takes back what it wrote: what would have come of it. Where it throws, the write does. */
export function tryOut<T>(tx: Tx, body: () => NotPromise<T>): NotPromise<T> {
  tx.run(sql`savepoint trial`);
  const tried = body();
  tx.run(sql`rollback to trial`);
  tx.run(sql`release trial`);
  return tried;
}
