import { and, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { ownUntil, type ReleaseDays } from '../../domain/immunizations/release.js';
import { rememberedFor } from '../../domain/text/remembered.js';
import type { Day } from '../../domain/time/day.js';
import { compile } from '../../forecast/schedule/compile.js';
import { packOnFile, scheduleOnFile } from '../../forecast/schedule/on-file.js';
import { readPack } from '../../forecast/schedule/pack.js';
import type { Schedule } from '../../forecast/schedule/schedule.js';
import { PackFault } from '../../forecast/schedule/shape.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { schedules } from '../schema/schedules.js';

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

/** Releases of a database that are ready to work with, whichever connection they were read on: a release never changes. */
const ready = rememberedFor((_: Reader['engine']) => new Map<number, Schedule>());

/**
 * The schedule in force on a day: the release that was last to take force, or the one that stands in the product where
 * there is none. One that this version of the product cannot read any more is passed by for the product's own.
 */
export async function scheduleInForce(db: Reader | Tx, today: Day): Promise<Schedule> {
  const found = await last(db).get({ today });
  return (found && (await findSchedule(db, found.id))) ?? scheduleOnFile();
}

/** A release, ready to work with; undefined where there is none of the number, or it cannot be read. */
export async function findSchedule(db: Reader | Tx, id: number): Promise<Schedule | undefined> {
  const known = ready(db.engine).get(id);
  if (known) return known;
  const row = await db.select({ pack: schedules.pack }).from(schedules).where(eq(schedules.id, id)).get();
  try {
    const schedule = row && compile(readPack(JSON.parse(row.pack)));
    if (schedule) ready(db.engine).set(id, schedule);
    return schedule;
  } catch (fault) {
    if (fault instanceof PackFault) return undefined;
    throw fault;
  }
}

/** The text of the pack in force on a day, to make another of. */
export async function packInForce(db: Reader | Tx, today: Day): Promise<string> {
  const found = await last(db).get({ today });
  const row =
    found && (await db.select({ pack: schedules.pack }).from(schedules).where(eq(schedules.id, found.id)).get());
  return row?.pack ?? packOnFile();
}

/** The schedule that stands in the product, with the last day on which it is in force where a release follows it. */
export function ownSchedule(list: readonly ReleaseDays[]) {
  const { version, published } = scheduleOnFile();
  return { version, published, until: ownUntil(list) };
}
