import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Database } from '../db/engine/database.js';
import { acceptances, securityAnswers, users } from '../db/schema/accounts.js';
import { temporaryPasswordLife } from '../domain/accounts/account.js';

/**
 * The security questions of everybody in the demonstration but newt, with their answers; the first is the one asked.
 */
export const demonstrationAnswers = [
  { question: 'street', answer: 'Maple Lane' },
  { question: 'teacher', answer: 'Engstrom' },
  { question: 'toy', answer: 'Button Bear' },
] as const;

/**
 * Makes the demonstration ready to be tried at each start. Once: everybody but newt, who has yet to come in, has
 * accepted the agreement, confirmed the email address and chosen security questions. Each time: the days of non-use,
 * and newt's seven days, count from this start (L9). `at` is epoch milliseconds.
 */
export async function settleDemonstration(
  db: Database,
  context: {
    readonly at: number;
    readonly agreementVersion: string;
    readonly hashAnswer: (answer: string) => Promise<string>;
  },
): Promise<void> {
  const { at, agreementVersion } = context;
  const fresh = and(eq(users.demonstration, true), ne(users.username, 'newt'), isNull(users.agreementAt));
  const isFresh = (await db.read.select({ id: users.id }).from(users).where(fresh).get()) !== undefined;
  const answers = isFresh
    ? await Promise.all(
        demonstrationAnswers.map(async ({ question, answer }, i) => ({
          position: i + 1,
          question,
          answerHash: await context.hashAnswer(answer),
        })),
      )
    : [];
  await db.write(async (tx) => {
    for (const { id: userId } of await tx.select({ id: users.id }).from(users).where(fresh).all()) {
      await tx.insert(acceptances).values({ userId, version: agreementVersion, at }).run();
      await tx
        .insert(securityAnswers)
        .values(answers.map((answer) => ({ userId, ...answer })))
        .run();
      await tx
        .update(users)
        .set({ agreementVersion, agreementAt: at, emailConfirmedAt: at, questionsSetAt: at, questionAsked: 1 })
        .where(eq(users.id, userId))
        .run();
    }
    const planted = eq(users.demonstration, true);
    await tx.update(users).set({ reactivatedAt: at }).where(planted).run();
    await tx
      .update(users)
      .set({ inactiveAt: null, inactiveWhy: '' })
      .where(and(planted, eq(users.inactiveWhy, 'unused')))
      .run();
    await tx
      .update(users)
      .set({ temporaryUntil: at + temporaryPasswordLife })
      .where(and(planted, isNotNull(users.temporaryUntil)))
      .run();
  });
}
