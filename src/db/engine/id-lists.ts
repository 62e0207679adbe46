import { sql } from 'drizzle-orm';
import type { Reader } from './database.js';
import { prepared } from './statements.js';

/** Statements are prepared for lists of these lengths; a shorter list repeats its last entry. */
export const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256] as const;

/** The places of a list in a statement. */
export const slots = (length: number, letter = 'n') =>
  Array.from({ length }, (_, i) => sql.placeholder(`${letter}${i}`));

/** What stands in those places, added to what else is given. */
export function placeholderValues(
  list: readonly (number | string)[],
  letter = 'n',
  given: Record<string, unknown> = {},
) {
  for (const [i, n] of list.entries()) given[`${letter}${i}`] = n;
  return given;
}

/** A statement for each length. */
export const forSizes = <Q>(build: (db: Reader, length: number) => Q): Record<number, (db: Reader) => Q> =>
  Object.fromEntries(sizes.map((length) => [length, prepared((db) => build(db, length))]));

/** A list of one of the lengths, of at most 256. */
export function padded<T>(list: readonly T[]): T[] {
  const [last] = list.slice(-1);
  const length = sizes.find((size) => size >= list.length) ?? 256;
  return last === undefined ? [] : [...list, ...Array<T>(length - list.length).fill(last)];
}

/** Runs a statement over a list of any length. */
export function sized<T>(ids: readonly number[], run: (list: readonly number[]) => T[]): T[] {
  const found: T[] = [];
  for (let i = 0; i < ids.length; i += 256) found.push(...run(padded(ids.slice(i, i + 256))));
  return found;
}
