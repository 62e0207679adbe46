import { sql } from 'drizzle-orm';
import type { Reader } from './database.js';

/** The highest id that a table ever gave, also to rows that are gone; 0 where it gave none. */
export async function lastIdGiven(db: Reader, table: string): Promise<number> {
  const [row] = await db.values<[number]>(sql`select seq from sqlite_sequence where name = ${table}`);
  return row?.[0] ?? 0;
}
