import { isHistorical } from '../../domain/codes/source.js';
import { isAnswered, question } from '../../domain/forms/question.js';
import { exemptGroups } from '../../domain/immunizations/evidence.js';
import type { History } from '../../domain/immunizations/history.js';
import type { DoseValues, Immunization } from '../../domain/immunizations/immunization.js';
import type { TypedVisit } from '../../domain/immunizations/visit.js';
import { type Day, readDay } from '../../domain/time/day.js';
import { findVaccine } from '../../domain/vaccines/vaccine.js';
import type { VaccineGroupCode } from '../../domain/vaccines/vaccine-group.js';
import { isDoubtful, type Prospect, prospects } from '../../forecast/prospect.js';
import type { Reader, Tx } from '../engine/database.js';
import { givenDose, observationTitles, personOf } from './assessment.js';
import { scheduleInForce } from './schedules.js';

/** The worth of a line of a visit, were it saved (I5). */
export type LineWorth = {
  readonly line: number;
  readonly given: DoseValues;
  readonly prospect: Prospect;
  /** The groups of its vaccine that a medical exemption on file stands against. */
  readonly exempt: readonly VaccineGroupCode[];
  /**
   * Set where it is asked about: names exactly this judgement, so that the answer to another one is none. What was given
   * by somebody else is told and not asked about.
   */
  readonly asks?: string;
};

/** The worth of the lines of a visit with what puts it into words. */
export type VisitWorth = {
  readonly lines: readonly LineWorth[];
  readonly onFile: readonly Immunization[];
  /** Titles of observations by code. */
  readonly observations: ReadonlyMap<string, string>;
};

type Given = { readonly line: number; readonly given: DoseValues };

/**
 * Judges the lines of a visit by the schedule in force, together and in whatever order they stand, as if they were
 * saved. Lines without a vaccine or a day on which it can have been given are left out.
 *
 * @param onFile the doses that the lines are held against
 */
export async function worthOfLines(
  db: Reader | Tx,
  { client, deathDate }: History,
  lines: readonly Given[],
  onFile: readonly Immunization[],
  today: Day,
): Promise<VisitWorth> {
  const schedule = await scheduleInForce(db, today);
  const observations = observationTitles(schedule);
  const { personal, comments, conditions } = client;
  const last = deathDate ?? today;
  const judged = lines.filter(
    ({ given: { cvx, givenOn } }) =>
      findVaccine(cvx) && readDay(givenOn) === givenOn && givenOn >= personal.birthDate && givenOn <= last,
  );
  if (judged.length === 0) return { lines: [], onFile, observations };
  const person = personOf({ ...personal, comments, conditions, doses: onFile }, today);
  const exempted = exemptGroups(comments);
  const planned = judged.map(({ line, given }) => givenDose({ id: plannedId(line), ...given }));
  const found = prospects(person, schedule, planned);
  return {
    lines: judged.flatMap(({ line, given }, i) => {
      const prospect = found[i];
      if (!prospect) return [];
      const exempt = (findVaccine(given.cvx)?.groups ?? []).filter((group) => exempted.has(group));
      const asked = !isHistorical(given) && (isDoubtful(prospect) || exempt.length > 0);
      return [{ line, given, prospect, exempt, ...(asked && { asks: nameOf(given, prospect, exempt, judged) }) }];
    }),
    onFile,
    observations,
  };
}

/** The name of a line among the doses that are judged. */
const plannedId = (line: number) => `line ${line}`;

/** Names a judgement by all that a person is told of it. A line of the same visit goes by what it is: lines move. */
function nameOf(given: DoseValues, prospect: Prospect, exempt: readonly string[], lines: readonly Given[]): string {
  const neighbour = (id: string | undefined) => {
    const of = lines.find(({ line }) => plannedId(line) === id)?.given;
    return of ? `${of.cvx} ${of.givenOn}` : id;
  };
  const facts = prospect.groups.map(({ group, status, evaluation, tooEarly }) => [
    group,
    status,
    evaluation.antigen,
    tooEarly,
    evaluation.reasons.map(({ outcome, limit, by }) => [outcome, limit, neighbour(by)]),
  ]);
  const { cvx, tradeName, givenOn } = given;
  return question(
    JSON.stringify([cvx, tradeName, givenOn, facts, prospect.against, prospect.tooNear, prospect.spoils, exempt]),
  ).id;
}

/** True of a line that is asked about and was not answered: by a reason, given where exactly this was shown. */
export const isUnanswered = ({ asks, given }: LineWorth, { asTyped }: TypedVisit): boolean =>
  asks !== undefined && !(given.reason && isAnswered({ id: asks, text: '' }, asTyped));
