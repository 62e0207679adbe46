import { inArray } from 'drizzle-orm';
import type { Role, Viewer } from '../../domain/accounts/viewer.js';
import { type Day, dayAfter, startOf } from '../../domain/time/day.js';
import { count, newTally, unusualIn, unusualRules } from '../../domain/unusual-use.js';
import type { Reader } from '../engine/database.js';
import { memberships } from '../schema/accounts.js';
import { latest, linesOf, piecesOf, type Scope, userNamesOf } from './audit-rows.js';

const hour = 60 * 60_000;

/**
 * What was unusual on a day in the rows of the audit log that a viewer may see (A6): an administrator's organization, or
 * everybody for the help desk. `names` has each user who is named, by number.
 */
export async function unusualOn(db: Reader, viewer: Viewer, scope: Scope, day: Day) {
  const { from, to } = unusualRules.night;
  const morning = startOf(day, scope.timeZone) + to * hour;
  const evening = startOf(dayAfter(day), scope.timeZone) - (24 - from) * hour;
  const tally = newTally();
  for await (const { found } of piecesOf(db, viewer, scope, { from: day, to: day }, latest))
    for (const row of found) count(tally, row, row.at < morning || row.at >= evening);
  const roles = await loadRoles(db, [...tally.people.keys()]);
  const unusual = unusualIn(tally, (userId, organizationId) => roles.get(`${userId} ${organizationId}`));
  const named = [...unusual.far, ...unusual.tries, ...unusual.night].map(({ userId }) => userId);
  return { ...unusual, braked: await linesOf(db, scope, tally.braked), names: await userNamesOf(db, named) };
}

/** The role of each user for each organization, by both numbers. */
async function loadRoles(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return new Map<string, Role>();
  const rows = await db
    .select()
    .from(memberships)
    .where(inArray(memberships.userId, [...ids]))
    .all();
  return new Map(rows.map(({ userId, organizationId, role }) => [`${userId} ${organizationId}`, role]));
}
