import { and, type Column, eq, isNull, or, type Placeholder, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Reader } from '../engine/database.js';
import { among } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { clients } from '../schema/clients.js';

/**
 * The condition on a client that the viewer may see at all: not deceased (C12), not locked by another organization
 * (C13).
 */
export function visibleTo(viewer: Pick<Viewer, 'organization'>) {
  return visibleAt(viewer.organization.id);
}

/** The same for whoever acts for an organization, whose number a prepared query may be given later. */
export function visibleAt(organizationId: number | Placeholder) {
  return and(isNull(clients.deceasedAt), or(isNull(clients.lockedBy), eq(clients.lockedBy, organizationId)));
}

/** Those of a list of records that whoever acts for an organization may see, in a prepared query that is given both later. */
export const visibleOfList = () => and(among(clients.id), visibleAt(sql.placeholder('organization')));

/**
 * The same in a list of rows that a user made for several organizations: each row asks for the one that it was made
 * for, as that record's page would (C22).
 * @param viewers the user, for each organization whose rows are listed: for another one there are none
 * @param organizationId the column with the organization that the row was made for
 */
export function visibleToOneOf(viewers: readonly Pick<Viewer, 'organization'>[], organizationId: Column) {
  const open = viewers.map((viewer) => and(eq(organizationId, viewer.organization.id), visibleTo(viewer)));
  return or(sql`false`, ...open);
}

const visible = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, sql.placeholder('id')), visibleAt(sql.placeholder('organization'))))
    .prepare(),
);

/** True if the viewer may see the record with a MIIC ID; for callers that need nothing else of it. */
export async function isVisible(db: Reader, viewer: Pick<Viewer, 'organization'>, id: number): Promise<boolean> {
  return (await visible(db).get({ id, organization: viewer.organization.id })) !== undefined;
}
