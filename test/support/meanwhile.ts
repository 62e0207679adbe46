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
  const { write, writeRecord, append } = db;
  const before = async () => {
    Object.assign(db, { write, writeRecord, append });
    await db.write(change);
  };
  const changed: Pick<Database, 'write' | 'writeRecord' | 'append'> = {
    write: async (body) => {
      await before();
      return db.write(body);
    },
    writeRecord: async (id, body) => {
      await before();
      return db.writeRecord(id, body);
    },
    append: async (body) => {
      await before();
      return db.append(body);
    },
  };
  Object.assign(db, changed);
  const answer = await send();
  expect(db.write).toBe(write);
  return answer;
}

/** Sends forms at once: each is read and judged before the first of them is written. */
export async function together<T>(registry: App, sends: readonly (() => Promise<T>)[]): Promise<T[]> {
  const { db } = registry;
  const { write } = db;
  const { promise: allThere, resolve } = Promise.withResolvers<void>();
  let there = 0;
  const writeLater: Database['write'] = async (body) => {
    there += 1;
    if (there === sends.length) resolve();
    await allThere;
    return write.call(db, body) as ReturnType<typeof body>;
  };
  Object.assign(db, { write: writeLater });
  const answers = await Promise.all(sends.map((send) => send()));
  Object.assign(db, { write });
  return answers;
}
