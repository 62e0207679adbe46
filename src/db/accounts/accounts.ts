import { and, desc, eq, inArray, notInArray } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { postMail } from '../operations/outbox.js';
import { acceptances, formerPasswords, securityAnswers, users } from '../schema/accounts.js';
import { audit } from '../schema/operations.js';
import { insertLink, voidLinks } from './links.js';
import { endSessionsOf } from './sessions.js';
import { fullName } from './users.js';
import { forgetWrongAnswers } from './wrong-answers.js';

export type User = typeof users.$inferSelect;

/** When something is done to an account, and from which address. */
export type When = { readonly at: number; readonly address: string };

/** The user with an id. */
export async function findUser(db: Reader, id: number): Promise<User | undefined> {
  return db.select().from(users).where(eq(users.id, id)).get();
}

/** The user with an id, inside a write. Throws where there is none: ids come from sessions and links. */
export function userIn(tx: Tx, id: number): User {
  const user = tx.select().from(users).where(eq(users.id, id)).get();
  if (!user) throw new Error('There is no such user.');
  return user;
}

/** Notes that the agreement was accepted, and which text of it (L3); once, however often it is pressed within a minute. */
export function acceptAgreement(tx: Tx, viewer: Viewer, version: string, when: When): void {
  const { agreementVersion, agreementAt } = userIn(tx, viewer.userId);
  if (agreementVersion === version && when.at - (agreementAt ?? 0) < 60_000) return;
  tx.insert(acceptances).values({ userId: viewer.userId, version, at: when.at }).run();
  tx.update(users).set({ agreementVersion: version, agreementAt: when.at }).where(eq(users.id, viewer.userId)).run();
  trace(tx, viewer, { ...when, action: 'accept agreement', detail: version });
}

/** Notes that the address on file is right (L4). False, and nothing noted, where it is not the one that was shown. */
export function confirmEmail(tx: Tx, viewer: Viewer, shown: string, when: When): boolean {
  if (userIn(tx, viewer.userId).email !== shown) return false;
  tx.update(users).set({ emailConfirmedAt: when.at }).where(eq(users.id, viewer.userId)).run();
  trace(tx, viewer, { ...when, action: 'confirm email' });
  return true;
}

/**
 * Asks for another address: the link goes to it, the old one is told, and counts until the link is followed (L4).
 * The user goes on meanwhile. Does nothing where the address was confirmed since `confirmedAt`, on the way in: no password was
 * asked for there. Throws TooManyMails.
 */
export function askEmailChange(
  tx: Tx,
  viewer: Viewer,
  change: When & {
    readonly email: string;
    readonly link: { readonly id: string; readonly nonce: string };
    readonly confirmedAt?: number | null | undefined;
  },
): void {
  const { at, address, email, link, confirmedAt } = change;
  const user = userIn(tx, viewer.userId);
  if (confirmedAt !== undefined && user.emailConfirmedAt !== confirmedAt) return;
  const userName = fullName(user);
  voidLinks(tx, user.id, at, 'email');
  insertLink(tx, { id: link.id, userId: user.id, kind: 'email', email, at });
  postMail(
    tx,
    { kind: 'confirm email', userName, nonce: link.nonce },
    { userId: user.id, email, causedBy: user.id },
    at,
  );
  if (user.email) postMail(tx, { kind: 'email change asked', userName }, { userId: user.id, email: user.email }, at);
  tx.update(users).set({ emailConfirmedAt: at }).where(eq(users.id, user.id)).run();
  trace(tx, viewer, { at, address, action: 'ask email change' });
}

/** The hashes that a new password must differ from: the one in use and the last five (L7). */
export async function passwordsOf(db: Reader, userId: number): Promise<string[]> {
  const user = await findUser(db, userId);
  const former = db
    .select({ passwordHash: formerPasswords.passwordHash })
    .from(formerPasswords)
    .where(eq(formerPasswords.userId, userId))
    .orderBy(desc(formerPasswords.setAt), desc(formerPasswords.id))
    .limit(5)
    .all();
  return [user?.passwordHash, ...former.map(({ passwordHash }) => passwordHash)].filter((hash) => hash !== undefined);
}

