import { and, eq, isNull, or, type Placeholder } from 'drizzle-orm';
import type { Viewer } from '../domain/viewer.js';
import { clients } from './schema/clients.js';

/** The condition on a client that the viewer may see at all: not deceased (C12), not locked by another organization (C13). */
export function visibleTo(viewer: Pick<Viewer, 'organization'>) {
  return visibleAt(viewer.organization.id);
}

/** The same for whoever acts for an organization, whose number a prepared query may be given later. */
export function visibleAt(organizationId: number | Placeholder) {
  return and(isNull(clients.deceasedAt), or(isNull(clients.lockedBy), eq(clients.lockedBy, organizationId)));
}
