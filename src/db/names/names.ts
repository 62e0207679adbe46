import { and, eq, inArray, sql } from 'drizzle-orm';
import { type NameRow, namePairs } from '../../domain/matching/names.js';
import { nameKey } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
import type { Reader, Tx } from '../engine/database.js';
import { among, amongMany, listed, mostPairs } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { aliases } from '../schema/clients.js';
import { clientNames } from '../schema/search.js';
import { findWord, idsByForm, wordId } from './vocabulary.js';

/** The values that a record is found by. */
export type Named = {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly preferredName: string;
  readonly birthDate: Day;
  readonly motherMaidenLast: string;
  readonly motherFirst: string;
};

/**
 * Writes anew what a client is found by, in the transaction of the record: the name in use and every alias (C2, C5).
 */
export async function indexNames(tx: Tx, clientId: number, now: Named): Promise<void> {
  const former = await formerOf(tx).all({ clientId });
  await removeNames(tx).run({ clientId });
  await addNames(tx, clientId, now, former);
}

/** Writes what a new client is found by. */
export const indexNewNames = (tx: Tx, clientId: number, now: Named): Promise<void> => addNames(tx, clientId, now, []);

async function addNames(tx: Tx, clientId: number, now: Named, former: readonly Former[]): Promise<void> {
  for (const { last, first, isPart, ...row } of nameRowsOf(now, former)) {
    const ids = { lastId: await wordId(tx, last), firstId: await wordId(tx, first) };
    await addName(tx).run({ ...row, ...ids, clientId, isPart: isPart ? 1 : 0 });
  }
  // The mother's names are found misspelt, too.
  for (const key of [nameKey(now.motherMaidenLast), nameKey(now.motherFirst)]) if (key) await wordId(tx, key);
}

const ofClient = sql.placeholder('clientId');
const formerOf = prepared((db) => db.select().from(aliases).where(eq(aliases.clientId, ofClient)).prepare());
const removeNames = prepared((tx: Tx) => tx.delete(clientNames).where(eq(clientNames.clientId, ofClient)).prepare());
const addName = prepared((tx: Tx) =>
  tx
    .insert(clientNames)
    .values({
      clientId: ofClient,
      aliasId: sql.placeholder('aliasId'),
      lastId: sql.placeholder('lastId'),
      firstId: sql.placeholder('firstId'),
      middleKey: sql.placeholder('middleKey'),
      birthDate: sql.placeholder('birthDate'),
      isPart: sql`${sql.placeholder('isPart')}`,
    })
    .prepare(),
);

type Former = Pick<Named, 'lastName' | 'firstName' | 'middleName' | 'birthDate'> & { readonly id: number };

/**
 * The rows that a record is to be found by: of the name in use, the preferred one too, and of every alias, with the keys
 * of their names.
 */
export function nameRowsOf(now: Omit<Former, 'id'> & { readonly preferredName: string }, former: readonly Former[]) {
  return [{ ...now, id: null }, ...former].flatMap((name) =>
    namePairs(name).map(([last, first], i) => ({
      aliasId: name.id,
      last,
      first,
      middleKey: nameKey(name.middleName),
      birthDate: name.birthDate,
      isPart: i > 0,
    })),
  );
}

// Rows are read raw where there may be hundreds: drizzle's own mapping takes longer than the search for them.
const asRow = ([clientId, aliasId, lastId, firstId, middleKey, birthDate, isPart]: unknown[]): NameRow => ({
  clientId: clientId as number,
  aliasId: aliasId as number | null,
  lastId: lastId as number,
  firstId: firstId as number,
  middleKey: middleKey as string,
  birthDate: birthDate as Day,
  isPart: Boolean(isPart),
});

const row = {
  clientId: clientNames.clientId,
  aliasId: clientNames.aliasId,
  lastId: clientNames.lastId,
  firstId: clientNames.firstId,
  middleKey: clientNames.middleKey,
  birthDate: clientNames.birthDate,
  isPart: clientNames.isPart,
};

/** The MIIC IDs of those who have or had a full name and birth date, to the letter of its key, whoever may see them. */
export async function idsNamed(
  db: Reader,
  name: Pick<Named, 'lastName' | 'firstName' | 'birthDate'>,
): Promise<number[]> {
  const [last, first] = await Promise.all([
    findWord(db, nameKey(name.lastName)),
    findWord(db, nameKey(name.firstName)),
  ]);
  if (!last || !first) return [];
  const born = (await namedBoth(db, [last.id], [first.id], 10_000)).filter(
    ({ birthDate }) => birthDate === name.birthDate,
  );
  return [...new Set(born.filter(({ isPart }) => !isPart).map(({ clientId }) => clientId))];
}

const most = sql.placeholder('most');
const one = sql.placeholder('one');
const day = sql.placeholder('day');
const rows = (db: Reader) => db.select(row).from(clientNames);

