import { and, eq, gte, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { DueState } from '../../domain/clients/client.js';
import { compareIn, type Match } from '../../domain/matching/match.js';
import { type Hit, type ResultOrder, searchAt } from '../../domain/matching/search.js';
import { keptFor } from '../../domain/time/kept-for.js';
import { dueStateColumns } from '../clients/due-state.js';
import { visibleOfList } from '../clients/visible.js';
import type { Reader, Tx } from '../engine/database.js';
import { among, listed } from '../engine/id-lists.js';
import { sent } from '../engine/sent.js';
import { prepared } from '../engine/statements.js';
import { disclose } from '../operations/disclosures.js';
import { aliases, clients, contacts } from '../schema/clients.js';
import { searches } from '../schema/search.js';

/** The hits, in their order: the record and the alias that matched, 0 for none. */
export type HitKey = readonly [clientId: number, aliasId: number];

export type Search = {
  readonly id: string;
  readonly leadsTo: 'clients' | 'immunizations';
  /** As typed, for the form to show again. */
  readonly typed: Readonly<Record<string, string>>;
  /** Undefined where there were more than anybody would read. */
  readonly hits: readonly HitKey[] | undefined;
  readonly order: ResultOrder;
};

const slot = sql.placeholder;

/** A search can be returned to during a shift, in milliseconds. */
export const searchLifetime = keptFor.search * 60 * 60 * 1000;

/** Keeps a search and what it found behind its opaque address (X6). */
export async function keepSearch(
  tx: Tx,
  viewer: Viewer,
  search: Pick<Search, 'id' | 'leadsTo' | 'typed'> & { found: readonly Match[] | undefined },
  at: number,
): Promise<void> {
  const row = {
    id: search.id,
    userId: viewer.userId,
    organizationId: viewer.organization.id,
    leadsTo: search.leadsTo,
    criteria: JSON.stringify(search.typed),
    hits: search.found ? JSON.stringify(search.found.map(({ clientId, aliasId }) => [clientId, aliasId])) : null,
    createdAt: at,
  };
  await sent(tx, insertSearch(tx).run(row));
}

const insertSearch = prepared((tx: Tx) =>
  tx
    .insert(searches)
    .values({
      id: slot('id'),
      userId: slot('userId'),
      organizationId: slot('organizationId'),
      leadsTo: slot('leadsTo'),
      criteria: slot('criteria'),
      hits: slot('hits'),
      createdAt: slot('createdAt'),
    })
    .prepare(),
);

const ofViewer = () =>
  and(
    eq(searches.id, slot('id')),
    eq(searches.userId, slot('user')),
    eq(searches.organizationId, slot('organization')),
  );
const keyOf = (viewer: Viewer, id: string) => ({ id, user: viewer.userId, organization: viewer.organization.id });

const searchById = prepared((db) =>
  db
    .select()
    .from(searches)
    .where(and(ofViewer(), gte(searches.createdAt, slot('since'))))
    .prepare(),
);

/** The search behind an address, for the user who made it and the organization it was made for; otherwise undefined. */
export async function findSearch(
  db: Reader,
  viewer: Viewer,
  address: string,
  now: number,
): Promise<Search | undefined> {
  const { id, order } = searchAt(address);
  const row = await searchById(db).get({ ...keyOf(viewer, id), since: now - searchLifetime });
  if (!row) return undefined;
  return {
    id,
    order,
    leadsTo: row.leadsTo,
    typed: JSON.parse(row.criteria),
    hits: row.hits === null ? undefined : (JSON.parse(row.hits) as HitKey[]),
  };
}

const writeEntry = prepared((tx: Tx) =>
  tx
    .update(searches)
    .set({ entry: sql`${slot('entry')}`, typedAt: sql`${slot('typedAt')}` })
    .where(ofViewer())
    .prepare(),
);

/** Keeps what is typed into the form of a new client with the search that it began from (L16); epoch milliseconds. */
export async function keepEntry(
  tx: Tx,
  viewer: Viewer,
  id: string,
  typed: Readonly<Record<string, string>>,
  typedAt: number,
): Promise<void> {
  await writeEntry(tx).run({ ...keyOf(viewer, id), entry: JSON.stringify(typed), typedAt });
}

const endEntry = prepared((tx: Tx) => tx.update(searches).set({ typedAt: sql`null` }).where(ofViewer()).prepare());

/** The typed client is entered: it is no longer unsaved (C20). */
export async function closeEntry(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  await endEntry(tx).run(keyOf(viewer, id));
}

const entryById = prepared((db) => db.select({ entry: searches.entry }).from(searches).where(ofViewer()).prepare());

/** The typed values; undefined while there are none. */
export async function findEntry(db: Reader, viewer: Viewer, id: string): Promise<Record<string, string> | undefined> {
  const row = await entryById(db).get(keyOf(viewer, id));
  return row?.entry ? JSON.parse(row.entry) : undefined;
}

const openAmong = prepared((db) => db.select({ id: clients.id }).from(clients).where(visibleOfList()).prepare());

/** Of the records of a search, those that the viewer may see now: others closed since count no more (C13). */
export async function openOf(db: Reader, viewer: Viewer, hits: readonly HitKey[]): Promise<ReadonlySet<number>> {
  const organization = viewer.organization.id;
  const rows = await openAmong(db).values({ list: listed(hits.map(([id]) => id)), organization });
  return new Set(rows.map(([id]) => id as number));
}

const rowsToOrder = prepared((db) =>
  db
    .select({
      id: clients.id,
      lastName: clients.lastName,
      firstName: clients.firstName,
      birthDate: clients.birthDate,
    })
    .from(clients)
    .where(visibleOfList())
    .prepare(),
);

/** Hits in another order, without those that the viewer may not see. */
export async function inOrder(
  db: Reader,
  viewer: Viewer,
  hits: readonly HitKey[],
  order: ResultOrder,
): Promise<readonly HitKey[]> {
  if (order === 'best') return hits;
  const organization = viewer.organization.id;
  const rows = await rowsToOrder(db).all({ list: listed(hits.map(([id]) => id)), organization });
  const aliasOf = new Map(hits);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...byId.values()].sort(compareIn[order]).map(({ id }) => [id, aliasOf.get(id) ?? 0] as const);
}

