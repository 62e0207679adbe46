import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { type Question, question } from '../../domain/forms/question.js';
import { changedDoseFields, type DoseValues, type ImmunizationField } from '../../domain/immunizations/immunization.js';
import type { StockLot } from '../../domain/immunizations/stock.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { trace } from '../operations/audit.js';
import { lots } from '../schema/immunizations.js';

export type KeptLot = StockLot & { readonly id: number; readonly revision: number };

const inStock = ({ organization }: Pick<Viewer, 'organization'>) =>
  and(eq(lots.organizationId, organization.id), isNull(lots.removedAt));

const listed = prepared((db) =>
  db
    .select()
    .from(lots)
    .where(and(eq(lots.organizationId, sql.placeholder('organizationId')), isNull(lots.removedAt)))
    .orderBy(asc(lots.cvx), asc(lots.tradeName), asc(lots.expiresOn), asc(lots.lot))
    .prepare(),
);

/** The lots that the organization acted for has on its list, by vaccine and expiration date. */
export const lotsInStock = (db: Reader | Tx, { organization }: Pick<Viewer, 'organization'>): Promise<KeptLot[]> =>
  listed(db).all({ organizationId: organization.id });

/** One of them; undefined for one that was removed or is another organization's. */
export async function findLot(db: Reader, viewer: Viewer, id: number): Promise<KeptLot | undefined> {
  return db
    .select()
    .from(lots)
    .where(and(inStock(viewer), eq(lots.id, id)))
    .get();
}

type When = { readonly at: number };

/** Adds a lot to the list; `taken` where it stands there already. */
export async function addLot(tx: Tx, viewer: Viewer, lot: StockLot, { at }: When): Promise<number | 'taken'> {
  if (await sameLot(tx, viewer, lot)) return 'taken';
  const { cvx, tradeName, mvx, expiresOn, doses } = lot;
  const row = { cvx, tradeName, mvx, lot: lot.lot, expiresOn, doses };
  const { id } = await tx
    .insert(lots)
    .values({ ...row, organizationId: viewer.organization.id, updatedAt: at })
    .returning({ id: lots.id })
    .get();
  await trace(tx, viewer, { at, action: 'add lot', detail: `${id} doses ${doses}` });
  return id;
}

const sameLot = (
  db: Reader | Tx,
  viewer: Viewer,
  { cvx, tradeName, lot }: Pick<StockLot, 'cvx' | 'tradeName' | 'lot'>,
) =>
  db
    .select()
    .from(lots)
    .where(and(inStock(viewer), eq(lots.cvx, cvx), eq(lots.tradeName, tradeName), eq(lots.lot, lot)))
    .get();

export type LotShown = { readonly id: number; readonly revision: number };

/**
 * Changes what a lot says, or removes it from the list. Nothing is written where a dose was given from it, or somebody
 * changed it, since it was shown: the count is then another one (C21).
 */
export async function changeLot(
  tx: Tx,
  viewer: Viewer,
  { id, revision }: LotShown,
  change: StockLot | 'remove',
  { at }: When,
): Promise<'done' | 'gone' | 'changed' | 'taken'> {
  const kept = await tx
    .select()
    .from(lots)
    .where(and(inStock(viewer), eq(lots.id, id)))
    .get();
  if (!kept) return 'gone';
  if (kept.revision !== revision) return 'changed';
  const next = { revision: kept.revision + 1, updatedAt: at };
  if (change === 'remove') {
    await tx
      .update(lots)
      .set({ ...next, removedAt: at })
      .where(eq(lots.id, id))
      .run();
    await trace(tx, viewer, { at, action: 'remove lot', detail: `${id} doses ${kept.doses}` });
    return 'done';
  }
  const other = await sameLot(tx, viewer, change);
  if (other && other.id !== id) return 'taken';
  const { cvx, tradeName, mvx, lot, expiresOn, doses } = change;
  await tx
    .update(lots)
    .set({ ...next, cvx, tradeName, mvx, lot, expiresOn, doses })
    .where(eq(lots.id, id))
    .run();
  await trace(tx, viewer, { at, action: 'change lot', detail: `${id} doses ${kept.doses} to ${doses}` });
  return 'done';
}

type FromLot = Pick<DoseValues, 'cvx' | 'tradeName' | 'lot' | 'source'>;

/**
 * Counts a dose that is given from the organization's own stock down from its lot, in the write that records the dose.
 * Answers the lot that it was taken from; null where it is not on the list, or none is left of it.
 */
export async function takeDose(tx: Tx, viewer: Pick<Viewer, 'organization'>, given: FromLot): Promise<number | null> {
  if (given.source !== '00' || !given.lot) return null;
  const taken = await tx
    .update(lots)
    .set({ doses: sql`${lots.doses} - 1`, revision: sql`${lots.revision} + 1` })
    .where(
      and(
        inStock(viewer),
        eq(lots.cvx, given.cvx),
        eq(lots.tradeName, given.tradeName),
        eq(lots.lot, given.lot),
        gt(lots.doses, 0),
      ),
    )
    .returning({ id: lots.id })
    .get();
  return taken?.id ?? null;
}

/** Gives a dose back to the lot that it was taken from, when it is deleted or was of another one. */
export async function giveBack(tx: Tx, lotId: number | null): Promise<void> {
  if (lotId === null) return;
  await tx
    .update(lots)
    .set({ doses: sql`${lots.doses} + 1`, revision: sql`${lots.revision} + 1` })
    .where(eq(lots.id, lotId))
    .run();
}

const lotFields = new Set<ImmunizationField>(['cvx', 'tradeName', 'lot', 'source']);

/** True if a corrected dose is of another lot than it was, or of the stock no more. */
export const isOfAnotherLot = (before: DoseValues, after: DoseValues): boolean =>
  changedDoseFields(before, after).some((field) => lotFields.has(field));

type Line = { readonly line: number; readonly given: DoseValues; readonly dose?: DoseValues | undefined };

/**
 * The questions about lots of which the list says that nothing is left, each at its field: the last dose may have been
 * recorded by somebody else a moment ago.
 */
export async function lotQuestions(tx: Tx, viewer: Viewer, lines: readonly Line[]): Promise<Record<string, Question>> {
  const questions: Record<string, Question> = {};
  const left = new Map((await lotsInStock(tx, viewer)).map((one) => [keyOf(one), one.doses]));
  for (const { line, given, dose } of lines) {
    if (given.source !== '00' || (dose && !isOfAnotherLot(dose, given))) continue;
    const doses = left.get(keyOf(given));
    if (doses === undefined) continue;
    left.set(keyOf(given), doses - 1);
    if (doses <= 0)
      questions[`lot${line}`] = question(
        `By your vaccine stock no dose of lot ${given.lot} is left. Was it given from this lot?`,
        String(line),
        'Yes: save it with this lot',
      );
  }
  return questions;
}

const keyOf = ({ cvx, tradeName, lot }: Pick<DoseValues, 'cvx' | 'tradeName' | 'lot'>) => `${cvx}:${tradeName}:${lot}`;
