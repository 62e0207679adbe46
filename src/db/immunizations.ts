import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { History } from '../domain/history.js';
import type { Immunization } from '../domain/immunization.js';
import type { Viewer } from '../domain/viewer.js';
import { loadClient } from './clients.js';
import type { Reader, Tx } from './open.js';
import { organizations, users } from './schema/accounts.js';
import { changes, clients } from './schema/clients.js';
import { immunizations } from './schema/immunizations.js';

/** A client with all immunizations on file, as the viewer may see them: undefined where the record is hidden (C12, C13). */
export async function findHistory(db: Reader, viewer: Viewer, clientId: number): Promise<History | undefined> {
  return db.snapshot(() => loadHistory(db, viewer, clientId));
}

/** The same inside a write or a snapshot. */
export function loadHistory(db: Reader | Tx, viewer: Viewer, clientId: number): History | undefined {
  const client = loadClient(db, viewer, clientId);
  if (!client) return undefined;
  const row = db.select({ deathDate: clients.deathDate }).from(clients).where(eq(clients.id, clientId)).get();
  const rows = db
    .select({ row: immunizations, owner: { id: organizations.id, name: organizations.name } })
    .from(immunizations)
    .innerJoin(organizations, eq(organizations.id, immunizations.organizationId))
    .where(and(eq(immunizations.clientId, clientId), isNull(immunizations.deletedAt)))
    .orderBy(asc(immunizations.givenOn), asc(immunizations.id))
    .all();
  return {
    client,
    deathDate: row?.deathDate ?? null,
    immunizations: rows.map(({ row, owner }): Immunization => ({ ...row, owner })),
  };
}

/** One value that a field of an immunization had before. */
export type EarlierValue = {
  readonly at: number;
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly userName: string;
  readonly organization: string;
};

/** What became of an immunization since it was recorded, the latest first (I6). The caller has loaded the record. */
export async function earlierValuesOf(db: Reader, clientId: number, immunizationId: number): Promise<EarlierValue[]> {
  return db
    .select({
      at: changes.at,
      field: changes.field,
      before: changes.before,
      after: changes.after,
      firstName: users.firstName,
      lastName: users.lastName,
      organization: organizations.name,
    })
    .from(changes)
    .innerJoin(organizations, eq(organizations.id, changes.organizationId))
    .leftJoin(users, eq(users.id, changes.userId))
    .where(and(eq(changes.clientId, clientId), eq(changes.part, 'immunization'), eq(changes.row, immunizationId)))
    .orderBy(desc(changes.id))
    .all()
    .filter(({ before }) => before !== null)
    .map(({ firstName, lastName, before, after, ...rest }) => ({
      ...rest,
      before: before ?? '',
      after: after ?? '',
      userName: [firstName, lastName].filter(Boolean).join(' '),
    }));
}
