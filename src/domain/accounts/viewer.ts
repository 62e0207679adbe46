/** Who looks or acts: one user, for one organization, in the role held there (A1). */
export type Viewer = {
  readonly userId: number;
  readonly username: string;
  readonly userName: string;
  readonly role: Role;
  readonly organization: Organization;
  /** Whether there is another organization to switch to (C22). */
  readonly belongsToSeveral?: boolean;
  /**
   * The records that were loaded to answer this viewer's request, by MIIC ID: true for what they may see, false for one that
   * they asked for and that is hidden from them, or not there (A6). Undefined on the command line, which answers nobody.
   */
  readonly met?: Map<number, boolean>;
};

declare const met: unique symbol;

/** What names a client, as it was loaded for a viewer: of that, the audit log has a row (A6). Views take nothing else. */
export type Met<T> = T & { readonly [met]: true };

export type Organization = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly type: OrganizationType;
};

export type OrganizationType = 'provider' | 'public health' | 'school' | 'help desk';

export type Role = 'view only' | 'typical user' | 'administrator' | 'help desk';

/** Roles as the line at the top says them (L15). */
export const roleNames: Record<Role, string> = {
  'view only': 'View Only',
  'typical user': 'Typical User',
  administrator: 'Organization Administrator',
  'help desk': 'Help Desk',
};
