import { and, eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { securityAnswers, users } from '../schema/accounts.js';
import { voidLinks } from './links.js';
import { loadUser, type Occasion } from './users.js';
import { forgetWrongAnswers } from './wrong-answers.js';

/** A question with its answer's hash. */
export type QuestionAnswer = { readonly question: string; readonly answerHash: string };

/**
 * Keeps three questions in place of those before (L5), and voids the links that would ask one of those. The one to be
 * asked is drawn by the caller, 1 to 3, and stays (L12). Does nothing where they are the first (L5) and there are some
 * by now.
 */
export async function setQuestions(
  tx: Tx,
  viewer: Viewer,
  answers: readonly QuestionAnswer[],
  questionAsked: number,
  { isFirst, ...when }: Occasion & { readonly isFirst: boolean },
): Promise<void> {
  const { userId } = viewer;
  if (isFirst && (await loadUser(tx, userId)).questionsSetAt !== null) return;
  await tx.delete(securityAnswers).where(eq(securityAnswers.userId, userId)).run();
  await tx
    .insert(securityAnswers)
    .values(answers.map((answer, i) => ({ userId, position: i + 1, ...answer })))
    .run();
  await tx.update(users).set({ questionsSetAt: when.at, questionAsked }).where(eq(users.id, userId)).run();
  await forgetWrongAnswers(tx, userId);
  await voidLinks(tx, userId, when.at, 'reset');
  await trace(tx, viewer, { ...when, action: 'set security questions' });
}

/** The questions on file, without their answers. */
export async function questionsOf(db: Reader, userId: number): Promise<string[]> {
  return (
    await db
      .select({ question: securityAnswers.question })
      .from(securityAnswers)
      .where(eq(securityAnswers.userId, userId))
      .orderBy(securityAnswers.position)
      .all()
  ).map(({ question }) => question);
}

/** The question that is asked on every link until the questions change, with the hash of its answer (L12). */
export async function questionAskedOf(db: Reader | Tx, userId: number) {
  return db
    .select({ question: securityAnswers.question, answerHash: securityAnswers.answerHash })
    .from(users)
    .innerJoin(
      securityAnswers,
      and(eq(securityAnswers.userId, users.id), eq(securityAnswers.position, users.questionAsked)),
    )
    .where(eq(users.id, userId))
    .get();
}