const hitRows = prepared((db) =>
  db
    .select({
      id: clients.id,
      lastName: clients.lastName,
      firstName: clients.firstName,
      middleName: clients.middleName,
      nameSuffix: clients.nameSuffix,
      preferredName: clients.preferredName,
      birthDate: clients.birthDate,
      gender: clients.gender,
      motherMaidenLast: clients.motherMaidenLast,
      // The address of the record is that of the contact who is the primary one, where there is one (C16).
      street: sql<string>`coalesce(${contacts.street}, ${clients.street})`,
      city: sql<string>`coalesce(${contacts.city}, ${clients.city})`,
      dueState: dueStateColumns,
    })
    .from(clients)
    .leftJoin(
      contacts,
      and(eq(contacts.clientId, clients.id), sql`${contacts.isPrimary} = 1 and ${contacts.deletedAt} is null`),
    )
    .where(visibleOfList())
    .prepare(),
);

const aliasesAmong = prepared((db) => db.select().from(aliases).where(among(aliases.id)).prepare());

/** The records of some hits as they are now, in the order of the hits, without those that the viewer may not see. */
export async function hitsOf(
  db: Reader,
  viewer: Viewer,
  hits: readonly HitKey[],
): Promise<(Hit & { readonly dueState: DueState })[]> {
  const organization = viewer.organization.id;
  const rows = await hitRows(db).all({ list: listed(hits.map(([id]) => id)), organization });
  const aliasIds = hits.map(([, aliasId]) => aliasId).filter(Boolean);
  const former = aliasIds.length > 0 ? await aliasesAmong(db).all({ list: listed(aliasIds) }) : [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return hits.flatMap(([clientId, aliasId]) => {
    const row = byId.get(clientId);
    return row ? [disclose(viewer, clientId, { ...row, alias: former.find(({ id }) => id === aliasId) })] : [];
  });
}
