import { eq, type Placeholder, sql } from 'drizzle-orm';
import type { Actor, Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { unanswered } from '../../domain/forms/question.js';
import type { History } from '../../domain/immunizations/history.js';
import {
  changedDoseFields,
  type DoseValues,
  type Immunization,
  type ImmunizationField,
  immunizationFields,
} from '../../domain/immunizations/immunization.js';
import { type DoseChange, judgeCorrection } from '../../domain/immunizations/judge-correction.js';
import type { Judgement } from '../../domain/immunizations/judge-dose.js';
import type { TypedVisit } from '../../domain/immunizations/visit.js';
import type { Day } from '../../domain/time/day.js';
import { recordChanges } from '../clients/changes.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { trace } from '../operations/audit.js';
import { immunizations } from '../schema/immunizations.js';
import { changesOfDose, loadHistory } from './immunizations.js';
import { giveBack, isOfAnotherLot, lotQuestions, takeDose } from './lots.js';
import { isUnanswered, type VisitWorth, worthOfLines } from './visit-worth.js';

const insertDose = prepared((tx: Tx) =>
  tx
    .insert(immunizations)
    .values({
      ...(Object.fromEntries(immunizationFields.map((field) => [field, sql.placeholder(field)])) as Record<
        ImmunizationField,
        Placeholder
      >),
      clientId: sql.placeholder('clientId'),
      organizationId: sql.placeholder('organizationId'),
      sentAs: sql.placeholder('sentAs'),
      lotId: sql.placeholder('lotId'),
      updatedAt: sql.placeholder('updatedAt'),
    })
    .returning()
    .prepare(),
);

/**
 * Adds one dose with its history row by row; the organization acted for is its owner.
 *
 * @param from the line of the form that it came with, and the lot in stock that it was taken from
 */
export async function insertImmunization(
  tx: Tx,
  viewer: Actor,
  client: Pick<Client, 'id' | 'revision'>,
  given: DoseValues,
  at: number,
  { sentAs = null, lotId = null }: { readonly sentAs?: string | null; readonly lotId?: number | null } = {},
): Promise<Immunization> {
  const values = Object.fromEntries(immunizationFields.map((field) => [field, given[field]])) as DoseValues;
  const of = { clientId: client.id, organizationId: viewer.organization.id, sentAs, lotId, updatedAt: at };
  const row = await insertDose(tx).get({ ...values, ...of });
  const fields = immunizationFields.filter((field) => given[field]);
  await keepChanges(tx, viewer, client, row.id, at, fields, (field) => ({ before: null, after: given[field] }));
  return { ...row, owner: viewer.organization };
}

async function keepChanges(
  tx: Tx,
  viewer: Actor,
  client: Pick<Client, 'id' | 'revision'>,
  row: number,
  at: number,
  fields: readonly ImmunizationField[],
  value: (field: ImmunizationField) => { before: string | null; after: string | null },
) {
  const { id: clientId, revision } = client;
  await recordChanges(
    tx,
    viewer,
    { clientId, revision, at },
    fields.map((field) => ({ part: 'immunization', row, field, ...value(field) })),
  );
}

export type CorrectionResult =
  | { readonly kind: 'hidden' | 'not owner' | 'nothing' | 'saved' }
  /** Nothing is written. `given` is what the form is to show; `clash` says that somebody else saved meanwhile (C21). */
  | ({
      readonly kind: 'refused';
      readonly given: DoseValues;
      readonly clash: boolean;
      readonly worth: VisitWorth;
    } & Judgement)
  /** Somebody saved it since the form was shown that asks to delete it. */
  | { readonly kind: 'changed'; readonly now: Immunization; readonly since: readonly DoseChange[] };

export type Correction = {
  readonly clientId: number;
  readonly immunizationId: number;
  /** The revision that the form was shown at. */
  readonly revision: number;
  readonly typed: TypedVisit;
  readonly at: number;
  readonly today: Day;
  readonly timeZone: string;
};

/** The fields that tell what a dose is worth. */
const worthFields = new Set<ImmunizationField>([
  ...(['givenOn', 'cvx', 'tradeName', 'mvx', 'lotExpiresOn', 'amount', 'unit', 'source'] as const),
]);

/**
 * The worth of a dose on file as a form changes it, were it saved: as a new one's, since a correction can take it its
 * worth as well (I5). Nothing is judged where the change leaves that alone.
 */
export async function worthOfCorrection(
  db: Reader | Tx,
  history: History,
  dose: Immunization,
  given: DoseValues,
  today: Day,
): Promise<VisitWorth> {
  const judged = changedDoseFields(dose, given).some((field) => worthFields.has(field));
  const others = history.immunizations.filter(({ id }) => id !== dose.id);
  return worthOfLines(db, history, judged ? [{ line: 1, given }] : [], others, today);
}

/**
 * Corrects an immunization of the organization acted for (I4), judging what changes (X4); the values before stay (I6).
 * What others saved since the form was shown stays where this form left it alone, and is asked about where both changed
 * the same (C21); so is a dose that would not count as it is now. The same form sent again is answered as the first
 * time.
 */
export async function correctImmunization(tx: Tx, viewer: Viewer, correction: Correction): Promise<CorrectionResult> {
  const owned = await loadOwnedDose(tx, viewer, correction);
  if ('kind' in owned) return owned;
  const { history, immunization } = owned;
  const since = await changesSince(tx, immunization, correction);
  const judged = judgeCorrection(history, immunization, correction.typed, since, correction);
  if (judged.kind !== 'write' && judged.kind !== 'refused') return judged;
  const { given } = judged;
  const worth = await worthOfCorrection(tx, history, immunization, given, correction.today);
  const emptyLots = await lotQuestions(tx, viewer, [{ line: 1, given, dose: immunization }]);
  const found = { errors: {}, questions: {}, clash: false, ...judged };
  const open = Object.keys(unanswered(emptyLots, correction.typed.asTyped)).length > 0;
  if (judged.kind === 'refused' || open || worth.lines.some((one) => isUnanswered(one, correction.typed)))
    return { ...found, kind: 'refused', questions: { ...emptyLots, ...found.questions }, worth };
  await writeCorrection(tx, viewer, history.client, immunization, judged.given, correction.at);
  return { kind: 'saved' };
}

/** Writes a corrected dose, with its history and audit row; a dose of another lot than before is given back to that. */
export async function writeCorrection(
  tx: Tx,
  viewer: Viewer,
  client: Pick<Client, 'id' | 'revision'>,
  dose: Immunization,
  after: DoseValues,
  now: number,
): Promise<void> {
  const fields = changedDoseFields(dose, after);
  if (fields.length === 0) return;
  // Two corrections of one instant are still told apart.
  const at = Math.max(now, dose.updatedAt + 1);
  const values = Object.fromEntries(immunizationFields.map((field) => [field, after[field]]));
  const moved = isOfAnotherLot(dose, after);
  if (moved) await giveBack(tx, dose.lotId);
  await tx
    .update(immunizations)
    .set({
      ...values,
      ...(moved && { lotId: await takeDose(tx, viewer, after) }),
      revision: dose.revision + 1,
      updatedAt: at,
    })
    .where(eq(immunizations.id, dose.id))
    .run();
  await keepChanges(tx, viewer, client, dose.id, at, fields, (field) => ({ before: dose[field], after: after[field] }));
  const detail = `${dose.id} ${fields.join(' ')}`;
  await trace(tx, viewer, { at, action: 'change immunization', clientId: client.id, detail });
}

/** The changes to a dose since a form was shown, the latest first: one correction of it is one revision. */
async function changesSince(
  tx: Tx,
  dose: Immunization,
  { revision }: Pick<Correction, 'revision'>,
): Promise<DoseChange[]> {
  const corrections = dose.revision - revision;
  if (!(corrections > 0)) return [];
  const list = (await changesOfDose(tx, dose.clientId, dose.id)).filter(({ before }) => before !== null);
  const instants = new Set([...new Set(list.map(({ at }) => at))].slice(0, corrections));
  return list.filter(({ at }) => instants.has(at));
}

/**
 * Takes an immunization of the organization acted for out of the history (I4); all its values stay in the record's
 * (I6).
 */
export async function deleteImmunization(
  tx: Tx,
  viewer: Viewer,
  which: Pick<Correction, 'clientId' | 'immunizationId' | 'revision' | 'at'>,
): Promise<CorrectionResult> {
  const found = await loadOwnedDose(tx, viewer, which);
  if ('kind' in found) return found;
  const { history, immunization } = found;
  if (immunization.revision !== which.revision)
    return { kind: 'changed', now: immunization, since: await changesSince(tx, immunization, which) };
  const at = Math.max(which.at, immunization.updatedAt + 1);
  await giveBack(tx, immunization.lotId);
  await tx
    .update(immunizations)
    .set({ deletedAt: at, lotId: null, revision: immunization.revision + 1, updatedAt: at })
    .where(eq(immunizations.id, immunization.id))
    .run();
  const fields = immunizationFields.filter((field) => immunization[field]);
  await keepChanges(tx, viewer, history.client, immunization.id, at, fields, (field) => ({
    before: immunization[field],
    after: null,
  }));
  const detail = String(immunization.id);
  await trace(tx, viewer, { at, action: 'delete immunization', clientId: history.client.id, detail });
  return { kind: 'saved' };
}

type OwnedDose = { readonly history: History; readonly immunization: Immunization };

/** The dose with its history, if the organization acted for owns it (I4). */
async function loadOwnedDose(
  tx: Tx,
  viewer: Viewer,
  { clientId, immunizationId }: Pick<Correction, 'clientId' | 'immunizationId'>,
): Promise<OwnedDose | { kind: 'hidden' | 'not owner' }> {
  const history = await loadHistory(tx, viewer, clientId);
  const immunization = history?.immunizations.find(({ id }) => id === immunizationId);
  if (!history || !immunization) return { kind: 'hidden' };
  return immunization.owner.id === viewer.organization.id ? { history, immunization } : { kind: 'not owner' };
}
