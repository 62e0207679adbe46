import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Word } from '../../domain/matching/names.js';
import { formsOf } from '../../domain/matching/similarity.js';
import type { Reader, Tx } from '../engine/database.js';
import { among, listed, valuesOf } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { nameForms, nameWords } from '../schema/search.js';

/** The number of a name in the vocabulary; a new one is taken in with the numbers it is found by. */
export async function wordId(tx: Tx, key: string): Promise<number> {
  const word = await wordByKey(tx).get({ key });
  if (word) return word.id;
  const added = await addWord(tx).get({ key });
  // Another write took it in meanwhile.
  if (!added) return wordId(tx, key);
  if (key) await addForms(tx).run({ list: listed(formsOf(key)), id: added.id });
  return added.id;
}

const addWord = prepared((tx: Tx) =>
  tx
    .insert(nameWords)
    .values({ key: sql.placeholder('key') })
    .onConflictDoNothing()
    .returning({ id: nameWords.id })
    .prepare(),
);
const addForms = prepared((tx: Tx) =>
  tx
    .insert(nameForms)
    .select(sql`select value, cast(${sql.placeholder('id')} as bigint) from (${valuesOf()}) as forms`)
    .prepare(),
);

const word = { id: nameWords.id, key: nameWords.key };

const wordByKey = prepared((db) =>
  db
    .select(word)
    .from(nameWords)
    .where(eq(nameWords.key, sql.placeholder('key')))
    .prepare(),
);

const wordsFrom = prepared((db) =>
  db
    .select(word)
    .from(nameWords)
    .where(and(gte(nameWords.key, sql.placeholder('from')), lt(nameWords.key, sql.placeholder('until'))))
    .orderBy(nameWords.key)
    .limit(sql.placeholder('most'))
    .prepare(),
);

/** The name with a key, as somebody bears it; undefined where nobody does. */
export async function findWord(db: Reader, key: string): Promise<Word | undefined> {
  return wordByKey(db).get({ key });
}

/** The names with these keys that somebody bears. */
export async function wordsOfKeys(db: Reader, keys: readonly string[]): Promise<Word[]> {
  if (keys.length === 0) return [];
  return (await wordsByKey(db).values({ list: listed(keys) })).map(asWord);
}

/** The names that begin with a key, in their order. */
export async function wordsStarting(db: Reader, key: string, most: number): Promise<Word[]> {
  return (await wordsFrom(db).values({ from: key, until: `${key}\u{10FFFF}`, most })).map(asWord);
}

/** The names that share one of the numbers: near ones, and some that are not. */
export async function wordsOfForms(db: Reader, forms: readonly number[]): Promise<Word[]> {
  return (await wordsByForm(db).values({ list: listed(forms) })).map(asWord);
}

/** The names with these numbers of the vocabulary. */
export async function wordsByIds(db: Reader, ids: readonly number[]): Promise<Word[]> {
  if (ids.length === 0) return [];
  return (await wordsById(db).values({ list: listed(ids) })).map(asWord);
}

// Rows are read raw where there may be hundreds: drizzle's own mapping takes longer than SQLite's search for them.
const asWord = ([id, key]: unknown[]): Word => ({ id: id as number, key: key as string });

const wordsByKey = prepared((db) => db.select(word).from(nameWords).where(among(nameWords.key)).prepare());
const wordsById = prepared((db) => db.select(word).from(nameWords).where(among(nameWords.id)).prepare());

/** The numbers of names that share one of the numbers they are found by. */
export const idsByForm = (db: Reader) =>
  db.select({ id: nameForms.wordId }).from(nameForms).where(among(nameForms.form));
const wordsByForm = prepared((db) =>
  db
    .select(word)
    .from(nameWords)
    .where(inArray(nameWords.id, idsByForm(db)))
    .prepare(),
);
