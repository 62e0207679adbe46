import { groupsDueTo } from '../../db/immunizations/assessment.js';
import { findHistory } from '../../db/immunizations/immunizations.js';
import { newVisit, stockOf, type VisitOfDue, visitOfDue } from '../../db/immunizations/stock.js';
import { worthOfLines } from '../../db/immunizations/visit-worth.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { commentRows } from '../../domain/clients/comment.js';
import { questionLists } from '../../domain/forms/question.js';
import { fillLine, followLots, letGo, lotWords, productsOf, type Stock } from '../../domain/immunizations/stock.js';
import {
  filledLines,
  givenLines,
  historicalOf,
  isNotGiven,
  lineCount,
  lineFields,
  lineHelps,
  linesNotGiven,
  mostLines,
  readLine,
  removeLine,
  selectFoundVaccine,
  type TypedVisit,
  visitFields,
} from '../../domain/immunizations/visit.js';
import { type Day, readDay } from '../../domain/time/day.js';
import { wholeDay } from '../../domain/time/typed-day.js';
import { findVaccine } from '../../domain/vaccines/vaccine.js';
import type { VisitProps } from '../../views/immunizations/add-visit.js';
import { productChoice } from '../../views/immunizations/vaccine-options.js';
import { ExpirationField, GivenFields, MoreFields } from '../../views/immunizations/visit-fields.js';
import { begunRegions } from '../../views/immunizations/whole-visit.js';
import { wordsOf } from '../../views/immunizations/worth.js';
import type { Entry } from '../../views/parts/form.js';
import { NotFound, type Request, today } from '../../web/context.js';
import { isPartial } from '../../web/page.js';
import { newRowId } from '../clients/client-page.js';

/** The fields of a visit's form, as many lines as it may have. */
export const visitShape = {
  buttons: ['', 'stage', 'save', 'cancel', 'find.'],
  text: ['organization', 'lines', ...visitFields],
  choice: Array.from({ length: mostLines }, (_, at) =>
    [...lineFields, ...lineHelps].map((name) => `${name}${at + 1}`),
  ).flat(),
  list: questionLists,
};

/** So many of the organization's own vaccines stand before the list of all. */
const mostOwn = 15;

/**
 * What the form begins with: a visit of today, with what is due where that is asked for; for whoever knows of a dose
 * that another organization owns, what is on file of it (I4, I5).
 */
export async function startOf(
  c: Request,
  viewer: Viewer,
  asked: 'historical' | 'due' | undefined,
): Promise<{ readonly typed: TypedVisit; readonly left?: VisitOfDue['left'] | 'nothing is due' }> {
  const { read } = c.get('db');
  const history = asked && (await findHistory(read, viewer, Number(c.req.param('id'))));
  if (asked === 'historical')
    return { typed: historicalOf(history?.immunizations.find(({ id }) => String(id) === c.req.query(asked))) };
  const typed = await newVisit(read, viewer, today(c), c.get('clock')());
  if (!history) return { typed };
  return (await visitOfDue(read, viewer, history, typed, { today: today(c) })) ?? { typed, left: 'nothing is due' };
}

/** What the organization acted for has in stock today. */
export const stockIn = (c: Request, viewer: Viewer) => stockOf(c.get('db').read, viewer, today(c));

/** The vaccine groups that a form has a line for. */
const groupsIn = (typed: TypedVisit) =>
  new Set<string>(filledLines(typed).flatMap((line) => findVaccine(readLine(typed, line).cvx)?.groups ?? []));

/** What is said beside the lines of a form: what each would be, were it saved, lots in stock, and what else is due. */
export async function besides(
  c: Request,
  viewer: Viewer,
  typed: TypedVisit,
  known?: Awaited<ReturnType<typeof stockIn>>,
) {
  const stock = known ?? (await stockIn(c, viewer));
  const { read: db } = c.get('db');
  const day = today(c);
  const history = await findHistory(db, viewer, Number(c.req.param('id')));
  if (!history) throw new NotFound();
  const read = { ...typed, givenOn: wholeDay(typed.givenOn ?? '', 'past', day) };
  const lines = givenLines(read).map((line) => ({ line, given: readLine(read, line) }));
  const covered = groupsIn(typed);
  return {
    lots: lotWords(typed, stock, day),
    own: productsOf(stock).slice(0, mostOwn).map(productChoice),
    dueGroups:
      readDay(read.givenOn) === day
        ? (await groupsDueTo(db, history, day)).filter(({ group }) => !covered.has(group))
        : [],
    readAs: read.givenOn === typed.givenOn ? undefined : read.givenOn,
    worth: wordsOf(await worthOfLines(db, history, lines, history.immunizations, day)),
  };
}

