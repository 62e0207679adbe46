import { and, asc, desc, eq, gte, inArray, max } from 'drizzle-orm';
import type { Disclosure, Viewer } from '../../domain/accounts/viewer.js';
import type { Day } from '../../domain/time/day.js';
import type { Reader } from '../engine/database.js';
import { disclose } from '../operations/disclosures.js';
import { clients } from '../schema/clients.js';
import { audit } from '../schema/operations.js';
import { visibleTo } from './visible.js';

/** A record that somebody opened, and when they did last; epoch milliseconds. */
export type OpenedRecord = Disclosure<{
  readonly id: number;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly nameSuffix: string;
  readonly birthDate: Day;
  readonly at: number;
}>;

/** A list is looked at, not searched. */
const most = 8;
const oneDay = 24 * 60 * 60 * 1000;

/**
 * The records that the viewer opened in the last day for the organization acted for, the latest first, as the audit log
 * has them: those that they may still see (C12, C13).
 * @param now epoch milliseconds
 */
export async function openedLately(db: Reader, viewer: Viewer, now: number): Promise<OpenedRecord[]> {
  const at = max(audit.at);
  const rows = await db
    .select({
      id: clients.id,
      lastName: clients.lastName,
      firstName: clients.firstName,
      middleName: clients.middleName,
      nameSuffix: clients.nameSuffix,
      birthDate: clients.birthDate,
      at,
    })
    .from(audit)
    .innerJoin(clients, eq(clients.id, audit.clientId))
    .where(
      and(
        eq(audit.userId, viewer.userId),
        gte(audit.at, now - oneDay),
        eq(audit.organizationId, viewer.organization.id),
        inArray(audit.action, ['view client', 'view immunizations']),
        eq(audit.detail, ''),
        visibleTo(viewer),
      ),
    )
    .groupBy(clients.id)
    .orderBy(desc(at), asc(clients.id))
    .limit(most)
    .all();
  return rows.map((row) => disclose(viewer, row.id, { ...row, at: row.at ?? 0 }));
}
