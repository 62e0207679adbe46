import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { type Mail, nextAttempt } from '../domain/mail.js';
import type { Reader, Tx } from './open.js';
import { outbox } from './schema/accounts.js';
import { prepared } from './statements.js';

export type OutboxRow = typeof outbox.$inferSelect;

/** Puts a mail into the outbox in the transaction of what it tells of. `at` is epoch milliseconds. */
export function postMail(
  tx: Tx,
  mail: Mail,
  to: { readonly userId: number; readonly email: string },
  at: number,
): void {
  const { kind, ...details } = mail;
  tx.insert(outbox)
    .values({
      key: crypto.randomUUID(),
      kind,
      userId: to.userId,
      recipient: to.email,
      details: JSON.stringify(details),
      createdAt: at,
      nextAt: at,
    })
    .run();
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

/** The mail that a row holds. */
export const mailOf = (row: OutboxRow): Mail => ({ ...JSON.parse(row.details), kind: row.kind }) as Mail;

/** Notes that a message left. What its link was made from is forgotten. */
export function noteSent(tx: Tx, id: number, at: number): void {
  tx.update(outbox)
    .set({ sentAt: at, details: '{}', lastFault: '', attempts: sql`${outbox.attempts} + 1` })
    .where(eq(outbox.id, id))
    .run();
}

/** Notes a failed attempt: the message is tried again later, or given up and shown to the help desk. */
export function noteFailed(tx: Tx, row: OutboxRow, at: number, fault: string, retryAfter: number): void {
  const attempts = row.attempts + 1;
  const firstTriedAt = row.firstTriedAt ?? at;
  const next = nextAttempt(attempts, firstTriedAt, at, retryAfter);
  tx.update(outbox)
    .set({
      attempts,
      firstTriedAt,
      lastFault: fault.slice(0, 200),
      ...(next === undefined ? { deadAt: at } : { nextAt: next }),
    })
    .where(eq(outbox.id, row.id))
    .run();
}

/** The messages that were given up, and those that have failed at least once, the latest first. Fifty at most. */
export async function troubledMessages(db: Reader): Promise<OutboxRow[]> {
  return db
    .select()
    .from(outbox)
    .where(and(isNull(outbox.sentAt), isNotNull(outbox.firstTriedAt)))
    .orderBy(desc(outbox.createdAt))
    .limit(50)
    .all();
}

/** Tries a message that was given up again, under a new key. False where it is none. */
export function reviveMessage(tx: Tx, id: number, at: number): boolean {
  return (
    tx
      .update(outbox)
      .set({ deadAt: null, nextAt: at, attempts: 0, firstTriedAt: null, key: crypto.randomUUID() })
      .where(and(eq(outbox.id, id), isNotNull(outbox.deadAt), isNull(outbox.sentAt)))
      .run().changes > 0
  );
}
