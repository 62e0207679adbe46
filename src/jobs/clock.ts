import { noteLeap } from '../db/accounts/clock-leaps.js';
import type { Database } from '../db/engine/database.js';

const oneDay = 24 * 60 * 60 * 1000;

/**
 * Watches the wall clock beside the process's monotonic one: when they part by over a day while it runs, the leap is
 * noted (L9). A start after downtime is none, since both begin anew with the process.
 */
export function watchClock(db: Database, clock: () => number, monotonic: () => number): () => Promise<void> {
  let from = clock() - monotonic();
  return async () => {
    const leap = clock() - monotonic() - from;
    if (Math.abs(leap) <= oneDay) return;
    from += leap;
    await db.write((tx) => noteLeap(tx, leap, clock()));
  };
}
