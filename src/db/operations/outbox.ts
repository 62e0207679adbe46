import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, type SQL, sql } from 'drizzle-orm';
import { hour, type Mail, mailLimitOf, nextAttempt } from '../../domain/mail.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { outbox } from '../schema/operations.js';

export type OutboxRow = typeof outbox.$inferSelect;

/** The recipient of a mail: the user, the address, and the user who caused it, if one did. */
type To = { readonly userId: number; readonly email: string; readonly causedBy?: number | undefined };

/** More mails were caused within an hour than leave in one: what would cause another is not done. */
export class TooManyMails extends Error {}

/**
 * Puts a mail into the outbox in the transaction of what it tells of. `at` is epoch milliseconds.
 * Throws TooManyMails where a user who causes it, its account or its address has had as many within the hour as may be.
 */
export async function postMail(tx: Tx, mail: Mail, to: To, at: number): Promise<void> {
  const { kind, ...details } = mail;
  if (to.causedBy !== undefined && !(await mayMail(tx, kind, to, at)))
    throw new TooManyMails(
      'Too many mails were sent for this within the hour. Nothing was changed. Wait an hour, then try again.',
    );
  await tx
    .insert(outbox)
    .values({
      key: crypto.randomUUID(),
      kind,
      userId: to.userId,
      causedBy: to.causedBy ?? null,
      recipient: to.email,
      details: JSON.stringify(details),
      createdAt: at,
      nextAt: at,
    })
    .run();
}

/** True if another mail of a kind may leave within the hour. */
export async function mayMail(tx: Tx, kind: Mail['kind'], to: To, at: number): Promise<boolean> {
  const limit = mailLimitOf(kind);
  if (!limit) return true;
  const many = async (whose: SQL) =>
    (
      await tx
        .select({ many: count() })
        .from(outbox)
        .where(and(whose, gt(outbox.createdAt, at - hour), inArray(outbox.kind, [...limit.kinds])))
        .get()
    )?.many ?? 0;
  return (
    (await many(eq(outbox.userId, to.userId))) < limit.toAccount &&
    (await many(sql`lower(${outbox.recipient}) = ${to.email.toLowerCase()}`)) < limit.toAddress &&
    (to.causedBy === undefined || (await many(eq(outbox.causedBy, to.causedBy))) < limit.byUser)
  );
}

const waiting = and(isNull(outbox.sentAt), isNull(outbox.deadAt));

const due = prepared((db) =>
  db
    .select()
    .from(outbox)
    .where(and(waiting, lte(outbox.nextAt, sql.placeholder('now'))))
    .orderBy(asc(outbox.nextAt), asc(outbox.id))
    .limit(20)
    .prepare(),
);

/** The messages to try now, the longest due first, twenty at most. */
export async function dueMessages(db: Reader, now: number): Promise<OutboxRow[]> {
  return due(db).all({ now });
}

/** How many messages wait to be sent, and how many of all that are not sent have failed. */
export async function countMessages(db: Reader): Promise<{ waiting: number; troubled: number }> {
  const many = async (which: SQL | undefined) =>
    (await db.select({ many: count() }).from(outbox).where(which).get())?.many ?? 0;
  return {
    waiting: await many(and(waiting, isNotNull(outbox.nextAt))),
    troubled: await many(and(isNull(outbox.sentAt), isNotNull(outbox.firstTriedAt))),
  };
}

/** The mail that a row holds. */
export const mailOf = (row: OutboxRow): Mail => ({ ...JSON.parse(row.details), kind: row.kind }) as Mail;

/** Notes that a message left. What its link was made from is forgotten. */
export async function noteSent(tx: Tx, id: number, at: number): Promise<void> {
  await tx
    .update(outbox)
    .set({ sentAt: at, details: '{}', lastFault: '', attempts: sql`${outbox.attempts} + 1` })
    .where(eq(outbox.id, id))
    .run();
}

/** Notes a failed attempt: the message is tried again later, or given up and shown to the help desk. */
export async function noteFailed(tx: Tx, row: OutboxRow, at: number, fault: string, retryAfter: number): Promise<void> {
  const attempts = row.attempts + 1;
  const firstTriedAt = row.firstTriedAt ?? at;
  const next = nextAttempt(attempts, firstTriedAt, at, retryAfter);
  await tx
    .update(outbox)
    .set({
      attempts,
      firstTriedAt,
      lastFault: fault.slice(0, 200),
      ...(next === undefined ? { deadAt: at } : { nextAt: next }),
    })
    .where(eq(outbox.id, row.id))
    .run();
}

/** Those that failed at least once and did not leave: given up by somebody with a reason, or not. */
const inTrouble = and(isNull(outbox.sentAt), isNotNull(outbox.firstTriedAt));

/** A message waits long, in milliseconds, if it could have been sent so long ago. */
const long = 10 * 60_000;

/**
 * The messages that the help desk decides about: those that have failed, waiting or given up, and those that nobody has tried
 * although they are long due; the latest first, fifty at most.
 */
export async function troubledMessages(db: Reader, now: number): Promise<OutboxRow[]> {
  const failed = await db
    .select()
    .from(outbox)
    .where(and(inTrouble, eq(outbox.givenUpWhy, '')))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(50)
    .all();
  const untried = await db
    .select()
    .from(outbox)
    .where(and(waiting, lte(outbox.nextAt, now - long), isNull(outbox.firstTriedAt)))
    .orderBy(asc(outbox.nextAt), asc(outbox.id))
    .limit(50)
    .all();
  return [...failed, ...untried].sort((a, b) => b.createdAt - a.createdAt).slice(0, 50);
}

/** The messages that somebody gave up with a reason, the latest first, fifty at most. */
export async function givenUpMessages(db: Reader): Promise<OutboxRow[]> {
  return db
    .select()
    .from(outbox)
    .where(and(inTrouble, ne(outbox.givenUpWhy, '')))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(50)
    .all();
}

/** A message that did not leave. */
export async function findMessage(db: Reader, id: number): Promise<OutboxRow | undefined> {
  return loadMessage(db, id);
}

/** The same inside a write. */
export async function loadMessage(db: Reader | Tx, id: number): Promise<OutboxRow | undefined> {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.id, id), isNull(outbox.sentAt)))
    .get();
}

/** Tries a message that was given up again, under a new key. False where it is none. */
export async function reviveMessage(tx: Tx, id: number, at: number): Promise<boolean> {
  const anew = { deadAt: null, givenUpWhy: '', nextAt: at, attempts: 0, firstTriedAt: null, key: crypto.randomUUID() };
  return (
    (
      await tx
        .update(outbox)
        .set(anew)
        .where(and(eq(outbox.id, id), isNotNull(outbox.deadAt), isNull(outbox.sentAt)))
        .run()
    ).changes > 0
  );
}

/** Gives a message up for a reason: it is tried no more. False where it has left, or somebody gave it up before. */
export async function giveUpMessage(tx: Tx, id: number, why: string, at: number): Promise<boolean> {
  return (
    (
      await tx
        .update(outbox)
        .set({
          givenUpWhy: why,
          deadAt: sql`coalesce(${outbox.deadAt}, ${at})`,
          // Also of one that nobody tried: it is listed among those in trouble.
          firstTriedAt: sql`coalesce(${outbox.firstTriedAt}, ${at})`,
        })
        .where(and(eq(outbox.id, id), isNull(outbox.sentAt), eq(outbox.givenUpWhy, '')))
        .run()
    ).changes > 0
  );
}