/**
 * The typed values after a control of the form; a lot that was changed by hand has its own expiration date, and what the
 * form began with holds for a visit of now alone.
 */
export async function afterControl(
  c: Request,
  viewer: Viewer,
  { personal }: Client,
  stock: Stock,
  sent: TypedVisit,
  [verb, line = '']: readonly (string | undefined)[],
): Promise<Record<string, string>> {
  const { read } = c.get('db');
  const day = today(c);
  const typed = letGo(followLots(sent, filledLines(sent), stock), day);
  const setting = { birthDate: personal.birthDate, today: day, stock };
  if (verb === 'fill') return fillLine(typed, Number(line), setting);
  if (verb === 'find') return selectFoundVaccine(typed, Number(line));
  // Pressed twice, the second finds its line there already.
  if (verb === 'give' && !groupsIn(typed).has(line)) {
    const history = await findHistory(read, viewer, Number(c.req.param('id')));
    return {
      ...typed,
      ...(history && (await visitOfDue(read, viewer, history, typed, { today: day, group: line }))?.typed),
    };
  }
  if (verb === 'stage' && !isPartial(c)) return selectAllFound(typed);
  return applyControl(typed, verb, line);
}

/** The typed values after a control other than Save. */
function applyControl(typed: Record<string, string>, verb: string | undefined, line = ''): Record<string, string> {
  const count = lineCount(typed);
  if (verb === 'more' && count < mostLines) return { ...typed, lines: String(count + 1), [`unit${count + 1}`]: 'mL' };
  if (verb !== 'remove') return typed;
  // Pressed twice, the second was meant for a line that is gone.
  const [gone = 0, of] = line.split('-').map(Number);
  return gone >= 1 && gone <= count && of === count ? removeLine(typed, gone) : typed;
}

/** Without scripts Enter sends the form by its first control, in the field that shortens the list too. */
function selectAllFound(typed: Record<string, string>): Record<string, string> {
  const lines = Array.from({ length: lineCount(typed) }, (_, at) => at + 1);
  return lines.filter((line) => !typed[`vaccine${line}`]).reduce(selectFoundVaccine, typed);
}

/** The faults of what was refused or deferred at a visit, by field; and the comments that say so (C18). */
export function refusalsOf(typed: TypedVisit, { personal }: Client, day: Day) {
  const errors: Record<string, string> = {};
  const lines = linesNotGiven(typed);
  for (const line of filledLines(typed))
    if (typed[`whyNot${line}`] && !isNotGiven(typed, line))
      errors[`notGiven${line}`] = 'Choose refused or deferred, or no reason.';
  for (const { line, comments } of lines) {
    const [first] = comments;
    if (!first) errors[`vaccine${line}`] = 'Choose a vaccine of a group that this can be noted of.';
    else {
      const faults = commentRows.faults(first, undefined, { today: day, birthDate: personal.birthDate });
      if (faults.appliesOn) errors.givenOn = faults.appliesOn;
      if (faults.reason) errors[`whyNot${line}`] = faults.reason;
    }
  }
  const comments = lines.flatMap((one) => one.comments.map((comment) => ({ ...comment, id: newRowId() })));
  return { errors, comments };
}

/** The fields of a line that its vaccine brought along. */
export const givenRegion = ({ entry, lots, action }: VisitProps, line: number) => ({
  [`given${line}`]: <GivenFields {...{ entry, line, action, lots }} />,
  [`more${line}`]: <MoreFields {...{ entry, line }} several />,
});

/** What the form began with, where that was let go; what a person typed stays as it is. */
export function letGoRegions(props: VisitProps, typed: TypedVisit) {
  const { entry } = props;
  if (entry.values.begun === typed.begun) return {};
  const lines = Array.from({ length: lineCount(entry.values) }, (_, at) => at + 1);
  const given = lines.filter((line) => typed[`filled${line}`]).map((line) => givenRegion(props, line));
  return Object.assign(begunRegions(entry), ...given);
}

/** The expiration dates that follow another lot; those that stand as they were typed stay as they are. */
export function expirationRegions(entry: Entry, typed: TypedVisit) {
  const lines = Array.from({ length: lineCount(entry.values) }, (_, at) => at + 1);
  return Object.fromEntries(
    lines
      .filter((line) => entry.values[`filled${line}`] !== typed[`filled${line}`])
      .map((line) => [`expires${line}`, <ExpirationField entry={entry} line={line} />]),
  );
}
