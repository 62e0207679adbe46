import { and, eq, lte, sql } from 'drizzle-orm';
import type { Viewer } from '../domain/viewer.js';
import type { Reader, Tx } from './open.js';
import { memberships, organizations, sessions, users } from './schema.js';
import { prepared } from './statements.js';

export type SessionRow = typeof sessions.$inferSelect;

const byId = prepared((db) =>
  db
    .select({
      session: sessions,
      user: users,
      organization: organizations,
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
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare(),
);

/**
 * A session with the viewer it makes: undefined where the session, the membership or the active organization is gone.
 * @param id SHA-256 of the token, in hexadecimal
 */
export async function findSession(
  db: Reader,
  id: string,
): Promise<{ session: SessionRow; viewer: Viewer } | undefined> {
  const row = byId(db).get({ id });
  if (!row) return undefined;
  const { session, user, organization, role } = row;
  return {
    session,
    viewer: {
      userId: user.id,
      username: user.username,
      userName: [user.firstName, user.lastName].filter(Boolean).join(' '),
      role,
      belongsToSeveral: row.memberships > 1,
      organization: { id: organization.id, code: organization.code, name: organization.name, type: organization.type },
    },
  };
}

/** The sessions of a user. */
export async function sessionsOf(db: Reader, userId: number): Promise<SessionRow[]> {
  return db.select().from(sessions).where(eq(sessions.userId, userId)).all();
}

/** Begins a session. */
export function insertSession(tx: Tx, row: SessionRow): void {
  tx.insert(sessions).values(row).run();
}

/** Moves the end of a session, or notes when it was last used; instants in epoch milliseconds. */
export function touchSession(tx: Tx, id: string, change: Partial<Pick<SessionRow, 'expiresAt' | 'lastSeenAt'>>): void {
  tx.update(sessions).set(change).where(eq(sessions.id, id)).run();
}

/** Makes a session act for another organization, which its user belongs to (C22). */
export function actFor(tx: Tx, id: string, organizationId: number): void {
  tx.update(sessions).set({ organizationId }).where(eq(sessions.id, id)).run();
}

/** Ends one session. */
export function deleteSession(tx: Tx, id: string): void {
  tx.delete(sessions).where(eq(sessions.id, id)).run();
}

/** Ends every session of a user. */
export function deleteSessionsOf(tx: Tx, userId: number): void {
  tx.delete(sessions).where(eq(sessions.userId, userId)).run();
}

/** Removes the sessions that have ended by an instant. */
export function deleteEndedSessions(tx: Tx, now: number): void {
  tx.delete(sessions).where(lte(sessions.expiresAt, now)).run();
}
