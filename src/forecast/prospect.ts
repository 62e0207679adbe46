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
  Outcome,
  Person,
  Reason,
} from './assessment.js';
import { antigenContraindication, contraindicatedVaccines } from './forecast/contraindication.js';
import { type Subject, subjectOf, within } from './person/history.js';
import { readings } from './readings.js';
import { add, calendarDay, dayNumber, isoDay } from './schedule/calendar.js';
import type { Schedule } from './schedule/schedule.js';
import { seasonsOn } from './schedule/season.js';

/**
 * A dose that would not count yet in a vaccine group: how many days too early, from when it would, and for one of today
 * the day to wait for.
 */
export type TooEarly = { readonly days: number; readonly countsFrom: Day; readonly waitUntil?: Day | undefined };

/** The worth of a dose in a vaccine group, were it given: of antigens that differ, that of the worst. */
export type GroupProspect = {
  readonly group: VaccineGroupCode;
  readonly status: DoseStatus;
  /** The evaluation that the status is of. */
  readonly evaluation: Evaluation;
  /** The m of "n of m" in that series. */
  readonly of?: number | undefined;
  readonly tooEarly?: TooEarly | undefined;
  /** True where the routine series is over at this age, and one for increased risk would go on: its condition is not on file. */
  readonly byConditionOnly: boolean;
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
  /**
   * Live vaccines that it would be too near after, where no series says so: none is for the person, or it is complete.
   */
  readonly tooNear: readonly TooNear[];
  /** Doses on file that count now, and would not any more, each with why. */
  readonly spoils: readonly Spoilt[];
};

/** A live vaccine, by the id of its dose, and the first day that is far enough from it. */
export type TooNear = { readonly id: string; readonly waitUntil: Day };

/** A dose on file, by id, that would not count any more. */
export type Spoilt = { readonly id: string; readonly reason: Reason };

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
  let known: Assessment | undefined;
  const now = () => {
    known ??= assess(person, schedule);
    return known;
  };
  const forecastsOf = (group: VaccineGroupCode) => now().groups.filter((one) => one.group === group);
  return planned.map((dose) => {
    const { groups = [], notEvaluated } = judged.get(dose.id) ?? {};
    return {
      id: dose.id,
      groups: groups.map((one) => prospectIn(one, dose, subject, after, forecastsOf)),
      ...(notEvaluated && { notEvaluated }),
      against: observationsAgainst(subject, dose.cvx),
      tooNear: groups.some(saysConflict) ? [] : liveTooNear(schedule, person.doses, dose),
      spoils: person.doses.some(({ givenOn }) => givenOn > dose.givenOn) ? spoiltBy(dose.id, now(), after) : [],
    };
  });
}

/**
 * True of a dose that is asked about before it is saved: it would not count, or something on file speaks against it, or
 * would count no more.
 */
export const isDoubtful = ({ groups, against, tooNear, spoils }: Prospect): boolean =>
  against.length + tooNear.length + spoils.length > 0 || groups.some(isWasted);

/** True of a dose that would not count, or is beyond its age; one more than needed is only told. */
export const isWasted = ({ status, evaluation }: Pick<GroupProspect, 'status' | 'evaluation'>): boolean =>
  status === 'not valid' || status === 'substandard' || isTooOld(evaluation);

const isTooOld = ({ reasons }: Evaluation) => reasons.some(({ outcome }) => outcome === 'ageTooOld');

/** True if the schedule has a series of an antigen for increased risk at an age. */
function hasRiskSeries({ schedule, reaches }: Subject, antigen: string, on: Day): boolean {
  const series = schedule.antigens.find(({ name }) => name === antigen)?.series ?? [];
  const day = dayNumber(on);
  return series.some(
    ({ kind, indications }) => kind === 'Risk' && indications.some((one) => within(reaches, one, day)),
  );
}

const saysConflict = ({ evaluations }: DoseInGroup) =>
  evaluations.some(({ reasons }) => reasons.some(({ outcome }) => outcome === 'liveVirusConflict'));

/** The live vaccines on file that a live vaccine would be too near after (6.7), by the shorter wait. */
function liveTooNear({ conflicts }: Schedule, onFile: readonly GivenDose[], dose: GivenDose): TooNear[] {
  const of = conflicts.get(dose.cvx);
  if (!of) return [];
  const day = dayNumber(dose.givenOn);
  return onFile.flatMap(({ id, cvx, givenOn }) => {
    const conflict = of.get(cvx);
    if (!conflict) return [];
    const on = calendarDay(givenOn);
    const end = add(on, conflict.minEnd);
    return day >= add(on, conflict.begin) && day < end ? [{ id, waitUntil: isoDay(end) }] : [];
  });
}

/** The doses that are valid in a group without a planned one, and with it not valid because of it. */
function spoiltBy(id: string, before: Assessment, after: Assessment): Spoilt[] {
  const was = new Map(before.doses.map((dose) => [dose.id, dose]));
  return after.doses.flatMap((dose) => {
    for (const { group, status, evaluations } of dose.groups) {
      const valid = was.get(dose.id)?.groups.some((one) => one.group === group && one.status === 'valid');
      const reason = evaluations
        .flatMap(({ reasons }) => reasons)
        .find(({ by, outcome }) => by === id && isTooSoon(outcome));
      if (valid && status === 'not valid' && reason) return [{ id: dose.id, reason }];
    }
    return [];
  });
}

const worst: readonly DoseStatus[] = ['substandard', 'not valid', 'extraneous', 'valid'];

function prospectIn(
  judged: DoseInGroup,
  { givenOn }: GivenDose,
  subject: Subject,
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
  const today = isoDay(subject.assessment);
  return {
    group,
    status,
    evaluation,
    of: series?.of,
    judged,
    byConditionOnly:
      isTooOld(evaluation) && evaluation.kind !== 'Risk' && hasRiskSeries(subject, evaluation.antigen, givenOn),
    tooEarly: early
      ? {
          days: daysBetween(givenOn, countsFrom),
          countsFrom,
          waitUntil: givenOn === today ? later(countsFrom, forecastsOf(group)) : undefined,
        }
      : undefined,
  };
}

const tooSoon: readonly Outcome[] = ['ageTooYoung', 'intervalTooSoon', 'liveVirusConflict'];
const isTooSoon = (outcome: Outcome) => tooSoon.includes(outcome);
const limitOf = ({ outcome, limit }: Reason): Day[] => (limit && isTooSoon(outcome) ? [limit] : []);

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
