/** The person who looks or acts: one user, for one organization, in the role held there (A1). */
export type Viewer = {
  readonly userId: number;
  readonly username: string;
  readonly userName: string;
  readonly role: Role;
  readonly organization: Organization;
  /** True if there is another organization to switch to (C22). */
  readonly belongsToSeveral?: boolean;
  /**
   * The records that were loaded to answer this viewer's request, by MIIC ID: true for what they may see, false for one
   * that they asked for and that is hidden from them, or not there (A6). Undefined on the command line, which answers
   * nobody.
   */
  readonly disclosures?: Map<number, boolean>;
};

/**
 * For whom a record is loaded or written: a viewer; on the command line, where nobody is logged in, an organization.
 */
export type Actor = Pick<Viewer, 'organization' | 'disclosures'> & { readonly userId?: number };

/**
 * True if an organization may see which conditions of a client change what is due (F1). A school asks what is missing
 * and from when, and needs no diagnosis for it: it sees that a condition counts, and not which.
 */
export const mayKnowConditions = ({ organization }: Pick<Actor, 'organization'>): boolean =>
  organization.type !== 'school';

declare const disclosure: unique symbol;

/**
 * Data of one client, noted as disclosed to a viewer, so that the audit log gets its row (A6). Views take nothing else.
 */
export type Disclosure<T> = T & { readonly [disclosure]: true };

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
