import { and, asc, desc, eq, isNotNull, or, sql } from 'drizzle-orm';
import type { Disclosure, Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import type { Day } from '../../domain/time/day.js';
import type { Reader } from '../engine/database.js';
import { disclose } from '../operations/disclosures.js';
import { organizations } from '../schema/accounts.js';
import { changes, clients } from '../schema/clients.js';
import { loadAnyClient } from './clients.js';

/** Restricted records on one page. */
const restrictedPageSize = 25;

/** A record and what restricts it, for the help desk (C12, C13). */
export type RestrictedRecord = Disclosure<{
  readonly id: number;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly nameSuffix: string;
  readonly birthDate: Day;
  readonly deceasedAt: number | null;
  readonly deathDate: Day | null;
  /** The organization that holds the lock; null for none. */
  readonly lockedBy: string | null;
  /** The instant at which the lock was set; null if there is none, or it came with an import. */
  readonly lockedAt: number | null;
  readonly birthCertificate: string;
}>;

const lockedAt = sql<number | null>`(
  select max(${changes.at}) from ${changes}
  where ${changes.clientId} = ${clients.id} and ${changes.part} = 'enrolment' and ${changes.field} = 'sharing'
    and ${changes.after} = 'N' and ${changes.organizationId} = ${clients.lockedBy})`;

const recordColumns = {
  id: clients.id,
  lastName: clients.lastName,
  firstName: clients.firstName,
  middleName: clients.middleName,
  nameSuffix: clients.nameSuffix,
  birthDate: clients.birthDate,
  deceasedAt: clients.deceasedAt,
  deathDate: clients.deathDate,
  lockedBy: organizations.name,
  lockedAt,
  birthCertificate: clients.birthCertificate,
};

const isRestricted = or(isNotNull(clients.deceasedAt), isNotNull(clients.lockedBy));

/** Every locked or deceased record, by MIIC ID, 25 a page (C12, C13). */
export async function restrictedRecords(db: Reader, viewer: Viewer, page: number) {
  const counted = await db.select({ records: sql<number>`count(*)` }).from(clients).where(isRestricted).get();
  const count = counted?.records ?? 0;
  const pages = Math.max(1, Math.ceil(count / restrictedPageSize));
  const now = Math.min(Math.max(1, page), pages);
  const list: RestrictedRecord[] = (
    await db
      .select(recordColumns)
      .from(clients)
      .leftJoin(organizations, eq(organizations.id, clients.lockedBy))
      .where(isRestricted)
      .orderBy(asc(clients.id))
      .limit(restrictedPageSize)
      .offset((now - 1) * restrictedPageSize)
      .all()
  ).map((row) => disclose(viewer, row.id, row));
  return { list, count, page: now, pages };
}

/**
 * A record with a MIIC ID, hidden or not, and what restricts it; undefined where there is none. For the help desk
 * alone.
 */
export async function findRestricted(
  db: Reader,
  viewer: Viewer,
  id: number,
): Promise<{ record: RestrictedRecord; client: Client; flaggedBy: string | undefined } | undefined> {
  return db.snapshot(async (db) => {
    const record = await db
      .select(recordColumns)
      .from(clients)
      .leftJoin(organizations, eq(organizations.id, clients.lockedBy))
      .where(eq(clients.id, id))
      .get();
    const client = await loadAnyClient(db, viewer, id);
    if (!record || !client) return undefined;
    const flagged = await db
      .select({ name: organizations.name })
      .from(changes)
      .innerJoin(organizations, eq(organizations.id, changes.organizationId))
      .where(
        and(
          eq(changes.clientId, id),
          eq(changes.part, 'enrolment'),
          eq(changes.field, 'status'),
          eq(changes.after, 'P'),
        ),
      )
      .orderBy(desc(changes.id))
      .limit(1)
      .get();
    return {
      record: disclose(viewer, id, record),
      client,
      flaggedBy: record.deceasedAt === null ? undefined : flagged?.name,
    };
  });
}
