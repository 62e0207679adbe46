import { and, eq, sql } from 'drizzle-orm';
import { temporaryPasswordLife } from '../../domain/accounts/account.js';
import {
  type Administrator,
  type Deed,
  mayAdminister,
  type NewUser,
  type Person,
} from '../../domain/accounts/user-administration.js';
import type { Role, Viewer } from '../../domain/accounts/viewer.js';
import type { Action } from '../../domain/audit.js';
import { fullName, tidy } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { postMail } from '../operations/outbox.js';
import { memberships, securityAnswers, users } from '../schema/accounts.js';
import { voidLinks } from './links.js';
import { membershipsOf, rolesOf } from './memberships.js';
import { keepFormerPassword } from './passwords.js';
import { endSessionsOf } from './sessions.js';
import { type Actor, loadUser, type Occasion, type User } from './users.js';
import { forgetWrongAnswers } from './wrong-answers.js';

/**
 * Those whom the viewer administers: everybody for the help desk, the members of the own organization otherwise (A1).
 */
export const isAdministeredBy = (viewer: Viewer) =>
  viewer.role === 'help desk'
    ? undefined
    : sql`${users.id} in (
        select ${memberships.userId} from ${memberships}
        where ${memberships.organizationId} = ${viewer.organization.id})`;

export type AdministeredUser = {
  readonly user: User;
  readonly memberships: readonly {
    readonly organizationId: number;
    readonly code: string;
    readonly name: string;
    readonly role: Role;
  }[];
  /** True if the viewer may do this to the user (A1). */
  readonly may: (deed: Deed) => boolean;
};

/** One user whom the viewer administers; undefined for everybody else (A1). */
export async function findAdministeredUser(
  db: Reader,
  viewer: Viewer,
  id: number,
): Promise<AdministeredUser | undefined> {
  return loadAdministeredUser(db, viewer, id);
}

/** The same inside a write: what may be done is decided in the write that does it. */
export async function loadAdministeredUser(
  db: Reader | Tx,
  viewer: Viewer,
  id: number,
): Promise<AdministeredUser | undefined> {
  const user = await db
    .select()
    .from(users)
    .where(and(eq(users.id, id), isAdministeredBy(viewer)))
    .get();
  if (!user) return undefined;
  const memberships = await membershipsOf(db, [id]);
  const who = { ...viewer, memberships: await rolesOf(db, viewer.userId) };
  const stands = await isStanding(db, who);
  return { user, memberships, may: (deed) => stands && mayAdminister(who, { id, memberships }, deed) };
}

/**
 * True if an administrator has the role still, and an open account: of two who take it from each other at once, one does (A1).
 */
async function isStanding(
  db: Reader | Tx,
  { userId, role, organization, memberships: roles }: Administrator,
): Promise<boolean> {
  const { inactiveAt, lockedAt } = await loadUser(db, userId);
  const holds = roles.some((one) => one.organizationId === organization.id && one.role === role);
  return holds && inactiveAt === null && lockedAt === null;
}

/**
 * Adds a user with a temporary password, good for seven days (L2, A2). A mail says that it was issued, never what it
 * is. Throws TooManyMails.
 */
export async function addUser(
  tx: Tx,
  actor: Actor,
  user: NewUser & { readonly passwordHash: string; readonly organizationId: number },
  when: Occasion,
): Promise<number> {
  const { firstName, lastName, username, email, passwordHash, organizationId } = user;
  const temporaryUntil = when.at + temporaryPasswordLife;
  const names = { username, ...mapPerson({ firstName, lastName, email }) };
  const row = await tx
    .insert(users)
    .values({
      ...names,
      passwordHash,
      passwordSetAt: when.at,
      temporaryUntil,
      temporaryBy: actor?.userId ?? null,
      homeOrganizationId: organizationId,
      createdAt: when.at,
    })
    .returning({ id: users.id })
    .get();
  await tx
    .insert(memberships)
    .values({ userId: row.id, username, organizationId, role: user.role as Role })
    .run();
  const mail = { kind: 'temporary password issued', userName: fullName(names) } as const;
  await postMail(tx, mail, { userId: row.id, email: names.email, causedBy: actor?.userId }, when.at);
  await trace(tx, actor, { ...when, action: 'add user', detail: `user ${row.id}` });
  return row.id;
}

/**
 * Gives an account a new temporary password (A2); its sessions and links end, and a mail says so. Throws TooManyMails.
 */
export async function issueTemporaryPassword(
  tx: Tx,
  actor: Actor,
  id: number,
  passwordHash: string,
  when: Occasion,
): Promise<void> {
  const user = await loadUser(tx, id);
  await keepFormerPassword(tx, user);
  await change(
    tx,
    actor,
    id,
    {
      passwordHash,
      passwordSetAt: when.at,
      temporaryUntil: when.at + temporaryPasswordLife,
      temporaryBy: actor?.userId ?? null,
    },
    when,
    'issue temporary password',
  );
  await voidLinks(tx, id, when.at);
  await endSessionsOf(tx, id, when.at);
  const mail = { kind: 'temporary password issued', userName: fullName(user) } as const;
  await postMail(tx, mail, { userId: id, email: user.email, causedBy: actor?.userId }, when.at);
}

