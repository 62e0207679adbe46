import { and, asc, desc, eq, gt, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { jobs } from '../schema/operations.js';

/** A job as it stands on the list. Instants are epoch milliseconds. */
export type Job = typeof jobs.$inferSelect;

/** The hold of a process on a job: who, and for how many milliseconds unless it is renewed. */
export type Lease = { readonly holder: string; readonly ms: number };

/** Where a job is: nobody has begun it, it runs or waits to go on, or how it ended. */
export type JobStanding = 'waiting' | 'running' | 'done' | 'stopped' | 'failed';

/** The standing of a job that was ordered. */
export function standingOf({ nextAt, holder, done, result, stopAskedAt }: Job): JobStanding {
  if (nextAt !== null) return holder !== null || done > 0 ? 'running' : 'waiting';
  if (result !== null) return 'done';
  return stopAskedAt === null ? 'failed' : 'stopped';
}

/**
 * Puts work on the list, in the transaction of what it follows from. Answers its id.
 * @param order its kind, the state that its first step is given (JSON), and the number of things to do where it is known
 */
export async function orderJob(
  tx: Tx,
  viewer: Pick<Viewer, 'userId' | 'organization'>,
  order: { readonly kind: string; readonly state: unknown; readonly total?: number },
  at: number,
): Promise<number> {
  const row = await tx
    .insert(jobs)
    .values({
      kind: order.kind,
      orderedBy: viewer.userId,
      organizationId: viewer.organization.id,
      state: JSON.stringify(order.state),
      total: order.total ?? 0,
      createdAt: at,
      nextAt: at,
    })
    .returning({ id: jobs.id })
    .get();
  return row.id;
}

/** Puts a job of the clock on the list where it is not yet there, due from an instant on. */
export async function putOnClock(tx: Tx, name: string, at: number, nextAt: number): Promise<void> {
  await tx
    .insert(jobs)
    .values({ kind: name, clockName: name, state: '{}', createdAt: at, nextAt })
    .onConflictDoNothing()
    .run();
}

/** The jobs that were ordered for the organization acted for, of one kind, the latest first. Fifty at most. */
export async function jobsOf(db: Reader, viewer: Viewer, kind: string): Promise<Job[]> {
  return db
    .select()
    .from(jobs)
    .where(and(eq(jobs.organizationId, viewer.organization.id), eq(jobs.kind, kind)))
    .orderBy(desc(jobs.id))
    .limit(50)
    .all();
}

/** One of them; undefined for another organization's. */
export async function findJob(db: Reader, viewer: Viewer, id: number): Promise<Job | undefined> {
  return db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, id), eq(jobs.organizationId, viewer.organization.id)))
    .get();
}

/** Asks that a job end before its next step. False where it is over, or another organization's. */
export async function askToStop(
  tx: Tx,
  viewer: Pick<Viewer, 'organization'>,
  id: number,
  at: number,
): Promise<boolean> {
  const its = and(eq(jobs.id, id), eq(jobs.organizationId, viewer.organization.id), isNotNull(jobs.nextAt));
  return (await tx.update(jobs).set({ stopAskedAt: at, nextAt: at }).where(its).run()).changes > 0;
}

const open = prepared((db) =>
  db.select().from(jobs).where(isNotNull(jobs.nextAt)).orderBy(asc(jobs.nextAt), asc(jobs.id)).prepare(),
);

/** Every job that is not over, those of the clock among them, the longest due first. */
export async function openJobs(db: Reader): Promise<Job[]> {
  return open(db).all();
}

/**
 * Takes hold of a job as it was read. False where another process holds it, or has run it since. A hold that reaches
 * further than any lease is of a clock that was set back since, and holds nothing.
 */
export async function claimJob(tx: Tx, { id, nextAt }: Job, { holder, ms }: Lease, at: number): Promise<boolean> {
  const isFree = or(isNull(jobs.holder), lte(jobs.heldUntil, at), gt(jobs.heldUntil, at + ms));
  const asRead = and(eq(jobs.id, id), isNotNull(jobs.nextAt), eq(jobs.nextAt, nextAt ?? 0));
  return (
    (
      await tx
        .update(jobs)
        .set({ holder, heldUntil: at + ms, attempts: sql`${jobs.attempts} + 1` })
        .where(and(asRead, isFree))
        .run()
    ).changes > 0
  );
}

const held = (id: number, holder: string) => and(eq(jobs.id, id), eq(jobs.holder, holder), isNotNull(jobs.nextAt));

/** The job, if it is still held: looked at in the write that acts on it. */
export async function loadHeld(tx: Tx, id: number, holder: string): Promise<Job | undefined> {
  return tx.select().from(jobs).where(held(id, holder)).get();
}

/** Notes how far a job has come, and holds it on. False where it is not held any more. */
export async function noteProgress(
  tx: Tx,
  id: number,
  { holder, ms }: Lease,
  at: number,
  reached: Partial<Pick<Job, 'state' | 'done' | 'total' | 'attempts'>> = {},
): Promise<boolean> {
  return (
    (
      await tx
        .update(jobs)
        .set({ ...reached, heldUntil: at + ms })
        .where(held(id, holder))
        .run()
    ).changes > 0
  );
}

/** Lets go of a job. With `nextAt` it goes on, or is due again; with null it is over. */
export async function leaveJob(
  tx: Tx,
  id: number,
  holder: string,
  end: Pick<Job, 'nextAt'> & Partial<Pick<Job, 'result' | 'fault' | 'endedAt' | 'attempts' | 'state' | 'done'>>,
): Promise<boolean> {
  return (
    (
      await tx
        .update(jobs)
        .set({ ...end, holder: null, heldUntil: null })
        .where(held(id, holder))
        .run()
    ).changes > 0
  );
}
