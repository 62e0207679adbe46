import { asc, desc, gte, lte, type SQL } from 'drizzle-orm';
import type { Actor } from '../../domain/accounts/viewer.js';
import type { Day } from '../../domain/time/day.js';
import { type Difference, differences } from '../../forecast/difference.js';
import type { Database, Reader } from '../engine/database.js';
import { type Trace, trace } from '../operations/audit.js';
import { clients } from '../schema/clients.js';
import { assessBy } from './assessment.js';
import { loadHistory } from './immunizations.js';
import { findSchedule, scheduleInForce } from './schedules.js';

/**
 * The changes that a schedule would make: the number of clients of a sample, and each difference with the number of
 * clients that it is for.
 */
export type Preview = {
  readonly version: string;
  /** The version in force that it is held against. */
  readonly against: string;
  readonly clients: number;
  readonly changed: number;
  /** True if the time was up before all of the sample was looked at. */
  readonly cutShort: boolean;
  /** The most frequent first. */
  readonly differences: readonly (Difference & { readonly clients: number })[];
};

/** How many clients, by what, for which day, and the milliseconds that it may take. */
type Sample = {
  readonly id: number;
  readonly many: number;
  readonly mostMs: number;
  readonly today: Day;
};

/**
 * Assesses a sample of clients, as a viewer may see them, by the schedule in force and by a release, and counts what
 * differs. Other requests are answered between two clients. Nobody is named; the audit log keeps that it was done.
 * Undefined where there is no such release that can be read.
 */
export async function previewRelease(
  db: Database,
  viewer: Actor,
  { id, many, mostMs, today }: Sample,
  occasion: Pick<Trace, 'at' | 'address'>,
): Promise<Preview | undefined> {
  const schedule = await findSchedule(db.read, id);
  if (!schedule) return undefined;
  const until = performance.now() + mostMs;
  const now = await scheduleInForce(db.read, today);
  const found = new Map<string, Difference & { clients: number }>();
  let [looked, changed, cutShort] = [0, 0, false];
  for (const one of await sample(db.read, many)) {
    await nextTurn();
    cutShort = performance.now() > until;
    if (cutShort) break;
    const history = await loadHistory(db.read, viewer, one);
    if (!history) continue;
    looked += 1;
    const list = differences(
      await assessBy(db.read, now, history, today),
      await assessBy(db.read, schedule, history, today),
    );
    if (list.length > 0) changed += 1;
    for (const [key, one] of new Map(list.map((each) => [JSON.stringify(each), each])))
      found.set(key, { ...one, clients: (found.get(key)?.clients ?? 0) + 1 });
  }
  const { version } = schedule;
  const detail = `${id} ${version}, ${looked} clients`;
  await db.write((tx) => trace(tx, viewer, { ...occasion, action: 'preview schedule', detail }));
  const differ = [...found.values()].sort((a, b) => b.clients - a.clients);
  return { version, against: now.version, clients: looked, changed, cutShort, differences: differ };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Each step lies where the ones before left the widest gap, so that a sample cut short is even too. */
const goldenRatio = 0.618_033_988_75;

/** Numbers of clients, evenly over all that there are; all of them where there are no more. */
async function sample(db: Reader, many: number): Promise<Set<number>> {
  const all = await db
    .select({ id: clients.id })
    .from(clients)
    .where(gte(clients.id, 0))
    .orderBy(asc(clients.id))
    .limit(many + 1)
    .all();
  if (all.length <= many) return new Set(all.map(({ id }) => id));
  const one = async (of: SQL, order: SQL) =>
    (await db.select({ id: clients.id }).from(clients).where(of).orderBy(order).limit(1).get())?.id ?? 0;
  const [first, last] = [all[0]?.id ?? 0, await one(lte(clients.id, Number.MAX_SAFE_INTEGER), desc(clients.id))];
  const ids = new Set<number>();
  for (let i = 0; i < many; i += 1) {
    const from = Math.floor(first + (last - first) * ((i * goldenRatio) % 1));
    ids.add(await one(gte(clients.id, from), asc(clients.id)));
  }
  // Numbers that lie in heaps are met again and again.
  for (const { id } of all) if (ids.size < many) ids.add(id);
  return ids;
}