/**
 * Corrects a user's names and email address (A2). Another address is told at both, must be confirmed at the next login
 * (L4), and voids the links that went to the former box. Throws TooManyMails.
 */
export async function correctUser(tx: Tx, actor: Actor, id: number, person: Person, when: Occasion): Promise<void> {
  const user = await loadUser(tx, id);
  const { firstName, lastName, email } = mapPerson(person);
  const isMoved = email !== user.email;
  const changed = [
    user.firstName !== firstName || user.lastName !== lastName ? 'name' : '',
    isMoved ? 'email address' : '',
  ];
  const what = changed.filter(Boolean).join(', ');
  if (!what) return;
  await tx
    .update(users)
    .set({ firstName, lastName, email, ...(isMoved && { emailConfirmedAt: null }) })
    .where(eq(users.id, id))
    .run();
  await trace(tx, actor, { ...when, action: 'change user', detail: `user ${id}: ${what}` });
  if (!isMoved) return;
  await voidLinks(tx, id, when.at);
  const mail = { kind: 'email changed', userName: fullName({ firstName, lastName }) } as const;
  for (const to of [user.email, email].filter(Boolean))
    await postMail(tx, mail, { userId: id, email: to, causedBy: actor?.userId }, when.at);
}

const mapPerson = ({ firstName, lastName, email }: Person): Person => ({
  firstName: tidy(firstName),
  lastName: tidy(lastName),
  email: email.trim(),
});

/** Unlocks an account; its wrong answers are forgotten (L12). */
export async function unlockAccount(tx: Tx, actor: Actor, id: number, when: Occasion): Promise<void> {
  await change(tx, actor, id, { lockedAt: null }, when, 'unlock account');
  await forgetWrongAnswers(tx, id);
}

/** Opens an inactive account again, and unlocks it where it is locked as well; its 60 days count anew (L9). */
export async function reactivateAccount(tx: Tx, actor: Actor, id: number, when: Occasion): Promise<void> {
  if ((await loadUser(tx, id)).lockedAt !== null) await unlockAccount(tx, actor, id, when);
  await change(
    tx,
    actor,
    id,
    { inactiveAt: null, inactiveWhy: '', reactivatedAt: when.at },
    when,
    'reactivate account',
  );
}

/** Closes an account; its sessions end. */
export async function deactivateAccount(tx: Tx, actor: Actor, id: number, when: Occasion): Promise<void> {
  await change(tx, actor, id, { inactiveAt: when.at, inactiveWhy: 'deactivated' }, when, 'deactivate account');
  await voidLinks(tx, id, when.at);
  await endSessionsOf(tx, id, when.at);
}

/** Forgets an account's security questions: new ones are asked for at the next login (L5). */
export async function resetQuestions(tx: Tx, actor: Actor, id: number, when: Occasion): Promise<void> {
  await tx.delete(securityAnswers).where(eq(securityAnswers.userId, id)).run();
  await change(tx, actor, id, { questionsSetAt: null, questionAsked: null }, when, 'reset security questions');
  await forgetWrongAnswers(tx, id);
  await voidLinks(tx, id, when.at, 'reset');
}

/** Ends every session of a user, and voids the links that one of them may have asked for. */
export async function endSessions(tx: Tx, actor: Actor, id: number, when: Occasion): Promise<void> {
  await voidLinks(tx, id, when.at);
  await endSessionsOf(tx, id, when.at);
  await trace(tx, actor, { ...when, action: 'end session', detail: `user ${id}` });
}

/** Gives a role in an organization, or another one (A1). Sessions end, so that nobody goes on with the former role. */
export async function grantRole(
  tx: Tx,
  actor: Actor,
  id: number,
  organizationId: number,
  role: Role,
  when: Occasion,
): Promise<void> {
  const { username } = await loadUser(tx, id);
  await tx
    .insert(memberships)
    .values({ userId: id, username, organizationId, role })
    .onConflictDoUpdate({ target: [memberships.userId, memberships.organizationId], set: { role } })
    .run();
  await endSessionsOf(tx, id, when.at);
  await trace(tx, actor, {
    ...when,
    action: 'change user',
    detail: `user ${id}: ${role} in organization ${organizationId}`,
  });
}

/**
 * Ends a membership (A1); where it was the home, the account is at home in another of its organizations from then on.
 */
export async function endMembership(
  tx: Tx,
  actor: Actor,
  id: number,
  organizationId: number,
  when: Occasion,
): Promise<void> {
  await tx
    .delete(memberships)
    .where(and(eq(memberships.userId, id), eq(memberships.organizationId, organizationId)))
    .run();
  const [left] = await rolesOf(tx, id);
  if (left && (await loadUser(tx, id)).homeOrganizationId === organizationId)
    await tx.update(users).set({ homeOrganizationId: left.organizationId }).where(eq(users.id, id)).run();
  await endSessionsOf(tx, id, when.at);
  await trace(tx, actor, { ...when, action: 'end membership', detail: `user ${id}, organization ${organizationId}` });
}

async function change(
  tx: Tx,
  actor: Actor,
  id: number,
  set: Partial<User>,
  when: Occasion,
  action: Action,
): Promise<void> {
  await tx.update(users).set(set).where(eq(users.id, id)).run();
  await trace(tx, actor, { ...when, action, detail: `user ${id}` });
}
