import { isDeepStrictEqual } from 'node:util';
import { type Table, type Tally, tallied } from './rows.js';

/** A registry that is copied from: nobody writes to it until it is closed. */
export type Source = {
  /** The instant of the newest migration that was applied. */
  readonly migratedTo: number;
  /** In the order of their names. */
  readonly tables: readonly Table[];
  /** All rows of a table, in the order of its key. */
  read(table: Table): AsyncIterable<Buffer>;
  /** The last number that each table gave, also to rows that are gone; 0 where it gave none. */
  lastNumbers(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
};

/** A registry that is copied to: without rows, and others' only once it is kept. */
export type Target = Source & {
  fill(table: Table, pieces: AsyncIterable<Buffer>): Promise<void>;
  goOnAfter(numbers: Readonly<Record<string, number>>): Promise<void>;
  /** Puts up what was taken down to fill it faster, and holds the rows to it. */
  putUp(): Promise<void>;
  /** Keeps all of it. Closed without, there is nothing. */
  keep(): Promise<void>;
};

/**
 * Copies all rows of a registry into another of the same schema, which is without rows. It is kept where both hold the same: each
 * table as many rows, with the same checksum, and the same last number.
 * @param tell is told of each table when its rows are over
 * @returns what was copied, by the name of the table
 * @throws Error where something differs: nothing is kept
 */
export async function copyRegistry(
  source: Source,
  target: Target,
  tell: (line: string) => void = () => undefined,
): Promise<Readonly<Record<string, Tally>>> {
  if (source.migratedTo !== target.migratedTo)
    throw new Error('The registry was used by another release last. Run this one on it once, and copy it then.');
  if (!isDeepStrictEqual(source.tables, target.tables))
    throw new Error('The tables of the two are not alike. Run this release on the registry once, and copy it then.');
  const copied: Record<string, Tally> = {};
  for (const table of source.tables) {
    const pieces = tallied(source.read(table), (tally) => {
      copied[table.name] = tally;
      tell(`${table.name}: ${tally.rows}`);
    });
    await target.fill(table, pieces);
  }
  const numbers = await source.lastNumbers();
  await target.goOnAfter(numbers);
  tell('indexes');
  await target.putUp();
  tell('checksums');
  for (const table of target.tables)
    if (!isDeepStrictEqual(await tallyOf(target, table), copied[table.name]))
      throw new Error(`The rows of ${table.name} are not the same in both.`);
  if (!isDeepStrictEqual(await target.lastNumbers(), numbers))
    throw new Error('The last numbers that were given are not the same in both.');
  await target.keep();
  return copied;
}

async function tallyOf(of: Source, table: Table): Promise<Tally | undefined> {
  let tally: Tally | undefined;
  for await (const _ of tallied(of.read(table), (told) => {
    tally = told;
  }));
  return tally;
}
