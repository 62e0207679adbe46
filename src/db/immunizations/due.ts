import { and, asc, isNull } from 'drizzle-orm';
import type { Disclosure } from '../../domain/accounts/viewer.js';
import type { DueState } from '../../domain/clients/client.js';
import type { Due } from '../../domain/immunizations/due.js';
import { exemptGroups } from '../../domain/immunizations/evidence.js';
import { rememberedFor } from '../../domain/text/remembered.js';
import type { Day } from '../../domain/time/day.js';
import { dueGroups } from '../../forecast/due.js';
import type { Schedule } from '../../forecast/schedule/schedule.js';
import type { Reader } from '../engine/database.js';
import { among, listed } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { comments, conditions } from '../schema/clients.js';
import { immunizations } from '../schema/immunizations.js';
import { assessRecord } from './assessment.js';
import { scheduleInForce } from './schedules.js';

/**
 * The groups that are due to a client, with the state of the record and the day that they were worked out for, and the
 * schedule.
 */
type Kept = { readonly of: string; readonly by: Schedule; readonly due: Due };

/** So many are kept for each database; then all are forgotten. */
const mostKept = 20_000;
const keptBy = rememberedFor((_: Reader['engine']) => new Map<number, Kept>());

const dosesAmong = prepared((db) =>
  db
    .select({
      clientId: immunizations.clientId,
      id: immunizations.id,
      givenOn: immunizations.givenOn,
      cvx: immunizations.cvx,
      mvx: immunizations.mvx,
      tradeName: immunizations.tradeName,
      lotExpiresOn: immunizations.lotExpiresOn,
      amount: immunizations.amount,
      unit: immunizations.unit,
    })
    .from(immunizations)
    .where(and(among(immunizations.clientId), isNull(immunizations.deletedAt)))
    .prepare(),
);

const commentsAmong = prepared((db) =>
  db
    .select()
    .from(comments)
    .where(and(among(comments.clientId), isNull(comments.deletedAt)))
    .orderBy(asc(comments.appliesOn), asc(comments.id))
    .prepare(),
);

const conditionsAmong = prepared((db) =>
  db
    .select()
    .from(conditions)
    .where(and(among(conditions.clientId), isNull(conditions.deletedAt)))
    .orderBy(asc(conditions.fromOn), asc(conditions.id))
    .prepare(),
);

/**
 * The vaccine groups due on a day to clients that are disclosed to the viewer already. Worked out once for each state
 * of a record, day and schedule, and kept in memory: up to a millisecond for each that is new, some microseconds for
 * the others.
 */
export async function dueTo(
  db: Reader,
  disclosed: readonly Disclosure<{ readonly id: number; readonly dueState: DueState }>[],
  today: Day,
): Promise<ReadonlyMap<number, Due>> {
  const kept = keptBy(db.engine);
  const found = new Map<number, Due>();
  const schedule = await scheduleInForce(db, today);
  const anew = disclosed.filter(({ id, dueState }) => {
    const known = kept.get(id);
    if (known?.of !== keyOf(dueState, today) || known.by !== schedule) return true;
    found.set(id, known.due);
    return false;
  });
  if (anew.length === 0) return found;
  const list = listed(anew.map(({ id }) => id));
  const [given, remarks, held] = await Promise.all([
    dosesAmong(db).all({ list }),
    commentsAmong(db).all({ list }),
    conditionsAmong(db).all({ list }),
  ]);
  const [doses, said, stated] = [byClient(given), byClient(remarks), byClient(held)];
  for (const row of anew) {
    const record = { ...row.dueState, comments: said(row), conditions: stated(row), doses: doses(row) };
    const exempt = exemptGroups(record.comments);
    const due = record.deathDate
      ? []
      : dueGroups(assessRecord(schedule, record, today).groups, today, (group) => exempt.has(group));
    if (kept.size >= mostKept) kept.clear();
    kept.set(row.id, { of: keyOf(row.dueState, today), by: schedule, due });
    found.set(row.id, due);
  }
  return found;
}

function byClient<T extends { readonly clientId: number }>(rows: readonly T[]) {
  const groups = Map.groupBy(rows, ({ clientId }) => clientId);
  return ({ id }: { readonly id: number }): readonly T[] => groups.get(id) ?? [];
}

const keyOf = ({ revision, doses, birthDate, gender, birthCountry, deathDate }: DueState, today: Day) =>
  [revision, doses, birthDate, gender, birthCountry, deathDate, today].join(' ');
