import { eq } from 'drizzle-orm';
import type { Reader } from '../../src/db/engine/database.js';
import { users } from '../../src/db/schema/accounts.js';

/** A registry, or a write as one: `{ db: { read: tx } }`. */
export type Reads = { readonly db: { readonly read: Reader } };

/** The number of a user; 0 where there is none. */
export const idOf = async ({ db }: Reads, username: string): Promise<number> =>
  (await db.read.select({ id: users.id }).from(users).where(eq(users.username, username)).get())?.id ?? 0;
