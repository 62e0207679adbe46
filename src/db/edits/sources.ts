import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Change } from '../../domain/edits/clash.js';
import { mayMoveBirth, oldestRevision, type Sources, type Stamp } from '../../domain/edits/sources.js';
import { loadClient } from '../clients/clients.js';
import { loadDatesOfRecord } from '../clients/dated-entries.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { organizations } from '../schema/accounts.js';
import { changes } from '../schema/clients.js';
import { loadDraft } from './drafts.js';

/**
 * Loads all that an edit of a record is worked out from, inside a write or a snapshot; undefined where the record is
 * hidden from the viewer (C12, C13). The history and what bears a day are read only where something typed may need
 * them.
 * @param stamp of the form that is to be laid over it, where there is one
 * @param birthDate as it is typed there, MM/DD/YYYY
 */
export async function loadSources(
  db: Reader | Tx,
  viewer: Viewer,
  id: number,
  { stamp, birthDate }: { readonly stamp?: Stamp; readonly birthDate?: string | undefined } = {},
): Promise<Sources | undefined> {
  const [client, draft] = await Promise.all([loadClient(db, viewer, id), loadDraft(db, viewer, id)]);
  if (!client) return undefined;
  const revision = oldestRevision({ client, draft }, stamp);
  const since = revision < client.revision ? await changesSince(db).all({ clientId: id, revision }) : noChanges;
  const dates = mayMoveBirth(client, draft?.draft, birthDate) ? await loadDatesOfRecord(db, client) : undefined;
  return { client, organizationId: viewer.organization.id, draft, since, dates };
}

const noChanges: readonly Change[] = [];

/** The changes saved after a revision, the latest first. */
const changesSince = prepared((db) =>
  db
    .select({
      revision: changes.revision,
      part: changes.part,
      row: changes.row,
      field: changes.field,
      before: changes.before,
      at: changes.at,
      organizationId: changes.organizationId,
      organization: organizations.name,
    })
    .from(changes)
    .innerJoin(organizations, eq(organizations.id, changes.organizationId))
    .where(and(eq(changes.clientId, sql.placeholder('clientId')), gt(changes.revision, sql.placeholder('revision'))))
    .orderBy(desc(changes.revision), desc(changes.id))
    .prepare(),
);
