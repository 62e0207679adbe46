import { and, asc, eq, isNull, lte, ne, or } from 'drizzle-orm';
import { inactivityLimits, lastUse } from '../../domain/accounts/account.js';
import { fullName } from '../../domain/text/name.js';
import { dayOf } from '../../domain/time/day.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { postMail } from '../operations/outbox.js';
import { memberships, organizations, users } from '../schema/accounts.js';
import { voidLinks } from './links.js';
import { homeOf } from './resets.js';
import { endSessionsOf } from './sessions.js';

/** The active accounts that nobody has used for 50 days or more (L9). `now` is epoch milliseconds. */
export async function unusedAccounts(db: Reader, now: number) {
  const long = now - inactivityLimits.reminder;
  const old = (column: typeof users.lastLoginAt | typeof users.reactivatedAt) => or(isNull(column), lte(column, long));
  return db
    .select()
    .from(users)
    .where(and(isNull(users.inactiveAt), lte(users.createdAt, long), old(users.lastLoginAt), old(users.reactivatedAt)))
    .orderBy(asc(users.id))
    .all();
}

/**
 * Does for one account what is due (L9): inactive after 60 days; before that one reminder in each period of non-use, to
 * whoever can still log in. Looks again inside the write, so that it is right twice in a row and beside a login.
 */
export async function settleInactivity(
  tx: Tx,
  id: number,
  now: number,
  timeZone: string,
): Promise<'reminded' | 'inactivated' | undefined> {
  const user = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, id), isNull(users.inactiveAt)))
    .get();
  if (!user) return undefined;
  const since = lastUse(user);
  if (now - since >= inactivityLimits.inactive) {
    await tx.update(users).set({ inactiveAt: now, inactiveWhy: 'unused' }).where(eq(users.id, id)).run();
    await endSessionsOf(tx, id, now);
    await voidLinks(tx, id, now);
    await trace(
      tx,
      { userId: id, organization: await homeOf(tx, user) },
      { at: now, action: 'inactivate account', detail: 'unused' },
    );
    return 'inactivated';
  }
  const canLogIn =
    user.lockedAt === null && user.temporaryUntil === null && user.email !== '' && (await isMember(tx, id));
  if (now - since < inactivityLimits.reminder || user.remindedFor === since || !canLogIn) return undefined;
  await tx
    .update(users)
    .set({ remindedFor: since })
    .where(and(eq(users.id, id), or(isNull(users.remindedFor), ne(users.remindedFor, since))))
    .run();
  const inactiveOn = dayOf(since + inactivityLimits.inactive, timeZone);
  await postMail(
    tx,
    { kind: 'reminder', userName: fullName(user), inactiveOn },
    { userId: id, email: user.email },
    now,
  );
  return 'reminded';
}

/** True if a user belongs to an organization that is active: of others nobody can log in (A3). */
const isMember = async (tx: Tx, userId: number): Promise<boolean> =>
  (await tx
    .select({ id: organizations.id })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.userId, userId), eq(organizations.active, true)))
    .limit(1)
    .get()) !== undefined;
