import { and, asc, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { AccountState } from '../../domain/accounts/account.js';
import { matchesUser } from '../../domain/accounts/user-search.js';
import type { Role, Viewer } from '../../domain/accounts/viewer.js';
import type { Reader } from '../engine/database.js';
import { memberships, users } from '../schema/accounts.js';
import { membershipsOf } from './memberships.js';
import { isAdministeredBy } from './user-administration.js';
import type { User } from './users.js';

export type ListedUser = User & { readonly organizations: readonly { readonly code: string; readonly role: Role }[] };

/** The query for a list of users: a typed part of the name or username, and a state. */
type UserQuery = {
  readonly name: string;
  readonly state: AccountState | '';
  /** Members of one organization; undefined for those of all. */
  readonly organizationId?: number | undefined;
  readonly now: number;
  readonly page: number;
};

/** Users on one page of the list. */
const usersPageSize = 25;

/**
 * The users whom the viewer administers and who are meant by what was typed, by name, 25 a page, with how many there
 * are (A2). A page beyond the last is the last.
 */
export async function usersOf(db: Reader, viewer: Viewer, wanted: UserQuery) {
  const all = (
    await db
      .select({ id: users.id, firstName: users.firstName, lastName: users.lastName, username: users.username })
      .from(users)
      .where(and(isAdministeredBy(viewer), isMemberOf(wanted.organizationId), inState(wanted.state, wanted.now)))
      .orderBy(asc(users.lastName), asc(users.firstName), asc(users.id))
      .all()
  ).filter((user) => matchesUser(user, wanted.name));
  const pages = Math.max(1, Math.ceil(all.length / usersPageSize));
  const page = Math.min(Math.max(1, wanted.page), pages);
  const ids = all.slice((page - 1) * usersPageSize, page * usersPageSize).map(({ id }) => id);
  return { list: await loadRows(db, viewer, ids), count: all.length, page, pages };
}

async function loadRows(db: Reader, viewer: Viewer, ids: readonly number[]): Promise<ListedUser[]> {
  if (ids.length === 0) return [];
  // Elsewhere's roles are no business of an organization's administrator.
  const shown = (await membershipsOf(db, ids)).filter(
    (one) => viewer.role === 'help desk' || one.organizationId === viewer.organization.id,
  );
  return (
    await db
      .select()
      .from(users)
      .where(inArray(users.id, [...ids]))
      .all()
  )
    .map((user) => ({ ...user, organizations: shown.filter(({ userId }) => userId === user.id) }))
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

const isMemberOf = (organizationId: number | undefined) =>
  organizationId === undefined
    ? undefined
    : sql`${users.id} in (
        select ${memberships.userId} from ${memberships} where ${memberships.organizationId} = ${organizationId})`;

function inState(state: AccountState | '', now: number) {
  const open = and(isNull(users.inactiveAt), isNull(users.lockedAt));
  const expired = and(isNotNull(users.temporaryUntil), lte(users.temporaryUntil, now));
  if (state === 'inactive') return isNotNull(users.inactiveAt);
  if (state === 'locked') return isNotNull(users.lockedAt);
  if (state === 'temporary password expired') return and(open, expired);
  return state === 'active'
    ? and(open, or(isNull(users.temporaryUntil), sql`${users.temporaryUntil} > ${now}`))
    : undefined;
}
