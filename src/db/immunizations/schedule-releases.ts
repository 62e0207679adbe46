import { and, asc, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { inForceUntil, type ReleaseStanding, releaseStanding } from '../../domain/immunizations/release.js';
import { fullName } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
import { compile } from '../../forecast/schedule/compile.js';
import { readPack } from '../../forecast/schedule/pack.js';
import { type SeasonPeriod, withSeasons } from '../../forecast/schedule/season.js';
import { PackFault } from '../../forecast/schedule/shape.js';
import type { Reader, Tx } from '../engine/database.js';
import { inTurn } from '../engine/in-turn.js';
import { type Trace, trace } from '../operations/audit.js';
import { users } from '../schema/accounts.js';
import { schedules } from '../schema/schedules.js';
import { findSchedule, packInForce, scheduleInForce } from './schedules.js';

/** A release of the schedule: it waits, is or will be in force from a day, or was taken back. */
export type Release = {
  readonly id: number;
  readonly version: string;
  /** The day on which it was published; undefined where this version of the product cannot read it. */
  readonly published: Day | undefined;
  readonly addedAt: number;
  readonly inForceFrom: Day | null;
  /** The last day on which it is in force; undefined where nothing follows it. */
  readonly until: Day | undefined;
  readonly takenBackAt: number | null;
  readonly standing: ReleaseStanding;
  /** Who put it in, let it take force and took it back; empty where it was done at the command line. */
  readonly by: { readonly added: string; readonly used: string; readonly takenBack: string };
};

/** The one who decides on releases, nobody at the command line; the instant, and the network address. */
type Who = Pick<Viewer, 'userId' | 'organization'> | undefined;
type Occasion = Pick<Trace, 'at' | 'address'>;

/** Every release that was put in, the first one first, as they stand on a day. */
export async function releases(db: Reader, today: Day): Promise<Release[]> {
  const [adder, user, taker] = [alias(users, 'adder'), alias(users, 'used'), alias(users, 'taker')];
  const { id, version, addedAt, inForceFrom, takenBackAt } = schedules;
  const rows = await db
    .select({
      ...{ id, version, addedAt, inForceFrom, takenBackAt },
      adder: { firstName: adder.firstName, lastName: adder.lastName },
      user: { firstName: user.firstName, lastName: user.lastName },
      taker: { firstName: taker.firstName, lastName: taker.lastName },
    })
    .from(schedules)
    .leftJoin(adder, eq(adder.id, schedules.addedBy))
    .leftJoin(user, eq(user.id, schedules.usedBy))
    .leftJoin(taker, eq(taker.id, schedules.takenBackBy))
    .orderBy(asc(id))
    .all();
  const named = (one: Parameters<typeof fullName>[0] | null) => (one ? fullName(one) : '');
  return await inTurn(rows, async ({ adder, user, taker, ...row }) => ({
    ...row,
    published: (await findSchedule(db, row.id))?.published,
    until: inForceUntil(rows, row.id),
    standing: releaseStanding(rows, row, today),
    by: { added: named(adder), used: named(user), takenBack: named(taker) },
  }));
}

/** The outcome of putting a release in: its number, also where it stood there before; or why it cannot be used. */
export type PutIn =
  | { readonly kind: 'added' | 'there'; readonly id: number }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Checks a release and puts it in; it is in force for nobody yet. The same file put in again is the same release,
 * unless that was taken back.
 */
export async function putIn(tx: Tx, who: Who, pack: string, occasion: Occasion): Promise<PutIn> {
  const version = versionOf(pack);
  if (typeof version !== 'string') return { kind: 'refused', why: `It cannot be used. ${version.fault}` };
  const there = await tx
    .select({ id: schedules.id })
    .from(schedules)
    .where(and(eq(schedules.pack, pack), isNull(schedules.takenBackAt)))
    .get();
  if (there) return { kind: 'there', id: there.id };
  const { id } = await tx
    .insert(schedules)
    .values({ version, pack, addedAt: occasion.at, addedBy: who?.userId ?? null })
    .returning({ id: schedules.id })
    .get();
  await trace(tx, who, { ...occasion, action: 'add schedule', detail: `${id} ${version}` });
  return { kind: 'added', id };
}

/**
 * Puts the schedule in force in with other dates of some seasons.
 *
 * @param shown the version whose dates were changed, where they were shown to somebody: none is made of another
 */
export async function putInSeasons(
  tx: Tx,
  who: Who,
  { dates, today, shown }: { dates: ReadonlyMap<string, SeasonPeriod>; today: Day; shown?: string },
  occasion: Occasion,
): Promise<PutIn> {
  const { version } = await scheduleInForce(tx, today);
  if (shown !== undefined && shown !== version)
    return { kind: 'refused', why: `${version} is in force since the page was shown: look at its dates.` };
  const pack = withSeasons(await packInForce(tx, today), dates);
  return pack === undefined
    ? { kind: 'refused', why: `The schedule has no season ${[...dates.keys()].join(', ')}.` }
    : putIn(tx, who, pack, occasion);
}

/** The most of a fault that is told: it repeats words of the file. */
const mostOfFault = 300;

function versionOf(pack: string): string | { fault: string } {
  try {
    return compile(readPack(JSON.parse(pack))).version;
  } catch (fault) {
    if (fault instanceof PackFault) return { fault: fault.message.slice(0, mostOfFault) };
    if (fault instanceof SyntaxError) return { fault: 'It is no JSON.' };
    throw fault;
  }
}

/** What became of a decision: nothing was changed by any but `done`. */
export type Decided =
  | 'done'
  /** There is no release of the number, or this version of the product cannot read it. */
  | 'gone'
  /** Somebody took it back. */
  | 'taken back'
  /** Somebody decided something else since it was shown. */
  | 'changed'
  /** The day lies behind. */
  | 'past';

/** The days on which a release was shown to be in force, to whom it was shown; the command line shows none. */
type Shown = { readonly inForceFrom: string } | undefined;

/** Lets a release take force on a day, today or later. */
export async function useRelease(
  tx: Tx,
  who: Who,
  { id, from, today, shown }: { id: number; from: Day; today: Day; shown?: Shown },
  occasion: Occasion,
): Promise<Decided> {
  const now = await stateOf(tx, id);
  if (!now || !(await findSchedule(tx, id))) return 'gone';
  if (now.takenBackAt !== null) return 'taken back';
  if (now.inForceFrom === from) return 'done';
  if (shown && shown.inForceFrom !== (now.inForceFrom ?? '')) return 'changed';
  if (from < today) return 'past';
  const by = { inForceFrom: from, usedBy: who?.userId ?? null };
  await tx.update(schedules).set(by).where(eq(schedules.id, id)).run();
  await trace(tx, who, { ...occasion, action: 'use schedule', detail: `${id} from ${from}` });
  return 'done';
}

/** Takes a release back for good, so that the one before it holds again. */
export async function takeBackRelease(
  tx: Tx,
  who: Who,
  { id, shown }: { id: number; shown?: Shown },
  occasion: Occasion,
): Promise<Decided> {
  const now = await stateOf(tx, id);
  if (!now) return 'gone';
  if (now.takenBackAt !== null) return 'taken back';
  if (shown && shown.inForceFrom !== (now.inForceFrom ?? '')) return 'changed';
  const by = { takenBackAt: occasion.at, takenBackBy: who?.userId ?? null };
  await tx.update(schedules).set(by).where(eq(schedules.id, id)).run();
  await trace(tx, who, { ...occasion, action: 'take back schedule', detail: String(id) });
  return 'done';
}

const stateOf = (tx: Tx, id: number) =>
  tx
    .select({ inForceFrom: schedules.inForceFrom, takenBackAt: schedules.takenBackAt })
    .from(schedules)
    .where(eq(schedules.id, id))
    .get();
