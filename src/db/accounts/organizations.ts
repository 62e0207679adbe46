import { and, asc, eq } from 'drizzle-orm';
import type { Organization, OrganizationType } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { organizations } from '../schema/accounts.js';
import type { Actor, Occasion } from './users.js';

/** The columns that make an Organization. */
export const organizationColumns = {
  id: organizations.id,
  code: organizations.code,
  name: organizations.name,
  type: organizations.type,
};

/** The active organization with a code, exact as at login (L1). */
export async function findOrganization(db: Reader, code: string): Promise<Organization | undefined> {
  const { id, name, type } = organizations;
  return db
    .select({ id, code: organizations.code, name, type })
    .from(organizations)
    .where(and(eq(organizations.code, code), eq(organizations.active, true)))
    .get();
}

/** Every active organization, by name. */
export async function findOrganizations(db: Reader): Promise<Organization[]> {
  return loadOrganizations(db);
}

/** The same inside a write. */
export function loadOrganizations(db: Reader | Tx): Organization[] {
  return db.select().from(organizations).where(eq(organizations.active, true)).orderBy(asc(organizations.name)).all();
}

/** Adds an organization (A3). */
export function addOrganization(
  tx: Tx,
  actor: Actor,
  row: { readonly code: string; readonly name: string; readonly type: OrganizationType; readonly region: string },
  when: Occasion,
): number {
  const { id } = tx.insert(organizations).values(row).returning({ id: organizations.id }).get();
  trace(tx, actor, { ...when, action: 'add organization', detail: `organization ${id}` });
  return id;
}
