import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { opening } from '../engine/sqlite.js';
import { wrongKeys } from '../names/wrong-keys.js';
import { faultsOf } from './check.js';

/** How many of those who are not found are named. */
const most = 10;

/**
 * Reads all of a database, beside whoever uses it, and says what is wrong with it: pages and indexes, rows that lead nowhere,
 * clients who are not found by their names. Empty where all is well.
 */
export async function verify(file: string): Promise<string[]> {
  if (!statSync(file, { throwIfNoEntry: false })) throw new Error(`There is no file ${file}.`);
  const db = new Sqlite(file, { readonly: true });
  try {
    const faults = faultsOf(db);
    if (faults.length > 0) return faults;
    const wrong: string[] = [];
    for await (const ids of wrongKeys(opening(db).read)) {
      wrong.push(...ids.map((id) => `MIIC ID ${id} is not found by the names in the record`));
      if (wrong.length >= most) break;
      // A transaction of reads ends with the turn.
      await nextTurn();
    }
    return wrong.slice(0, most);
  } finally {
    db.close();
  }
}
