import { and, desc, eq, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Standing } from '../domain/account.js';
import type { Viewer } from '../domain/viewer.js';
import type { Reader, Tx } from './open.js';
import { memberships, organizations, sessions, users } from './schema/accounts.js';
import { prepared } from './statements.js';

export type SessionRow = typeof sessions.$inferSelect;

const byId = prepared((db) =>
  db
    .select({
      session: sessions,
      standing: {
        temporaryUntil: users.temporaryUntil,
        agreementVersion: users.agreementVersion,
        agreementAt: users.agreementAt,
        emailConfirmedAt: users.emailConfirmedAt,
        questionsSetAt: users.questionsSetAt,
      },
      user: { username: users.username, firstName: users.firstName, lastName: users.lastName },
      organization: {
        id: organizations.id,
        code: organizations.code,
        name: organizations.name,
        type: organizations.type,
      },
      role: memberships.role,
      memberships: sql<number>`(select count(*) from ${memberships} as m where m.user_id = ${sessions.userId})`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, and(eq(organizations.id, sessions.organizationId), eq(organizations.active, true)))
    .innerJoin(
      memberships,
      and(eq(memberships.userId, sessions.userId), eq(memberships.organizationId, sessions.organizationId)),
    )
    .where(
      and(
        eq(sessions.id, sql.placeholder('id')),
        isNull(sessions.endedAt),
        isNull(users.lockedAt),
        isNull(users.inactiveAt),
      ),
    )
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
  const row = await db.snapshot(() => byId(db).get({ id }));
  if (!row) return undefined;
  const { session, standing, user, organization, role } = row;
  return {
    session,
    standing,
    viewer: {
      userId: session.userId,
      username: user.username,
      userName: [user.firstName, user.lastName].filter(Boolean).join(' '),
      role,
      belongsToSeveral: row.memberships > 1,
      organization,
    },
  };
}

/** The sessions of a user that have not ended, the latest used first. */
export async function sessionsOf(db: Reader, userId: number): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt)))
    .orderBy(desc(sessions.lastSeenAt))
    .all();
}

/** A session whose time is over, kept so that its user comes back to the same page (L16). */
export async function findEndedSession(db: Reader, id: string): Promise<SessionRow | undefined> {
  const row = db.select().from(sessions).where(eq(sessions.id, id)).get();
  return row?.endedAt == null ? undefined : row;
}

/** Begins a session. */
export function insertSession(tx: Tx, row: SessionRow): void {
  tx.insert(sessions).values(row).run();
}

/** Moves the end of a session, or notes when it was last used; instants in epoch milliseconds. */
export function touchSession(
  tx: Tx,
  id: string,
  change: Partial<Pick<SessionRow, 'expiresAt' | 'lastSeenAt' | 'passwordAt'>>,
): void {
  tx.update(sessions).set(change).where(eq(sessions.id, id)).run();
}

/** Ends a session because its time is over; it is remembered for a day. */
export function endSession(tx: Tx, id: string, at: number): void {
  tx.update(sessions)
    .set({ endedAt: at })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
    .run();
}

/** Makes a session act for another organization, which its user belongs to (C22). */
export function actFor(tx: Tx, id: string, organizationId: number): void {
  tx.update(sessions).set({ organizationId }).where(eq(sessions.id, id)).run();
}

/** Removes one session: logged out, or ended by somebody. Of that user alone, where one is given; false where there is none. */
export function deleteSession(tx: Tx, id: string, userId?: number): boolean {
  const own = userId === undefined ? undefined : eq(sessions.userId, userId);
  return (
    tx
      .delete(sessions)
      .where(and(eq(sessions.id, id), own))
      .run().changes > 0
  );
}

/** Ends every session of a user, but the one named. */
export function deleteSessionsOf(tx: Tx, userId: number, but = ''): void {
  tx.delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, but)))
    .run();
}

/** Removes the sessions that ended, or could have, before an instant. */
export function deleteEndedSessions(tx: Tx, before: number): void {
  tx.delete(sessions)
    .where(or(lte(sessions.expiresAt, before), lte(sessions.endedAt, before)))
    .run();
}
