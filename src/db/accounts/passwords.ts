import { and, desc, eq, notInArray } from 'drizzle-orm';
import { fullName } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { postMail } from '../operations/outbox.js';
import { formerPasswords, users } from '../schema/accounts.js';
import { voidLinks } from './links.js';
import { endSessionsOf } from './sessions.js';
import { findUser, loadUser, type User } from './users.js';

/** The hashes that a new password must differ from: the one in use and the last five (L7). */
export async function passwordsOf(db: Reader, userId: number): Promise<string[]> {
  const user = await findUser(db, userId);
  const former = await db
    .select({ passwordHash: formerPasswords.passwordHash })
    .from(formerPasswords)
    .where(eq(formerPasswords.userId, userId))
    .orderBy(desc(formerPasswords.setAt), desc(formerPasswords.id))
    .limit(5)
    .all();
  return [user?.passwordHash, ...former.map(({ passwordHash }) => passwordHash)].filter((hash) => hash !== undefined);
}

/**
 * Sets a password that the user chose (L8, L13): the former one is kept to be refused, the other sessions and every
 * link end, a mail tells of it. False, and nothing done, where the password is another by now than the one that the new
 * one was held against.
 */
export async function setPassword(
  tx: Tx,
  userId: number,
  change: {
    readonly passwordHash: string;
    /** The hash of the password that this one takes the place of. */
    readonly instead: string;
    readonly at: number;
    readonly keepSession?: string;
  },
): Promise<boolean> {
  const { passwordHash, at } = change;
  const user = await loadUser(tx, userId);
  if (user.passwordHash !== change.instead) return false;
  await keepFormerPassword(tx, user);
  await tx
    .update(users)
    .set({ passwordHash, passwordSetAt: at, temporaryUntil: null, temporaryBy: null })
    .where(eq(users.id, userId))
    .run();
  await voidLinks(tx, userId, at);
  await endSessionsOf(tx, userId, at, change.keepSession);
  if (user.email)
    await postMail(
      tx,
      { kind: 'password changed', userName: fullName(user) },
      { userId, email: user.email, causedBy: userId },
      at,
    );
  return true;
}

/** Keeps the password in use among the last five. */
export async function keepFormerPassword(tx: Tx, user: User): Promise<void> {
  const { id: userId, passwordHash, passwordSetAt: setAt } = user;
  await tx.insert(formerPasswords).values({ userId, passwordHash, setAt }).run();
  const kept = (
    await tx
      .select({ id: formerPasswords.id })
      .from(formerPasswords)
      .where(eq(formerPasswords.userId, userId))
      .orderBy(desc(formerPasswords.setAt), desc(formerPasswords.id))
      .limit(5)
      .all()
  ).map(({ id }) => id);
  await tx
    .delete(formerPasswords)
    .where(and(eq(formerPasswords.userId, userId), notInArray(formerPasswords.id, kept)))
    .run();
}