/**
 * Sets a password that the user chose (L8, L13): the former one is kept to be refused, the other sessions and every
 * link end, a mail tells of it. False, and nothing done, where the password is another by now than the one that the new one
 * was held against.
 */
export function setPassword(
  tx: Tx,
  userId: number,
  change: {
    readonly passwordHash: string;
    /** The hash of the password that this one takes the place of. */
    readonly instead: string;
    readonly at: number;
    readonly keepSession?: string;
  },
): boolean {
  const { passwordHash, at } = change;
  const user = userIn(tx, userId);
  if (user.passwordHash !== change.instead) return false;
  keepFormer(tx, user);
  tx.update(users)
    .set({ passwordHash, passwordSetAt: at, temporaryUntil: null, temporaryBy: null })
    .where(eq(users.id, userId))
    .run();
  voidLinks(tx, userId, at);
  endSessionsOf(tx, userId, at, change.keepSession);
  if (user.email)
    postMail(
      tx,
      { kind: 'password changed', userName: fullName(user) },
      { userId, email: user.email, causedBy: userId },
      at,
    );
  return true;
}

/** Keeps the password in use among the last five. */
export function keepFormer(tx: Tx, user: User): void {
  const { id: userId, passwordHash, passwordSetAt: setAt } = user;
  tx.insert(formerPasswords).values({ userId, passwordHash, setAt }).run();
  const kept = tx
    .select({ id: formerPasswords.id })
    .from(formerPasswords)
    .where(eq(formerPasswords.userId, userId))
    .orderBy(desc(formerPasswords.setAt), desc(formerPasswords.id))
    .limit(5)
    .all()
    .map(({ id }) => id);
  tx.delete(formerPasswords)
    .where(and(eq(formerPasswords.userId, userId), notInArray(formerPasswords.id, kept)))
    .run();
}

/** A question with its answer's hash. */
export type Answered = { readonly question: string; readonly answerHash: string };

/**
 * Keeps three questions in place of those before (L5), and voids the links that would ask one of those. The one to be asked
 * is drawn by the caller, 1 to 3, and stays (L12).
 * Does nothing where they are the first (L5) and there are some by now.
 */
export function setQuestions(
  tx: Tx,
  viewer: Viewer,
  answers: readonly Answered[],
  questionAsked: number,
  { isFirst, ...when }: When & { readonly isFirst: boolean },
): void {
  const { userId } = viewer;
  if (isFirst && userIn(tx, userId).questionsSetAt !== null) return;
  tx.delete(securityAnswers).where(eq(securityAnswers.userId, userId)).run();
  tx.insert(securityAnswers)
    .values(answers.map((answer, i) => ({ userId, position: i + 1, ...answer })))
    .run();
  tx.update(users).set({ questionsSetAt: when.at, questionAsked }).where(eq(users.id, userId)).run();
  forgetWrongAnswers(tx, userId);
  voidLinks(tx, userId, when.at, 'reset');
  trace(tx, viewer, { ...when, action: 'set security questions' });
}

/** The questions on file, without their answers. */
export async function questionsOf(db: Reader, userId: number): Promise<string[]> {
  return db
    .select({ question: securityAnswers.question })
    .from(securityAnswers)
    .where(eq(securityAnswers.userId, userId))
    .orderBy(securityAnswers.position)
    .all()
    .map(({ question }) => question);
}

/** The user's last ten logins and failed ones (L8). */
export async function loginsOf(db: Reader, userId: number) {
  return db
    .select({ at: audit.at, action: audit.action, address: audit.address })
    .from(audit)
    .where(and(eq(audit.userId, userId), inArray(audit.action, ['login', 'login failed'])))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(10)
    .all();
}
