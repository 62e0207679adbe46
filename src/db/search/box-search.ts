import type { Viewer } from '../../domain/accounts/viewer.js';
import type { BoxReading, BoxValues } from '../../domain/matching/box-reading.js';
import { bestOfEach, type Match } from '../../domain/matching/match.js';
import type { NameRow } from '../../domain/matching/names.js';
import { type Criteria, readCriteria, swapCost } from '../../domain/matching/search.js';
import type { Reader } from '../engine/database.js';
import { bornAs, bornOn, namedBoth } from '../names/names.js';
import { findWord } from '../names/vocabulary.js';
import { searchClients } from './client-search.js';
import { recordMeant } from './identities.js';

/** Whom a text in the search box may mean: undefined for too many; and how it was understood. */
type Found = {
  readonly understood: readonly [BoxValues, ...BoxValues[]];
  readonly criteria: Criteria;
  readonly found: Match[] | undefined;
};
/** The same, with the record that it surely means, where there is one. */
export type BoxFound = Found & { readonly meant: number | undefined };

/** So many ways to understand a name are tried; those whose names somebody bears come first. */
const mostTries = 3;
/** Rows that are looked at to see whether somebody bears a name. */
const mostRows = 100;

type Tried = { readonly values: BoxValues; readonly criteria: Criteria; readonly found: readonly Match[] | undefined };

/**
 * The records that the viewer may see and that a text in the search box may mean (C2), by the one search there is. Of a
 * name the readings are tried, those first that somebody bears, until one finds somebody as typed; of a number all are,
 * since it may mean several things. Undefined where there is nothing to search by.
 */
export const searchBox = (
  db: Reader,
  viewer: Pick<Viewer, 'organization'>,
  readings: readonly BoxReading[],
): Promise<BoxFound | undefined> =>
  db.snapshot(async (db) => {
    const found = await tryReadings(db, viewer, readings);
    return (
      found && { ...found, meant: await recordMeant(db, viewer, found.understood[0], found.criteria, found.found) }
    );
  });

async function tryReadings(
  db: Reader,
  viewer: Pick<Viewer, 'organization'>,
  readings: readonly BoxReading[],
): Promise<Found | undefined> {
  const asked = (
    await Promise.all(
      readings
        .map((reading) => ({ ...reading, ...readCriteria(reading.values) }))
        .filter(({ errors, message }) => !message && Object.keys(errors).length === 0)
        .map(async (reading) => ({
          ...reading,
          unknown: isNumber(reading.criteria) ? 0 : await unknownOf(db, reading.criteria),
        })),
    )
  ).sort((a, b) => a.unknown - b.unknown || a.cost - b.cost);
  const [likeliest] = asked;
  if (!likeliest) return undefined;
  const tried: Tried[] = [];
  let tries = 0;
  let best = Number.POSITIVE_INFINITY;
  for (const { values, criteria, cost, unknown } of asked) {
    const isName = !isNumber(criteria);
    if (isName && (tries === mostTries || (best < swapCost && (unknown > 0 || cost >= swapCost)))) break;
    const matches = await searchClients(db, viewer, criteria, [], values);
    const found = cost > 0 ? matches?.map((match) => ({ ...match, cost: match.cost + cost })) : matches;
    if (!found || found.length > 0) tried.push({ values, criteria, found });
    best = Math.min(best, costOf(found));
    if (isName) tries += 1;
  }
  const hits = tried.filter(({ found }) => found).sort((a, b) => costOf(a.found) - costOf(b.found));
  const { values, criteria } = hits[0] ?? tried[0] ?? likeliest;
  const also = hits.slice(1).filter((hit) => isNumber(hit.criteria) && costOf(hit.found) < swapCost);
  const all = hits.length > 1 ? bestOfEach(hits.flatMap(({ found = [] }) => found)) : [...(hits[0]?.found ?? [])];
  const found = tried.length > 0 && hits.length === 0 ? undefined : all;
  return { understood: [values, ...also.map((hit) => hit.values)], criteria, found };
}

const isNumber = ({ miicId, chartNumber, phone }: Criteria) => Boolean(miicId || chartNumber || phone);

const costOf = (found: readonly Match[] | undefined) => found?.[0]?.cost ?? Number.POSITIVE_INFINITY;

/** How many of the names of a reading nobody bears: together, and on the birth date where there is one. */
async function unknownOf(db: Reader, { lastName, firstName, middleName, birthDate }: Criteria): Promise<number> {
  const [last, first] = await Promise.all([idOf(db, lastName), idOf(db, firstName)]);
  const borne = (row: NameRow) =>
    Number(row.lastId === last) + Number(row.firstId === first) + Number(isCalled(row, middleName));
  const rows = await rowsOf(db, last, first, birthDate);
  const names = [lastName, firstName, middleName].filter(Boolean).length;
  if (!birthDate && names === 1) return last === undefined && first === undefined ? 1 : 0;
  return names - Math.max(0, ...rows.map(borne));
}

const idOf = async (db: Reader, key: string) => (key ? (await findWord(db, key))?.id : undefined);

/** Rows of those with one of the names who were born on a day; without a day, with both names. */
async function rowsOf(db: Reader, last: number | undefined, first: number | undefined, birthDate: string) {
  if (!birthDate) return last === undefined || first === undefined ? [] : namedBoth(db, [last], [first], mostRows);
  const found = await Promise.all([
    last === undefined ? [] : bornOn(db, birthDate, [last], mostRows),
    first === undefined ? [] : bornAs(db, birthDate, [first], mostRows),
  ]);
  return found.flat();
}

const isCalled = ({ middleKey }: NameRow, middleName: string) => middleName !== '' && middleKey.startsWith(middleName);
