import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Actor, Viewer } from '../../domain/accounts/viewer.js';
import type { History } from '../../domain/immunizations/history.js';
import type { Immunization } from '../../domain/immunizations/immunization.js';
import type { DoseChange } from '../../domain/immunizations/judge-correction.js';
import { fullName } from '../../domain/text/name.js';
import { loadClient } from '../clients/clients.js';
import type { Reader, Tx } from '../engine/database.js';
import { organizations, users } from '../schema/accounts.js';
import { changes, clients } from '../schema/clients.js';
import { immunizations } from '../schema/immunizations.js';

/**
 * A client with all immunizations on file, as the viewer may see them: undefined where the record is hidden (C12, C13).
 */
export async function findHistory(db: Reader, viewer: Actor, clientId: number): Promise<History | undefined> {
  return db.snapshot(async (db) => loadHistory(db, viewer, clientId));
}

/** The same inside a write or a snapshot. */
export async function loadHistory(db: Reader | Tx, viewer: Actor, clientId: number): Promise<History | undefined> {
  const client = await loadClient(db, viewer, clientId);
  if (!client) return undefined;
  const row = await db.select({ deathDate: clients.deathDate }).from(clients).where(eq(clients.id, clientId)).get();
  const rows = await db
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

/** The changes to an immunization since it was recorded, the latest first (I6). The caller has loaded the record. */
export async function changesOfDose(db: Reader | Tx, clientId: number, immunizationId: number): Promise<DoseChange[]> {
  return (
    await db
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
  ).map(({ firstName, lastName, ...rest }) => ({
    ...rest,
    userName: fullName({ firstName: firstName ?? '', lastName: lastName ?? '' }),
  }));
}

/** The values that an immunization had before, the latest first (I6). The caller has loaded the record. */
export async function earlierValuesOf(db: Reader, clientId: number, immunizationId: number) {
  return (await changesOfDose(db, clientId, immunizationId))
    .filter(({ before }) => before !== null)
    .map(({ before, after, ...rest }) => ({ ...rest, before: before ?? '', after: after ?? '' }));
}

/** An immunization that the organization acted for deleted, with who did and when; undefined for any other. */
export async function findDeleted(db: Reader, viewer: Viewer, clientId: number, immunizationId: number) {
  const row = await db
    .select()
    .from(immunizations)
    .where(
      and(
        eq(immunizations.id, immunizationId),
        eq(immunizations.clientId, clientId),
        eq(immunizations.organizationId, viewer.organization.id),
        isNotNull(immunizations.deletedAt),
      ),
    )
    .get();
  const [last] = row ? await changesOfDose(db, clientId, immunizationId) : [];
  return row && { given: row, at: row.deletedAt ?? 0, by: last };
}
