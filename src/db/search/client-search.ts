import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import {
  type Criteria,
  type Found,
  isAsTyped,
  mostHits,
  mostLike,
  mostMotherCost,
} from '../../domain/matching/search.js';
import type { Reading } from '../../domain/matching/search-readings.js';
import { anotherName, nameCost } from '../../domain/matching/similarity.js';
import { accentedKey, nameKey } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
import { visibleAt } from '../clients/visible.js';
import type { Reader } from '../engine/database.js';
import { forSizes, named, padded, slots } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { type NameRow, namedFirst, namedLast, namesOfClients } from '../names/names.js';
import { bestOfEach, ranked, scored, widen } from '../names/near-names.js';
import { clients, enrolments } from '../schema/clients.js';
import { budget, byBirthDate, byFullName } from './full-name-search.js';
import { idsByMother } from './mothers.js';

/**
 * The records that the viewer may see and that match, best first: as typed, then misspelt, sounding alike, by a nickname,
 * with first and last name swapped, a slip in the birth date; names in use before former ones (C2, C5). Undefined where
 * more are as typed than anybody would read, or finding out would take too long. What is found by another reading of the
 * names costs as much more as that reading does.
 * @param typed the names as they were typed, with their accents
 */
export async function searchClients(
  db: Reader,
  viewer: Viewer,
  criteria: Criteria,
  others: readonly Reading[] = [],
  typed: Readonly<Record<string, string>> = {},
): Promise<Found[] | undefined> {
  const rows = rowsFor(db, viewer, criteria);
  if (!rows || others.length === 0) return rows && visibleHits(db, viewer, criteria, rows, typed);
  for (const other of others)
    for (const hit of rowsFor(db, viewer, other.criteria) ?? []) rows.push({ ...hit, cost: hit.cost + other.cost });
  return visibleHits(db, viewer, criteria, bestOfEach(rows), typed);
}

/** The candidates by the way that reads least; undefined for too many. */
function rowsFor(db: Reader, viewer: Viewer, criteria: Criteria): Found[] | undefined {
  const ids = idsByNumber(db, viewer, criteria);
  if (ids) return ranked(criteria, scored(db, criteria, namesOfClients(db, ids)));
  const { lastName, firstName, birthDate, motherMaidenLast, motherFirst } = criteria;
  if (lastName && firstName.length === 1 && !birthDate) return byOneName(db, criteria);
  if (lastName && firstName) return byFullName(db, viewer, criteria);
  if (birthDate)
    // Mothers of one full name have few children: fewer than are born on a day.
    return (!lastName && motherMaidenLast && motherFirst && byMother(db, criteria)) || byBirthDate(db, criteria);
  if (lastName || (firstName && !motherMaidenLast)) return byOneName(db, criteria);
  return byMother(db, criteria);
}

/** Her children; where none of them is as typed, those of mothers whose maiden name is two slips away, too. */
function byMother(db: Reader, criteria: Criteria): Found[] | undefined {
  const near = (deep: boolean) => {
    const children = idsByMother(db, criteria, deep);
    return children && ranked(criteria, scored(db, criteria, namesOfClients(db, children)));
  };
  const found = near(false);
  return found && !isAsTyped(found[0]?.cost ?? anotherName) ? near(true) : found;
}

function byOneName(db: Reader, criteria: Criteria): Found[] | undefined {
  const names = criteria.lastName ? widen(db, criteria.lastName, 3, true) : widen(db, criteria.firstName, 2, true);
  const read = criteria.lastName ? namedLast : namedFirst;
  const narrowed =
    (criteria.lastName && criteria.firstName) ||
    criteria.gender ||
    criteria.motherMaidenLast ||
    criteria.motherFirst ||
    criteria.middleName;
  const most = narrowed ? budget : mostHits * 2;
  const rows: NameRow[] = [];
  for (const [id, { cost }] of names) {
    rows.push(...read(db, id, most - rows.length));
    if (rows.length < most) continue;
    if (isAsTyped(cost)) return undefined;
    break;
  }
  return ranked(criteria, scored(db, criteria, rows));
}

