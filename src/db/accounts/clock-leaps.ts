import { and, asc, isNull, lte } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { clockLeaps } from '../schema/operations.js';
import type { Occasion } from './users.js';

const oneDay = 24 * 60 * 60 * 1000;

/** The leaps of the wall clock that nobody has confirmed yet: until then nobody is inactivated (L9). */
export async function openLeaps(db: Reader) {
  return db
    .select()
    .from(clockLeaps)
    .where(isNull(clockLeaps.settledAt))
    .orderBy(asc(clockLeaps.at), asc(clockLeaps.id))
    .all();
}

/** Notes a leap, in milliseconds. One that takes an open one back settles both. */
export async function noteLeap(tx: Tx, leapMs: number, at: number): Promise<void> {
  await tx
    .insert(clockLeaps)
    .values({ at, leapMs: Math.round(leapMs) })
    .run();
  const open = await tx.select().from(clockLeaps).where(isNull(clockLeaps.settledAt)).all();
  if (Math.abs(open.reduce((sum, leap) => sum + leap.leapMs, 0)) < oneDay)
    await tx.update(clockLeaps).set({ settledAt: at }).where(isNull(clockLeaps.settledAt)).run();
}

/**
 * The help desk says that the clock is right: inactivations go on, unless it leapt again since.
 * @param last the id of the last leap that was shown
 */
export async function settleLeaps(tx: Tx, viewer: Viewer, last: number, when: Occasion): Promise<void> {
  const shown = and(isNull(clockLeaps.settledAt), lte(clockLeaps.id, last));
  const settled = await tx.update(clockLeaps).set({ settledAt: when.at, settledBy: viewer.userId }).where(shown).run();
  if (settled.changes > 0) await trace(tx, viewer, { ...when, action: 'settle clock leap' });
}
