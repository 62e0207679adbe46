import { and, desc, eq, notInArray } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { clientIdIn } from '../../domain/clients/record-address.js';
import { controlIn } from '../../domain/edits/interruption.js';
import { isVisible } from '../clients/visible.js';
import type { Reader, Tx } from '../engine/database.js';
import { inTurn } from '../engine/in-turn.js';
import { disclose, withhold } from '../operations/disclosures.js';
import { clients } from '../schema/clients.js';
import { interruptions } from '../schema/operations.js';

export type Interruption = typeof interruptions.$inferSelect;
type Holder = Pick<Interruption, 'userId' | 'organizationId'>;

/** The most forms kept for a user and an organization: as many tabs as anybody has open. The oldest gives way. */
const mostInterruptions = 24;

const ofHolder = ({ userId, organizationId }: Holder) =>
  and(eq(interruptions.userId, userId), eq(interruptions.organizationId, organizationId));
const holder = (viewer: Viewer): Holder => ({ userId: viewer.userId, organizationId: viewer.organization.id });

/**
 * Keeps a form that arrived after the session had ended, for the same user to send again (L16). Of one form on one page
 * the last is kept; the control that was pressed before somebody typed on stays with it.
 */
export async function keepInterruption(tx: Tx, row: Interruption): Promise<void> {
  const earlier = await tx
    .select()
    .from(interruptions)
    .where(and(eq(interruptions.page, row.page ?? ''), eq(interruptions.path, row.path)))
    .get();
  const pressed = earlier && !controlIn(row.body) ? controlIn(earlier.body) : undefined;
  const body = pressed ? `${row.body}&${new URLSearchParams({ [pressed]: '' })}` : row.body;
  await tx
    .insert(interruptions)
    .values({ ...row, body })
    .onConflictDoUpdate({ target: [interruptions.page, interruptions.path], set: { body, at: row.at } })
    .run();
  const latest = tx
    .select({ id: interruptions.id })
    .from(interruptions)
    .where(ofHolder(row))
    .orderBy(desc(interruptions.at), interruptions.path, interruptions.id)
    .limit(mostInterruptions);
  await tx
    .delete(interruptions)
    .where(and(ofHolder(row), notInArray(interruptions.id, latest)))
    .run();
}

/**
 * The form kept under an id, for the user who sent it and the organization acted for; undefined for everybody else, and
 * where it is of a record that has been hidden from them since (C12, C13).
 */
export async function findInterruption(db: Reader, viewer: Viewer, id: string): Promise<Interruption | undefined> {
  const form = await db
    .select()
    .from(interruptions)
    .where(and(eq(interruptions.id, id), ofHolder(holder(viewer))))
    .get();
  const clientId = form && clientIdIn(form.path);
  if (clientId === undefined) return form;
  return (await isOpen(db, viewer, form?.path ?? '')) ? disclose(viewer, clientId, form) : withhold(viewer, clientId);
}

/**
 * True if the viewer may see the record that a path belongs to. Restricted records are hidden from all but the help
 * desk.
 */
async function isOpen(db: Reader, viewer: Viewer, path: string): Promise<boolean> {
  const clientId = clientIdIn(path);
  return clientId === undefined || path.startsWith('/restricted/') || (await isVisible(db, viewer, clientId));
}

/**
 * The forms kept for the viewer and the organization acted for, the latest first, without those of records that have
 * been hidden from them since (C12, C13).
 */
export async function interruptionsOf(db: Reader, viewer: Viewer): Promise<Pick<Interruption, 'id' | 'path' | 'at'>[]> {
  const rows = await db
    .select({ id: interruptions.id, path: interruptions.path, at: interruptions.at })
    .from(interruptions)
    .where(ofHolder(holder(viewer)))
    .orderBy(desc(interruptions.at), interruptions.path, interruptions.id)
    .all();
  const open = await inTurn(rows, ({ path }) => isOpen(db, viewer, path));
  return rows.filter((_, i) => open[i]);
}

/** The name of the client that each of such forms is of; undefined for one of no record. */
export async function withNames<T extends { readonly path: string }>(db: Reader, viewer: Viewer, forms: readonly T[]) {
  return await inTurn(forms, async (form) => {
    const id = clientIdIn(form.path);
    const { lastName, firstName } = clients;
    const client =
      id === undefined
        ? undefined
        : await db.select({ lastName, firstName }).from(clients).where(eq(clients.id, id)).get();
    return { ...form, client: id !== undefined && client ? disclose(viewer, id, { id, ...client }) : undefined };
  });
}

/** The ids of the forms kept for a user and an organization. */
export async function interruptionIds(db: Reader, of: Holder): Promise<string[]> {
  const rows = await db.select({ id: interruptions.id }).from(interruptions).where(ofHolder(of)).all();
  return rows.map(({ id }) => id);
}

/** Forgets a kept form: sent again, or discarded. */
export async function deleteInterruption(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  await tx
    .delete(interruptions)
    .where(and(eq(interruptions.id, id), eq(interruptions.userId, viewer.userId)))
    .run();
}
