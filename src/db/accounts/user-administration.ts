import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { temporaryFor } from '../../domain/accounts/account.js';
import { type Deed, mayAdminister, type NewUser, type Person } from '../../domain/accounts/user-administration.js';
import type { Organization, OrganizationType, Role, Viewer } from '../../domain/accounts/viewer.js';
import { tidy } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { type Action, trace } from '../operations/audit.js';
import { postMail } from '../operations/outbox.js';
import { memberships, organizations, securityAnswers, users } from '../schema/accounts.js';
import { keepFormer, type User, userIn, type When } from './accounts.js';
import { voidLinks } from './links.js';
import { endSessionsOf } from './sessions.js';
import { fullName, rolesOf } from './users.js';
import { forgetWrongAnswers } from './wrong-answers.js';

/** Those whom the viewer administers: everybody for the help desk, the members of the own organization otherwise (A1). */
export const administeredBy = (viewer: Viewer) =>
  viewer.role === 'help desk'
    ? undefined
    : sql`${users.id} in (select ${memberships.userId} from ${memberships} where ${memberships.organizationId} = ${viewer.organization.id})`;

/** The memberships of some accounts, with their organizations, by the organization's name. */
export function membershipRows(db: Reader | Tx, ids: readonly number[]) {
  return db
    .select({
      userId: memberships.userId,
      organizationId: memberships.organizationId,
      role: memberships.role,
      code: organizations.code,
      name: organizations.name,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(inArray(memberships.userId, [...ids]))
    .orderBy(asc(organizations.name))
    .all();
}

export type Administered = {
  readonly user: User;
  readonly memberships: readonly {
    readonly organizationId: number;
    readonly code: string;
    readonly name: string;
    readonly role: Role;
  }[];
  /** Whether the viewer may do it to them (A1). */
  readonly may: (deed: Deed) => boolean;
};

/** One user whom the viewer administers; undefined for everybody else (A1). */
export async function findAdministered(db: Reader, viewer: Viewer, id: number): Promise<Administered | undefined> {
  return administeredIn(db, viewer, id);
}

/** The same inside a write: what may be done is decided in the write that does it. */
export function administeredIn(db: Reader | Tx, viewer: Viewer, id: number): Administered | undefined {
  const user = db
    .select()
    .from(users)
    .where(and(eq(users.id, id), administeredBy(viewer)))
    .get();
  if (!user) return undefined;
  const memberships = membershipRows(db, [id]);
  const who = { ...viewer, memberships: rolesOf(db, viewer.userId) };
  return { user, memberships, may: (deed) => mayAdminister(who, { id, memberships }, deed) };
}

/** Some users, in the order of their ids as given. */
export async function usersWithIds(db: Reader, ids: readonly number[]): Promise<User[]> {
  const rows = db
    .select()
    .from(users)
    .where(inArray(users.id, [...ids]))
    .all();
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** Every active organization, by name. */
export async function allOrganizations(db: Reader): Promise<Organization[]> {
  return organizationsIn(db);
}

/** The same inside a write. */
export function organizationsIn(db: Reader | Tx): Organization[] {
  return db.select().from(organizations).where(eq(organizations.active, true)).orderBy(asc(organizations.name)).all();
}

/** Which of some usernames are taken in an organization. */
export async function takenUsernames(db: Reader, organizationId: number, names: readonly string[]): Promise<string[]> {
  return takenIn(db, organizationId, names);
}

/** The same inside a write. */
export function takenIn(db: Reader | Tx, organizationId: number, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return db
    .select({ username: memberships.username })
    .from(memberships)
    .where(and(eq(memberships.organizationId, organizationId), inArray(memberships.username, [...names])))
    .all()
    .map(({ username }) => username);
}

/** Who does it: a viewer, or the operator on the command line. */
export type Doer = Viewer | undefined;

/** Adds a user with a temporary password, good for seven days (L2, A2). A mail says that it was issued, never what it is. Throws TooManyMails. */
export function addUser(
  tx: Tx,
  doer: Doer,
  user: NewUser & { readonly passwordHash: string; readonly organizationId: number },
  when: When,
): number {
  const { firstName, lastName, username, email, passwordHash, organizationId } = user;
  const temporaryUntil = when.at + temporaryFor;
  const names = { username, ...mapPerson({ firstName, lastName, email }) };
  const row = tx
    .insert(users)
    .values({
      ...names,
      passwordHash,
      passwordSetAt: when.at,
      temporaryUntil,
      temporaryBy: doer?.userId ?? null,
      homeOrganizationId: organizationId,
      createdAt: when.at,
    })
    .returning({ id: users.id })
    .get();
  tx.insert(memberships)
    .values({ userId: row.id, username, organizationId, role: user.role as Role })
    .run();
  const mail = { kind: 'temporary password issued', userName: fullName(names) } as const;
  postMail(tx, mail, { userId: row.id, email: names.email, causedBy: doer?.userId }, when.at);
  trace(tx, doer, { ...when, action: 'add user', detail: `user ${row.id}` });
  return row.id;
}

/** Gives an account a new temporary password (A2); its sessions and links end, and a mail says so. Throws TooManyMails. */
export function issueTemporaryPassword(tx: Tx, doer: Doer, id: number, passwordHash: string, when: When): void {
  const user = userIn(tx, id);
  keepFormer(tx, user);
  change(
    tx,
    doer,
    id,
    {
      passwordHash,
      passwordSetAt: when.at,
      temporaryUntil: when.at + temporaryFor,
      temporaryBy: doer?.userId ?? null,
    },
    when,
    'issue temporary password',
  );
  voidLinks(tx, id, when.at);
  endSessionsOf(tx, id, when.at);
  const mail = { kind: 'temporary password issued', userName: fullName(user) } as const;
  postMail(tx, mail, { userId: id, email: user.email, causedBy: doer?.userId }, when.at);
}

/**
 * Corrects a user's names and email address (A2). Another address is told at both, must be confirmed at the next login (L4),
 * and voids the links that went to the former box. Throws TooManyMails.
 */
export function correctUser(tx: Tx, doer: Doer, id: number, person: Person, when: When): void {
  const user = userIn(tx, id);
  const { firstName, lastName, email } = mapPerson(person);
  const isMoved = email !== user.email;
  const changed = [
    user.firstName !== firstName || user.lastName !== lastName ? 'name' : '',
    isMoved ? 'email address' : '',
  ];
  const what = changed.filter(Boolean).join(', ');
  if (!what) return;
  tx.update(users)
    .set({ firstName, lastName, email, ...(isMoved && { emailConfirmedAt: null }) })
    .where(eq(users.id, id))
    .run();
  trace(tx, doer, { ...when, action: 'change user', detail: `user ${id}: ${what}` });
  if (!isMoved) return;
  voidLinks(tx, id, when.at);
  const mail = { kind: 'email changed', userName: fullName({ firstName, lastName }) } as const;
  for (const to of [user.email, email].filter(Boolean))
    postMail(tx, mail, { userId: id, email: to, causedBy: doer?.userId }, when.at);
}

const mapPerson = ({ firstName, lastName, email }: Person): Person => ({
  firstName: tidy(firstName),
  lastName: tidy(lastName),
  email: email.trim(),
});

/** Unlocks an account; its wrong answers are forgotten (L12). */
export function unlockAccount(tx: Tx, doer: Doer, id: number, when: When): void {
  change(tx, doer, id, { lockedAt: null }, when, 'unlock account');
  forgetWrongAnswers(tx, id);
}

/** Opens an inactive account again, and unlocks it where it is locked as well; its 60 days count anew (L9). */
export function reactivateAccount(tx: Tx, doer: Doer, id: number, when: When): void {
  if (userIn(tx, id).lockedAt !== null) unlockAccount(tx, doer, id, when);
  change(tx, doer, id, { inactiveAt: null, inactiveWhy: '', reactivatedAt: when.at }, when, 'reactivate account');
}

/** Closes an account; its sessions end. */
export function deactivateAccount(tx: Tx, doer: Doer, id: number, when: When): void {
  change(tx, doer, id, { inactiveAt: when.at, inactiveWhy: 'deactivated' }, when, 'deactivate account');
  voidLinks(tx, id, when.at);
  endSessionsOf(tx, id, when.at);
}

/** Forgets an account's security questions: new ones are asked for at the next login (L5). */
export function resetQuestions(tx: Tx, doer: Doer, id: number, when: When): void {
  tx.delete(securityAnswers).where(eq(securityAnswers.userId, id)).run();
  change(tx, doer, id, { questionsSetAt: null, questionAsked: null }, when, 'reset security questions');
  forgetWrongAnswers(tx, id);
  voidLinks(tx, id, when.at, 'reset');
}

/** Ends every session of a user, and voids the links that one of them may have asked for. */
export function endSessions(tx: Tx, doer: Doer, id: number, when: When): void {
  voidLinks(tx, id, when.at);
  endSessionsOf(tx, id, when.at);
  trace(tx, doer, { ...when, action: 'end session', detail: `user ${id}` });
}

/** Gives a role in an organization, or another one (A1). Sessions end, so that nobody goes on with the former role. */
export function grantRole(tx: Tx, doer: Doer, id: number, organizationId: number, role: Role, when: When): void {
  const { username } = userIn(tx, id);
  tx.insert(memberships)
    .values({ userId: id, username, organizationId, role })
    .onConflictDoUpdate({ target: [memberships.userId, memberships.organizationId], set: { role } })
    .run();
  endSessionsOf(tx, id, when.at);
  trace(tx, doer, { ...when, action: 'change user', detail: `user ${id}: ${role} in organization ${organizationId}` });
}

/** Ends a membership (A1); where it was the home, the account is at home in another of its organizations from then on. */
export function endMembership(tx: Tx, doer: Doer, id: number, organizationId: number, when: When): void {
  tx.delete(memberships)
    .where(and(eq(memberships.userId, id), eq(memberships.organizationId, organizationId)))
    .run();
  const [left] = rolesOf(tx, id);
  if (left && userIn(tx, id).homeOrganizationId === organizationId)
    tx.update(users).set({ homeOrganizationId: left.organizationId }).where(eq(users.id, id)).run();
  endSessionsOf(tx, id, when.at);
  trace(tx, doer, { ...when, action: 'end membership', detail: `user ${id}, organization ${organizationId}` });
}

/** Adds an organization (A3). */
export function addOrganization(
  tx: Tx,
  doer: Doer,
  row: { readonly code: string; readonly name: string; readonly type: OrganizationType; readonly region: string },
  when: When,
): number {
  const { id } = tx.insert(organizations).values(row).returning({ id: organizations.id }).get();
  trace(tx, doer, { ...when, action: 'add organization', detail: `organization ${id}` });
  return id;
}

function change(tx: Tx, doer: Doer, id: number, set: Partial<User>, when: When, action: Action): void {
  tx.update(users).set(set).where(eq(users.id, id)).run();
  trace(tx, doer, { ...when, action, detail: `user ${id}` });
}
