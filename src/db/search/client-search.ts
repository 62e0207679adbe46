import { and, eq, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import {
  bestOfEach,
  inOrder,
  isFull,
  isTooBroad,
  type Match,
  type MatchList,
  takeMatches,
} from '../../domain/matching/match.js';
import { type Criteria, isAsTyped, mostHits } from '../../domain/matching/search.js';
import type { Reading } from '../../domain/matching/search-reading.js';
import { mostOfOneName, type Way, waysOf } from '../../domain/matching/search-ways.js';
import { anotherName } from '../../domain/matching/similarity.js';
import type { Reader } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { firstNamesFor, lastNamesFor, matchesOf } from '../names/alternatives.js';
import { namedFirst, namedLast, namesOfClients } from '../names/names.js';
import { clients } from '../schema/clients.js';
import { idsByChartNumber } from './chart-numbers.js';
import { byBirthDate, byFullName } from './full-name-search.js';
import { idsByMother } from './mothers.js';
import { inBatches, type VisibleRows, visibleRows } from './visible-rows.js';

/**
 * The records that the viewer may see and that match, best first: as typed, then misspelt, sounding alike, by a
 * nickname, with first and last name swapped, a slip in the birth date; names in use before former ones (C2, C5).
 * Undefined where more are as typed than anybody would read, or finding out would take too long. What is found by
 * another reading of the names costs as much more as that reading does.
 * @param typed the names as they were typed, with their accents
 */
export function searchClients(
  db: Reader,
  viewer: Pick<Viewer, 'organization'>,
  criteria: Criteria,
  others: readonly Reading[] = [],
  typed: Readonly<Record<string, string>> = {},
): Promise<Match[] | undefined> {
  return db.snapshot(async (db) => {
    const search = { db, viewer, visible: visibleRows(db, viewer) };
    const matches = await findMatches(search, criteria);
    if (!matches || others.length === 0)
      return matches && (await visibleMatches(search.visible, criteria, matches, typed));
    for (const other of others)
      for (const match of (await findMatches(search, other.criteria)) ?? [])
        matches.push({ ...match, cost: match.cost + other.cost });
    return visibleMatches(search.visible, criteria, bestOfEach(matches), typed);
  });
}

type Search = { readonly db: Reader; readonly viewer: Pick<Viewer, 'organization'>; readonly visible: VisibleRows };

const find: Record<Way, (search: Search, criteria: Criteria) => Promise<Match[] | undefined>> = {
  number: ({ db, viewer }, criteria) => byNumber(db, viewer, criteria),
  'full name': ({ db, visible }, criteria) => byFullName(db, visible, criteria),
  'one name': ({ db }, criteria) => byOneName(db, criteria),
  mother: ({ db }, criteria) => byMother(db, criteria),
  'birth date': ({ db }, criteria) => byBirthDate(db, criteria),
};

/** The matches by the way that reads least; undefined for too many. */
async function findMatches(search: Search, criteria: Criteria): Promise<Match[] | undefined> {
  for (const way of waysOf(criteria)) {
    const matches = await find[way](search, criteria);
    if (matches) return matches;
  }
  return undefined;
}

/** Her children; where none of them is as typed, those of mothers whose maiden name is two slips away, too. */
async function byMother(db: Reader, criteria: Criteria): Promise<Match[] | undefined> {
  const children = async (deep: boolean) => {
    const ids = await idsByMother(db, criteria, deep);
    return ids && (await matchesOf(db, criteria, await namesOfClients(db, ids)));
  };
  const matches = await children(false);
  return matches && !isAsTyped(matches[0]?.cost ?? anotherName) ? children(true) : matches;
}

async function byOneName(db: Reader, criteria: Criteria): Promise<Match[] | undefined> {
  const { lastName, firstName } = criteria;
  const names = [...(lastName ? await lastNamesFor(db, lastName, true) : await firstNamesFor(db, firstName, true))];
  const read = lastName ? namedLast : namedFirst;
  const most = mostOfOneName(criteria);
  const idsOf = (some: typeof names) => some.map(([id]) => id);
  const asTyped = names.filter(([, { cost }]) => isAsTyped(cost));
  const rows = await read(db, idsOf(asTyped), most);
  if (rows.length >= most) return undefined;
  // They stand in the order of their cost: those as typed come first.
  for (const ids of inBatches(idsOf(names.slice(asTyped.length)))) {
    const some = await read(db, ids, most - rows.length);
    if (rows.length + some.length < most) rows.push(...some);
    else {
      // There are more than may be read: the rows of the likeliest names are.
      for (const id of ids) if (rows.length < most) rows.push(...(await read(db, [id], most - rows.length)));
      break;
    }
  }
  return matchesOf(db, criteria, rows);
}

const byPhone = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(and(sql`${clients.phone} <> ''`, eq(clients.phone, sql.placeholder('phone'))))
    .limit(mostHits * 2)
    .prepare(),
);

const areaAfter = (place: string) =>
  sql.raw(`select substr(min(phone), 1, 3) from clients where phone <> '' and phone > ${place}`);

// A phone of an old record may be shorter than an area code.
const nextPlace = "case when length(area) < 3 then area else area || ':' end";

/** With a phone of seven digits: each area code that there is follows the one before in the index. */
const byLocalPhone = prepared((db) =>
  db
    .select({ id: sql<number>`id` })
    .from(
      sql`(with recursive areas(area) as (
          ${areaAfter("''")} union all select (${areaAfter(nextPlace)}) from areas where area is not null
        )
        select id from areas join clients on phone <> '' and phone = area || ${sql.placeholder('digits')}) as found`,
    )
    .limit(mostHits * 2)
    .prepare(),
);

/** The records with a phone, of seven digits in any area code. */
async function idsByPhone(db: Reader, phone: string): Promise<number[]> {
  const rows = await (phone.length === 7 ? byLocalPhone(db).all({ digits: phone }) : byPhone(db).all({ phone }));
  return rows.map(({ id }) => id);
}

/** The records with the MIIC ID, chart number and phone that are asked for. */
async function byNumber(db: Reader, viewer: Pick<Viewer, 'organization'>, criteria: Criteria): Promise<Match[]> {
  const { miicId, chartNumber, phone } = criteria;
  const lists: number[][] = [];
  if (miicId) lists.push([Number(miicId)]);
  if (chartNumber) lists.push(await idsByChartNumber(db, viewer, chartNumber, mostHits * 2));
  if (phone) lists.push(await idsByPhone(db, phone));
  const [first = [], ...others] = lists;
  const ids = first.filter((id) => others.every((list) => list.includes(id)));
  return matchesOf(db, criteria, await namesOfClients(db, ids));
}

/** Those that the viewer may see, with the gender and the mother that were asked for. */
async function visibleMatches(
  visible: VisibleRows,
  criteria: Criteria,
  matches: readonly Match[],
  typed: Readonly<Record<string, string>>,
): Promise<Match[] | undefined> {
  const list: MatchList = { taken: [], like: 0 };
  const take = takeMatches(criteria);
  for (const some of inBatches(matches)) {
    take(list, some, await visible(some.map(({ clientId }) => clientId)));
    if (isTooBroad(criteria, list)) return undefined;
    if (isFull(list)) break;
  }
  return inOrder(list, typed);
}
