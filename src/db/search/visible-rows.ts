import type { Viewer } from '../../domain/accounts/viewer.js';
import type { MatchRow } from '../../domain/matching/match.js';
import { visibleOfList } from '../clients/visible.js';
import type { Reader } from '../engine/database.js';
import { listed } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { clients } from '../schema/clients.js';

/** Answers the rows of some records, without those that the viewer may not see. */
export type VisibleRows = (ids: readonly number[]) => Promise<MatchRow[]>;

const rowsToMatch = prepared((db) =>
  db
    .select({
      id: clients.id,
      gender: clients.gender,
      maiden: clients.motherMaidenKey,
      motherFirst: clients.motherFirstKey,
      lastName: clients.lastName,
      firstName: clients.firstName,
      birthDate: clients.birthDate,
    })
    .from(clients)
    .where(visibleOfList())
    .prepare(),
);

/** For one search, which may ask for a record several times: it is read once. */
export function visibleRows(db: Reader, { organization }: Pick<Viewer, 'organization'>): VisibleRows {
  const known = new Map<number, MatchRow | undefined>();
  return async (ids) => {
    const asked = ids.filter((id) => !known.has(id));
    if (asked.length > 0) {
      const rows = await rowsToMatch(db).all({ list: listed(asked), organization: organization.id });
      for (const id of asked) known.set(id, undefined);
      for (const row of rows) known.set(row.id, row);
    }
    return ids.flatMap((id) => known.get(id) ?? []);
  };
}

/** Records looked at together: as a rule the first ones are enough. */
const batch = 64;

/** A list in parts, each twice as long as the one before. */
export function* inBatches<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0, many = batch; from < list.length; many *= 2) {
    yield list.slice(from, from + many);
    from += many;
  }
}
