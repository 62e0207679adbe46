import type { Viewer } from './domain/viewer.js';

/** What may be asked for. Every page asks for one of these before it answers; one that forgets is refused. */
export type Permission =
  | 'finish logging in'
  | 'use the registry'
  | 'view clients'
  | 'edit clients'
  | 'decide duplicates'
  | 'record immunizations'
  | 'manage users'
  | 'watch the mail';

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
      return viewer.role === 'administrator' || viewer.role === 'help desk';
    case 'decide duplicates':
    case 'watch the mail':
      return viewer.role === 'help desk';
    default:
      return false;
  }
}

/** Whom to ask, said on the page that refuses (C1). */
export const whomToAsk = (helpDesk: string) =>
  `Your role or your organization's type does not allow this. To ask for it, contact your organization's administrator or the help desk at ${helpDesk}.`;
