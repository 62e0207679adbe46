import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm';
import { matchesUser } from '../../domain/accounts/user-search.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { AuditFilter } from '../../domain/audit.js';
import { fullName } from '../../domain/text/name.js';
import { dayAfter, startOf } from '../../domain/time/day.js';
import type { Reader } from '../engine/database.js';
import { inTurn } from '../engine/in-turn.js';
import { memberships, organizations, users } from '../schema/accounts.js';
import { audit } from '../schema/operations.js';
import type { AuditRow } from './audit-chain.js';

/** Whose rows of the audit log are read: those of every organization, or of the viewer's own (A6). */
export type Scope = { readonly everyOrganization: boolean; readonly timeZone: string };

/** A row as it is shown. The user is empty for the operator and the clock. */
export type AuditLine = Omit<AuditRow, 'organizationId'> & {
  readonly user: string;
  readonly organization: string;
};

/** The place of a row in the log, the latest first: the rows of a page come after it. */
export type Place = { readonly at: number; readonly id: number };

/** Before the latest row. */
export const latest: Place = { at: Number.MAX_SAFE_INTEGER, id: 0 };

/** Rows that are read at once, while other requests wait. */
const piece = 1000;
/** Rows that are looked at for one page: the next page goes on from there. */
const mostLooked = 20_000;
const auditPageSize = 50;

/**
 * The rows that a viewer may see of those asked for, the latest first (A6): an administrator their own organization's, the help
 * desk all.
 * @param after the place of the last row of the page before
 * @returns `next` where there may be more: after fifty rows, or after as many were looked at as may be for one page
 */
export async function auditPage(db: Reader, viewer: Viewer, scope: Scope, filter: AuditFilter, after: Place = latest) {
  const list: AuditRow[] = [];
  let looked = 0;
  for await (const rows of piecesOf(db, viewer, scope, filter, after)) {
    looked += rows.read;
    list.push(...rows.found);
    const last = list[auditPageSize - 1];
    if (last) return { list: await linesOf(db, scope, list.slice(0, auditPageSize)), next: placeOf(last) };
    if (looked >= mostLooked) return { list: await linesOf(db, scope, list), next: rows.place };
  }
  return { list: await linesOf(db, scope, list) };
}

/** All of them, some at a time. */
export async function* auditLines(db: Reader, viewer: Viewer, scope: Scope, filter: AuditFilter) {
  for await (const { found } of piecesOf(db, viewer, scope, filter, latest)) yield await linesOf(db, scope, found);
}

const placeOf = ({ at, id }: Place): Place => ({ at, id });
const earlier = (place: Place, at: number): Place => (at <= place.at ? { at, id: 0 } : place);

/** The rows that a viewer may see of those asked for, some at a time, and after each the place that was come to. */
export async function* piecesOf(db: Reader, viewer: Viewer, scope: Scope, filter: AuditFilter, after: Place) {
  const organization = scope.everyOrganization ? filter.organization : viewer.organization.id;
  const { user, client, action } = filter;
  // The one that an index leads to; the others are looked at here, so that no page reads the whole log.
  const lead = client
    ? eq(audit.clientId, client)
    : user
      ? eq(audit.userId, user)
      : organization
        ? eq(audit.organizationId, organization)
        : undefined;
  const fits = (row: AuditRow) =>
    (!client || row.clientId === client) &&
    (!user || row.userId === user) &&
    (!organization || row.organizationId === organization) &&
    (!action || row.action === action);
  const since = filter.from ? startOf(filter.from, scope.timeZone) : 0;
  let place = filter.to ? earlier(after, startOf(dayAfter(filter.to), scope.timeZone)) : after;
  for (;;) {
    const page = await db
      .select()
      .from(audit)
      .where(and(lead, gte(audit.at, since), sql`(${audit.at}, ${audit.id}) < (${place.at}, ${place.id})`))
      .orderBy(desc(audit.at), desc(audit.id))
      .limit(piece)
      .all();
    const last = page.at(-1);
    if (last) place = placeOf(last);
    yield { found: page.filter(fits), read: page.length, place };
    if (page.length < piece) return;
    await nextTurn();
  }
}

/** Rows as they are shown. */
export async function linesOf(
  db: Reader,
  { everyOrganization }: Scope,
  rows: readonly AuditRow[],
): Promise<AuditLine[]> {
  const people = await userNamesOf(
    db,
    rows.map(({ userId }) => userId),
  );
  const codes = new Map(
    (
      await db
        .select({ id: organizations.id, code: organizations.code })
        .from(organizations)
        .where(inArray(organizations.id, numbersIn(rows.map(({ organizationId }) => organizationId))))
        .all()
    ).map(({ id, code }) => [id, code]),
  );
  return rows.map(({ id, at, userId, organizationId, action, clientId, detail, address }) => {
    return {
      ...{ id, at, userId, action, clientId, address },
      user: people.get(userId ?? 0) ?? '',
      organization: codes.get(organizationId ?? 0) ?? '',
      // Why a record is hidden is nobody's business where it is hidden (C12, C13).
      detail: everyOrganization || action !== 'refused' || clientId === null ? detail : '',
    };
  });
}

const numbersIn = (ids: readonly (number | null)[]) => [...new Set(ids.filter((id) => id !== null))];

type Person = { readonly id: number; readonly username: string; readonly firstName: string; readonly lastName: string };

/** Users as the log names them, by number. */
export const userNamesOf = async (db: Reader, ids: readonly (number | null)[]): Promise<Map<number, string>> =>
  new Map((await loadUsers(db, numbersIn(ids))).map((user) => [user.id, `${user.username} (${fullName(user)})`]));

const loadUsers = (db: Reader, ids: readonly number[]): Promise<Person[]> =>
  db
    .select({ id: users.id, username: users.username, firstName: users.firstName, lastName: users.lastName })
    .from(users)
    .where(inArray(users.id, [...ids]))
    .all();

/**
 * The users whose rows a viewer may ask for that are meant by a typed text; those with this very username, where there are any.
 */
export async function usersMeant(db: Reader, viewer: Viewer, scope: Pick<Scope, 'everyOrganization'>, typed: string) {
  const text = typed.trim();
  const everybody = await db
    .select({ id: users.id, username: users.username, firstName: users.firstName, lastName: users.lastName })
    .from(users)
    .orderBy(users.id)
    .all();
  const like = everybody.filter((user) => matchesUser(user, text));
  const open = await inTurn(like, async ({ id }) => scope.everyOrganization || (await hasActedFor(db, id, viewer)));
  const all = like.filter((_, i) => open[i]);
  const exact = all.filter(({ username }) => username === text);
  return exact.length > 0 ? exact : all;
}

/** A user by number, for a viewer who may ask for the rows of that user. */
export async function findAuditUser(
  db: Reader,
  viewer: Viewer,
  { everyOrganization }: Pick<Scope, 'everyOrganization'>,
  id: number,
): Promise<Person | undefined> {
  const [user] = await loadUsers(db, [id]);
  return user && (everyOrganization || (await hasActedFor(db, id, viewer))) ? user : undefined;
}

/** True for who belongs to the viewer's organization, or did and left rows of it. */
async function hasActedFor(db: Reader, userId: number, { organization }: Viewer): Promise<boolean> {
  const member = await db
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), eq(memberships.organizationId, organization.id)))
    .get();
  if (member) return true;
  const { id } = audit;
  const isOf = and(eq(audit.userId, userId), eq(audit.organizationId, organization.id));
  return (await db.select({ id }).from(audit).where(isOf).limit(1).get()) !== undefined;
}
