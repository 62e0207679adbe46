import { and, count, countDistinct, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { OrganizationDetails, OrganizationFacts } from '../../domain/accounts/organization.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { formerCodes, memberships, organizations, sessions } from '../schema/accounts.js';
import { clients } from '../schema/clients.js';
import { endSessionsAt } from './sessions.js';
import type { Actor, Occasion } from './users.js';

/** True if another organization has a code, or had it, in small letters or capitals: people tell them apart by it (A3). */
async function isCodeTaken(tx: Tx, code: string, own = 0): Promise<boolean> {
  const same = (column: typeof organizations.code | typeof formerCodes.code) => sql`lower(${column}) = lower(${code})`;
  const now = await tx.select({ id: organizations.id }).from(organizations).where(same(organizations.code)).all();
  const before = await tx
    .select({ id: formerCodes.organizationId })
    .from(formerCodes)
    .where(same(formerCodes.code))
    .all();
  return [...now, ...before].some(({ id }) => id !== own);
}

/** Adds an organization (A3): its number, or that its code is another one's, or was. */
export async function addOrganization(
  tx: Tx,
  actor: Actor,
  details: OrganizationDetails,
  when: Occasion,
): Promise<number | 'taken'> {
  if (await isCodeTaken(tx, details.code)) return 'taken';
  const { id } = await tx.insert(organizations).values(details).returning({ id: organizations.id }).get();
  await trace(tx, actor, { ...when, action: 'add organization', detail: `organization ${id}` });
  return id;
}

/**
 * Why a change was not made: it is not there, somebody else's came first, the code is taken, whoever asks acts for it, or
 * its users hold the role that only its type allows.
 */
export type OrganizationRefusal = 'gone' | 'changed' | 'taken' | 'own' | 'help desk users';

/**
 * Changes an organization (A3), where nobody else did since `revision`. Where it is deactivated, or of another type from
 * then on, its sessions end in the same write, so that nobody goes on with what they may no longer do.
 */
export async function changeOrganization(
  tx: Tx,
  actor: Actor,
  change: { readonly id: number; readonly revision: number; readonly to: OrganizationDetails & { active: boolean } },
  when: Occasion,
): Promise<'done' | OrganizationRefusal> {
  const { id, to } = change;
  const before = await tx.select().from(organizations).where(eq(organizations.id, id)).get();
  if (!before) return 'gone';
  const changed = (['code', 'name', 'type', 'region', 'address', 'active'] as const).filter(
    (field) => before[field] !== to[field],
  );
  if (changed.length === 0) return 'done';
  if (before.revision !== change.revision) return 'changed';
  if (changed.includes('code') && (await isCodeTaken(tx, to.code, id))) return 'taken';
  const closes = changed.includes('type') || (before.active && !to.active);
  if (closes && actor?.organization.id === id) return 'own';
  if (before.type === 'help desk' && to.type !== 'help desk' && (await hasHelpDeskUsers(tx, id)))
    return 'help desk users';
  await tx
    .update(organizations)
    .set({
      code: to.code,
      name: to.name,
      type: to.type,
      region: to.region,
      address: to.address,
      active: to.active,
      revision: before.revision + 1,
    })
    .where(eq(organizations.id, id))
    .run();
  if (changed.includes('code')) {
    const former = { code: before.code, organizationId: id, until: when.at };
    await tx.insert(formerCodes).values(former).onConflictDoUpdate({ target: formerCodes.code, set: former }).run();
  }
  if (closes) await endSessionsAt(tx, id, when.at);
  const what = changed.map((field) => (field === 'active' ? (to.active ? 'activated' : 'deactivated') : field));
  await trace(tx, actor, { ...when, action: 'change organization', detail: `organization ${id}: ${what.join(', ')}` });
  return 'done';
}

const hasHelpDeskUsers = async (tx: Tx, id: number) =>
  (await tx
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.organizationId, id), eq(memberships.role, 'help desk')))
    .get()) !== undefined;

/** What depends on an organization at an instant: its users, sessions, and the records locked to it (A3). */
export async function organizationFacts(db: Reader, id: number, now: number): Promise<OrganizationFacts> {
  const own = db.select({ id: memberships.userId }).from(memberships).where(eq(memberships.organizationId, id));
  const users = (await own.all()).length;
  const elsewhere = await db
    .select({ many: countDistinct(memberships.userId) })
    .from(memberships)
    .innerJoin(organizations, and(eq(organizations.id, memberships.organizationId), eq(organizations.active, true)))
    .where(and(inArray(memberships.userId, own), ne(memberships.organizationId, id)))
    .get();
  const running = await db
    .select({ many: count() })
    .from(sessions)
    .where(
      and(
        inArray(sessions.userId, own),
        eq(sessions.organizationId, id),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, now),
      ),
    )
    .get();
  const locked = await db.select({ many: count() }).from(clients).where(eq(clients.lockedBy, id)).get();
  return {
    users,
    usersOfNoOther: users - (elsewhere?.many ?? 0),
    sessions: running?.many ?? 0,
    locked: locked?.many ?? 0,
  };
}
