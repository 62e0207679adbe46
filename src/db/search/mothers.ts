import { and, gte, lt, sql } from 'drizzle-orm';
import { keysBetween } from '../../domain/matching/alternatives.js';
import { type Criteria, mostHits, mostMotherCost } from '../../domain/matching/search.js';
import { mostRows } from '../../domain/matching/search-ways.js';
import type { Reader } from '../engine/database.js';
import { among, amongMany, listed, mostPairs } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { firstNamesFor } from '../names/alternatives.js';
import { clients } from '../schema/clients.js';

/** The children of mothers with names like these, `deep` with two slips in the maiden name; undefined for too many. */
export async function idsByMother(db: Reader, criteria: Criteria, deep: boolean): Promise<number[] | undefined> {
  const { motherMaidenLast, motherFirst, firstName } = criteria;
  const most = firstName ? mostRows : mostHits * 2;
  if (!motherMaidenLast) {
    const ids = (await ofMotherFirst(db).values({ from: motherFirst, until: `${motherFirst}\u{10FFFF}`, most })).map(
      ([id]) => id as number,
    );
    return ids.length < most ? ids : undefined;
  }
  const [maidens, firsts] = await Promise.all([
    firstNamesFor(db, motherMaidenLast, deep),
    motherFirst ? firstNamesFor(db, motherFirst, false) : undefined,
  ]);
  const firstsUpTo = (upTo: number) => firsts && [motherFirst, ...keysBetween(firsts, -1, upTo)];
  // Beside a misspelt maiden name the first name is as typed: both misspelt would cost too much.
  const [asTyped, like] = await Promise.all([
    ofMothers(db, keysBetween(maidens, -1, asTypedUpTo), firstsUpTo(mostMotherCost), most),
    ofMothers(db, keysBetween(maidens, asTypedUpTo, mostMotherCost), firstsUpTo(mostMotherCost - asTypedUpTo), most),
  ]);
  return asTyped.length < most ? [...asTyped, ...like].slice(0, most) : undefined;
}

/** Just below what `isAsTyped` says no to. */
const asTypedUpTo = 0.89;

const withMaiden = and(sql`${clients.motherMaidenKey} <> ''`, among(clients.motherMaidenKey, 'maidens'));
const ofMaidens = prepared((db) =>
  db.select({ id: clients.id }).from(clients).where(withMaiden).limit(sql.placeholder('most')).prepare(),
);
const ofBoth = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(and(withMaiden, among(clients.motherFirstKey, 'firsts')))
    .limit(sql.placeholder('most'))
    .prepare(),
);
const ofPairs = prepared((db) => {
  const pairs = db
    .select({ maiden: clients.motherMaidenKey, first: clients.motherFirstKey })
    .from(clients)
    // With nothing added to it the first name is not looked up for each pair, in either engine.
    .where(and(withMaiden, amongMany(sql`${clients.motherFirstKey} || ''`, 'firsts', 'texts')));
  return db
    .select({ id: clients.id })
    .from(clients)
    .where(
      sql`${clients.motherMaidenKey} <> '' and (${clients.motherMaidenKey}, ${clients.motherFirstKey}) in ${pairs}`,
    )
    .limit(sql.placeholder('most'))
    .prepare();
});

/** The likeliest names alone are looked for. */
const mostNames = 256;

/** The children of mothers with one of the maiden names, and one of the first names where they are given. */
async function ofMothers(
  db: Reader,
  maidens: readonly string[],
  firsts: readonly string[] | undefined,
  most: number,
): Promise<number[]> {
  const [lasts, others] = [maidens.slice(0, mostNames), firsts?.slice(0, mostNames)];
  if (lasts.length === 0) return [];
  const given = { maidens: listed(lasts), most };
  const query = others && (lasts.length * others.length > mostPairs ? ofPairs(db) : ofBoth(db));
  const rows = query ? await query.values({ ...given, firsts: listed(others) }) : await ofMaidens(db).values(given);
  return rows.map(([id]) => id as number);
}

const ofMotherFirst = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(
      and(
        sql`${clients.motherFirstKey} <> ''`,
        gte(clients.motherFirstKey, sql.placeholder('from')),
        lt(clients.motherFirstKey, sql.placeholder('until')),
      ),
    )
    .limit(sql.placeholder('most'))
    .prepare(),
);
