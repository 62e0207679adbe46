import { and, eq, isNull, sql } from 'drizzle-orm';
import { temporaryLogsInAt } from '../../domain/accounts/user-administration.js';
import type { Organization } from '../../domain/accounts/viewer.js';
import { fullName } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { memberships, organizations, users } from '../schema/accounts.js';
import { rolesOf } from './memberships.js';
import { organizationColumns } from './organizations.js';

export type Account = {
  readonly userId: number;
  readonly organization: Organization;
  readonly username: string;
  readonly passwordHash: string;
  /** While set, the password is a temporary one, good until then (L2). */
  readonly temporaryUntil: number | null;
  readonly temporaryBy: number | null;
  readonly email: string;
  readonly userName: string;
  readonly lockedAt: number | null;
  readonly inactiveAt: number | null;
  readonly inactiveWhy: string;
  readonly questionsSetAt: number | null;
};

const byCredentials = prepared((db) =>
  db
    .select({
      userId: users.id,
      username: users.username,
      passwordHash: users.passwordHash,
      temporaryUntil: users.temporaryUntil,
      temporaryBy: users.temporaryBy,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      lockedAt: users.lockedAt,
      inactiveAt: users.inactiveAt,
      inactiveWhy: users.inactiveWhy,
      questionsSetAt: users.questionsSetAt,
      organization: organizationColumns,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(
      and(
        eq(organizations.code, sql.placeholder('code')),
        eq(memberships.username, sql.placeholder('username')),
        eq(organizations.active, true),
      ),
    )
    .prepare(),
);

/** The account behind an organization code and a username, compared exactly, capitals too (L1). */
export async function findAccount(db: Reader, code: string, username: string): Promise<Account | undefined> {
  return loadAccount(db, code, username);
}

/** The same inside a write. */
export async function loadAccount(db: Reader | Tx, code: string, username: string): Promise<Account | undefined> {
  const row = await byCredentials(db).get({ code, username });
  return row && { ...row, userName: fullName(row) };
}

/** True if a user's temporary password logs in at an organization (A1). */
export async function temporaryLogsIn(
  db: Reader | Tx,
  user: { readonly id: number; readonly temporaryBy: number | null },
  organizationId: number,
): Promise<boolean> {
  if (user.temporaryBy === null) return true;
  const isOpen = and(eq(users.id, user.temporaryBy), isNull(users.inactiveAt));
  const issuer = await db.select({ id: users.id }).from(users).where(isOpen).get();
  return temporaryLogsInAt(organizationId, await rolesOf(db, user.id), issuer ? await rolesOf(db, issuer.id) : []);
}
