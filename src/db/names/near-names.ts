import { nicknamesOf } from '../../domain/matching/nickname.js';
import {
  aliasCost,
  type Criteria,
  type Found,
  isAsTyped,
  mostCost,
  partCost,
  swapCost,
} from '../../domain/matching/search.js';
import { anotherName, dayCost, formsHeard, formsNear, nameCost } from '../../domain/matching/similarity.js';
import type { Reader } from '../engine/database.js';
import { findWord, type NameRow, type Word, wordsByIds, wordsOfForms, wordsStarting } from './names.js';

/** Names that a typed one may stand for, by their number in the vocabulary: the key, and what it takes to read it so. */
export type Widened = ReadonlyMap<number, { readonly key: string; readonly cost: number }>;

/** Names one slip from a typed one that are looked for, besides those that begin with it; and names two slips away. */
export const mostNear = 60;
export const mostFar = 512;

/** What a typed name may stand for: the same, beginnings from `least` letters on, misspelt, sounding alike, nicknames. */
export function widen(db: Reader, typed: string, least: number, deep: boolean): Widened {
  const costOf = nameCost(typed);
  const names = new Map<number, { key: string; cost: number }>();
  const take = ({ id, key }: Word, most = anotherName, heard?: boolean) => {
    const cost = names.has(id) || key === '' ? anotherName : costOf(key, heard);
    if (cost < most) names.set(id, { key, cost });
  };
  for (const word of typed.length >= least ? wordsStarting(db, typed, 250) : []) take(word);
  if (deep) for (const word of wordsOfForms(db, formsHeard(typed))) take(word, 2.6, true);
  for (const word of wordsOfForms(db, formsNear(typed, deep))) take(word, 2.6, deep ? false : undefined);
  if (least === 2)
    for (const nick of nicknamesOf(typed)) {
      const word = findWord(db, nick);
      if (word) take(word);
    }
  const sorted = [...names].sort((a, b) => a[1].cost - b[1].cost);
  const far = sorted.findIndex(([, { cost }]) => !isAsTyped(cost));
  return new Map(far < 0 ? sorted : sorted.slice(0, far + (deep ? mostFar : mostNear)));
}

/** What it takes to read each row as typed. */
export function scored(
  db: Reader,
  criteria: Criteria,
  rows: readonly NameRow[],
  lasts: Widened = new Map(),
  firsts: Widened = new Map(),
): Found[] {
  const { lastName, firstName, middleName, birthDate } = criteria;
  const unknown = new Set<number>();
  if (lastName || firstName)
    for (const { lastId, firstId } of rows)
      for (const id of [lastId, firstId]) if (!lasts.has(id) && !firsts.has(id)) unknown.add(id);
  const others = new Map(wordsByIds(db, [...unknown]).map(({ id, key }) => [id, key]));
  const keyOf = (id: number) => lasts.get(id)?.key ?? firsts.get(id)?.key ?? others.get(id) ?? '';
  const costsOf = (typed: string, widened: Widened) => {
    const costOf = nameCost(typed);
    const known = new Map<number, number>();
    return (id: number) => {
      let cost = widened.get(id)?.cost ?? known.get(id);
      if (cost === undefined) {
        cost = costOf(keyOf(id));
        known.set(id, cost);
      }
      return cost;
    };
  };
  const last = costsOf(lastName, lasts);
  const first = costsOf(firstName, firsts);
  const found: Found[] = [];
  for (const row of rows) {
    if (middleName && !row.middleKey.startsWith(middleName)) continue;
    let names = last(row.lastId) + first(row.firstId);
    if (lastName && firstName && names > swapCost)
      names = Math.min(names, last(row.firstId) + first(row.lastId) + swapCost);
    const cost =
      names + dayCost(birthDate, row.birthDate) + (row.aliasId === null ? 0 : aliasCost) + (row.isPart ? partCost : 0);
    found.push({ clientId: row.clientId, aliasId: row.aliasId ?? 0, cost });
  }
  return found;
}

/** What is near enough to be shown: each record once, by its best row, best first. */
export function ranked(criteria: Criteria, found: readonly Found[]): Found[] {
  const most = mostCost(criteria);
  return bestOfEach(found.filter(({ cost }) => cost <= most));
}

/** Each record once, by its best row, best first. */
export function bestOfEach(found: readonly Found[]): Found[] {
  const bestOf = new Map<number, Found>();
  for (const hit of found) {
    const known = bestOf.get(hit.clientId);
    if (!known || hit.cost < known.cost) bestOf.set(hit.clientId, hit);
  }
  return [...bestOf.values()].sort((a, b) => a.cost - b.cost || a.clientId - b.clientId);
}
