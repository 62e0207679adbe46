import type { Organization, Viewer } from './domain/accounts/viewer.js';

/** The permissions. Every page asks for one before it answers; one that forgets is refused. */
export type Permission =
  | 'finish logging in'
  | 'use the registry'
  | 'view clients'
  | 'edit clients'
  | 'decide duplicates'
  | 'record immunizations'
  | 'manage users'
  | 'watch the mail'
  | 'manage organizations'
  | 'manage announcements'
  /** Bring files to import from, and take what one may see as files (A5): whose, says `mayExchangeFor`. */
  | 'import and export'
  /** Put in releases of the schedule of vaccines, try them, let them take force and take them back. */
  | 'decide schedules'
  /** The audit log: an administrator their own organization's rows, the help desk all (A6). */
  | 'read the audit log'
  /**
   * The views of a record: for an administrator by their own organization's users, for the help desk by everyone (C23).
   */
  | 'see views'
  /**
   * The data that organizations otherwise keep to themselves: Client Information in the history, everyone's views
   * (C23).
   */
  | 'see every organization'
  /** Find a locked or deceased record and undo it, correct a certified birth date (C6, C12, C13). */
  | 'undo restrictions';

/**
 * True if the viewer may do it for the organization acted for (C1, A1). No by default. Which records there are to do it
 * to is not decided here: queries return only what the viewer may see.
 */
export function may(viewer: Viewer, permission: Permission): boolean {
  switch (permission) {
    case 'finish logging in':
    case 'use the registry':
    case 'view clients':
      return true;
    case 'edit clients':
    case 'record immunizations':
      return (viewer.role === 'typical user' || viewer.role === 'administrator') && entersClients(viewer.organization);
    case 'manage users':
    case 'see views':
    case 'read the audit log':
      return viewer.role === 'administrator' || viewer.role === 'help desk';
    case 'import and export':
      return viewer.role === 'help desk' || (viewer.role === 'administrator' && entersClients(viewer.organization));
    case 'decide duplicates':
    case 'watch the mail':
    case 'manage organizations':
    case 'manage announcements':
    case 'decide schedules':
    case 'see every organization':
    case 'undo restrictions':
      return viewer.role === 'help desk';
    default:
      return false;
  }
}

const entersClients = ({ type }: Pick<Organization, 'type'>) => type === 'provider' || type === 'public health';

/**
 * True if the viewer may import and export for an organization (A5): an administrator for their own, the help desk for every
 * provider and public health.
 */
export const mayExchangeFor = (viewer: Pick<Viewer, 'role' | 'organization'>, organization: Organization): boolean =>
  entersClients(organization) &&
  (viewer.role === 'help desk' || (viewer.role === 'administrator' && viewer.organization.id === organization.id));

const permissionsOfForms: readonly (readonly [RegExp, Permission])[] = [
  [/^\/clients\/(?:new|\d+)/, 'edit clients'],
  [/^\/stock/, 'record immunizations'],
  [/^\/restricted/, 'undo restrictions'],
  [/^\/duplicates/, 'decide duplicates'],
  [/^\/mail/, 'watch the mail'],
  [/^\/help-desk\/announcements/, 'manage announcements'],
  [/^\/help-desk\/organizations/, 'manage organizations'],
  [/^\/schedules/, 'decide schedules'],
  [/^\/users/, 'manage users'],
  [/^\/(?:imports|exports)/, 'import and export'],
  [/^\/(?:audit-log|unusual-use)/, 'read the audit log'],
];

/** The permission that a form sent to a path needs: whoever lost it since is not shown the form again (L16). */
export const permissionOfForm = (path: string): Permission =>
  permissionsOfForms.find(([of]) => of.test(path))?.[1] ?? 'use the registry';

/** The sentence on a refusing page that names whom to ask (C1). */
export const refusalText = (helpDesk: string) =>
  `Your role or your organization's type does not allow this. To ask for it, contact your organization's ` +
  `administrator or the help desk at ${helpDesk}.`;
