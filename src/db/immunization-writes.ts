import { eq } from 'drizzle-orm';
import type { Client } from '../domain/client.js';
import { type Day, showDay } from '../domain/day.js';
import type { History } from '../domain/history.js';
import {
  changedGiven,
  type Given,
  givenFaults,
  type Immunization,
  type ImmunizationField,
  immunizationFields,
  mayBeSame,
  vaccineWithTrade,
} from '../domain/immunization.js';
import type { Viewer } from '../domain/viewer.js';
import { fieldName, filledLines, isEmptyVisit, readLine, type TypedVisit } from '../domain/visit.js';
import { trace } from './audit.js';
import { loadHistory } from './immunizations.js';
import type { Tx } from './open.js';
import { changes } from './schema/clients.js';
import { immunizations } from './schema/immunizations.js';
import { deleteVisitDraft, keepVisitDraft } from './visit-drafts.js';

/** Messages by the name of the form's field. */
type Errors = Readonly<Record<string, string>>;

export type VisitSaved =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'refused'; readonly errors: Errors }
  | { readonly kind: 'saved'; readonly count: number };

export type Visit = {
  readonly clientId: number;
  readonly typed: TypedVisit;
  /** Names this submit: the same one again is answered as the first time and records nothing. */
  readonly sentAs: string;
  readonly at: number;
  readonly today: Day;
};

/**
 * Records the immunizations of one visit (I5), all of them or none: judged by the rules, each held against what is on
 * file and against its neighbours, so that the same dose is not recorded twice unseen; then the doses, their history
 * and the audit row together.
 */
export function recordVisit(tx: Tx, viewer: Viewer, visit: Visit): VisitSaved {
  const history = loadHistory(tx, viewer, visit.clientId);
  if (!history) return { kind: 'hidden' };
  const lines = filledLines(visit.typed).map((line) => ({ line, given: readLine(visit.typed, line) }));
  if (isRecorded(tx, visit)) {
    deleteVisitDraft(tx, viewer, visit.clientId);
    return { kind: 'saved', count: lines.length };
  }
  const errors: Record<string, string> = {};
  const around = { birthDate: history.client.personal.birthDate, deathDate: history.deathDate, today: visit.today };
  for (const [at, { line, given }] of lines.entries()) {
    for (const [field, text] of Object.entries(givenFaults(given, around)))
      errors[fieldName(field as ImmunizationField, line)] ??= text;
    const question = doubt(given, history.immunizations) ?? doubtWithin(given, lines.slice(0, at));
    if (question && visit.typed[`another${line}`] !== 'Y') errors[`another${line}`] = question;
  }
  if (Object.keys(errors).length > 0) return { kind: 'refused', errors };
  for (const { line, given } of lines)
    insertImmunization(tx, viewer, history.client, given, visit.at, `${visit.sentAs}.${line}`);
  deleteVisitDraft(tx, viewer, visit.clientId);
  trace(tx, viewer, {
    at: visit.at,
    action: 'record immunizations',
    clientId: visit.clientId,
    detail: `${lines.length}`,
  });
  return { kind: 'saved', count: lines.length };
}

/**
 * Keeps a visit as it is typed, without recording anything (C20); nothing typed, or the very form that was recorded and
 * whose typing arrives late, leaves no draft.
 */
export function stageVisit(tx: Tx, viewer: Viewer, visit: Visit): void {
  if (isEmptyVisit(visit.typed) || isRecorded(tx, visit)) deleteVisitDraft(tx, viewer, visit.clientId);
  else keepVisitDraft(tx, viewer, visit.clientId, visit.typed, visit.at);
}

function isRecorded(tx: Tx, { typed, sentAs }: Visit): boolean {
  const name = `${sentAs}.${filledLines(typed)[0]}`;
  return (
    tx.select({ id: immunizations.id }).from(immunizations).where(eq(immunizations.sentAs, name)).get() !== undefined
  );
}

/** Why a dose may be on file already, as a question; undefined where none comes near. */
export function doubt(given: Given, onFile: readonly Immunization[]): string | undefined {
  const same = onFile.find((other) => mayBeSame(given, other));
  return (
    same &&
    `${vaccineWithTrade(same)} on ${showDay(same.givenOn)} is on file already, entered by ${same.owner.name}. Is this another dose?`
  );
}

function doubtWithin(given: Given, before: readonly { line: number; given: Given }[]): string | undefined {
  const same = before.find((other) => mayBeSame(given, other.given));
  return same && `Immunization ${same.line} of this visit may be the same dose. Is this another one?`;
}

/** Adds one dose with its history row by row; the organization acted for is its owner. */
export function insertImmunization(
  tx: Tx,
  viewer: Pick<Viewer, 'organization'> & { readonly userId?: number },
  client: Pick<Client, 'id' | 'revision'>,
  given: Given,
  at: number,
  sentAs: string | null = null,
): void {
  const values = Object.fromEntries(immunizationFields.map((field) => [field, given[field]])) as Given;
  const { id } = tx
    .insert(immunizations)
    .values({ ...values, clientId: client.id, organizationId: viewer.organization.id, sentAs, updatedAt: at })
    .returning({ id: immunizations.id })
    .get();
  const fields = immunizationFields.filter((field) => given[field]);
  keepChanges(tx, viewer, client, id, at, fields, (field) => ({ before: null, after: given[field] }));
}

