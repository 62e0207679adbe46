import type { AntigenResult } from './antigen.js';
import type { DateCandidate, ForecastDate, SeriesForecast } from './assessment.js';
import { dosesInAll } from './forecast/doses-in-all.js';
import { reasonOf } from './person/fact.js';
import type { Subject } from './person/history.js';
import type { Candidate, PatientSeries, Weighed } from './person/patient-series.js';
import { isoDay } from './schedule/calendar.js';

/** The chain of reasons of one series, as the interface has it. */
export function seriesForecast(subject: Subject, of: PatientSeries, result: AntigenResult): SeriesForecast {
  const { series, antigen, status, why, satisfied, targets, at, dates } = of;
  const next = targets[at];
  const inAll = satisfied > 0 ? dosesInAll(subject, of, result.relevant, result.facts) : undefined;
  return {
    antigen: antigen.name,
    series: series.name,
    kind: series.kind,
    status,
    why: reasonOf(why),
    ...(next ? { targetDose: next.dose.number } : {}),
    satisfied,
    ...(inAll === undefined ? {} : { of: inAll }),
    skipped: targets.flatMap(({ dose, skippedBy }) =>
      skippedBy ? [{ targetDose: dose.number, reasons: skippedBy.map(reasonOf) }] : [],
    ),
    ...(dates
      ? {
          earliest: dateOf(dates.earliest),
          recommended: dateOf(dates.recommended),
          ...(dates.pastDue ? { pastDue: dateOf(dates.pastDue) } : {}),
          ...(dates.latest ? { latest: dateOf(dates.latest) } : {}),
        }
      : {}),
    considered: result.considered,
  };
}

function dateOf({ n, candidates }: Weighed): ForecastDate {
  return { date: isoDay(n), candidates: candidates.map((one) => candidateOf(one, one.n === n)) };
}

type Writable = { -readonly [K in keyof DateCandidate]: DateCandidate[K] };

function candidateOf({ rule, what, n, from, value, by, observation }: Candidate, decisive: boolean): DateCandidate {
  const candidate: Writable = { rule, what, date: isoDay(n), decisive };
  if (from !== undefined) candidate.from = isoDay(from);
  if (value !== undefined) candidate.value = value;
  if (by) candidate.by = by.given.id;
  if (observation !== undefined) candidate.observation = observation;
  return candidate;
}
