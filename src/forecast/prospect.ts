import { type Day, daysBetween } from '../domain/time/day.js';
import type { VaccineGroupCode } from '../domain/vaccines/vaccine-group.js';
import { assess } from './assess.js';
import type {
  Assessment,
  DoseInGroup,
  DoseStatus,
  Evaluation,
  GivenDose,
  GroupForecast,
  JudgedDose,
  Person,
} from './assessment.js';
import { antigenContraindication, contraindicatedVaccines } from './forecast/contraindication.js';
import { type Subject, subjectOf, within } from './person/history.js';
import { readings } from './readings.js';
import { dayNumber } from './schedule/calendar.js';
import type { Schedule } from './schedule/schedule.js';
import { seasonsOn } from './schedule/season.js';

/** A dose that would not count yet in a vaccine group: how many days too early, and from when it would. */
export type TooEarly = { readonly days: number; readonly countsFrom: Day; readonly waitUntil: Day };

/** The worth of a dose in a vaccine group, were it given: of antigens that differ, that of the worst. */
export type GroupProspect = {
  readonly group: VaccineGroupCode;
  readonly status: DoseStatus;
  /** The evaluation that the status is of. */
  readonly evaluation: Evaluation;
  /** The m of "n of m" in that series. */
  readonly of?: number | undefined;
  readonly tooEarly?: TooEarly | undefined;
  readonly judged: DoseInGroup;
};

/** The worth of a dose, were it given. */
export type Prospect = {
  /** The caller's name for the dose. */
  readonly id: string;
  readonly groups: readonly GroupProspect[];
  readonly notEvaluated?: JudgedDose['notEvaluated'];
  /** Observations on file that speak against the vaccine, by code. */
  readonly against: readonly string[];
};

/**
 * The worth of doses that are not given yet, judged together as the schedule would judge them once they are on file,
 * whatever their order. Pure, as `assess` is.
 */
export function prospects(person: Person, schedule: Schedule, planned: readonly GivenDose[]): Prospect[] {
  const after = assess({ ...person, doses: [...person.doses, ...planned] }, schedule);
  const judged = new Map(after.doses.map((dose) => [dose.id, dose]));
  const subject = subjectOf(
    person,
    schedule,
    readings,
    seasonsOn(schedule, dayNumber(person.assessmentDate), 'rolledOn'),
  );
  let now: Assessment | undefined;
  const forecastsOf = (group: VaccineGroupCode) => {
    now ??= assess(person, schedule);
    return now.groups.filter((one) => one.group === group);
  };
  return planned.map((dose) => {
    const { groups = [], notEvaluated } = judged.get(dose.id) ?? {};
    return {
      id: dose.id,
      groups: groups.map((one) => prospectIn(one, dose, person.assessmentDate, after, forecastsOf)),
      ...(notEvaluated && { notEvaluated }),
      against: observationsAgainst(subject, dose.cvx),
    };
  });
}

/** True of a dose that is asked about before it is given: it would not count, or something on file speaks against it. */
export const isDoubtful = ({ groups, against }: Pick<Prospect, 'groups' | 'against'>): boolean =>
  against.length > 0 || groups.some(isWasted);

/** True of a dose that would not count, or is beyond its age; one more than needed is only told. */
const isWasted = ({ status, evaluation }: Pick<GroupProspect, 'status' | 'evaluation'>): boolean =>
  status === 'not valid' ||
  status === 'substandard' ||
  evaluation.reasons.some(({ outcome }) => outcome === 'ageTooOld');

const worst: readonly DoseStatus[] = ['substandard', 'not valid', 'extraneous', 'valid'];

function prospectIn(
  judged: DoseInGroup,
  { givenOn }: GivenDose,
  today: Day,
  after: Assessment,
  forecastsOf: (group: VaccineGroupCode) => readonly GroupForecast[],
): GroupProspect {
  const { group, evaluations } = judged;
  // The best that each antigen makes of it, in whatever series; then the worst of these.
  const best = [...Map.groupBy(evaluations, ({ antigen }) => antigen).values()].flatMap(([first]) => first ?? []);
  const [evaluation] = best.sort((a, b) => worst.indexOf(a.status) - worst.indexOf(b.status));
  if (!evaluation) throw new Error(`A dose was judged in ${group} without an evaluation.`);
  const { status } = evaluation;
  const series = after.groups.flatMap((one) => one.series).find((one) => one.series === evaluation.series);
  const limits = best.filter((one) => one.status === 'not valid').flatMap(({ reasons }) => reasons.flatMap(limitOf));
  const countsFrom = limits.sort().at(-1);
  const early = countsFrom !== undefined && countsFrom > givenOn;
  return {
    group,
    status,
    evaluation,
    of: series?.of,
    judged,
    tooEarly: early
      ? {
          days: daysBetween(givenOn, countsFrom),
          countsFrom,
          waitUntil: givenOn === today ? later(countsFrom, forecastsOf(group)) : countsFrom,
        }
      : undefined,
  };
}

const tooSoon: readonly string[] = ['ageTooYoung', 'intervalTooSoon', 'liveVirusConflict'];
const limitOf = ({ outcome, limit }: Evaluation['reasons'][number]): Day[] =>
  limit && tooSoon.includes(outcome) ? [limit] : [];

/** The days of grace are for what was given, not for what is planned: the schedule's own earliest day, if it is later. */
function later(countsFrom: Day, forecasts: readonly GroupForecast[]): Day {
  const [earliest = countsFrom] = forecasts.flatMap((one) => one.earliest ?? []).sort();
  return earliest > countsFrom ? earliest : countsFrom;
}

function observationsAgainst(subject: Subject, cvx: string): string[] {
  const found = new Set<string>();
  for (const one of subject.schedule.vaccines.get(cvx) ?? []) {
    if (!within(subject.reaches, one, subject.assessment)) continue;
    const whole = antigenContraindication(subject, one.antigen)?.observation;
    const vaccine = contraindicatedVaccines(subject, one.antigen).get(cvx);
    for (const observation of [whole, vaccine]) if (observation) found.add(observation);
  }
  return [...found];
}
