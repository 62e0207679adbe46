import type { Viewer } from './domain/accounts/viewer.js';

/** What may be asked for. Every page asks for one of these before it answers; one that forgets is refused. */
export type Permission =
  | 'finish logging in'
  | 'use the registry'
  | 'view clients'
  | 'edit clients'
  | 'decide duplicates'
  | 'record immunizations'
  | 'manage users'
  | 'watch the mail'
  /** Who viewed a record: an administrator their own organization's users, the help desk everyone (C23). */
  | 'see views'
  /** What organizations otherwise keep to themselves: Client Information in the history, everyone's views (C23). */
  | 'see every organization'
  /** Find a locked or deceased record and undo it, correct a certified birth date (C6, C12, C13). */
  | 'undo restrictions';

/**
 * Whether the viewer may do it for the organization acted for (C1, A1). No by default.
 * Which records there are to do it to is not decided here: queries return only what the viewer may see.
 */
export function may(viewer: Viewer, permission: Permission): boolean {
  switch (permission) {
    case 'finish logging in':
    case 'use the registry':
    case 'view clients':
      return true;
    case 'edit clients':
    case 'record immunizations':
      return (
        (viewer.role === 'typical user' || viewer.role === 'administrator') &&
        (viewer.organization.type === 'provider' || viewer.organization.type === 'public health')
      );
    case 'manage users':
    case 'see views':
      return viewer.role === 'administrator' || viewer.role === 'help desk';
    case 'decide duplicates':
    case 'watch the mail':
    case 'see every organization':
    case 'undo restrictions':
      return viewer.role === 'help desk';
    default:
      return false;
  }
}

const permissionsOfForms: readonly (readonly [RegExp, Permission])[] = [
  [/^\/clients\/(?:new|\d+)/, 'edit clients'],
  [/^\/restricted/, 'undo restrictions'],
  [/^\/duplicates/, 'decide duplicates'],
  [/^\/users/, 'manage users'],
];

/** What sending a form to a path asks for: whoever lost that since they sent it is not shown it again (L16). */
export const permissionOfForm = (path: string): Permission =>
  permissionsOfForms.find(([of]) => of.test(path))?.[1] ?? 'use the registry';

/** Whom to ask, said on the page that refuses (C1). */
export const whomToAsk = (helpDesk: string) =>
  `Your role or your organization's type does not allow this. To ask for it, contact your organization's administrator or the help desk at ${helpDesk}.`;
