import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { rememberedFor } from '../../domain/text/remembered.js';
import type { Day } from '../../domain/time/day.js';
import { compile } from '../../forecast/schedule/compile.js';
import { packOnFile, scheduleOnFile } from '../../forecast/schedule/on-file.js';
import { readPack } from '../../forecast/schedule/pack.js';
import type { Schedule } from '../../forecast/schedule/schedule.js';
import { PackFault } from '../../forecast/schedule/shape.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { type Trace, trace } from '../operations/audit.js';
import { schedules } from '../schema/schedules.js';

/** A release of the schedule: it waits, is or will be in force from a day, or was taken back. */
export type Release = {
  readonly id: number;
  readonly version: string;
  readonly addedAt: number;
  readonly inForceFrom: Day | null;
  readonly takenBackAt: number | null;
};

/** The one who decides on releases, nobody at the command line; the instant, and the network address. */
type Who = Pick<Viewer, 'userId' | 'organization'> | undefined;
type Occasion = Pick<Trace, 'at' | 'address'>;

const held = and(isNull(schedules.takenBackAt), isNotNull(schedules.inForceFrom));
const last = prepared((db) =>
  db
    .select({ id: schedules.id })
    .from(schedules)
    .where(and(held, lte(schedules.inForceFrom, sql.placeholder('today'))))
    .orderBy(desc(schedules.inForceFrom), desc(schedules.id))
    .limit(1)
    .prepare(),
);

/** Releases of a database that are ready to work with: a release never changes. */
const ready = rememberedFor((_: Reader | Tx) => new Map<number, Schedule>());

/**
 * The schedule in force on a day: the release that was last to take force, or the one that stands in the product where
 * there is none. One that this version of the product cannot read any more is passed by for the product's own.
 */
export function scheduleInForce(db: Reader | Tx, today: Day): Schedule {
  const found = last(db).get({ today });
  return (found && findSchedule(db, found.id)) ?? scheduleOnFile();
}

/** A release, ready to work with; undefined where there is none of the number, or it cannot be read. */
export function findSchedule(db: Reader | Tx, id: number): Schedule | undefined {
  const known = ready(db).get(id);
  if (known) return known;
  const row = db.select({ pack: schedules.pack }).from(schedules).where(eq(schedules.id, id)).get();
  try {
    const schedule = row && compile(readPack(JSON.parse(row.pack)));
    if (schedule) ready(db).set(id, schedule);
    return schedule;
  } catch (fault) {
    if (fault instanceof PackFault) return undefined;
    throw fault;
  }
}

/** The text of the pack in force on a day, to make another of. */
export function packInForce(db: Reader, today: Day): string {
  const found = last(db).get({ today });
  const row = found && db.select({ pack: schedules.pack }).from(schedules).where(eq(schedules.id, found.id)).get();
  return row?.pack ?? packOnFile();
}

/** Every release that was put in, the first one first. */
export async function releases(db: Reader): Promise<Release[]> {
  const { id, version, addedAt, inForceFrom, takenBackAt } = schedules;
  return db.select({ id, version, addedAt, inForceFrom, takenBackAt }).from(schedules).orderBy(asc(id)).all();
}

/** Puts a release in; it is in force for nobody yet. Throws a PackFault where it cannot be used. Gives its number. */
export function addRelease(tx: Tx, who: Who, pack: string, occasion: Occasion): number {
  const { version } = compile(readPack(JSON.parse(pack)));
  const { id } = tx
    .insert(schedules)
    .values({ version, pack, addedAt: occasion.at })
    .returning({ id: schedules.id })
    .get();
  trace(tx, who, { ...occasion, action: 'add schedule', detail: `${id} ${version}` });
  return id;
}

/** Lets a release take force on a day. False where there is none of the number, or it was taken back. */
export function useRelease(tx: Tx, who: Who, id: number, from: Day, occasion: Occasion): boolean {
  const one = and(eq(schedules.id, id), isNull(schedules.takenBackAt));
  const { changes } = tx.update(schedules).set({ inForceFrom: from }).where(one).run();
  if (changes > 0) trace(tx, who, { ...occasion, action: 'use schedule', detail: `${id} from ${from}` });
  return changes > 0;
}

/**
 * Takes a release back, so that the one before it holds again. False where there is none of the number, or it was
 * before.
 */
export function takeBackRelease(tx: Tx, who: Who, id: number, occasion: Occasion): boolean {
  const one = and(eq(schedules.id, id), isNull(schedules.takenBackAt));
  const { changes } = tx.update(schedules).set({ takenBackAt: occasion.at }).where(one).run();
  if (changes > 0) trace(tx, who, { ...occasion, action: 'take back schedule', detail: String(id) });
  return changes > 0;
}
