import { openLeaps } from '../db/accounts/clock-leaps.js';
import { settleInactivity, unusedAccounts } from '../db/accounts/inactivity.js';
import type { Database } from '../db/engine/database.js';

/**
 * Reminds and inactivates whoever is due (L9), one account in one transaction. Right after downtime and twice in a row.
 * While a leap of the clock waits for the help desk's word, nobody is reminded or inactivated.
 */
export async function settleInactivities(
  db: Database,
  now: number,
  timeZone: string,
  stop?: AbortSignal,
): Promise<{ reminded: number; inactivated: number }> {
  const done = { reminded: 0, inactivated: 0 };
  if ((await openLeaps(db.read)).length > 0) return done;
  for (const { id } of await unusedAccounts(db.read, now)) {
    if (stop?.aborted) break;
    const result = await db.write((tx) => settleInactivity(tx, id, now, timeZone));
    if (result) done[result] += 1;
  }
  return done;
}
