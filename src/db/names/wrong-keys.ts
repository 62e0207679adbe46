import { gt, inArray } from 'drizzle-orm';
import { nameKey } from '../../domain/text/name.js';
import type { Reader } from '../engine/database.js';
import { aliases, clients } from '../schema/clients.js';
import { nameRowsOf, namesOfClients } from './names.js';
import { wordsByIds } from './vocabulary.js';

const pageOfRows = 250;

/**
 * The MIIC IDs of the clients who would not be found by what their records say, those of some records at a time: each is read,
 * and what it is found by is held against what that should be.
 */
export async function* wrongKeys(db: Reader): AsyncGenerator<readonly number[]> {
  for (let after = 0; ; ) {
    const page = await db
      .select()
      .from(clients)
      .where(gt(clients.id, after))
      .orderBy(clients.id)
      .limit(pageOfRows)
      .all();
    if (page.length === 0) return;
    const ids = page.map(({ id }) => id);
    const former = Map.groupBy(
      await db.select().from(aliases).where(inArray(aliases.clientId, ids)).all(),
      ({ clientId }) => clientId,
    );
    const indexed = Map.groupBy(await namesOfClients(db, ids), ({ clientId }) => clientId);
    const keys = await keysOf(db, [...indexed.values()].flat());
    const isWrong = (row: (typeof page)[number]) => {
      const is = (indexed.get(row.id) ?? []).map(({ lastId, firstId, ...name }) =>
        textOf({ ...name, last: keys.get(lastId) ?? '?', first: keys.get(firstId) ?? '?' }),
      );
      const ought = nameRowsOf(row, former.get(row.id) ?? []).map(textOf);
      const others = [
        [row.motherMaidenKey, row.motherMaidenLast],
        [row.motherFirstKey, row.motherFirst],
        [row.birthCertificateKey, row.birthCertificate],
      ] as const;
      const isRight = is.sort().join('\n') === ought.sort().join('\n');
      return !isRight || others.some(([key, value]) => key !== nameKey(value));
    };
    yield page.filter(isWrong).map(({ id }) => id);
    after = ids.at(-1) ?? 0;
  }
}

const keysOf = async (db: Reader, rows: readonly { readonly lastId: number; readonly firstId: number }[]) =>
  new Map(
    (await wordsByIds(db, [...new Set(rows.flatMap(({ lastId, firstId }) => [lastId, firstId]))])).map(
      ({ id, key }) => [id, key],
    ),
  );

type Shown = ReturnType<typeof nameRowsOf>[number];

const textOf = ({ aliasId, last, first, middleKey, birthDate, isPart }: Shown): string =>
  [aliasId ?? '', last, first, middleKey, birthDate, isPart].join('|');
