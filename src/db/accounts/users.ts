import { eq, inArray } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { users } from '../schema/accounts.js';

/** The one who acts on an account: a viewer, or the operator on the command line. */
export type Actor = Viewer | undefined;

export type User = typeof users.$inferSelect;

/** The instant of an action on an account, and the network address that it came from. */
export type Occasion = { readonly at: number; readonly address: string };

/** The user with an id. */
export async function findUser(db: Reader, id: number): Promise<User | undefined> {
  return db.select().from(users).where(eq(users.id, id)).get();
}

/** True if there is any user: then a registry is in use. */
export async function hasUsers(db: Reader | Tx): Promise<boolean> {
  return (await db.select({ id: users.id }).from(users).limit(1).get()) !== undefined;
}

/** The user with an id. Throws where there is none: ids come from sessions and links. */
export async function loadUser(tx: Reader | Tx, id: number): Promise<User> {
  const user = await tx.select().from(users).where(eq(users.id, id)).get();
  if (!user) throw new Error('There is no such user.');
  return user;
}

/** Some users, in the order of their ids as given. */
export async function usersWithIds(db: Reader, ids: readonly number[]): Promise<User[]> {
  const rows = await db
    .select()
    .from(users)
    .where(inArray(users.id, [...ids]))
    .all();
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
