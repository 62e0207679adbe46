import { and, eq, gte, inArray, lt } from 'drizzle-orm';
import type { Found, Hit } from '../domain/search.js';
import type { Viewer } from '../domain/viewer.js';
import type { Reader, Tx } from './open.js';
import { aliases, clients } from './schema/clients.js';
import { searches } from './schema/search.js';
import { visibleTo } from './visible.js';

/** What was found, in its order: the record and the alias that matched, 0 for none. */
export type KeptHit = readonly [clientId: number, aliasId: number];

export type Search = {
  readonly id: string;
  readonly leadsTo: 'clients' | 'immunizations';
  /** As typed, for the form to show again. */
  readonly typed: Readonly<Record<string, string>>;
  /** Undefined where there were more than anybody would read. */
  readonly hits: readonly KeptHit[] | undefined;
};

/** How long a search can be come back to: a shift. */
const keptFor = 12 * 60 * 60 * 1000;

/** Keeps a search and what it found behind its opaque address, and forgets those of yesterday (X6). */
export function keepSearch(
  tx: Tx,
  viewer: Viewer,
  search: Pick<Search, 'id' | 'leadsTo' | 'typed'> & { found: readonly Found[] | undefined },
  at: number,
): void {
  tx.delete(searches)
    .where(lt(searches.createdAt, at - keptFor))
    .run();
  tx.insert(searches)
    .values({
      id: search.id,
      userId: viewer.userId,
      organizationId: viewer.organization.id,
      leadsTo: search.leadsTo,
      criteria: JSON.stringify(search.typed),
      hits: search.found ? JSON.stringify(search.found.map(({ clientId, aliasId }) => [clientId, aliasId])) : null,
      createdAt: at,
    })
    .run();
}

/** The search behind an address, for the user who made it and the organization it was made for; otherwise undefined. */
export async function findSearch(db: Reader, viewer: Viewer, id: string, now: number): Promise<Search | undefined> {
  const row = db
    .select()
    .from(searches)
    .where(and(ofViewer(viewer, id), gte(searches.createdAt, now - keptFor)))
    .get();
  return (
    row && {
      id,
      leadsTo: row.leadsTo,
      typed: JSON.parse(row.criteria),
      hits: row.hits === null ? undefined : (JSON.parse(row.hits) as KeptHit[]),
    }
  );
}

const ofViewer = (viewer: Viewer, id: string) =>
  and(eq(searches.id, id), eq(searches.userId, viewer.userId), eq(searches.organizationId, viewer.organization.id));

/** Keeps what is typed into the form of a new client with the search that it began from (L16). */
export function keepEntry(tx: Tx, viewer: Viewer, id: string, typed: Readonly<Record<string, string>>): void {
  tx.update(searches)
    .set({ entry: JSON.stringify(typed) })
    .where(ofViewer(viewer, id))
    .run();
}

/** What was typed there; undefined where nothing was yet. */
export async function findEntry(db: Reader, viewer: Viewer, id: string): Promise<Record<string, string> | undefined> {
  const row = db.select({ entry: searches.entry }).from(searches).where(ofViewer(viewer, id)).get();
  return row?.entry ? JSON.parse(row.entry) : undefined;
}

/** Of the records of a search, those that the viewer may see now: others closed since count no more (C13). */
export async function openOf(db: Reader, viewer: Viewer, hits: readonly KeptHit[]): Promise<ReadonlySet<number>> {
  const ids = hits.map(([id]) => id);
  if (ids.length === 0) return new Set();
  const rows = db
    .select({ id: clients.id })
    .from(clients)
    .where(and(inArray(clients.id, ids), visibleTo(viewer)))
    .all();
  return new Set(rows.map(({ id }) => id));
}

/** The records of some hits as they are now, in the order of the hits, without those that the viewer may not see. */
export async function hitsOf(db: Reader, viewer: Viewer, hits: readonly KeptHit[]): Promise<Hit[]> {
  if (hits.length === 0) return [];
  const rows = db
    .select({
      id: clients.id,
      lastName: clients.lastName,
      firstName: clients.firstName,
      middleName: clients.middleName,
      nameSuffix: clients.nameSuffix,
      birthDate: clients.birthDate,
      gender: clients.gender,
      motherMaidenLast: clients.motherMaidenLast,
      street: clients.street,
      city: clients.city,
    })
    .from(clients)
    .where(
      and(
        inArray(
          clients.id,
          hits.map(([id]) => id),
        ),
        visibleTo(viewer),
      ),
    )
    .all();
  const matched = hits.map(([, aliasId]) => aliasId).filter(Boolean);
  const former = matched.length > 0 ? db.select().from(aliases).where(inArray(aliases.id, matched)).all() : [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return hits.flatMap(([clientId, aliasId]) => {
    const row = byId.get(clientId);
    return row ? [{ ...row, alias: former.find(({ id }) => id === aliasId) }] : [];
  });
}
