import { and, asc, eq, gte, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { nameKey } from '../domain/name.js';
import { type Criteria, type Hit, mostHits } from '../domain/search.js';
import type { Viewer } from '../domain/viewer.js';
import type { Reader, Tx } from './open.js';
import { aliases, clientNames, clients, enrolments, searches } from './schema.js';
import { visibleTo } from './visible.js';

export type Search = {
  readonly id: string;
  readonly leadsTo: 'clients' | 'immunizations';
  /** As typed, for the form to show again. */
  readonly typed: Readonly<Record<string, string>>;
};

/** How long a search can be come back to: a shift. */
const keptFor = 12 * 60 * 60 * 1000;

/** Keeps a search behind its opaque address, and forgets those of yesterday (X6). */
export function keepSearch(tx: Tx, viewer: Viewer, search: Search, at: number): void {
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
      createdAt: at,
    })
    .run();
}

/** The search behind an address, for the user who made it and the organization it was made for; otherwise undefined. */
export async function findSearch(db: Reader, viewer: Viewer, id: string, now: number): Promise<Search | undefined> {
  const row = db
    .select()
    .from(searches)
    .where(
      and(
        eq(searches.id, id),
        eq(searches.userId, viewer.userId),
        eq(searches.organizationId, viewer.organization.id),
        gte(searches.createdAt, now - keptFor),
      ),
    )
    .get();
  return row && { id, leadsTo: row.leadsTo, typed: JSON.parse(row.criteria) };
}

/**
 * The records that the viewer may see and that match, best first: the full name, then the beginning of one, names in use
 * before former ones (C2). Undefined when there are more than anybody would read.
 */
export async function searchClients(db: Reader, viewer: Viewer, criteria: Criteria): Promise<Hit[] | undefined> {
  const byName = criteria.lastName || criteria.firstName || criteria.middleName || criteria.birthDate;
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
      aliasLast: aliases.lastName,
      aliasFirst: aliases.firstName,
      aliasBirthDate: aliases.birthDate,
    })
    .from(clientNames)
    .innerJoin(clients, eq(clients.id, clientNames.clientId))
    .leftJoin(aliases, eq(aliases.id, clientNames.aliasId))
    .where(and(visibleTo(viewer), byName ? undefined : isNull(clientNames.aliasId), ...conditions(viewer, criteria)))
    .orderBy(asc(clientNames.lastKey), asc(clientNames.firstKey), asc(clientNames.birthDate), asc(clients.id))
    .limit(mostHits * 2)
    .all();
  const hits = new Map<number, Hit>();
  for (const { aliasLast, aliasFirst, aliasBirthDate, ...client } of rows) {
    const alias =
      aliasLast === null
        ? undefined
        : { lastName: aliasLast, firstName: aliasFirst ?? '', birthDate: aliasBirthDate ?? '' };
    if (!hits.get(client.id) || !alias) hits.set(client.id, { ...client, alias });
  }
  if (hits.size > mostHits || rows.length === mostHits * 2) return undefined;
  return [...hits.values()]
    .map((hit, order) => ({ hit, order, rank: rank(hit, criteria) }))
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ hit }) => hit);
}

function rank(hit: Hit, criteria: Criteria): number {
  const person = hit.alias ?? hit;
  const whole = (asked: string, name: string) => (asked === '' || asked === nameKey(name) ? 0 : 2);
  return whole(criteria.lastName, person.lastName) + whole(criteria.firstName, person.firstName) + (hit.alias ? 1 : 0);
}

function conditions(viewer: Viewer, criteria: Criteria): (SQL | undefined)[] {
  const {
    lastName,
    firstName,
    middleName,
    birthDate,
    gender,
    motherMaidenLast,
    motherFirst,
    phone,
    chartNumber,
    miicId,
  } = criteria;
  const starts = (column: SQLiteColumn, key: string) => and(gte(column, key), lt(column, `${key}\u{10FFFF}`));
  return [
    lastName === ''
      ? undefined
      : lastName.length < 3
        ? eq(clientNames.lastKey, lastName)
        : starts(clientNames.lastKey, lastName),
    firstName === '' ? undefined : starts(clientNames.firstKey, firstName),
    middleName === '' ? undefined : starts(clientNames.middleKey, middleName),
    birthDate === '' ? undefined : eq(clientNames.birthDate, birthDate),
    gender === '' ? undefined : eq(clients.gender, gender as 'M' | 'F' | 'U'),
    // The partial indexes serve only where the query says that the column is filled.
    motherMaidenLast === ''
      ? undefined
      : and(ne(clients.motherMaidenKey, ''), starts(clients.motherMaidenKey, motherMaidenLast)),
    motherFirst === '' ? undefined : and(ne(clients.motherFirstKey, ''), starts(clients.motherFirstKey, motherFirst)),
    phone === '' ? undefined : and(ne(clients.phone, ''), eq(clients.phone, phone)),
    miicId === '' ? undefined : eq(clients.id, Number(miicId)),
    chartNumber === ''
      ? undefined
      : sql`${clients.id} in (select ${enrolments.clientId} from ${enrolments} where ${enrolments.organizationId} = ${viewer.organization.id} and ${enrolments.chartKey} <> '' and ${enrolments.chartKey} = ${chartNumber})`,
  ];
}

/** Whether another visible record comes near enough to a hit to be mistaken for it: twins, namesakes (C2). */
export async function hasNearCandidate(db: Reader, viewer: Viewer, hit: Hit): Promise<boolean> {
  const near = db
    .select({ id: clients.id })
    .from(clientNames)
    .innerJoin(clients, eq(clients.id, clientNames.clientId))
    .where(
      and(
        ne(clients.id, hit.id),
        visibleTo(viewer),
        eq(clientNames.lastKey, nameKey(hit.lastName)),
        or(eq(clientNames.firstKey, nameKey(hit.firstName)), eq(clientNames.birthDate, hit.birthDate)),
      ),
    )
    .limit(1)
    .get();
  return near !== undefined;
}
