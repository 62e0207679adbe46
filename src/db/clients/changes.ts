import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Actor, Viewer } from '../../domain/accounts/viewer.js';
import type { Verified } from '../../domain/clients/client.js';
import type { Reader, Tx } from '../engine/database.js';
import { sent } from '../engine/sent.js';
import { prepared } from '../engine/statements.js';
import { organizations } from '../schema/accounts.js';
import { changes, clients } from '../schema/clients.js';

/** One field that a save changed (C23). `row` is the contact or comment; none for the client's own. */
export type Change = {
  readonly part: (typeof changes.$inferInsert)['part'];
  readonly row: number | null;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

const add = prepared((tx: Tx) =>
  tx
    .insert(changes)
    .values({
      clientId: sql.placeholder('clientId'),
      revision: sql.placeholder('revision'),
      at: sql.placeholder('at'),
      userId: sql.placeholder('userId'),
      organizationId: sql.placeholder('organizationId'),
      part: sql.placeholder('part'),
      row: sql.placeholder('row'),
      field: sql.placeholder('field'),
      before: sql.placeholder('before'),
      after: sql.placeholder('after'),
    })
    .prepare(),
);

/** Adds what a save changed to the record's history, under its revision. */
export async function recordChanges(
  tx: Tx,
  writer: Actor,
  of: { clientId: number; revision: number; at: number },
  list: readonly Change[],
): Promise<void> {
  const who = { userId: writer.userId ?? null, organizationId: writer.organization.id };
  for (const { part, row, field, before, after } of list)
    await sent(tx, add(tx).run({ ...of, ...who, part, row, field, before, after }));
}

const verifications = prepared((db) =>
  db
    .select({ what: changes.after, at: changes.at, organization: organizations.name })
    .from(changes)
    .innerJoin(organizations, eq(organizations.id, changes.organizationId))
    .where(and(eq(changes.clientId, sql.placeholder('clientId')), sql`${changes.part} = 'verified'`))
    .orderBy(desc(changes.revision), desc(changes.id))
    .limit(1)
    .prepare(),
);

/** The fields last verified with the client (C24), with the instant and the organization. */
export async function lastVerified(db: Reader | Tx, clientId: number): Promise<Verified | undefined> {
  const row = await verifications(db).get({ clientId });
  return row && { ...row, what: row.what ?? '' };
}

/** True if the viewer, for the organization acted for, set the deceased flag that a record has (C12). */
export async function wasFlaggedBy(db: Reader, viewer: Viewer, clientId: number): Promise<boolean> {
  const of = and(
    eq(changes.clientId, clientId),
    eq(changes.part, 'enrolment'),
    eq(changes.field, 'status'),
    eq(changes.after, 'P'),
  );
  const by = and(eq(changes.userId, viewer.userId), eq(changes.organizationId, viewer.organization.id));
  return (
    (await db
      .select({ id: changes.id })
      .from(changes)
      .innerJoin(clients, and(eq(clients.id, changes.clientId), isNotNull(clients.deceasedAt)))
      .where(and(of, by))
      .limit(1)
      .get()) !== undefined
  );
}
