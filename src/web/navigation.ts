import type { Viewer } from '../domain/accounts/viewer.js';
import { may, type Permission } from '../policy.js';
import type { Menu } from '../views/parts/layout.js';

type Page = { readonly needs: Permission; readonly name: string; readonly href: string };

const routine: readonly Page[] = [
  { needs: 'edit clients', name: 'manage client', href: '/clients' },
  { needs: 'view clients', name: 'manage immunizations', href: '/immunizations' },
  { needs: 'record immunizations', name: 'vaccine stock', href: '/stock' },
];

/** The first thing that is asked of an administrator or the help desk comes first. */
const administration: readonly Page[] = [
  { needs: 'manage users', name: 'manage users', href: '/users' },
  { needs: 'undo restrictions', name: 'restricted records', href: '/restricted' },
  { needs: 'decide duplicates', name: 'possible duplicates', href: '/duplicates' },
  { needs: 'watch the mail', name: 'mail', href: '/mail' },
  { needs: 'manage organizations', name: 'organizations', href: '/help-desk/organizations' },
  { needs: 'manage announcements', name: 'announcements', href: '/help-desk/announcements' },
  { needs: 'import and export', name: 'import', href: '/imports' },
  { needs: 'import and export', name: 'export', href: '/exports' },
  { needs: 'decide schedules', name: 'vaccine schedules', href: '/schedules' },
  { needs: 'read the audit log', name: 'audit log', href: '/audit-log' },
  { needs: 'read the audit log', name: 'unusual use', href: '/unusual-use' },
];

/** The menus of the navigation (L15): under their headings, what the viewer may open; no heading without a link. */
export function menusOf(viewer: Viewer): Menu[] {
  const isHelpDesk = may(viewer, 'see every organization');
  const menus = [
    { id: 'routine', title: 'Routine Functions', pages: routine },
    { id: 'administration', title: isHelpDesk ? 'Help Desk Functions' : 'Administration', pages: administration },
  ];
  return menus
    .map(({ pages, ...menu }) => ({ ...menu, links: pages.filter(({ needs }) => may(viewer, needs)) }))
    .filter(({ links }) => links.length > 0);
}
