import type { Tx } from './database.js';

/**
 * Waits until a statement of a write is on its way, where the body needs no answer of it: the whole write fails where it does. An engine
 * that answers at once has answered.
 */
export async function sent(tx: Tx, statement: Promise<unknown>): Promise<void> {
  if (tx.heed) tx.heed(statement);
  else await statement;
}
