import type { DateCandidate, DoseStatus, Score, SeriesStatus } from '../assessment.js';
import type { Antigen, Series, SeriesDose } from '../schedule/schedule.js';
import type { Fact } from './fact.js';
import type { Dose } from './history.js';

/** A target dose of one person: a recurring one has several of the same series dose behind each other. */
export type Target = {
  readonly dose: SeriesDose;
  status: 'not satisfied' | 'satisfied' | 'skipped';
  /** The dose that satisfied it. */
  by?: Dose;
  skippedBy?: readonly Fact[];
};

/** A dose as it was judged in one series. */
export type JudgedRecord = {
  readonly dose: Dose;
  readonly status: DoseStatus;
  readonly target?: SeriesDose;
  readonly inadvertent: boolean;
  readonly facts: readonly Fact[];
};

/** A day that was weighed for a date of the forecast. */
export type Candidate = {
  readonly rule: string;
  readonly what: DateCandidate['what'];
  readonly n: number;
  readonly from?: number | undefined;
  readonly value?: string | undefined;
  readonly by?: Dose | undefined;
  readonly observation?: string | undefined;
};

/** A date with what was weighed for it. */
export type Weighed = { readonly n: number; readonly candidates: readonly Candidate[] };

/** The dates of the next target dose (7.5); a day of the end of time is none. */
export type Dates = {
  readonly earliest: Weighed;
  readonly recommended: Weighed;
  readonly pastDue?: Weighed;
  readonly latest?: Weighed;
  /** The day of the maximum age. */
  readonly maximum: number;
  readonly dated: boolean;
};

/** A relevant series with the statuses of this person (4.4). */
export type PatientSeries = {
  readonly series: Series;
  readonly antigen: Antigen;
  /** The doses of the antigen, in order. */
  readonly records: readonly Dose[];
  readonly targets: Target[];
  readonly judged: JudgedRecord[];
  /** The target dose at hand. */
  at: number;
  satisfied: number;
  status: SeriesStatus;
  why: Fact;
  dates?: Dates;
  /** The reason why it was chosen or not (8), and its scores where series were scored against each other. */
  choice?: Fact;
  scores?: readonly Score[];
};

/**
 * The last dose that an interval may be counted from (CALCDTINT-1): judged valid or not valid, and meant to be given.
 */
export function previousDose({ judged }: PatientSeries): Dose | undefined {
  for (let i = judged.length - 1; i >= 0; i -= 1) {
    const one = judged[i];
    if (one && !one.inadvertent && (one.status === 'valid' || one.status === 'not valid')) return one.dose;
  }
  return undefined;
}
