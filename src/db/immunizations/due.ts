import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Disclosure } from '../../domain/accounts/viewer.js';
import type { Due } from '../../domain/immunizations/due.js';
import { exemptGroups } from '../../domain/immunizations/evidence.js';
import type { Day } from '../../domain/time/day.js';
import { dueGroups } from '../../forecast/due.js';
import type { Schedule } from '../../forecast/schedule/schedule.js';
import type { Reader } from '../engine/database.js';
import { forSizes, placeholderValues, sized, slots } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { clients, comments, conditions } from '../schema/clients.js';
import { immunizations } from '../schema/immunizations.js';
import { assessRecord } from './assessment.js';
import { scheduleInForce } from './schedules.js';

/**
 * The groups that are due to a client, with the state of the record and the day that they were worked out for, and the
 * schedule.
 */
type Kept = { readonly of: string; readonly by: Schedule; readonly due: Due };

/** So many are kept for each connection; then all are forgotten. */
const mostKept = 20_000;
const keptBy = prepared(() => new Map<number, Kept>());

type State = Pick<typeof clients.$inferSelect, 'revision' | 'birthDate' | 'gender' | 'birthCountry' | 'deathDate'> & {
  readonly doses: string;
};

/**
 * The state of records: a save counts the revision of one up, and a correction that of a dose; deleted doses count too.
 */
const states = forSizes((db, length) =>
  db
    .select({
      id: clients.id,
      revision: clients.revision,
      doses: sql<string>`count(${immunizations.id}) || '.' || total(${immunizations.revision})`,
      birthDate: clients.birthDate,
      gender: clients.gender,
      birthCountry: clients.birthCountry,
      deathDate: clients.deathDate,
    })
    .from(clients)
    .leftJoin(immunizations, eq(immunizations.clientId, clients.id))
    .where(inArray(clients.id, slots(length)))
    .groupBy(clients.id)
    .prepare(),
);

const dosesAmong = forSizes((db, length) =>
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
    .where(and(inArray(immunizations.clientId, slots(length)), isNull(immunizations.deletedAt)))
    .prepare(),
);

const commentsAmong = forSizes((db, length) =>
  db
    .select()
    .from(comments)
    .where(and(inArray(comments.clientId, slots(length)), isNull(comments.deletedAt)))
    .orderBy(asc(comments.appliesOn), asc(comments.id))
    .prepare(),
);

const conditionsAmong = forSizes((db, length) =>
  db
    .select()
    .from(conditions)
    .where(and(inArray(conditions.clientId, slots(length)), isNull(conditions.deletedAt)))
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
  disclosed: readonly Disclosure<{ readonly id: number }>[],
  today: Day,
): Promise<ReadonlyMap<number, Due>> {
  const schedule = scheduleInForce(db, today);
  const kept = keptBy(db);
  const found = new Map<number, Due>();
  const rows = sized(
    disclosed.map(({ id }) => id),
    (list) => states[list.length]?.(db).all(placeholderValues(list)) ?? [],
  );
  const anew = rows.filter((row) => {
    const known = kept.get(row.id);
    if (known?.of !== stateOf(row, today) || known.by !== schedule) return true;
    found.set(row.id, known.due);
    return false;
  });
  if (anew.length === 0) return found;
  const ids = anew.map(({ id }) => id);
  const doses = byClient(sized(ids, (list) => dosesAmong[list.length]?.(db).all(placeholderValues(list)) ?? []));
  const said = byClient(sized(ids, (list) => commentsAmong[list.length]?.(db).all(placeholderValues(list)) ?? []));
  const stated = byClient(sized(ids, (list) => conditionsAmong[list.length]?.(db).all(placeholderValues(list)) ?? []));
  for (const row of anew) {
    const record = { ...row, comments: said(row), conditions: stated(row), doses: doses(row) };
    const exempt = exemptGroups(record.comments);
    const due = row.deathDate
      ? []
      : dueGroups(assessRecord(schedule, record, today).groups, today, (group) => exempt.has(group));
    if (kept.size >= mostKept) kept.clear();
    kept.set(row.id, { of: stateOf(row, today), by: schedule, due });
    found.set(row.id, due);
  }
  return found;
}

function byClient<T extends { readonly clientId: number }>(rows: readonly T[]) {
  const groups = Map.groupBy(rows, ({ clientId }) => clientId);
  return ({ id }: { readonly id: number }): readonly T[] => groups.get(id) ?? [];
}

const stateOf = ({ revision, doses, birthDate, gender, birthCountry, deathDate }: State, today: Day) =>
  [revision, doses, birthDate, gender, birthCountry, deathDate, today].join(' ');
