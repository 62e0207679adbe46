import { and, eq, gt, sql } from 'drizzle-orm';
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
import type { NameRow } from '../../domain/matching/names.js';
import { type Criteria, isAsTyped, mostHits } from '../../domain/matching/search.js';
import type { Reading } from '../../domain/matching/search-reading.js';
import { mostOfOneName, type Way, waysOf } from '../../domain/matching/search-ways.js';
import { anotherName } from '../../domain/matching/similarity.js';
import { visibleAt } from '../clients/visible.js';
import type { Reader } from '../engine/database.js';
import { among, listed } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { firstNamesFor, lastNamesFor, matchesOf } from '../names/alternatives.js';
import { namedFirst, namedLast, namesOfClients } from '../names/names.js';
import { clients } from '../schema/clients.js';
import { idsByChartNumber } from './chart-numbers.js';
import { byBirthDate, byFullName } from './full-name-search.js';
import { idsByMother } from './mothers.js';

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
    const matches = await findMatches(db, viewer, criteria);
    if (!matches || others.length === 0) return matches && (await visibleMatches(db, viewer, criteria, matches, typed));
    for (const other of others)
      for (const match of (await findMatches(db, viewer, other.criteria)) ?? [])
        matches.push({ ...match, cost: match.cost + other.cost });
    return visibleMatches(db, viewer, criteria, bestOfEach(matches), typed);
  });
}

const find: Record<
  Way,
  (db: Reader, viewer: Pick<Viewer, 'organization'>, criteria: Criteria) => Promise<Match[] | undefined>
> = {
  number: byNumber,
  'full name': byFullName,
  'one name': (db, _, criteria) => byOneName(db, criteria),
  mother: (db, _, criteria) => byMother(db, criteria),
  'birth date': (db, _, criteria) => byBirthDate(db, criteria),
};

/** The matches by the way that reads least; undefined for too many. */
async function findMatches(
  db: Reader,
  viewer: Pick<Viewer, 'organization'>,
  criteria: Criteria,
): Promise<Match[] | undefined> {
  for (const way of waysOf(criteria)) {
    const matches = await find[way](db, viewer, criteria);
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
  const names = lastName ? await lastNamesFor(db, lastName, true) : await firstNamesFor(db, firstName, true);
  const read = lastName ? namedLast : namedFirst;
  const most = mostOfOneName(criteria);
  const rows: NameRow[] = [];
  for (const [id, { cost }] of names) {
    rows.push(...(await read(db, id, most - rows.length)));
    if (rows.length < most) continue;
    if (isAsTyped(cost)) return undefined;
    break;
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

const nextPhone = prepared((db) =>
  db
    .select({ phone: clients.phone })
    .from(clients)
    .where(and(sql`${clients.phone} <> ''`, gt(clients.phone, sql.placeholder('after'))))
    .orderBy(clients.phone)
    .limit(1)
    .prepare(),
);

/** The records with a phone of seven digits in any area code: those that there are follow each other in the index. */
async function idsByLocalPhone(db: Reader, digits: string): Promise<number[]> {
  const ids: number[] = [];
  for (
    let area = '', next = await nextPhone(db).get({ after: '' });
    next;
    next = await nextPhone(db).get({ after: `${area}:` })
  ) {
    area = next.phone.slice(0, 3);
    ids.push(...(await idsByPhone(db, area + digits)));
  }
  return ids;
}

const idsByPhone = async (db: Reader, phone: string): Promise<number[]> =>
  (await byPhone(db).all({ phone })).map(({ id }) => id);

/** The records with the MIIC ID, chart number and phone that are asked for. */
async function byNumber(db: Reader, viewer: Pick<Viewer, 'organization'>, criteria: Criteria): Promise<Match[]> {
  const { miicId, chartNumber, phone } = criteria;
  const lists: number[][] = [];
  if (miicId) lists.push([Number(miicId)]);
  if (chartNumber) lists.push(await idsByChartNumber(db, viewer, chartNumber, mostHits * 2));
  if (phone) lists.push(phone.length === 7 ? await idsByLocalPhone(db, phone) : await idsByPhone(db, phone));
  const [first = [], ...others] = lists;
  const ids = first.filter((id) => others.every((list) => list.includes(id)));
  return matchesOf(db, criteria, await namesOfClients(db, ids));
}

const rowsToMatch = prepared((db) =>
  db
    .select({
      id: clients.id,
      gender: clients.gender,
      maiden: clients.motherMaidenKey,
      motherFirst: clients.motherFirstKey,
      lastName: clients.lastName,
      firstName: clients.firstName,
      birthDate: clients.birthDate,
    })
    .from(clients)
    .where(and(among(clients.id), visibleAt(sql.placeholder('organization'))))
    .prepare(),
);

/** Records looked at together: as a rule the first ones are enough. */
const batch = 64;

/** Those that the viewer may see, with the gender and the mother that were asked for. */
async function visibleMatches(
  db: Reader,
  viewer: Pick<Viewer, 'organization'>,
  criteria: Criteria,
  matches: readonly Match[],
  typed: Readonly<Record<string, string>>,
): Promise<Match[] | undefined> {
  const list: MatchList = { taken: [], like: 0 };
  const take = takeMatches(criteria);
  for (let i = 0; i < matches.length && !isFull(list); i += batch) {
    const some = matches.slice(i, i + batch);
    const ids = listed(some.map(({ clientId }) => clientId));
    const rows = await rowsToMatch(db).all({ list: ids, organization: viewer.organization.id });
    take(list, some, rows);
    if (isTooBroad(criteria, list)) return undefined;
  }
  return inOrder(list, typed);
}
