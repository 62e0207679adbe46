import type { Reader, Tx } from './database.js';

/** The highest id that a table ever gave, also to rows that are gone; 0 where it gave none. */
export async function lastIdGiven(db: Reader, table: string): Promise<number> {
  const [row] = await db.ask(db.engine.lastId(table));
  return Number(row?.[0] ?? 0);
}

/** Keeps others from adding to a table that is added to at its end, until this write is over. */
export async function holdEnd(tx: Tx, table: string): Promise<void> {
  const query = tx.engine.holdEnd?.(table);
  if (query) await tx.ask(query);
}

/** Lets a table give numbers after those that rows brought along: to be asked for in the write that brought them. */
export async function goOnAfterOwnIds(tx: Tx, table: string): Promise<void> {
  const query = tx.engine.goOnAfter?.(table);
  if (query) await tx.ask(query);
}
