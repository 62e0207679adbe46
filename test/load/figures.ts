import type { Query } from './search/search-queries.js';

/** How many hits are looked at: the wanted one counts as found only among them. */
export const firstScreen = 20;

export type Asked = { readonly query: Query; readonly ms: number; readonly found: boolean };

export const say = (text: string) => process.stdout.write(`${text}\n`);

/** Where an answer leads, by its headers as autocannon has them: as they were written. */
export const leadsTo = (headers: unknown): string =>
  Object.entries(headers as Record<string, string>).find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '';

/** The value below which a part of the list lies: 0.5 for the median. */
export const at = (list: readonly number[], part: number) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0;

export const median = (list: readonly number[]) => at(list, 0.5);

export const timeAt = (list: readonly Asked[], part: number) =>
  at(
    list.map(({ ms }) => ms),
    part,
  );

const share = (list: readonly Asked[]) =>
  `${((100 * list.filter(({ found }) => found).length) / list.length).toFixed(1)} %`;

/** One line: how many queries, median and 99th percentile in ms, share found on the first screen. */
export function row(name: string, list: readonly Asked[]): void {
  const figures = [timeAt(list, 0.5).toFixed(2).padStart(9), timeAt(list, 0.99).toFixed(2).padStart(9)];
  say(`${name.padEnd(48)}${String(list.length).padStart(7)}${figures.join('')}${share(list).padStart(10)}`);
}
