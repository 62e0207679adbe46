import { and, asc, eq, gte, lt } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { unanswered } from '../../domain/forms/question.js';
import type { History } from '../../domain/immunizations/history.js';
import type { DoseValues, Immunization } from '../../domain/immunizations/immunization.js';
import type { Judgement } from '../../domain/immunizations/judge-dose.js';
import {
  compareWithForm,
  type EarlierSave,
  isSameVisit,
  judgeVisit,
  type Line,
  type RecordedDose,
} from '../../domain/immunizations/judge-visit.js';
import { givenLines, isEmptyVisit, readLine } from '../../domain/immunizations/visit.js';
import type { Day } from '../../domain/time/day.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { immunizations } from '../schema/immunizations.js';
import { insertImmunization, writeCorrection } from './immunization-writes.js';
import { loadHistory } from './immunizations.js';
import { lotQuestions, takeDose } from './lots.js';
import { dropVisitDraft, keepVisitDraft, type VisitInWindow } from './visit-drafts.js';
import { isUnanswered, type VisitWorth, worthOfLines } from './visit-worth.js';

export type VisitResult =
  | { readonly kind: 'hidden' }
  | ({ readonly kind: 'refused'; readonly worth: VisitWorth } & Judgement)
  | { readonly kind: 'saved'; readonly count: number; readonly corrected?: boolean }
  /** Nothing is written: the form recorded these before, and says something else now. */
  | ({ readonly kind: 'saved before' } & EarlierSave);

export type Visit = VisitInWindow & {
  /** Names the form, whatever stands in it: it records its doses once. */
  readonly sentAs: string;
  /** The state of what it recorded before that the person was shown and said to correct. */
  readonly correcting?: string | undefined;
  readonly at: number;
  readonly today: Day;
};

/**
 * Records the immunizations of one visit (I5), all of them or none: judged by the rules, each held against what is on
 * file and against its neighbours, so that the same dose is not recorded twice unseen; then the doses, their history
 * and the audit row together. A form that was saved before records nothing more: the same again is answered as the
 * first time, another day or vaccine is asked about. What is refused or asked about is kept as a draft.
 */
export async function recordVisit(tx: Tx, viewer: Viewer, visit: Visit): Promise<VisitResult> {
  const history = await loadHistory(tx, viewer, visit.clientId);
  if (!history) return { kind: 'hidden' };
  const lines = givenLines(visit.typed).map((line) => ({ line, given: readLine(visit.typed, line) }));
  const before = await dosesOfForm(tx, visit, history);
  if (before.all > 0) {
    const earlier = compareWithForm(lines, before);
    if (isSameVisit(earlier)) {
      await dropVisitDraft(tx, viewer, visit);
      return { kind: 'saved', count: lines.length };
    }
    if (visit.correcting !== earlier.state || before.list.length === 0) {
      await stageVisit(tx, viewer, visit);
      return { kind: 'saved before', ...earlier };
    }
    return correctVisit(tx, viewer, visit, history, earlier, before.last);
  }
  if (lines.length === 0) {
    await dropVisitDraft(tx, viewer, visit);
    return { kind: 'saved', count: 0 };
  }
  const { refusal, worth } = await judge(tx, viewer, lines, visit, history, history.immunizations);
  if (refusal) {
    await stageVisit(tx, viewer, visit);
    return refusal;
  }
  for (const { line, given } of lines) await insertLine(tx, viewer, visit, history, given, line);
  await dropVisitDraft(tx, viewer, visit);
  const asked = worth.lines.filter(({ asks }) => asks).length;
  const detail = asked > 0 ? `${lines.length}, asked about ${asked}` : `${lines.length}`;
  await trace(tx, viewer, { at: visit.at, action: 'record immunizations', clientId: visit.clientId, detail });
  return { kind: 'saved', count: lines.length };
}

/** Records a line of the form; its lot is counted down in the same write. */
async function insertLine(tx: Tx, viewer: Viewer, visit: Visit, { client }: History, given: DoseValues, line: number) {
  const from = { sentAs: `${visit.sentAs}.${line}`, lotId: await takeDose(tx, viewer, given) };
  await insertImmunization(tx, viewer, client, given, visit.at, from);
}

