import { and, count, eq, gte, inArray, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { noDraft } from '../../domain/edits/draft.js';
import {
  pendingClient,
  pendingIn,
  pendingVisit,
  type UnnamedWork,
  type UnsavedWork,
} from '../../domain/edits/unsaved.js';
import { readDay } from '../../domain/time/day.js';
import { keptFor } from '../../domain/time/kept-for.js';
import { visibleTo, visibleToOneOf } from '../clients/visible.js';
import type { Reader } from '../engine/database.js';
import { disclose } from '../operations/disclosures.js';
import { organizations } from '../schema/accounts.js';
import { clients, drafts } from '../schema/clients.js';
import { visitDrafts } from '../schema/immunizations.js';
import { searches } from '../schema/search.js';
import { searchLifetime } from '../search/searches.js';

type Viewers = readonly Viewer[];

const client = {
  clientId: clients.id,
  lastName: clients.lastName,
  firstName: clients.firstName,
  middleName: clients.middleName,
  nameSuffix: clients.nameSuffix,
  birthDate: clients.birthDate,
};
const draftLifetime = keptFor.draft * 60 * 60 * 1000;
const organization = { id: organizations.id, name: organizations.name };

/**
 * All that a user typed and did not save, the latest first (C20, C22): records, visits, new clients. A client is named
 * only where both the organization acted for and the one that it was typed for may see the record (C12, C13); what is
 * kept for a record that is locked to another of the user's organizations is counted.
 * @param viewers the user, for each organization whose rows are listed
 * @param now epoch milliseconds
 */
export async function findUnsavedWork(
  db: Reader,
  viewer: Viewer,
  viewers: Viewers,
  now: number,
): Promise<{ list: UnsavedWork[]; unnamed: UnnamedWork[] }> {
  return db.snapshot(async (db) => {
    const list = [
      ...(await recordsOf(db, viewer, viewers)),
      ...(await visitsOf(db, viewer, viewers)),
      ...(await newClientsOf(db, viewer, viewers, now)),
    ];
    const locked = [
      ...(await lockedAway(db, viewer, viewers, drafts)),
      ...(await lockedAway(db, viewer, viewers, visitDrafts)),
    ];
    const unnamed = Map.groupBy(locked, (row) => row.organization);
    return {
      list: list.sort((a, b) => b.updatedAt - a.updatedAt),
      unnamed: [...unnamed].map(([organization, rows]) => ({
        organization,
        count: rows.reduce((sum, row) => sum + row.count, 0),
      })),
    };
  });
}

async function recordsOf(db: Reader, viewer: Viewer, viewers: Viewers): Promise<UnsavedWork[]> {
  return (
    await db
      .select({ ...client, updatedAt: drafts.updatedAt, body: drafts.body, organization })
      .from(drafts)
      .innerJoin(organizations, eq(organizations.id, drafts.organizationId))
      .innerJoin(clients, eq(clients.id, drafts.clientId))
      .where(and(eq(drafts.userId, viewer.userId), visibleToOneOf(viewers, drafts.organizationId), visibleTo(viewer)))
      .orderBy(drafts.clientId, drafts.organizationId)
      .all()
  ).map(({ body, ...row }) =>
    disclose(viewer, row.clientId, {
      ...row,
      pending: pendingIn({ ...noDraft, ...JSON.parse(body) }).join(', '),
      keptUntil: row.updatedAt + draftLifetime,
      address: `/clients/${row.clientId}`,
    }),
  );
}

async function visitsOf(db: Reader, viewer: Viewer, viewers: Viewers): Promise<UnsavedWork[]> {
  return (
    await db
      .select({
        ...client,
        updatedAt: visitDrafts.updatedAt,
        typed: visitDrafts.typed,
        window: visitDrafts.window,
        organization,
      })
      .from(visitDrafts)
      .innerJoin(organizations, eq(organizations.id, visitDrafts.organizationId))
      .innerJoin(clients, eq(clients.id, visitDrafts.clientId))
      .where(
        and(
          eq(visitDrafts.userId, viewer.userId),
          visibleToOneOf(viewers, visitDrafts.organizationId),
          visibleTo(viewer),
        ),
      )
      .orderBy(visitDrafts.clientId, visitDrafts.organizationId, visitDrafts.window)
      .all()
  ).map(({ typed, window, ...row }) =>
    disclose(viewer, row.clientId, {
      ...row,
      pending: pendingVisit(JSON.parse(typed)),
      keptUntil: row.updatedAt + draftLifetime,
      address: `/clients/${row.clientId}/immunizations/new?draft=${window}`,
    }),
  );
}

const idsOf = (viewers: Viewers) => viewers.map((one) => one.organization.id);

async function newClientsOf(db: Reader, viewer: Viewer, viewers: Viewers, now: number): Promise<UnsavedWork[]> {
  return (
    await db
      .select({
        id: searches.id,
        entry: searches.entry,
        typedAt: searches.typedAt,
        createdAt: searches.createdAt,
        organization,
      })
      .from(searches)
      .innerJoin(organizations, eq(organizations.id, searches.organizationId))
      .where(
        and(
          eq(searches.userId, viewer.userId),
          isNotNull(searches.typedAt),
          gte(searches.createdAt, now - searchLifetime),
          inArray(searches.organizationId, idsOf(viewers)),
        ),
      )
      .orderBy(searches.createdAt, searches.id)
      .all()
  ).map(({ id, entry, typedAt, createdAt, organization }) => {
    const typed: Readonly<Record<string, string>> = JSON.parse(entry);
    return {
      clientId: undefined,
      lastName: typed.lastName ?? '',
      firstName: typed.firstName ?? '',
      middleName: typed.middleName ?? '',
      nameSuffix: typed.nameSuffix ?? '',
      birthDate: readDay(typed.birthDate ?? '') ?? '',
      pending: pendingClient(typed),
      updatedAt: typedAt ?? now,
      keptUntil: createdAt + searchLifetime,
      organization,
      address: `/clients/new?search=${id}`,
    };
  });
}

async function lockedAway(
  db: Reader,
  viewer: Viewer,
  viewers: Viewers,
  table: typeof drafts | typeof visitDrafts,
): Promise<UnnamedWork[]> {
  return db
    .select({ organization: organizations.name, count: count() })
    .from(table)
    .innerJoin(organizations, eq(organizations.id, table.organizationId))
    .innerJoin(clients, eq(clients.id, table.clientId))
    .where(
      and(
        eq(table.userId, viewer.userId),
        inArray(table.organizationId, idsOf(viewers)),
        ne(table.organizationId, viewer.organization.id),
        isNull(clients.deceasedAt),
        eq(clients.lockedBy, table.organizationId),
      ),
    )
    .groupBy(organizations.name)
    .orderBy(organizations.name)
    .all();
}
