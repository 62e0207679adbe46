import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { type Roles, temporaryLogsInAt } from '../../domain/accounts/user-administration.js';
import type { Organization, Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { memberships, organizations, users } from '../schema/accounts.js';

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

const organization = {
  id: organizations.id,
  code: organizations.code,
  name: organizations.name,
  type: organizations.type,
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
      organization,
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
  return accountIn(db, code, username);
}

/** The same inside a write. */
export function accountIn(db: Reader | Tx, code: string, username: string): Account | undefined {
  const row = byCredentials(db).get({ code, username });
  return row && { ...row, userName: fullName(row) };
}

/** A user's name as it stands on screens and in mails. */
export const fullName = (user: { readonly firstName: string; readonly lastName: string }) =>
  [user.firstName, user.lastName].filter(Boolean).join(' ');

/** The role of a user in each organization that they belong to (A1). */
export function rolesOf(db: Reader | Tx, userId: number): Roles {
  return db
    .select({ organizationId: memberships.organizationId, role: memberships.role })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .all();
}

/** Whether a user's temporary password logs in at an organization (A1). */
export function temporaryLogsIn(
  db: Reader | Tx,
  user: { readonly id: number; readonly temporaryBy: number | null },
  organizationId: number,
): boolean {
  if (user.temporaryBy === null) return true;
  const isOpen = and(eq(users.id, user.temporaryBy), isNull(users.inactiveAt));
  const issuer = db.select({ id: users.id }).from(users).where(isOpen).get();
  return temporaryLogsInAt(organizationId, rolesOf(db, user.id), issuer ? rolesOf(db, issuer.id) : []);
}

/** The organizations that a user belongs to, by name. */
export async function organizationsOf(db: Reader, userId: number): Promise<Organization[]> {
  return db
    .select(organization)
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.userId, userId), eq(organizations.active, true)))
    .orderBy(asc(organizations.name))
    .all();
}

/** The same user acting for each active organization that they belong to now (A1). */
export async function viewersOf(db: Reader, viewer: Viewer): Promise<Viewer[]> {
  return db
    .select({ role: memberships.role, organization })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.userId, viewer.userId), eq(organizations.active, true)))
    .all()
    .map((row) => ({ ...viewer, ...row }));
}

/** The same user acting for another organization that they belong to (C22); undefined where they do not. */
export async function findMembership(db: Reader, viewer: Viewer, organizationId: number): Promise<Viewer | undefined> {
  return membershipIn(db, viewer, organizationId);
}

/** The same inside a write. */
export function membershipIn(db: Reader | Tx, viewer: Viewer, organizationId: number): Viewer | undefined {
  const row = db
    .select({ role: memberships.role, organization })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(
      and(
        eq(memberships.userId, viewer.userId),
        eq(memberships.organizationId, organizationId),
        eq(organizations.active, true),
      ),
    )
    .get();
  return row && { ...viewer, ...row };
}
