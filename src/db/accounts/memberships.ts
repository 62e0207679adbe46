import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Roles } from '../../domain/accounts/user-administration.js';
import type { Organization, Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { memberships, organizations } from '../schema/accounts.js';
import { organizationColumns } from './organizations.js';

/** The role of a user in each organization that they belong to (A1). */
export async function rolesOf(db: Reader | Tx, userId: number): Promise<Roles> {
  return db
    .select({ organizationId: memberships.organizationId, role: memberships.role })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .orderBy(asc(memberships.organizationId))
    .all();
}

/** The organizations that a user belongs to, by name. */
export async function organizationsOf(db: Reader, userId: number): Promise<Organization[]> {
  return db
    .select(organizationColumns)
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.userId, userId), eq(organizations.active, true)))
    .orderBy(asc(organizations.name), asc(organizations.id))
    .all();
}

/** The same user acting for each active organization that they belong to now (A1). */
export async function viewersOf(db: Reader, viewer: Viewer): Promise<Viewer[]> {
  return (
    await db
      .select({ role: memberships.role, organization: organizationColumns })
      .from(memberships)
      .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
      .where(and(eq(memberships.userId, viewer.userId), eq(organizations.active, true)))
      .orderBy(asc(memberships.organizationId))
      .all()
  ).map((row) => ({ ...viewer, ...row }));
}

/** The same user acting for another organization that they belong to (C22); undefined where they do not. */
export async function findMembership(db: Reader, viewer: Viewer, organizationId: number): Promise<Viewer | undefined> {
  return loadMembership(db, viewer, organizationId);
}

/** The same inside a write. */
export async function loadMembership(
  db: Reader | Tx,
  viewer: Viewer,
  organizationId: number,
): Promise<Viewer | undefined> {
  const row = await db
    .select({ role: memberships.role, organization: organizationColumns })
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

/** The memberships of some accounts, with their organizations, by the organization's name. */
export async function membershipsOf(db: Reader | Tx, ids: readonly number[]) {
  return db
    .select({
      userId: memberships.userId,
      organizationId: memberships.organizationId,
      role: memberships.role,
      code: organizations.code,
      name: organizations.name,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(inArray(memberships.userId, [...ids]))
    .orderBy(asc(organizations.name), asc(organizations.id))
    .all();
}

/** Those of some usernames that are taken in an organization. */
export async function findTakenUsernames(
  db: Reader,
  organizationId: number,
  names: readonly string[],
): Promise<string[]> {
  return loadTakenUsernames(db, organizationId, names);
}

/** The same inside a write. */
export async function loadTakenUsernames(
  db: Reader | Tx,
  organizationId: number,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  return (
    await db
      .select({ username: memberships.username })
      .from(memberships)
      .where(and(eq(memberships.organizationId, organizationId), inArray(memberships.username, [...names])))
      .all()
  ).map(({ username }) => username);
}