/** Corrects what a form recorded before by what stands in it now: all of it, or nothing. */
async function correctVisit(
  tx: Tx,
  viewer: Viewer,
  visit: Visit,
  history: History,
  { pairs }: EarlierSave,
  last: number,
): Promise<VisitResult> {
  const ownIds = new Set(pairs.map(({ dose }) => dose?.id));
  const others = history.immunizations.filter(({ id }) => !ownIds.has(id));
  const { refusal } = await judge(tx, viewer, pairs, visit, history, others);
  if (refusal) {
    await stageVisit(tx, viewer, visit);
    return refusal;
  }
  let added = 0;
  for (const { dose, given } of pairs) {
    if (dose) await writeCorrection(tx, viewer, history.client, dose, given, visit.at);
    else {
      added += 1;
      await insertLine(tx, viewer, visit, history, given, last + added);
    }
  }
  if (added > 0)
    await trace(tx, viewer, {
      at: visit.at,
      action: 'record immunizations',
      clientId: visit.clientId,
      detail: `${added}`,
    });
  await dropVisitDraft(tx, viewer, visit);
  return { kind: 'saved', count: pairs.length, corrected: true };
}

/**
 * Judges the lines of a visit by the rules and by the schedule, on what this very write has loaded: what others saved
 * since the form was shown is in it. The refusal, if there is one, says all that is wrong or asked about at once.
 */
async function judge(
  tx: Tx,
  viewer: Viewer,
  lines: readonly Line[],
  visit: Visit,
  history: History,
  onFile: readonly Immunization[],
) {
  const judged = judgeVisit(lines, visit, history, onFile);
  const worth = await worthOfLines(tx, history, lines, onFile, visit.today);
  const emptyLots = await lotQuestions(tx, viewer, lines);
  // A dose that was saved before and stays what it was is not asked about again.
  const same = lines.filter(({ dose, given }) => dose?.cvx === given.cvx && dose.givenOn === given.givenOn);
  const open =
    worth.lines.some((one) => isUnanswered(one, visit.typed) && !same.some(({ line }) => line === one.line)) ||
    Object.keys(unanswered(emptyLots, visit.typed.asTyped)).length > 0;
  const found = { errors: {}, questions: {}, ...judged };
  const refusal: VisitResult | undefined =
    judged || open ? { ...found, kind: 'refused', questions: { ...emptyLots, ...found.questions }, worth } : undefined;
  return { refusal, worth };
}

/** The doses that a form recorded, deleted ones too, each with its line. */
async function rowsOf(tx: Tx, { clientId, sentAs }: Visit) {
  return (
    await tx
      .select()
      .from(immunizations)
      .where(
        and(
          eq(immunizations.clientId, clientId),
          gte(immunizations.sentAs, `${sentAs}.`),
          lt(immunizations.sentAs, `${sentAs}/`),
        ),
      )
      .orderBy(asc(immunizations.id))
      .all()
  ).map((row) => ({ ...row, line: Number(row.sentAs?.slice(sentAs.length + 1)) }));
}

/** The doses that a form recorded: those on file, how many there were, and the highest line of them. */
async function dosesOfForm(tx: Tx, visit: Visit, history: History) {
  const rows = await rowsOf(tx, visit);
  const lines = new Map(rows.map(({ id, line }) => [id, line]));
  return {
    list: history.immunizations.flatMap((dose): RecordedDose[] => {
      const line = lines.get(dose.id);
      return line === undefined ? [] : [{ ...dose, line }];
    }),
    deleted: rows.filter(({ deletedAt }) => deletedAt !== null),
    all: rows.length,
    last: Math.max(0, ...lines.values()),
  };
}

/**
 * Keeps a visit as it is typed, without recording anything (C20); nothing typed, or the very form that was recorded and
 * whose typing arrives late, leaves no draft.
 */
export async function stageVisit(tx: Tx, viewer: Viewer, visit: Visit): Promise<void> {
  if (isEmptyVisit(visit.typed) || (await isRecorded(tx, viewer, visit))) await dropVisitDraft(tx, viewer, visit);
  else await keepVisitDraft(tx, viewer, visit, visit.at);
}

async function isRecorded(tx: Tx, viewer: Viewer, visit: Visit): Promise<boolean> {
  if ((await rowsOf(tx, visit)).length === 0) return false;
  const history = await loadHistory(tx, viewer, visit.clientId);
  const before = history && (await dosesOfForm(tx, visit, history));
  if (!before || before.all === 0) return false;
  return isSameVisit(
    compareWithForm(
      givenLines(visit.typed).map((line) => ({ line, given: readLine(visit.typed, line) })),
      before,
    ),
  );
}