const byBoth = prepared((db) =>
  rows(db)
    .where(and(among(clientNames.lastId, 'lasts'), among(clientNames.firstId, 'firsts')))
    .limit(most)
    .prepare(),
);
const byPair = prepared((db) => {
  const pairs = db
    .select({ lastId: clientNames.lastId, firstId: clientNames.firstId })
    .from(clientNames)
    // The plus keeps both engines from looking up each pair.
    .where(and(among(clientNames.lastId, 'lasts'), amongMany(sql`+${clientNames.firstId}`, 'firsts', 'numbers')));
  return rows(db).where(sql`(${clientNames.lastId}, ${clientNames.firstId}) in ${pairs}`).limit(most).prepare();
});
const byNearLast = prepared((db) =>
  rows(db)
    .where(and(eq(clientNames.firstId, one), inArray(clientNames.lastId, idsByForm(db))))
    .limit(most)
    .prepare(),
);
const byNearFirst = prepared((db) =>
  rows(db)
    .where(and(eq(clientNames.lastId, one), inArray(clientNames.firstId, idsByForm(db))))
    .limit(most)
    .prepare(),
);
const byDayLast = prepared((db) =>
  rows(db)
    .where(and(eq(clientNames.birthDate, day), among(clientNames.lastId)))
    .limit(most)
    .prepare(),
);
// The plus keeps SQLite from reading everybody with the first name: those of one day are few.
const byDayFirst = prepared((db) =>
  rows(db)
    .where(and(eq(clientNames.birthDate, day), among(sql`+${clientNames.firstId}`)))
    .limit(most)
    .prepare(),
);
const byClient = prepared((db) => rows(db).where(among(clientNames.clientId)).prepare());
const allOfLast = prepared((db) => rows(db).where(among(clientNames.lastId)).limit(most).prepare());
const allOfFirst = prepared((db) => rows(db).where(among(clientNames.firstId)).limit(most).prepare());
const allOfDay = prepared((db) => rows(db).where(eq(clientNames.birthDate, day)).limit(most).prepare());

/** Rows with one of the last names and one of the first names, at most `most` of them. */
export async function namedBoth(
  db: Reader,
  lastIds: readonly number[],
  firstIds: readonly number[],
  most: number,
): Promise<NameRow[]> {
  if (lastIds.length === 0 || firstIds.length === 0) return [];
  const query = lastIds.length * firstIds.length > mostPairs ? byPair(db) : byBoth(db);
  return (await query.values({ lasts: listed(lastIds), firsts: listed(firstIds), most })).map(asRow);
}

/** Rows with one first name and a last name that shares one of the numbers, at most `most` of them. */
export async function namedNearLast(
  db: Reader,
  forms: readonly number[],
  firstId: number,
  most: number,
): Promise<NameRow[]> {
  return (await byNearLast(db).values({ list: listed(forms), one: firstId, most })).map(asRow);
}

/** Rows with one last name and a first name that shares one of the numbers. */
export async function namedNearFirst(
  db: Reader,
  lastId: number,
  forms: readonly number[],
  most: number,
): Promise<NameRow[]> {
  return (await byNearFirst(db).values({ list: listed(forms), one: lastId, most })).map(asRow);
}

/** Rows with one of the last names. */
export async function namedLast(db: Reader, lastIds: readonly number[], most: number): Promise<NameRow[]> {
  if (lastIds.length === 0) return [];
  return (await allOfLast(db).values({ list: listed(lastIds), most })).map(asRow);
}

/** Rows with one of the first names. */
export async function namedFirst(db: Reader, firstIds: readonly number[], most: number): Promise<NameRow[]> {
  if (firstIds.length === 0) return [];
  return (await allOfFirst(db).values({ list: listed(firstIds), most })).map(asRow);
}

/** Rows of one birth date, with any of the last names where they are asked for. */
export async function bornOn(
  db: Reader,
  birthDate: Day,
  lastIds: readonly number[] | undefined,
  most: number,
): Promise<NameRow[]> {
  if (!lastIds) return (await allOfDay(db).values({ day: birthDate, most })).map(asRow);
  return (await byDayLast(db).values({ day: birthDate, most, list: listed(lastIds) })).map(asRow);
}

/** Rows of one birth date with any of the first names. */
export async function bornAs(
  db: Reader,
  birthDate: Day,
  firstIds: readonly number[],
  most: number,
): Promise<NameRow[]> {
  return (await byDayFirst(db).values({ day: birthDate, most, list: listed(firstIds) })).map(asRow);
}

/** Every row of some clients. */
export async function namesOfClients(db: Reader, ids: readonly number[]): Promise<NameRow[]> {
  return (await byClient(db).values({ list: listed(ids) })).map(asRow);
}
