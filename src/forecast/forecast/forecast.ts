import type { SeriesStatus } from '../assessment.js';
import { whySkipped } from '../evaluate/skip.js';
import type { Fact } from '../person/fact.js';
import type { Subject } from '../person/history.js';
import type { Dates, PatientSeries } from '../person/patient-series.js';
import { never } from '../schedule/calendar.js';
import { allVaccinesContraindicated } from './contraindication.js';
import { datesOf } from './dates.js';

/** Facts that hold for an antigen whatever the series: immunity, and what must not be given. */
export type AntigenFacts = {
  readonly immune: Fact | undefined;
  readonly contraindicated: Fact | undefined;
  readonly vaccines: ReadonlyMap<string, string>;
};

/**
 * Forecasts the next target dose of a series (7): passes over what is skipped on the day of the assessment (7.1) or
 * would be on the earliest day (7.6), then says whether it is needed (7.4) and when (7.5). Every series comes out with
 * a status.
 */
export function forecast(
  subject: Subject,
  of: PatientSeries,
  others: readonly PatientSeries[],
  facts: AntigenFacts,
): void {
  for (;;) {
    skipWhile(subject.assessment);
    const target = of.targets[of.at];
    const dates = target && datesOf(subject, of, target.dose);
    settle(dates);
    if (!target || !dates || of.status !== 'Not Complete') return;
    of.dates = dates;
    const before = of.at;
    skipOne(dates.earliest.n);
    if (of.at === before) return;
    delete of.dates;
  }

  function skipWhile(reference: number): void {
    while (skipOne(reference));
  }

  function skipOne(reference: number): boolean {
    const target = of.targets[of.at];
    const skipped = target && whySkipped({ subject, of, others, when: 'forecasting', reference }, target.dose);
    if (!target || !skipped) return false;
    target.status = 'skipped';
    target.skippedBy = skipped;
    of.at += 1;
    return true;
  }

  function settle(dates: Dates | undefined): void {
    [of.status, of.why] = statusOf(subject, of, facts, dates);
  }
}

/** The need of another dose (7.4, Table 7-10), the first line that holds. */
function statusOf(
  { assessment, seasons, readings }: Subject,
  { series, targets, at, satisfied }: PatientSeries,
  { immune, contraindicated, vaccines }: AntigenFacts,
  dates: Dates | undefined,
): [SeriesStatus, Fact] {
  const rule = 'Table 7-10';
  const target = targets[at];
  if (!target || !dates)
    return satisfied > 0
      ? ['Complete', { rule, outcome: 'allTargetDosesSatisfied', count: satisfied }]
      : ['Not Recommended', { rule, outcome: 'allTargetDosesSkipped' }];
  if (immune) return ['Immune', immune];
  const against = contraindicated ?? allVaccinesContraindicated(series, vaccines);
  if (against) return ['Contraindicated', against];
  const season = target.dose.season === undefined ? undefined : seasons[target.dose.season];
  if (season && assessment > season.end)
    return ['Not Recommended', { rule, outcome: 'seasonEnded', limit: season.end }];
  const limit = dates.maximum;
  if (assessment >= limit) return ['Aged Out', { rule: 'CALCDTAGE-1', outcome: 'atOrAfterMaximumAge', limit }];
  if (dates.dated ? dates.earliest.n >= limit : limit < never || readings.undatedSeriesAgesOut)
    return [
      'Aged Out',
      dates.dated ? { rule, outcome: 'tooLateToFinish', limit } : { rule: 'Table 7-9', outcome: 'nothingDatesTheDose' },
    ];
  return ['Not Complete', { rule, outcome: 'targetDosesLeft' }];
}
