import { sql } from 'drizzle-orm';
import type { Reader } from './database.js';

/** The highest id that a table ever gave, also to rows that are gone; 0 where it gave none. */
export function lastIdGiven(db: Reader, table: string): number {
  return db.get<{ seq: number } | undefined>(sql`select seq from sqlite_sequence where name = ${table}`)?.seq ?? 0;
}
