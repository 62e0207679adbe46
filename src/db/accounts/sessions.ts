import {
  and,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  or,
  type Placeholder,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Standing } from '../../domain/accounts/account.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { fullName } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { trace } from '../operations/audit.js';
import { memberships, organizations, sessions, users } from '../schema/accounts.js';
import { loadMembership } from './memberships.js';

export type SessionRow = typeof sessions.$inferSelect;

/** A membership of the same user in another organization. */
const other = alias(memberships, 'other');

const byId = prepared((db) =>
  db
    .select({
      ...getTableColumns(sessions),
      temporaryUntil: users.temporaryUntil,
      agreementVersion: users.agreementVersion,
      agreementAt: users.agreementAt,
      emailConfirmedAt: users.emailConfirmedAt,
      questionsSetAt: users.questionsSetAt,
      username: users.username,
      firstName: users.firstName,
      lastName: users.lastName,
      code: organizations.code,
      name: organizations.name,
      type: organizations.type,
      role: memberships.role,
      otherOrganization: other.organizationId,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, and(eq(organizations.id, sessions.organizationId), eq(organizations.active, true)))
    .innerJoin(
      memberships,
      and(eq(memberships.userId, sessions.userId), eq(memberships.organizationId, sessions.organizationId)),
    )
    .leftJoin(other, and(eq(other.userId, sessions.userId), ne(other.organizationId, sessions.organizationId)))
    .where(
      and(
        eq(sessions.id, sql.placeholder('id')),
        isNull(sessions.endedAt),
        isNull(users.lockedAt),
        isNull(users.inactiveAt),
      ),
    )
    .limit(1)
    .prepare(),
);

/**
 * A session with the viewer it makes, and how far that user has come (L6): undefined where the session has ended, where
 * the membership or the active organization is gone, and where the account is locked or inactive.
 * @param id SHA-256 of the token, in hexadecimal
 */
export async function findSession(
  db: Reader,
  id: string,
): Promise<{ session: SessionRow; viewer: Viewer; standing: Standing } | undefined> {
  const row = await byId(db).get({ id });
  if (!row) return undefined;
  const { temporaryUntil, agreementVersion, agreementAt, emailConfirmedAt, questionsSetAt } = row;
  const { userId, username, role, organizationId, code, name, type } = row;
  return {
    session: row,
    standing: { temporaryUntil, agreementVersion, agreementAt, emailConfirmedAt, questionsSetAt },
    viewer: {
      userId,
      username,
      userName: fullName(row),
      role,
      belongsToSeveral: row.otherOrganization !== null,
      organization: { id: organizationId, code, name, type },
    },
  };
}

/** The sessions of a user that have not ended, the latest used first. */
export async function sessionsOf(db: Reader, userId: number): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt), sessions.id)
    .all();
}

/** A session, running or ended, as long as it is remembered (L16). */
export async function findAnySession(db: Reader, id: string): Promise<SessionRow | undefined> {
  return db.select().from(sessions).where(eq(sessions.id, id)).get();
}

/** The session that ended last in a browser, known by the SHA-256 of its cookie (L16). */
export async function lastEndedSession(db: Reader, browser: string): Promise<SessionRow | undefined> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.browser, browser), isNotNull(sessions.endedAt)))
    .orderBy(desc(sessions.endedAt), desc(sessions.createdAt))
    .limit(1)
    .get();
}

/** Begins a session. */
export async function insertSession(tx: Tx, row: SessionRow): Promise<void> {
  await tx.insert(sessions).values(row).run();
}

const running = (id: string | Placeholder) => and(eq(sessions.id, id), isNull(sessions.endedAt));

/**
 * Moves the end of a session, or notes when it was last used; instants in epoch milliseconds. False where it has ended:
 * what has ended does not go on.
 */
