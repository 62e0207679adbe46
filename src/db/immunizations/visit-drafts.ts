import { and, desc, eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { TypedVisit } from '../../domain/immunizations/visit.js';
import type { Reader, Tx } from '../engine/database.js';
import { visitDrafts } from '../schema/immunizations.js';

/** A visit as it stands in the form of a window. */
export type VisitInWindow = {
  readonly clientId: number;
  readonly typed: TypedVisit;
  /** Names the form on its page: each page that shows it has another one. */
  readonly window: string;
  /** The mark of the draft that the form was shown with; empty where there was none. */
  readonly shownWith: string;
};

export type VisitDraft = {
  readonly window: string;
  readonly typed: TypedVisit;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  /** Stands for the draft as it is now. */
  readonly mark: string;
};

const ofViewer = (viewer: Viewer, clientId: number, window?: string) =>
  and(
    eq(visitDrafts.userId, viewer.userId),
    eq(visitDrafts.clientId, clientId),
    eq(visitDrafts.organizationId, viewer.organization.id),
    window === undefined ? undefined : eq(visitDrafts.window, window),
  );

/** The same for the same values, in whatever order they arrived. */
const jsonOf = (typed: TypedVisit) => JSON.stringify(typed, Object.keys(typed).sort());

const rowsOf = async (db: Reader, viewer: Viewer, clientId: number) =>
  (
    await db
      .select({ window: visitDrafts.window, typed: visitDrafts.typed, updatedAt: visitDrafts.updatedAt })
      .from(visitDrafts)
      .where(ofViewer(viewer, clientId))
      .orderBy(desc(visitDrafts.updatedAt), visitDrafts.window)
      .all()
  ).map((row) => ({ ...row, mark: `${row.window}.${row.updatedAt}` }));

/** The visits that the viewer typed for a client and did not save, for the organization acted for; the latest first. */
export async function visitDraftsOf(db: Reader, viewer: Viewer, clientId: number): Promise<VisitDraft[]> {
  return (await rowsOf(db, viewer, clientId)).map((row) => ({ ...row, typed: JSON.parse(row.typed) as TypedVisit }));
}

/**
 * Keeps a visit as it is typed, in place of what its window kept before. What another window typed stays beside it
 * (C21).
 * @param at epoch milliseconds
 */
export async function keepVisitDraft(tx: Tx, viewer: Viewer, visit: VisitInWindow, at: number): Promise<void> {
  const latest = await dropVisitDraft(tx, viewer, visit);
  await tx
    .insert(visitDrafts)
    .values({
      userId: viewer.userId,
      clientId: visit.clientId,
      organizationId: viewer.organization.id,
      window: visit.window,
      typed: jsonOf(visit.typed),
      // Two submits of one instant are still told apart.
      updatedAt: Math.max(at, latest + 1),
    })
    .run();
}

/**
 * Removes what the window of a visit kept, whatever says the same, and the draft that its form was shown with, if that
 * is still as it was shown. Answers the instant of the latest that there was, 0 for none.
 */
export async function dropVisitDraft(tx: Tx, viewer: Viewer, visit: VisitInWindow): Promise<number> {
  const rows = await rowsOf(tx, viewer, visit.clientId);
  const same = jsonOf(visit.typed);
  for (const { window, typed, mark } of rows)
    if (window === visit.window || mark === visit.shownWith || typed === same)
      await tx
        .delete(visitDrafts)
        .where(ofViewer(viewer, visit.clientId, window))
        .run();
  return rows[0]?.updatedAt ?? 0;
}

/** Discards a visit as somebody was shown it; false, and it stays, where more was typed since in its window. */
export async function discardVisitDraft(tx: Tx, viewer: Viewer, clientId: number, mark: string): Promise<boolean> {
  const [window = ''] = mark.split('.');
  const row = (await rowsOf(tx, viewer, clientId)).find((one) => one.window === window);
  if (row && row.mark !== mark) return false;
  await tx
    .delete(visitDrafts)
    .where(ofViewer(viewer, clientId, window))
    .run();
  return true;
}
