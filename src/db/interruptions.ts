import { and, desc, eq, lte } from 'drizzle-orm';
import { clientAt } from '../domain/record-path.js';
import type { Viewer } from '../domain/viewer.js';
import { meet, miss } from './met.js';
import type { Reader, Tx } from './open.js';
import { interruptions } from './schema/accounts.js';
import { isVisible } from './visible.js';

export type Interruption = typeof interruptions.$inferSelect;

/** Keeps a form that arrived after the session had ended, for the same user to send again (L16). */
export function keepInterruption(tx: Tx, row: Interruption): void {
  tx.insert(interruptions).values(row).run();
}

/**
 * The form kept under an id, for the user who sent it and the organization acted for; undefined for everybody else, and
 * where it is of a record that has been hidden from them since (C12, C13).
 */
export async function findInterruption(db: Reader, viewer: Viewer, id: string): Promise<Interruption | undefined> {
  const kept = db
    .select()
    .from(interruptions)
    .where(
      and(
        eq(interruptions.id, id),
        eq(interruptions.userId, viewer.userId),
        eq(interruptions.organizationId, viewer.organization.id),
      ),
    )
    .get();
  const clientId = kept && clientAt(kept.path);
  if (clientId === undefined) return kept;
  // What the help desk may undo is hidden from everybody else.
  const open = kept?.path.startsWith('/restricted/') || isVisible(db, viewer, clientId);
  return open ? meet(viewer, clientId, kept) : miss(viewer, clientId);
}

/** The latest form kept for a user who acts for an organization. */
export async function latestInterruption(
  db: Reader,
  userId: number,
  organizationId: number,
): Promise<Interruption | undefined> {
  return db
    .select()
    .from(interruptions)
    .where(and(eq(interruptions.userId, userId), eq(interruptions.organizationId, organizationId)))
    .orderBy(desc(interruptions.at))
    .get();
}

/** Forgets a kept form: sent again, or discarded. */
export function deleteInterruption(tx: Tx, viewer: Viewer, id: string): void {
  tx.delete(interruptions)
    .where(and(eq(interruptions.id, id), eq(interruptions.userId, viewer.userId)))
    .run();
}

/** Forgets the forms that were kept before an instant. */
export function deleteOldInterruptions(tx: Tx, before: number): void {
  tx.delete(interruptions).where(lte(interruptions.at, before)).run();
}
