import { ageRule } from '../evaluate/age.js';
import { conflictCandidates } from '../evaluate/conflict.js';
import { inForce, originOf } from '../evaluate/interval.js';
import type { Subject } from '../person/history.js';
import type { Candidate, Dates, PatientSeries, Weighed } from '../person/patient-series.js';
import { add, type Duration, never } from '../schedule/calendar.js';
import type { Age, IntervalRule, SeriesDose } from '../schedule/schedule.js';

type Length = 'minInt' | 'earliestRecInt' | 'latestRecInt';
type AgeField = 'minAge' | 'earliestRecAge' | 'latestRecAge';

/**
 * The dates of a target dose as the next one (7.5, FORECASTDTCAN-1, FORECASTDT-1 to 6), each with all that was weighed
 * for it.
 */
export function datesOf(subject: Subject, of: PatientSeries, dose: SeriesDose): Dates {
  const { birth, reaches, assessment } = subject;
  const ages = ageRule(dose, assessment);
  const rules = inForce(dose.intervals, assessment);
  const byAge = (age: Age | undefined, rule: string): Candidate[] =>
    age ? [{ rule, what: 'age', n: reaches(age), from: birth.n, value: age.text }] : [];
  const byInterval = (length: Length, rule: string): Candidate[] => intervalDates(subject, of, rules, length, rule);

  const soonest = [
    ...byAge(ages?.minAge, 'CALCDTAGE-4'),
    ...byInterval('minInt', 'CALCDTINT-4'),
    ...conflictCandidates(subject, dose),
    ...otherDates(subject, of, dose),
  ];
  const dated = soonest.length > 0;
  const earliest = latestOf(dated ? soonest : [{ rule: 'Table 7-9', what: 'age', n: never }]);
  const bound: Candidate = { rule: 'FORECASTDT-5', what: 'earliest', n: earliest.n };

  const recommended = preferred(ages, 'earliestRecAge', 'CALCDTAGE-3', 'earliestRecInt', 'CALCDTINT-5');
  const late = preferred(ages, 'latestRecAge', 'CALCDTAGE-2', 'latestRecInt', 'CALCDTINT-6').map((one) => ({
    ...one,
    n: one.n - 1,
  }));
  const maximum = ages?.maxAge ? reaches(ages.maxAge) : never;
  return {
    earliest,
    recommended: notBefore(recommended, bound),
    ...(late.length > 0 ? { pastDue: notBefore(late, { ...bound, rule: 'FORECASTDT-6' }) } : {}),
    ...(ages?.maxAge
      ? {
          latest: latestOf([
            { rule: 'FORECASTDT-4', what: 'age', n: maximum - 1, from: birth.n, value: ages.maxAge.text },
          ]),
        }
      : {}),
    maximum,
    dated,
  };

  /** By age; only where there is none, by interval (FORECASTDT-2 and 3). */
  function preferred(from: typeof ages, age: AgeField, ageId: string, length: Length, lengthId: string): Candidate[] {
    const candidates = byAge(from?.[age], ageId);
    return candidates.length > 0 ? candidates : byInterval(length, lengthId);
  }
}

function notBefore(candidates: readonly Candidate[], bound: Candidate): Weighed {
  return latestOf([...candidates, bound]);
}

function latestOf(candidates: readonly Candidate[]): Weighed {
  let n = Number.NEGATIVE_INFINITY;
  for (const one of candidates) if (one.n > n) n = one.n;
  return { n, candidates };
}

/** Every interval with a reference and such a length, as a day. */
function intervalDates(
  subject: Subject,
  of: PatientSeries,
  rules: readonly IntervalRule[],
  length: Length,
  rule: string,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const one of rules) {
    const duration: Duration | undefined = one[length];
    const origin = duration && originOf(subject, of, one.from, subject.doses.length);
    if (!origin) continue;
    const { on, by, observation } = origin;
    candidates.push({
      rule,
      what: 'interval',
      n: add(on, duration),
      from: on.n,
      value: duration.text,
      by,
      observation,
    });
  }
  return candidates;
}

/** The season, the last dose that was not meant, and the last dose of the antigen: nothing is due before them. */
function otherDates({ seasons }: Subject, { judged, records }: PatientSeries, { season }: SeriesDose): Candidate[] {
  const rule = 'FORECASTDTCAN-1';
  const candidates: Candidate[] = [];
  const dates = season === undefined ? undefined : seasons[season];
  if (dates) candidates.push({ rule, what: 'season', n: dates.start });
  const inadvertent = judged.findLast((one) => one.inadvertent)?.dose;
  if (inadvertent) candidates.push({ rule, what: 'inadvertentDose', n: inadvertent.on.n, by: inadvertent });
  const last = records.at(-1);
  if (last) candidates.push({ rule, what: 'lastDose', n: last.on.n, by: last });
  return candidates;
}