const byPhone = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(and(sql`${clients.phone} <> ''`, eq(clients.phone, sql.placeholder('phone'))))
    .limit(mostHits * 2)
    .prepare(),
);

const byChart = prepared((db) =>
  db
    .select({ id: enrolments.clientId })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.organizationId, sql.placeholder('organization')),
        sql`${enrolments.chartKey} <> ''`,
        eq(enrolments.chartKey, sql.placeholder('chart')),
      ),
    )
    .limit(mostHits * 2)
    .prepare(),
);

/** The records with a MIIC ID, a chart number or a phone, where one of them is asked for. */
function idsByNumber(db: Reader, viewer: Viewer, criteria: Criteria): number[] | undefined {
  const { miicId, chartNumber, phone } = criteria;
  const lists: number[][] = [];
  if (miicId) lists.push([Number(miicId)]);
  if (chartNumber)
    lists.push(
      byChart(db)
        .all({ organization: viewer.organization.id, chart: chartNumber })
        .map(({ id }) => id),
    );
  if (phone)
    lists.push(
      byPhone(db)
        .all({ phone })
        .map(({ id }) => id),
    );
  const [first, ...others] = lists;
  return first?.filter((id) => others.every((list) => list.includes(id)));
}

const seen = forSizes((db, length) =>
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
    .where(and(inArray(clients.id, slots(length)), visibleAt(sql.placeholder('organization'))))
    .prepare(),
);

/** Those that the viewer may see, with the gender and the mother that were asked for. */
function visibleHits(
  db: Reader,
  viewer: Viewer,
  criteria: Criteria,
  found: readonly Found[],
  typed: Readonly<Record<string, string>>,
): Found[] | undefined {
  const maiden = nameCost(criteria.motherMaidenLast);
  const motherFirst = nameCost(criteria.motherFirst);
  const hits: (Found & { readonly row: SeenRow })[] = [];
  let like = 0;
  for (let i = 0; i < found.length && like < mostLike; i += 64) {
    const some = found.slice(i, i + 64);
    const ids = padded(some.map(({ clientId }) => clientId));
    const rows = seen[ids.length]?.(db).all(named(ids, 'n', { organization: viewer.organization.id }));
    const open = new Map(rows?.map((row) => [row.id, row]));
    for (const hit of some) {
      const row = open.get(hit.clientId);
      if (!row || (criteria.gender && criteria.gender !== row.gender)) continue;
      const mother = maiden(row.maiden) + motherFirst(row.motherFirst);
      if (mother > mostMotherCost) continue;
      const cost = hit.cost + mother;
      if (!isAsTyped(cost)) like += 1;
      if (like <= mostLike) hits.push({ ...hit, cost, row });
    }
    if (hits.length - like > mostHits && !criteria.birthDate) return undefined;
  }
  return hits
    .sort((a, b) => a.cost - b.cost || folded(typed, a.row) - folded(typed, b.row) || inOrder(a.row, b.row))
    .slice(0, mostHits)
    .map(({ row: _, ...hit }) => hit);
}

type SeenRow = { readonly id: number; readonly lastName: string; readonly firstName: string; readonly birthDate: Day };

/** How many of the names are as typed but for the accents of Latin letters: those rank below the exact ones (C2, C3). */
const folded = ({ lastName = '', firstName = '' }: Readonly<Record<string, string>>, row: SeenRow) =>
  Number(isFolded(lastName, row.lastName)) + Number(isFolded(firstName, row.firstName));

const isFolded = (typed: string, name: string) =>
  typed !== '' && nameKey(typed) === nameKey(name) && accentedKey(typed) !== accentedKey(name);

const { compare } = new Intl.Collator('en');

/** Hits of one rank stand by name, then by birth date (C2). */
const inOrder = (a: SeenRow, b: SeenRow) =>
  compare(a.lastName, b.lastName) ||
  compare(a.firstName, b.firstName) ||
  compare(a.birthDate, b.birthDate) ||
  a.id - b.id;
