import type { VaccineGroupCode } from '../domain/vaccines/vaccine-group.js';
import { type AntigenResult, workThrough } from './antigen.js';
import type { Assessment, DoseInGroup, DoseStatus, Evaluation, JudgedDose, Person } from './assessment.js';
import { groupForecasts } from './group.js';
import { reasonOf } from './person/fact.js';
import { type Dose, type Subject, subjectOf } from './person/history.js';
import type { PatientSeries } from './person/patient-series.js';
import { type Readings, readings as usual } from './readings.js';
import { dayNumber } from './schedule/calendar.js';
import type { Schedule } from './schedule/schedule.js';
import { type SeasonRule, seasonsOn } from './schedule/season.js';

/** The manner of an assessment that is not made as usual. */
export type Manner = { readonly readings?: Readings; readonly seasons?: SeasonRule };

/**
 * Judges every dose of a person and forecasts every vaccine group by a schedule. Pure: the same person and schedule
 * give the same assessment, whatever the order of the doses. Never throws for a person whose days are days of the
 * calendar.
 *
 * @param manner the readings of the specification, and how a season is taken that is over; as usual, seasons are rolled
 * on
 */
export function assess(person: Person, schedule: Schedule, manner: Manner = {}): Assessment {
  const seasons = seasonsOn(schedule, dayNumber(person.assessmentDate), manner.seasons ?? 'rolledOn');
  const subject = subjectOf(person, schedule, manner.readings ?? usual, seasons);
  const results = schedule.antigens.map((antigen) => workThrough(subject, antigen));
  const resultOf = new Map(results.map((result) => [result.antigen, result]));
  return {
    scheduleVersion: schedule.version,
    groups: schedule.groups.flatMap((group) =>
      groupForecasts(
        subject,
        group,
        group.antigens.flatMap((antigen) => resultOf.get(antigen) ?? []),
      ),
    ),
    doses: [
      ...subject.beforeBirth.map(({ id }): JudgedDose => ({ id, groups: [], notEvaluated: 'beforeBirth' })),
      ...judgedDoses(subject, results),
    ],
  };
}

const order: readonly DoseStatus[] = ['valid', 'extraneous', 'not valid', 'substandard'];

function judgedDoses({ schedule, doses }: Subject, results: readonly AntigenResult[]): JudgedDose[] {
  const found = new Map<Dose, Map<VaccineGroupCode, Evaluation[]>>();
  for (const { antigen, best } of results)
    for (const of of best) {
      let counted = 0;
      for (const one of of.judged) {
        if (one.status === 'valid') counted += 1;
        const groups = found.get(one.dose) ?? new Map<VaccineGroupCode, Evaluation[]>();
        found.set(one.dose, groups);
        const list = groups.get(antigen.group) ?? [];
        groups.set(antigen.group, list);
        list.push(evaluationOf(of, one, counted));
      }
    }
  return doses.map((dose): JudgedDose => {
    const groups = [...(found.get(dose) ?? [])].map(([group, evaluations]): DoseInGroup => {
      evaluations.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
      return { group, status: evaluations[0]?.status ?? 'valid', evaluations };
    });
    const { id } = dose.given;
    if (groups.length > 0) return { id, groups };
    return { id, groups, notEvaluated: schedule.vaccines.has(dose.cvx) ? 'noSeries' : 'noAntigen' };
  });
}

function evaluationOf(
  { series, antigen }: PatientSeries,
  { status, target, facts }: PatientSeries['judged'][number],
  counted: number,
): Evaluation {
  return {
    antigen: antigen.name,
    series: series.name,
    kind: series.kind,
    status,
    ...(target ? { targetDose: target.number } : {}),
    ...(status === 'valid' ? { countsAs: counted } : {}),
    reasons: facts.map(reasonOf),
  };
}
