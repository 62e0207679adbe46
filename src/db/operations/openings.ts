import { and, desc, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { openingActions } from '../../domain/audit.js';
import { rememberedFor } from '../../domain/text/remembered.js';
import type { Tx } from '../engine/database.js';
import { holdEnd } from '../engine/ids.js';
import { inTurn } from '../engine/in-turn.js';
import { audit, lettingsGo } from '../schema/operations.js';
import { trace } from './audit.js';
import { postMail } from './outbox.js';

/**
 * How many records somebody may open within an hour: above `asks` they are asked why, above `stops` no more open until the hour
 * is over or the help desk lets them go on. Infinity for no limit.
 */
export type OpeningLimits = { readonly asks: number; readonly stops: number };

/** Records that are about to be shown. */
export type Opening = {
  readonly clientIds: readonly number[];
  readonly limits: OpeningLimits;
  readonly at: number;
  readonly address: string;
  /** The address that is told when somebody is stopped. */
  readonly helpDesk: string;
};

/** Why records are not shown: the user is asked why they open so many, or opens none for now. */
export type Brake = 'asks' | 'stops';

const hour = 60 * 60_000;
/** The time for which a reason that was given holds, and that a stop is told of once, in milliseconds. */
const workingDay = 12 * hour;

/**
 * The records that a user had open when they were counted last, and since; and how many others can be opened before they need be
 * counted again: a count is not made for every page. It is lower than it might be where a write was taken back, never higher: where
 * several processes answer pages none is left over, and whatever was not counted yet is.
 */
type Allowance = { readonly known: Set<number>; left: number; readonly until: number };
const allowances = rememberedFor((_: Tx['engine']) => new Map<number, Allowance>());

/** What was decided; and what is to be done once that is committed, since the write may be taken back. */
export type Braking = { readonly brake?: Brake; readonly remember?: () => void };

/**
 * Says whether records may be shown to a viewer, in the write that notes that they are (A6). A brake is noted in the audit log, and
 * a first stop told to the help desk.
 */
export async function brakeOn(tx: Tx, viewer: Viewer, opening: Opening): Promise<Braking> {
  const { clientIds, limits, at } = opening;
  const allowed = allowances(tx.engine).get(viewer.userId);
  const others = clientIds.filter((id) => !allowed?.known.has(id));
  if (allowed && others.length <= allowed.left && at < allowed.until) {
    allowed.left -= others.length;
    for (const id of others) allowed.known.add(id);
    return {};
  }
  // What another process shows meanwhile is counted, or waits.
  await holdEnd(tx, 'audit');
  const opened = await openedSince(tx, viewer, Math.max(at - hour, await letGoAt(tx, viewer)));
  const before = await inTurn(clientIds, async (id) => opened.has(id) || (await wasOpened(tx, viewer, id, at)));
  const fresh = clientIds.filter((_, i) => !before[i]);
  const all = opened.size + fresh.length;
  const saidAt = all > limits.asks ? await saidWhyAt(tx, viewer, at) : undefined;
  const most = saidAt === undefined ? Math.min(limits.asks, limits.stops) : limits.stops;
  if (fresh.length > 0 && all > most) {
    const brake = all > limits.stops ? 'stops' : 'asks';
    await noteBrake(tx, viewer, opening, brake, opened.size);
    return { brake };
  }
  const until = Math.min(at + hour, (saidAt ?? at) + workingDay);
  const known = new Set([...opened, ...clientIds]);
  const left = tx.engine.isShared && most !== Number.POSITIVE_INFINITY ? 0 : Math.max(0, most - all);
  return { remember: () => allowances(tx.engine).set(viewer.userId, { known, left, until }) };
}

/** True if a user may open no other record by now: then none are taken as files, either. `at` is epoch milliseconds. */
export const isStopped = async (tx: Tx, viewer: Viewer, { stops }: OpeningLimits, at: number): Promise<boolean> =>
  (await openedSince(tx, viewer, Math.max(at - hour, await letGoAt(tx, viewer)))).size >= stops;

async function noteBrake(tx: Tx, viewer: Viewer, opening: Opening, brake: Brake, opened: number): Promise<void> {
  const { at, address, helpDesk } = opening;
  const isFirst = brake === 'stops' && (await lastOf(tx, viewer, 'stop opening', at)) === undefined;
  const action = brake === 'stops' ? 'stop opening' : 'ask why';
  const detail = `${opened} records within an hour`;
  await trace(tx, viewer, { at, address, action, detail, clientId: opening.clientIds[0] ?? 0 });
  if (isFirst)
    await postMail(
      tx,
      {
        kind: 'opening stopped',
        userName: 'Help Desk',
        who: `${viewer.username} of ${viewer.organization.code}`,
        opened,
      },
      { userId: viewer.userId, email: helpDesk },
      at,
    );
}

/** The records that a user has opened since an instant, for whichever organization. */
async function openedSince(tx: Tx, { userId }: Viewer, since: number): Promise<Set<number>> {
  const rows = await tx
    .selectDistinct({ id: audit.clientId })
    .from(audit)
    .where(
      and(
        ...[eq(audit.userId, userId), gt(audit.at, since), isNotNull(audit.clientId)],
        inArray(audit.action, [...openingActions]),
      ),
    )
    .all();
  return new Set(rows.map(({ id }) => id ?? 0));
}

/** True if a user had a record open within a working day: it stays open, and what is typed on it is taken. */
async function wasOpened(tx: Tx, { userId }: Viewer, clientId: number, at: number): Promise<boolean> {
  const before = and(eq(audit.clientId, clientId), gt(audit.at, at - workingDay));
  const isOpening = and(eq(audit.userId, userId), inArray(audit.action, [...openingActions]));
  return (await tx.select({ id: audit.id }).from(audit).where(and(before, isOpening)).limit(1).get()) !== undefined;
}

/** The instant of a user's last row with an action within a working day. */
async function lastOf(
  tx: Tx,
  { userId }: Pick<Viewer, 'userId'>,
  action: 'say why' | 'stop opening',
  at: number,
): Promise<number | undefined> {
  return (
    await tx
      .select({ at: audit.at })
      .from(audit)
      .where(and(eq(audit.userId, userId), gt(audit.at, at - workingDay), eq(audit.action, action)))
      .orderBy(desc(audit.at))
      .limit(1)
      .get()
  )?.at;
}

const saidWhyAt = (tx: Tx, viewer: Viewer, at: number) => lastOf(tx, viewer, 'say why', at);

/**
 * Keeps why a user opens so many records (A6). It holds for a working day; said again within it, it is not kept twice.
 */
export async function sayWhy(
  tx: Tx,
  viewer: Viewer,
  said: { readonly reason: string; readonly at: number; readonly address: string },
) {
  const { reason, at, address } = said;
  if ((await saidWhyAt(tx, viewer, at)) === undefined)
    await trace(tx, viewer, { at, address, action: 'say why', detail: reason });
}

async function letGoAt(tx: Tx, { userId }: Viewer): Promise<number> {
  return (await tx.select().from(lettingsGo).where(eq(lettingsGo.userId, userId)).get())?.at ?? 0;
}

/**
 * Lets a user who was stopped go on: what they opened before counts no more. `at` is epoch milliseconds. False for who was
 * not stopped, and for the viewer, whom another of the help desk lets go on.
 */
export async function letGoOn(
  tx: Tx,
  viewer: Viewer,
  userId: number,
  when: Pick<Opening, 'at' | 'address'>,
): Promise<boolean> {
  if (userId === viewer.userId || (await lastOf(tx, { userId }, 'stop opening', when.at)) === undefined) return false;
  await tx
    .insert(lettingsGo)
    .values({ userId, at: when.at, by: viewer.userId })
    .onConflictDoUpdate({ target: lettingsGo.userId, set: { at: when.at, by: viewer.userId } })
    .run();
  await trace(tx, viewer, { ...when, action: 'let go on', detail: `user ${userId}` });
  return true;
}
