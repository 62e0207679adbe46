import { and, eq, isNotNull } from 'drizzle-orm';
import { mostWrongAnswers } from '../../domain/accounts/account.js';
import { isSameEmail } from '../../domain/text/email.js';
import { fullName } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { mayMail, postMail } from '../operations/outbox.js';
import { links, organizations, users, wrongAnswers } from '../schema/accounts.js';
import { type Account, loadAccount } from './accounts.js';
import { insertLink, type Link, loadLink, markLink, voidLinks } from './links.js';
import { setPassword } from './passwords.js';
import { questionAskedOf } from './security-questions.js';
import { endSessionsOf } from './sessions.js';
import type { User } from './users.js';
import { forgetWrongAnswers, keepWrongAnswer, wrongAnswersOf } from './wrong-answers.js';

/** The details that a person types to ask for a reset (L10). */
export type Details = { readonly organizationCode: string; readonly username: string; readonly email: string };

/** The account whose details these are, all three (L10). */
async function byDetails(db: Tx, { organizationCode, username, email }: Details): Promise<Account | undefined> {
  const account = await loadAccount(db, organizationCode, username);
  return account && isSameEmail(account.email, email) ? account : undefined;
}

/**
 * Posts what a request for a reset leads to (L10, L11): a link, which voids the older ones, or, for an account that
 * cannot be reset, a mail that says so. Without an account whose details these are, or where as many mails left within
 * the hour as may be, only the audit log is written.
 */
export async function askReset(
  tx: Tx,
  details: Details,
  ask: {
    readonly at: number;
    readonly address: string;
    readonly link: { readonly id: string; readonly nonce: string };
  },
): Promise<void> {
  const { at, address, link } = ask;
  const account = await byDetails(tx, details);
  await trace(tx, account, { at, address, action: 'ask reset', detail: account ? '' : 'details not right' });
  if (!account || !(await mayMail(tx, 'reset', account, at))) return;
  const { userId, userName, email } = account;
  const why = resetStop(account);
  if (why) {
    await postMail(tx, { kind: 'cannot reset', userName, why }, { userId, email }, at);
    return;
  }
  await voidLinks(tx, userId, at, 'reset');
  await insertLink(tx, { id: link.id, userId, kind: 'reset', at });
  await postMail(tx, { kind: 'reset', userName, nonce: link.nonce }, { userId, email }, at);
}

function resetStop({ inactiveAt, lockedAt, questionsSetAt }: Pick<User, 'inactiveAt' | 'lockedAt' | 'questionsSetAt'>) {
  if (inactiveAt !== null) return 'inactive' as const;
  if (lockedAt !== null) return 'locked' as const;
  return questionsSetAt === null ? ('no questions' as const) : undefined;
}

type Reset = {
  readonly link: Link;
  readonly user: User;
  /** The number of wrong answers that may still be given (L12). */
  readonly remaining: number;
};

/** The reset link with an id, with its user, where it opens and the account can be reset now. */
export async function findReset(db: Reader, id: string, now: number): Promise<Reset | undefined> {
  return loadReset(db, id, now);
}

async function loadReset(tx: Reader | Tx, id: string, now: number): Promise<Reset | undefined> {
  const link = await loadLink(tx, id, 'reset', now);
  const user = link && (await tx.select().from(users).where(eq(users.id, link.userId)).get());
  return link && user && !resetStop(user)
    ? { link, user, remaining: mostWrongAnswers - (await wrongAnswersOf(tx, user.id)) }
    : undefined;
}

/**
 * An answer: the hash on file that it was compared with, and a digest that the same answer to the same question has
 * again.
 */
export type Answer = { readonly isRight: boolean; readonly answerHash: string; readonly digest: string };

/**
 * Counts an answer in one transaction (L12), so that two that arrive together cannot share a try: the third wrong one
 * since the last right one, across links, locks the account, ends its sessions and its links, and is told. The same
 * wrong one again costs nothing and is told the same, the one that locked as well. Void where the link opens no more,
 * or asks for another answer by now.
 */
export async function answerQuestion(
  tx: Tx,
  id: string,
  judged: Answer,
  when: { readonly at: number; readonly address: string },
): Promise<'right' | 'wrong' | 'locked' | 'void'> {
  const found = await loadReset(tx, id, when.at);
  const asked = found && (await questionAskedOf(tx, found.user.id));
  if (!found) return (await hasLocked(tx, id, judged.digest)) ? 'locked' : 'void';
  if (asked?.answerHash !== judged.answerHash) return 'void';
  const { user } = found;
  const who = { userId: user.id, organization: await homeOf(tx, user) };
  if (judged.isRight) {
    await markLink(tx, id, { answeredAt: when.at });
    await forgetWrongAnswers(tx, user.id);
    await trace(tx, who, { ...when, action: 'right answer' });
    return 'right';
  }
  if (!(await keepWrongAnswer(tx, user.id, judged.digest))) return 'wrong';
  await trace(tx, who, { ...when, action: 'wrong answer' });
  if (found.remaining > 1) return 'wrong';
  await tx.update(users).set({ lockedAt: when.at }).where(eq(users.id, user.id)).run();
  await voidLinks(tx, user.id, when.at);
  await endSessionsOf(tx, user.id, when.at);
  await postMail(tx, { kind: 'locked', userName: fullName(user) }, { userId: user.id, email: user.email }, when.at);
  await trace(tx, who, { ...when, action: 'lock account' });
  return 'locked';
}

/** True if an answer is one of those that locked the account, so that sending it again gets the same page. */
async function hasLocked(tx: Tx, id: string, digest: string): Promise<boolean> {
  return (
    (await tx
      .select({ id: users.id })
      .from(links)
      .innerJoin(users, and(eq(users.id, links.userId), isNotNull(users.lockedAt)))
      .innerJoin(wrongAnswers, and(eq(wrongAnswers.userId, users.id), eq(wrongAnswers.digest, digest)))
      .where(eq(links.id, id))
      .get()) !== undefined
  );
}

/**
 * Uses a link up: the new password counts, every session of the user ends (L13). False where the link no longer opens.
 * @param chosen with the browser that it comes from, which gave the right answer
 */
export async function resetPassword(
  tx: Tx,
  id: string,
  chosen: { readonly passwordHash: string; readonly instead: string; readonly browser: string },
  when: { readonly at: number; readonly address: string },
): Promise<boolean> {
  const found = await loadReset(tx, id, when.at);
  if (found?.link.answeredAt == null) return false;
  const { user } = found;
  if (!(await setPassword(tx, user.id, { ...chosen, at: when.at }))) return false;
  await markLink(tx, id, { usedAt: when.at, usedBy: chosen.browser });
  await trace(
    tx,
    { userId: user.id, organization: await homeOf(tx, user) },
    { ...when, action: 'change password', detail: 'by link' },
  );
  return true;
}

/** The organization that an account belongs to first. */
export async function homeOf(tx: Tx, user: Pick<User, 'id' | 'homeOrganizationId'>) {
  const home = await tx.select().from(organizations).where(eq(organizations.id, user.homeOrganizationId)).get();
  return home ?? userHasNoHome(user.id);
}

function userHasNoHome(id: number): never {
  throw new Error(`User ${id} has no home organization.`);
}
