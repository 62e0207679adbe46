import { count, eq } from 'drizzle-orm';
import type { Reader, Tx } from '../engine/database.js';
import { wrongAnswers } from '../schema/accounts.js';

/** The number of different wrong answers since the last right one (L12). */
export function wrongAnswersOf(db: Reader | Tx, userId: number): number {
  const row = db.select({ many: count() }).from(wrongAnswers).where(eq(wrongAnswers.userId, userId)).get();
  return row?.many ?? 0;
}

/** Keeps a wrong answer by its digest. False where it was given before: the same one again costs no other try (L12). */
export function keepWrongAnswer(tx: Tx, userId: number, digest: string): boolean {
  return tx.insert(wrongAnswers).values({ userId, digest }).onConflictDoNothing().run().changes > 0;
}

/** Forgets the wrong answers: after a right one, an unlock, or when the questions change (L12). */
export function forgetWrongAnswers(tx: Tx, userId: number): void {
  tx.delete(wrongAnswers).where(eq(wrongAnswers.userId, userId)).run();
}
