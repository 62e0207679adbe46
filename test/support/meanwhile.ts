import { expect } from 'vitest';
import type { Database, Tx } from '../../src/db/engine/database.js';
import type { App } from './app.js';

/** Sends a form, and changes rows when everything is read and judged: right before the first write that it leads to. */
export async function meanwhile<T>(
  send: () => Promise<T>,
  registry: App,
  change: (tx: Tx) => Promise<unknown>,
): Promise<T> {
  const { db } = registry;
  const { write, writeRecord } = db;
  const before = async () => {
    Object.assign(db, { write, writeRecord });
    await db.write(change);
  };
  const changed: Pick<Database, 'write' | 'writeRecord'> = {
    write: async (body) => {
      await before();
      return db.write(body);
    },
    writeRecord: async (id, body) => {
      await before();
      return db.writeRecord(id, body);
    },
  };
  Object.assign(db, changed);
  const answer = await send();
  expect(db.write).toBe(write);
  return answer;
}
