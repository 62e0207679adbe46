import { emailFault } from '../text/email.js';
import { isShowable } from '../text/name.js';
import type { OrganizationType, Role, Viewer } from './viewer.js';

/** A role in each organization that an account belongs to (A1). */
export type Roles = readonly { readonly organizationId: number; readonly role: Role }[];

/** The roles of a user, for whoever may administer the account (A1). */
export type UserRoles = { readonly id: number; readonly memberships: Roles };

/** The deeds of an administrator on an account. */
export type Deed =
  | 'unlock'
  | 'reactivate'
  | 'deactivate'
  | 'issue temporary password'
  | 'reset security questions'
  | 'end sessions'
  | 'correct'
  | 'change role'
  | 'end membership';

/** The deeds that say what they will do and ask, by the button that does them. */
export const confirmationDeeds = {
  password: 'issue temporary password',
  questions: 'reset security questions',
  sessions: 'end sessions',
  deactivate: 'deactivate',
} as const satisfies Record<string, Deed>;
export type ConfirmationDeed = keyof typeof confirmationDeeds;

/** An administrator: the viewer, with every role that they hold, not only the one acted in. */
export type Administrator = Pick<Viewer, 'userId' | 'role' | 'organization'> & { readonly memberships: Roles };

/**
 * True if an administrator may do a deed (A1). The help desk may do everything but close its own way in, and it alone
 * does anything to a help desk account. An administrator, who acts for one organization, resets, unlocks, closes and
 * gives another role only where every organization of the account is one that they administer; of anyone else they end
 * the membership in the organization acted for, and nothing more. Nobody touches their own role, membership or
 * standing: the last administrator cannot remove themselves. The last membership of an account stays: the account is
 * deactivated instead.
 */
export function mayAdminister(who: Administrator, user: UserRoles, deed: Deed): boolean {
  if (user.id === who.userId && deed !== 'end sessions') return false;
  if (deed === 'end membership' && user.memberships.length < 2) return false;
  if (who.role === 'help desk') return true;
  const isHere = user.memberships.some(({ organizationId }) => organizationId === who.organization.id);
  if (who.role !== 'administrator' || !isHere || isHelpDesk(user.memberships)) return false;
  return deed === 'end membership' || administersAll(who.memberships, user.memberships);
}

const isHelpDesk = (roles: Roles) => roles.some(({ role }) => role === 'help desk');

/** True if these roles administer each organization that an account belongs to. */
const administersAll = (theirs: Roles, account: Roles) =>
  account.every(({ organizationId }) => administers(theirs, organizationId));

const administers = (theirs: Roles, organizationId: number) =>
  theirs.some((one) => one.organizationId === organizationId && one.role === 'administrator');

/**
 * True if a temporary password logs in at an organization (A1): if whoever issued it could issue it for the account as
 * it is now. Once the account belongs to an organization that its issuer does not administer it logs in nowhere, since
 * whoever comes in chooses the password of all of them.
 * @param issuer the roles that whoever issued it holds now; undefined for the operator on the command line
 */
export function temporaryLogsInAt(organizationId: number, account: Roles, issuer: Roles | undefined): boolean {
  if (!issuer || isHelpDesk(issuer)) return true;
  return administers(issuer, organizationId) && administersAll(issuer, account) && !isHelpDesk(account);
}

/**
 * A temporary password is shown again to the form that issued it for this long: the first answer may have been lost.
 */
const repeatLimit = 10 * 60_000;

/** True if a temporary password may be shown again: soon after it was issued, and while it is in force (A2). */
export const mayShowAgain = (
  user: { readonly passwordSetAt: number; readonly temporaryUntil: number | null },
  issuedAt: number,
  now: number,
): boolean => now - issuedAt < repeatLimit && user.temporaryUntil !== null && user.passwordSetAt === issuedAt;

/**
 * The roles that a viewer may grant in an organization: only what they hold (A1). The help desk's belongs to its own.
 */
export function grantableRoles(viewer: Viewer, type: OrganizationType): readonly Role[] {
  const roles: Role[] = ['view only', 'typical user', 'administrator'];
  if (viewer.role === 'help desk') return type === 'help desk' ? [...roles, 'help desk'] : roles;
  return viewer.role === 'administrator' ? roles : [];
}

/** The most users that are added at once. */
export const mostNewUsers = 20;

export type NewUser = {
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly email: string;
  readonly role: string;
};

/** The fields of one row. */
export const newUserFields = ['firstName', 'lastName', 'username', 'email', 'role'] as const;

/** Names and address of a user. */
export type Person = Pick<NewUser, 'firstName' | 'lastName' | 'email'>;

/** The faults in names and address of a user, by field. A line break in a name would also end a line of a mail. */
export function personFaults({ firstName, lastName, email }: Person): Partial<Record<keyof Person, string>> {
  const errors: Partial<Record<keyof Person, string>> = {};
  if (!lastName.trim()) errors.lastName = 'Enter the last name.';
  for (const [field, label, name] of [
    ['firstName', 'first name', firstName],
    ['lastName', 'last name', lastName],
  ] as const) {
    if (name.length > 60) errors[field] = `The ${label} is longer than 60 characters.`;
    else if (!isShowable(name)) errors[field] = `The ${label} has characters that cannot be shown. Type it again.`;
  }
  const wrong = emailFault(email);
  if (wrong) errors.email = wrong;
  return errors;
}

/** The faults of a new user, by field. Only the database knows if the username is free. */
export function newUserFaults(user: NewUser, roles: readonly Role[]): Partial<Record<keyof NewUser, string>> {
  const errors: Partial<Record<keyof NewUser, string>> = personFaults(user);
  if (!/^[\w.@-]{2,60}$/.test(user.username))
    errors.username = 'Enter a username of 2 to 60 letters, digits, periods, hyphens or underscores.';
  if (!roles.some((role) => role === user.role)) errors.role = 'Choose a role.';
  return errors;
}
