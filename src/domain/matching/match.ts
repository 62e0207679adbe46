import { accentedKey, nameKey } from '../text/name.js';
import type { Day } from '../time/day.js';
import { isWithinPart } from '../time/part-of-day.js';
import type { Alternatives } from './alternatives.js';
import type { NameRow } from './names.js';
import {
  aliasCost,
  type Criteria,
  isAsTyped,
  mostCost,
  mostHits,
  mostLike,
  mostMotherCost,
  otherPartCost,
  partCost,
  type ResultOrder,
  swapCost,
} from './search.js';
import { dayCost, nameCost } from './similarity.js';

/**
 * A record that matches a search, the alias that did (0 for the name in use), and what it takes to read it as typed.
 */
export type Match = { readonly clientId: number; readonly aliasId: number; readonly cost: number };

/** The names that rows may be read as: those that a search widened to, and the keys of all others. */
export type Vocabulary = {
  readonly lasts: Alternatives;
  readonly firsts: Alternatives;
  readonly others: ReadonlyMap<number, string>;
};

/** The numbers of the names of some rows that are none of the alternatives: their keys are still to be read. */
export function namesBesides(
  { lastName, firstName }: Criteria,
  rows: readonly NameRow[],
  { lasts, firsts }: Pick<Vocabulary, 'lasts' | 'firsts'>,
): number[] {
  const ids = new Set<number>();
  if (lastName || firstName)
    for (const { lastId, firstId } of rows)
      for (const id of [lastId, firstId]) if (!lasts.has(id) && !firsts.has(id)) ids.add(id);
  return [...ids];
}

/** The cost of reading each row as typed: of each record the best row, best first, without rows too far away. */
export function matchesAmong(criteria: Criteria, rows: readonly NameRow[], names: Vocabulary): Match[] {
  const most = mostCost(criteria);
  return bestOfEach(scored(criteria, rows, names).filter(({ cost }) => cost <= most));
}

function scored(criteria: Criteria, rows: readonly NameRow[], { lasts, firsts, others }: Vocabulary): Match[] {
  const { lastName, firstName, middleName, birthDate, bornIn } = criteria;
  const keyOf = (id: number) => lasts.get(id)?.key ?? firsts.get(id)?.key ?? others.get(id) ?? '';
  const costsOf = (typed: string, alternatives: Alternatives) => {
    const costOf = nameCost(typed);
    const costs = new Map<number, number>();
    return (id: number) => {
      let cost = alternatives.get(id)?.cost ?? costs.get(id);
      if (cost === undefined) {
        cost = costOf(keyOf(id));
        costs.set(id, cost);
      }
      return cost;
    };
  };
  const last = costsOf(lastName, lasts);
  const first = costsOf(firstName, firsts);
  const matches: Match[] = [];
  for (const row of rows) {
    if (middleName && !row.middleKey.startsWith(middleName)) continue;
    let names = last(row.lastId) + first(row.firstId);
    if (lastName && firstName && names > swapCost)
      names = Math.min(names, last(row.firstId) + first(row.lastId) + swapCost);
    const day = bornIn ? (isWithinPart(bornIn, row.birthDate) ? 0 : otherPartCost) : dayCost(birthDate, row.birthDate);
    const cost = names + day + (row.aliasId === null ? 0 : aliasCost) + (row.isPart ? partCost : 0);
    matches.push({ clientId: row.clientId, aliasId: row.aliasId ?? 0, cost });
  }
  return matches;
}

/** Each record once, by its best row, best first. */
export function bestOfEach(matches: readonly Match[]): Match[] {
  const bestOf = new Map<number, Match>();
  for (const match of matches) {
    const best = bestOf.get(match.clientId);
    if (!best || match.cost < best.cost || (match.cost === best.cost && match.aliasId < best.aliasId))
      bestOf.set(match.clientId, match);
  }
  return [...bestOf.values()].sort((a, b) => a.cost - b.cost || a.clientId - b.clientId);
}

/** The values of a record that a match is compared by besides names and birth date, and that order hits of one rank. */
export type MatchRow = {
  readonly id: number;
  readonly gender: string;
  readonly maiden: string;
  readonly motherFirst: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: Day;
};

/** The matches that are taken so far, and how many of them are not as typed. */
export type MatchList = { readonly taken: (Match & { readonly row: MatchRow })[]; like: number };

/**
 * Takes some matches, best first, of whose records the viewer may see these rows: those with the gender and mother
 * asked for.
 */
export function takeMatches(
  criteria: Criteria,
): (list: MatchList, some: readonly Match[], rows: readonly MatchRow[]) => void {
  const maiden = nameCost(criteria.motherMaidenLast);
  const motherFirst = nameCost(criteria.motherFirst);
  return (list, some, rows) => {
    const open = new Map(rows.map((row) => [row.id, row]));
    for (const match of some) {
      const row = open.get(match.clientId);
      if (!row || (criteria.gender && criteria.gender !== row.gender)) continue;
      const mother = maiden(row.maiden) + motherFirst(row.motherFirst);
      if (mother > mostMotherCost) continue;
      const cost = match.cost + mother;
      const isLike = !isAsTyped(cost);
      if (isLike && isFull(list)) continue;
      if (isLike) list.like += 1;
      list.taken.push({ ...match, cost, row });
    }
  };
}

/** True if the matches that are only like the typed name are too many to read. */
export const isFull = ({ like }: MatchList): boolean => like >= mostLike;

/** True if more matches are as typed than anybody would read; those of a birth date are few. */
export const isTooBroad = ({ birthDate }: Criteria, { taken, like }: MatchList): boolean =>
  taken.length - like > mostHits && !birthDate;

/**
 * Matches in the order in which they are listed (C2, C3): best first, of one rank those with the accents as typed
 * first, then by name and birth date.
 * @param typed the names as they were typed, with their accents
 */
export function inOrder({ taken }: MatchList, typed: Readonly<Record<string, string>>): Match[] {
  return taken
    .sort((a, b) => a.cost - b.cost || folds(typed, a.row) - folds(typed, b.row) || byName(a.row, b.row))
    .slice(0, mostHits)
    .map(({ row: _, ...match }) => match);
}

/** The number of names that are as typed except for accents of Latin letters: those rank below exact ones (C2, C3). */
const folds = ({ lastName = '', firstName = '' }: Readonly<Record<string, string>>, row: MatchRow) =>
  Number(isFolded(lastName, row.lastName)) + Number(isFolded(firstName, row.firstName));

const isFolded = (typed: string, name: string) =>
  typed !== '' && nameKey(typed) === nameKey(name) && accentedKey(typed) !== accentedKey(name);

const { compare } = new Intl.Collator('en');

type Listed = Pick<MatchRow, 'id' | 'lastName' | 'firstName' | 'birthDate'>;

/** Compares two hits for an order of results other than the best first; of one birth date they stand by name. */
export const compareIn: Record<Exclude<ResultOrder, 'best'>, (a: Listed, b: Listed) => number> = {
  name: byName,
  birth: (a, b) => compare(a.birthDate, b.birthDate) || byName(a, b),
};

function byName(a: Listed, b: Listed): number {
  return (
    compare(a.lastName, b.lastName) ||
    compare(a.firstName, b.firstName) ||
    compare(a.birthDate, b.birthDate) ||
    a.id - b.id
  );
}
