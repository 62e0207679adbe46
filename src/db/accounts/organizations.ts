import { and, asc, eq } from 'drizzle-orm';
import { matchesOrganization } from '../../domain/accounts/organization.js';
import type { Organization } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { formerCodes, organizations } from '../schema/accounts.js';

export type OrganizationRow = typeof organizations.$inferSelect;

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
export async function loadOrganizations(db: Reader | Tx): Promise<Organization[]> {
  return db
    .select()
    .from(organizations)
    .where(eq(organizations.active, true))
    .orderBy(asc(organizations.name), asc(organizations.id))
    .all();
}

/** Every organization, inactive ones too, by name. */
export async function allOrganizations(db: Reader) {
  return db.select().from(organizations).orderBy(asc(organizations.name), asc(organizations.id)).all();
}

/** Organizations on one page of the list. */
const organizationsPageSize = 25;

/** All organizations that are meant by what was typed, by name, 25 a page; a page beyond the last is the last (A3). */
export async function organizationsPage(db: Reader, wanted: { readonly name: string; readonly page: number }) {
  const all = (
    await db.select().from(organizations).orderBy(asc(organizations.name), asc(organizations.id)).all()
  ).filter((one) => matchesOrganization(one, wanted.name));
  const pages = Math.max(1, Math.ceil(all.length / organizationsPageSize));
  const page = Math.min(Math.max(1, wanted.page), pages);
  const list = all.slice((page - 1) * organizationsPageSize, page * organizationsPageSize);
  return { list, count: all.length, page, pages };
}

/** An organization, active or not, with the codes that it had before. */
export async function findOrganizationById(
  db: Reader,
  id: number,
): Promise<(OrganizationRow & { readonly formerCodes: readonly string[] }) | undefined> {
  const row = await db.select().from(organizations).where(eq(organizations.id, id)).get();
  const former = await db
    .select()
    .from(formerCodes)
    .where(eq(formerCodes.organizationId, id))
    .orderBy(formerCodes.until, formerCodes.code)
    .all();
  return row && { ...row, formerCodes: former.map(({ code }) => code).filter((code) => code !== row.code) };
}