export async function touchSession(
  tx: Tx,
  id: string,
  change: Partial<Pick<SessionRow, 'expiresAt' | 'lastSeenAt'>>,
): Promise<boolean> {
  return (await tx.update(sessions).set(change).where(running(id)).run()).changes > 0;
}

/**
 * Notes that the password was typed in a session (L8). False where the session has ended, or where the password is
 * another by now than the one whose hash it was compared with.
 */
export async function notePassword(
  tx: Tx,
  id: string,
  typed: { readonly passwordHash: string; readonly at: number },
): Promise<boolean> {
  const isCurrent = sql`exists (
    select 1 from ${users} where ${users.id} = ${sessions.userId} and ${users.passwordHash} = ${typed.passwordHash})`;
  return (
    (
      await tx
        .update(sessions)
        .set({ passwordAt: typed.at })
        .where(and(running(id), isCurrent))
        .run()
    ).changes > 0
  );
}

/**
 * Ends a session; it is remembered for some days, for forms of it that arrive later (L16). Of that user alone, where
 * one is given. False where it does not run.
 */
export async function endSession(
  tx: Tx,
  id: string,
  end: { readonly at: number; readonly why: NonNullable<SessionRow['endedWhy']> },
  userId?: number,
): Promise<boolean> {
  const own = userId === undefined ? undefined : eq(sessions.userId, userId);
  const ended = { endedAt: end.at, endedWhy: end.why };
  return (
    (
      await tx
        .update(sessions)
        .set(ended)
        .where(and(running(id), own))
        .run()
    ).changes > 0
  );
}

/**
 * Ends a session that is still idle since before an instant, or began before another. False where it is not: it was
 * used meanwhile, or is gone.
 */
export async function endIdleSession(
  tx: Tx,
  id: string,
  idle: { readonly at: number; readonly seenBy: number; readonly begunBy: number },
): Promise<boolean> {
  const over = or(lte(sessions.lastSeenAt, idle.seenBy), lte(sessions.createdAt, idle.begunBy));
  return (
    (
      await tx
        .update(sessions)
        .set({ endedAt: idle.at, endedWhy: 'idle' })
        .where(and(running(id), over))
        .run()
    ).changes > 0
  );
}

const runs = prepared((tx: Tx) =>
  tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(running(sql.placeholder('id')))
    .prepare(),
);

/**
 * True if a session still runs. Whatever closes an account (a lock, another role) ends its sessions in the same write.
 */
export const isRunning = async (tx: Tx, id: string): Promise<boolean> => (await runs(tx).get({ id })) !== undefined;

/**
 * Makes a session act for another organization, one that its user belongs to (C22), and notes it. False where they do
 * not, or no longer.
 */
export async function switchOrganization(
  tx: Tx,
  viewer: Viewer,
  id: string,
  to: { readonly organizationId: number; readonly at: number; readonly address: string },
): Promise<boolean> {
  const other = await loadMembership(tx, viewer, to.organizationId);
  if (!other) return false;
  const { organizationId, at, address } = to;
  await tx.update(sessions).set({ organizationId }).where(running(id)).run();
  await trace(tx, other, { at, address, action: 'switch organization' });
  return true;
}

/** Ends every session of a user, but the one named. */
export async function endSessionsOf(tx: Tx, userId: number, at: number, but = ''): Promise<void> {
  await tx
    .update(sessions)
    .set({ endedAt: at, endedWhy: 'ended' })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), ne(sessions.id, but)))
    .run();
}

/** Ends every session that acts for an organization. */
export async function endSessionsAt(tx: Tx, organizationId: number, at: number): Promise<void> {
  const members = tx
    .select({ id: memberships.userId })
    .from(memberships)
    .where(eq(memberships.organizationId, organizationId));
  await tx
    .update(sessions)
    .set({ endedAt: at, endedWhy: 'ended' })
    .where(
      and(inArray(sessions.userId, members), eq(sessions.organizationId, organizationId), isNull(sessions.endedAt)),
    )
    .run();
}
