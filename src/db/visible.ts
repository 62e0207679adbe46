import { and, eq, isNull, or } from 'drizzle-orm';
import type { Viewer } from '../domain/viewer.js';
import { clients } from './schema.js';

/** The condition on a client that the viewer may see at all: not deceased (C12), not locked by another organization (C13). */
export function visibleTo(viewer: Pick<Viewer, 'organization'>) {
  return and(isNull(clients.deceasedAt), or(isNull(clients.lockedBy), eq(clients.lockedBy, viewer.organization.id)));
}
