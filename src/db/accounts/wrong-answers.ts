import { count, eq } from 'drizzle-orm';
import type { Reader, Tx } from '../engine/database.js';
import { wrongAnswers } from '../schema/accounts.js';

/** The number of different wrong answers since the last right one (L12). */
export async function wrongAnswersOf(db: Reader | Tx, userId: number): Promise<number> {
  const row = await db.select({ many: count() }).from(wrongAnswers).where(eq(wrongAnswers.userId, userId)).get();
  return row?.many ?? 0;
}

/** Keeps a wrong answer by its digest. False where it was given before: the same one again costs no other try (L12). */
export async function keepWrongAnswer(tx: Tx, userId: number, digest: string): Promise<boolean> {
  return (await tx.insert(wrongAnswers).values({ userId, digest }).onConflictDoNothing().run()).changes > 0;
}

/** Forgets the wrong answers: after a right one, an unlock, or when the questions change (L12). */
export async function forgetWrongAnswers(tx: Tx, userId: number): Promise<void> {
  await tx.delete(wrongAnswers).where(eq(wrongAnswers.userId, userId)).run();
}
