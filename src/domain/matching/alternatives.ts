import type { Word } from './names.js';
import { isAsTyped } from './search.js';
import { anotherName, nameCost } from './similarity.js';

/**
 * Names that a typed one may stand for, the likeliest first, by their number: the key, and what it takes to read it so.
 */
export type Alternatives = ReadonlyMap<number, { readonly key: string; readonly cost: number }>;

/** Names of the vocabulary that may be among them. */
export type Candidates = {
  readonly beginnings: readonly Word[];
  readonly soundalikes: readonly Word[];
  readonly misspellings: readonly Word[];
  readonly nicknames: readonly Word[];
};

/** Names one slip from a typed one that are looked for, besides those that begin with it; and names two slips away. */
const [mostSlips, mostDoubleSlips] = [60, 512];

/** Beyond this a name that only shares a number with the typed one is another name. */
const mostOfSlips = 2.6;

/**
 * The cost of reading each candidate as the typed name, without those that are another one; `deep`: two slips away too.
 * @param near those whose cost is known already
 */
export function alternativesAmong(
  typed: string,
  candidates: Candidates,
  deep: boolean,
  near?: Alternatives,
): Alternatives {
  const costOf = nameCost(typed);
  const names = new Map(near);
  const take = ({ id, key }: Word, most = anotherName, soundsAlike?: boolean) => {
    const cost = names.has(id) || key === '' ? anotherName : costOf(key, soundsAlike);
    if (cost < most) names.set(id, { key, cost });
  };
  for (const word of candidates.beginnings) take(word);
  for (const word of candidates.soundalikes) take(word, mostOfSlips, true);
  // All that sound alike are taken by now, where they were looked for.
  for (const word of candidates.misspellings) take(word, mostOfSlips, deep ? false : undefined);
  for (const word of candidates.nicknames) take(word);
  const sorted = [...names].sort((a, b) => a[1].cost - b[1].cost);
  const slips = sorted.findIndex(([, { cost }]) => !isAsTyped(cost));
  return new Map(slips < 0 ? sorted : sorted.slice(0, slips + (deep ? mostDoubleSlips : mostSlips)));
}

/** The highest cost of the name as typed; of a beginning or a nickname; of one slip, and of two. */
const [same, close, slip, doubleSlip] = [0.1, 0.95, 1.35, 2.4];

/** True if somebody has the typed name itself. */
export const isBorne = (names: Alternatives): boolean => [...names.values()].some(({ cost }) => cost <= same);

/** True if a match is that close: its names begin with the typed ones. */
export const isClose = ({ cost }: { readonly cost: number }): boolean => cost <= close;

/** Last names and first names to be looked for together, by their numbers. */
export type Pairs = readonly (readonly [lasts: readonly number[], firsts: readonly number[]])[];

const between = (names: Alternatives, over: number, most: number, many = mostDoubleSlips) =>
  [...names]
    .filter(([, { cost }]) => cost > over && cost <= most)
    .slice(0, many)
    .map(([id]) => id);

/** Both as typed or close to it; swapped, with a slip in one of them. */
const closeOrSwapped = (lasts: Alternatives, firsts: Alternatives): Pairs => [
  [between(lasts, -1, close), between(firsts, -1, close)],
  [between(firsts, -1, same), between(lasts, -1, slip)],
  [between(firsts, same, slip), between(lasts, -1, same)],
];

const slipInEach = (lasts: Alternatives, firsts: Alternatives): Pairs => [
  [between(lasts, close, slip, mostSlips), between(firsts, same, slip, mostSlips)],
  [between(lasts, same, close, mostSlips), between(firsts, close, slip, mostSlips)],
];

/** The pairs of a last and a first name that take no more than a slip to read so, swapped ones too. */
export const pairsWithOneSlip = (lasts: Alternatives, firsts: Alternatives): Pairs => [
  ...closeOrSwapped(lasts, firsts),
  [between(lasts, close, slip), between(firsts, -1, same)],
  [between(lasts, -1, same), between(firsts, close, slip)],
];

/** The pairs with a slip in each name, or two in one of them. */
export const pairsWithTwoSlips = (lasts: Alternatives, firsts: Alternatives): Pairs => [
  ...slipInEach(lasts, firsts),
  // Of names two slips away there are hundreds: few of them belong to somebody whose other name is as typed.
  [between(lasts, -1, same), between(firsts, slip, doubleSlip)],
  [between(lasts, slip, doubleSlip), between(firsts, -1, same)],
];

/** All of these but the pairs of a name as typed with one that is a slip or two away. */
export const pairsOfLikeNames = (lasts: Alternatives, firsts: Alternatives): Pairs => [
  ...closeOrSwapped(lasts, firsts),
  ...slipInEach(lasts, firsts),
];

/** The keys of the names that take more than one cost and up to another to read as typed. */
export const keysBetween = (names: Alternatives, over: number, upTo: number): string[] =>
  [...names.values()].filter(({ cost }) => cost > over && cost <= upTo).map(({ key }) => key);
