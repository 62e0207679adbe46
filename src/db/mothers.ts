import { and, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import { type Criteria, isAsTyped, mostHits } from '../domain/search.js';
import { budget } from './full-name-search.js';
import { mostNear, type Widened, widen } from './near-names.js';
import type { Reader } from './open.js';
import { clients } from './schema/clients.js';
import { prepared } from './statements.js';

/** The children of mothers with names like these; undefined for too many. */
export function idsByMother(db: Reader, criteria: Criteria): number[] | undefined {
  const { motherMaidenLast, motherFirst, firstName } = criteria;
  const most = firstName ? budget : mostHits * 2;
  const firsts = motherFirst ? keysOf(widen(db, motherFirst, 2, false), 1.35).slice(0, mostNear) : undefined;
  if (!motherMaidenLast) {
    const ids = ofMotherFirst(db)
      .all({ from: motherFirst, until: `${motherFirst}\u{10FFFF}`, most })
      .map(({ id }) => id);
    return ids.length < most ? ids : undefined;
  }
  const found = new Set<number>();
  for (const { key, cost } of widen(db, motherMaidenLast, 2, true).values()) {
    if (cost > 1.9) break;
    const left = most - found.size;
    for (const id of firsts ? ofMother(db, key, firsts, left) : ofMaiden(db, key, left)) found.add(id);
    if (found.size < most) continue;
    if (isAsTyped(cost)) return undefined;
    break;
  }
  return [...found];
}

const keysOf = (names: Widened, most: number) =>
  [...names.values()].filter(({ cost }) => cost <= most).map(({ key }) => key);

const maidenIs = (key: string) => and(ne(clients.motherMaidenKey, ''), eq(clients.motherMaidenKey, key));

function ofMother(db: Reader, maiden: string, firsts: readonly string[], most: number): number[] {
  return db
    .select({ id: clients.id })
    .from(clients)
    .where(and(maidenIs(maiden), inArray(clients.motherFirstKey, firsts)))
    .limit(most)
    .all()
    .map(({ id }) => id);
}

function ofMaiden(db: Reader, maiden: string, most: number): number[] {
  return db
    .select({ id: clients.id })
    .from(clients)
    .where(maidenIs(maiden))
    .limit(most)
    .all()
    .map(({ id }) => id);
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
