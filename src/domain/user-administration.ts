import { emailFault } from './email.js';
import type { OrganizationType, Role, Viewer } from './viewer.js';

/** What an account is to somebody who may administer it (A1). */
export type AdministeredUser = {
  readonly id: number;
  readonly homeOrganizationId: number;
  /** The role in each of its organizations. */
  readonly memberships: readonly { readonly organizationId: number; readonly role: Role }[];
};

/** What an administrator may do to an account. */
export type Deed =
  | 'unlock'
  | 'reactivate'
  | 'deactivate'
  | 'issue temporary password'
  | 'reset security questions'
  | 'end sessions'
  | 'change role'
  | 'end membership';

/**
 * Whether a viewer may do it (A1). The help desk may do everything but close its own way in. An administrator acts for the
 * own organization: resets, unlocks and closes only accounts whose home it is, grants and takes only what they hold, and
 * never touches their own role, membership or standing: the last administrator cannot remove themselves.
 */
export function mayAdminister(viewer: Viewer, user: AdministeredUser, deed: Deed): boolean {
  const isSelf = user.id === viewer.userId;
  if (isSelf && deed !== 'end sessions') return false;
  if (viewer.role === 'help desk') return true;
  const here = user.memberships.find(({ organizationId }) => organizationId === viewer.organization.id);
  if (viewer.role !== 'administrator' || !here || here.role === 'help desk') return false;
  if (deed === 'change role') return true;
  if (deed === 'end membership') return user.homeOrganizationId !== viewer.organization.id;
  return user.homeOrganizationId === viewer.organization.id;
}

/** The roles that a viewer may grant in an organization: only what they hold (A1). The help desk's belongs to its own. */
export function grantableRoles(viewer: Viewer, type: OrganizationType): readonly Role[] {
  const roles: Role[] = ['view only', 'typical user', 'administrator'];
  if (viewer.role === 'help desk') return type === 'help desk' ? [...roles, 'help desk'] : roles;
  return viewer.role === 'administrator' ? roles : [];
}

/** How many users are added at once. */
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

/** What is wrong with a new user, by field. Whether the username is free only the database knows. */
export function newUserFaults(user: NewUser, roles: readonly Role[]): Partial<Record<keyof NewUser, string>> {
  const errors: Partial<Record<keyof NewUser, string>> = {};
  if (!user.lastName.trim()) errors.lastName = 'Enter the last name.';
  if (user.firstName.length > 60) errors.firstName = 'The first name is longer than 60 characters.';
  if (user.lastName.length > 60) errors.lastName = 'The last name is longer than 60 characters.';
  if (!/^[\w.@-]{2,60}$/.test(user.username))
    errors.username = 'Enter a username of 2 to 60 letters, digits, periods, hyphens or underscores.';
  const email = emailFault(user.email);
  if (email) errors.email = email;
  if (!roles.some((role) => role === user.role)) errors.role = 'Choose a role.';
  return errors;
}
