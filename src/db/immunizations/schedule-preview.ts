import { asc, desc, gte, lte, type SQL } from 'drizzle-orm';
import type { Actor } from '../../domain/accounts/viewer.js';
import type { Day } from '../../domain/time/day.js';
import { type Difference, differences } from '../../forecast/difference.js';
import type { Schedule } from '../../forecast/schedule/schedule.js';
import type { Database, Reader } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { clients } from '../schema/clients.js';
import { assessBy } from './assessment.js';
import { loadHistory } from './immunizations.js';
import { scheduleInForce } from './schedules.js';

/**
 * The changes that a schedule would make: the number of clients of a sample, and each difference with the number of
 * clients that it is for.
 */
export type Preview = {
  readonly clients: number;
  readonly changed: number;
  /** The most frequent first. */
  readonly differences: readonly (Difference & { readonly clients: number })[];
};

/**
 * Assesses a sample of clients, as a viewer may see them, by the schedule in force and by another, and counts what
 * differs. Nobody is named; the audit log keeps that it was done.
 */
export async function previewSchedule(
  db: Database,
  viewer: Actor,
  { schedule, many, today, at }: { schedule: Schedule; many: number; today: Day; at: number },
): Promise<Preview> {
  const now = scheduleInForce(db.read, today);
  const found = new Map<string, Difference & { clients: number }>();
  let [looked, changed] = [0, 0];
  for (const id of sample(db.read, many)) {
    const history = loadHistory(db.read, viewer, id);
    if (!history) continue;
    looked += 1;
    const list = differences(assessBy(now, history, today), assessBy(schedule, history, today));
    if (list.length > 0) changed += 1;
    for (const [key, one] of new Map(list.map((each) => [JSON.stringify(each), each])))
      found.set(key, { ...one, clients: (found.get(key)?.clients ?? 0) + 1 });
  }
  await db.write((tx) =>
    trace(tx, viewer, { at, action: 'preview schedule', detail: `${schedule.version}, ${looked} clients` }),
  );
  return { clients: looked, changed, differences: [...found.values()].sort((a, b) => b.clients - a.clients) };
}

/** Numbers of clients, evenly over all that there are. */
function sample(db: Reader, many: number): Set<number> {
  const one = (of: SQL, order: SQL) =>
    db.select({ id: clients.id }).from(clients).where(of).orderBy(order).limit(1).get()?.id ?? 0;
  const last = one(lte(clients.id, Number.MAX_SAFE_INTEGER), desc(clients.id));
  const after = (from: number) => one(gte(clients.id, from), asc(clients.id));
  const first = after(0);
  const ids = new Set<number>();
  for (let i = 0; i < many; i += 1) {
    const from = Math.floor(first + ((last - first) * i) / Math.max(1, many - 1));
    ids.add(after(from));
  }
  return ids;
}