function keepChanges(
  tx: Tx,
  viewer: Pick<Viewer, 'organization'> & { readonly userId?: number },
  client: Pick<Client, 'id' | 'revision'>,
  row: number,
  at: number,
  fields: readonly ImmunizationField[],
  value: (field: ImmunizationField) => { before: string | null; after: string | null },
) {
  const { id: clientId, revision } = client;
  const organizationId = viewer.organization.id;
  const change = { clientId, revision, at, userId: viewer.userId ?? null, organizationId, part: 'immunization', row };
  tx.insert(changes)
    .values(fields.map((field) => ({ ...change, part: 'immunization' as const, field, ...value(field) })))
    .run();
}

export type ImmunizationSaved =
  | { readonly kind: 'hidden' | 'not owner' | 'nothing' | 'saved' }
  | { readonly kind: 'refused'; readonly errors: Errors }
  /** Somebody saved it since the form was shown: here is what is on file now. */
  | { readonly kind: 'changed'; readonly now: Immunization };

export type Correction = {
  readonly clientId: number;
  readonly immunizationId: number;
  /** The revision that the form was shown at. */
  readonly revision: number;
  readonly typed: TypedVisit;
  readonly at: number;
  readonly today: Day;
};

/** Corrects an immunization of the organization acted for (I4), judging what changes (X4); the values before stay (I6). */
export function correctImmunization(tx: Tx, viewer: Viewer, correction: Correction): ImmunizationSaved {
  const found = own(tx, viewer, correction);
  if ('kind' in found) return found;
  const { history, immunization } = found;
  const after = readLine(correction.typed, 1);
  const fields = changedGiven(immunization, after);
  if (immunization.revision !== correction.revision) return { kind: 'changed', now: immunization };
  if (fields.length === 0) return { kind: 'nothing' };
  const around = {
    birthDate: history.client.personal.birthDate,
    deathDate: history.deathDate,
    today: correction.today,
  };
  const faults = givenFaults(after, around);
  const errors: Record<string, string> = {};
  for (const field of fields) if (faults[field]) errors[fieldName(field, 1)] ??= faults[field];
  // A trade name is right or wrong together with its vaccine.
  if (fields.includes('cvx') && faults.tradeName) errors.vaccine1 ??= faults.tradeName;
  const others = history.immunizations.filter(({ id }) => id !== immunization.id);
  const question = fields.includes('cvx') || fields.includes('givenOn') ? doubt(after, others) : undefined;
  if (question && correction.typed.another1 !== 'Y') errors.another1 = question;
  if (Object.keys(errors).length > 0) return { kind: 'refused', errors };
  const { at } = correction;
  tx.update(immunizations)
    .set({ ...after, revision: immunization.revision + 1, updatedAt: at })
    .where(eq(immunizations.id, immunization.id))
    .run();
  keepChanges(tx, viewer, history.client, immunization.id, at, fields, (field) => ({
    before: immunization[field],
    after: after[field],
  }));
  const detail = `${immunization.id} ${fields.join(' ')}`;
  trace(tx, viewer, { at, action: 'change immunization', clientId: history.client.id, detail });
  return { kind: 'saved' };
}

/** Takes an immunization of the organization acted for out of the history (I4); all its values stay in the record's (I6). */
export function deleteImmunization(
  tx: Tx,
  viewer: Viewer,
  which: Pick<Correction, 'clientId' | 'immunizationId' | 'revision' | 'at'>,
): ImmunizationSaved {
  const found = own(tx, viewer, which);
  if ('kind' in found) return found;
  const { history, immunization } = found;
  if (immunization.revision !== which.revision) return { kind: 'changed', now: immunization };
  const { at } = which;
  tx.update(immunizations)
    .set({ deletedAt: at, revision: immunization.revision + 1, updatedAt: at })
    .where(eq(immunizations.id, immunization.id))
    .run();
  const fields = immunizationFields.filter((field) => immunization[field]);
  keepChanges(tx, viewer, history.client, immunization.id, at, fields, (field) => ({
    before: immunization[field],
    after: null,
  }));
  const detail = String(immunization.id);
  trace(tx, viewer, { at, action: 'delete immunization', clientId: history.client.id, detail });
  return { kind: 'saved' };
}

type Own = { readonly history: History; readonly immunization: Immunization };

/** The dose with its history, if the organization acted for owns it (I4). */
function own(
  tx: Tx,
  viewer: Viewer,
  { clientId, immunizationId }: Pick<Correction, 'clientId' | 'immunizationId'>,
): Own | { kind: 'hidden' | 'not owner' } {
  const history = loadHistory(tx, viewer, clientId);
  const immunization = history?.immunizations.find(({ id }) => id === immunizationId);
  if (!history || !immunization) return { kind: 'hidden' };
  return immunization.owner.id === viewer.organization.id ? { history, immunization } : { kind: 'not owner' };
}
