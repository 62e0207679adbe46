import { sql } from 'drizzle-orm';
import type { Tx } from './database.js';

/** Runs a body inside a write and takes back what it wrote: what would have come of it. Where it throws, the write does. */
export async function tryOut<T>(tx: Tx, body: () => Promise<T>): Promise<T> {
  await tx.run(sql`savepoint trial`);
  const tried = await body();
  await tx.run(sql`rollback to trial`);
  await tx.run(sql`release trial`);
  tx.within.clear();
  return tried;
}
