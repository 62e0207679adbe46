import { nameKey, namePartKeys } from '../text/name.js';
import type { Day } from '../time/day.js';

/** A name's key in the vocabulary of all names that anybody bears, by its number. */
export type Word = { readonly id: number; readonly key: string };

/** A row by which a client is found: a name in use or a former one, whole or a part of it. */
export type NameRow = {
  readonly clientId: number;
  /** The former name; null for the one in use. */
  readonly aliasId: number | null;
  readonly lastId: number;
  readonly firstId: number;
  readonly middleKey: string;
  readonly birthDate: Day;
  readonly isPart: boolean;
};

/**
 * The pairs of keys that a name is found by: the whole last and first name, then parts of either with the whole other,
 * then parts of both; the preferred name stands beside the parts of the first name.
 */
export function namePairs(name: {
  readonly lastName: string;
  readonly firstName: string;
  readonly preferredName?: string;
}): [string, string][] {
  const last = nameKey(name.lastName);
  const first = nameKey(name.firstName);
  const lasts = [last, ...namePartKeys(name.lastName)];
  // The first part of a first name begins it, and is found as its beginning.
  const preferred = nameKey(name.preferredName ?? '');
  const firsts = new Set([first, ...namePartKeys(name.firstName).slice(1), ...(preferred ? [preferred] : [])]);
  return [...firsts].flatMap((first) => lasts.map((last): [string, string] => [last, first]));
}
