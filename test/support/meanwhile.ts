import { expect } from 'vitest';
import type { Database, Tx } from '../../src/db/engine/database.js';
import type { App } from './app.js';

/** Sends a form, and changes rows when everything is read and judged: right before the first write that it leads to. */
export async function meanwhile<T>(
  send: () => Promise<T>,
  registry: App,
  change: (tx: Tx) => Promise<unknown>,
): Promise<T> {
  const { write } = registry.db;
  const changed: Database['write'] = async (body) => {
    registry.db.write = write;
    await write(change);
    return write(body);
  };
  registry.db.write = changed;
  const answer = await send();
  expect(registry.db.write).toBe(write);
  return answer;
}
