import type { Day } from '../domain/time/day.js';
import type { VaccineGroupCode } from '../domain/vaccines/vaccine-group.js';
import type { SeriesKind } from './schedule/schedule.js';

/** A condition, an immunity or a reason against a vaccine, by its three-digit code in the schedule ("007" pregnant). */
export type Observation = {
  readonly code: string;
  /** The day from which something is counted: the onset of a pregnancy, the day of a transplant. */
  readonly date?: Day;
};

/** A dose on file. */
export type GivenDose = {
  /**
   * The caller's name for the dose. Doses of one day are ordered by their contents, so that the order of entry changes
   * nothing.
   */
  readonly id: string;
  readonly givenOn: Day;
  /** CVX code of two or three digits, with its leading zero. */
  readonly cvx: string;
  /** MVX code of the manufacturer. */
  readonly mvx?: string;
  readonly tradeName?: string;
  /** Amount in mL: only remarked upon. */
  readonly volume?: number;
  /** The last day on which the lot was good; a dose given later does not count. */
  readonly lotExpiresOn?: Day;
  /** The reason why the dose itself does not count, where somebody said so. */
  readonly substandard?: 'recalled' | 'other';
};

/** The person to assess, and the day. Nothing else is read: the same person gives the same assessment. */
export type Person = {
  readonly birthDate: Day;
  readonly gender: 'F' | 'M' | 'U';
  /** ISO 3166-1 alpha-3, as on the client's record: "USA". */
  readonly birthCountry?: string;
  /** The day for which the forecast is made: "today" of the caller. */
  readonly assessmentDate: Day;
  readonly observations: readonly Observation[];
  readonly doses: readonly GivenDose[];
};

/** The judgement of a dose or a series: words are made by views. */
export type Outcome =
  // a dose against one target dose
  | 'lotExpired'
  | 'substandard'
  | 'inadvertentVaccine'
  | 'ageTooYoung'
  | 'ageGrace'
  | 'ageTooOld'
  | 'age'
  | 'intervalTooSoon'
  | 'intervalGrace'
  | 'interval'
  | 'allowableInterval'
  | 'liveVirusConflict'
  | 'preferableVaccine'
  | 'allowableVaccine'
  | 'notPreferableOrAllowable'
  | 'wrongTradeName'
  | 'vaccineAge'
  | 'volumeTooLow'
  | 'seriesAlreadyComplete'
  // a target dose
  | 'skippedByAge'
  | 'skippedByInterval'
  | 'skippedByCount'
  | 'skippedByCompletedSeries'
  // a series
  | 'targetDosesLeft'
  | 'allTargetDosesSatisfied'
  | 'allTargetDosesSkipped'
  | 'immuneByHistory'
  | 'immuneByBirthDate'
  | 'contraindicated'
  | 'allVaccinesContraindicated'
  | 'seasonEnded'
  | 'atOrAfterMaximumAge'
  | 'tooLateToFinish'
  | 'nothingDatesTheDose'
  // what became of a series
  | 'wrongGender'
  | 'notIndicated'
  | 'notScorable'
  | 'lowerPriority'
  | 'onlySeries'
  | 'onlyComplete'
  | 'onlyInProcess'
  | 'defaultSeries'
  | 'highestScore'
  | 'preferred'
  | 'lowerScore'
  | 'lessPreferred'
  | 'notDefault'
  | 'notComplete'
  | 'notInProcess'
  | 'equivalentSeriesComplete'
  | 'equivalentRiskSeries'
  | 'evaluationOnly';

/**
 * The reason why something is as it is, as facts. Every field beside rule and outcome stands only where it says
 * something.
 */
export type Reason = {
  /**
   * The rule or table of CDC's Logic Specification that decided ("CALCDTAGE-4", "Table 6-16"), or of our own
   * ("SEASON-1").
   */
  readonly rule: string;
  readonly outcome: Outcome;
  /**
   * The day that was compared: the first that counts, or the first that counts no more (`ageTooOld`,
   * `liveVirusConflict`).
   */
  readonly limit?: Day;
  /** The day that the limit was counted from: of the birth, a dose, an observation. */
  readonly from?: Day;
  /** The length of time that was counted, as the schedule has it: "12 months - 4 days". */
  readonly value?: string;
  /** The dose that it was counted from, or that stands in the way: its id. */
  readonly by?: string;
  /** The observation that decided. */
  readonly observation?: string;
  /** Vaccines by CVX code. */
  readonly cvx?: readonly string[];
  /** Another series that decided, by name. */
  readonly series?: string;
  /** A number that was compared, and with what: doses counted, or points. */
  readonly count?: number;
  readonly than?: number;
};

/** Better ones first. Extraneous: counts for nothing and needs no repeating. Substandard: expired or recalled. */
export type DoseStatus = 'valid' | 'extraneous' | 'not valid' | 'substandard';

/** One dose judged against one series that was chosen for this person. */
export type Evaluation = {
  readonly antigen: string;
  readonly series: string;
  readonly kind: SeriesKind;
  readonly status: DoseStatus;
  /** The target dose that it was judged against, from 1; none where the series was complete. */
  readonly targetDose?: number;
  /** The n of "n of m": which counted dose of the series this is; none where it is not valid. */
  readonly countsAs?: number;
  /** Every reason, the one that decided first. */
  readonly reasons: readonly Reason[];
};

/** The worth of a dose in one vaccine group: the best of its evaluations, then all of them, the best first. */
export type DoseInGroup = {
  readonly group: VaccineGroupCode;
  readonly status: DoseStatus;
  readonly evaluations: readonly Evaluation[];
};

/** A dose on file and what it counts for. */
export type JudgedDose = {
  readonly id: string;
  /** Empty where the dose is not evaluated. */
  readonly groups: readonly DoseInGroup[];
  /**
   * The reason why it is not: the schedule knows nothing that it protects from, it lies before the birth, or no series
   * is for this person.
   */
  readonly notEvaluated?: 'noAntigen' | 'beforeBirth' | 'noSeries';
};

/** The statuses of the specification, in its words. */
export type SeriesStatus = 'Not Complete' | 'Complete' | 'Immune' | 'Contraindicated' | 'Aged Out' | 'Not Recommended';

/** A day that could set a date of the forecast. */
export type DateCandidate = {
  /** FORECASTDTCAN-1 and its like, or the field of the schedule that it comes from. */
  readonly rule: string;
  readonly what: 'age' | 'interval' | 'conflict' | 'season' | 'inadvertentDose' | 'lastDose' | 'earliest';
  readonly date: Day;
  readonly from?: Day;
  readonly value?: string;
  /** The dose that it is counted from, by id. */
  readonly by?: string;
  readonly observation?: string;
  /** True of what set the date. */
  readonly decisive: boolean;
};

/** A date of a forecast with all that was weighed for it. */
export type ForecastDate = { readonly date: Day; readonly candidates: readonly DateCandidate[] };

/** The points of a series in one test of the selection (Tables 8-7 to 8-12). */
export type Score = {
  readonly test:
    | 'mostValidDoses'
    | 'productPath'
    | 'completable'
    | 'fewestUnsatisfied'
    | 'finishesEarliest'
    | 'startsEarliest';
  readonly points: number;
};

/** A series of the antigen that was looked at, and what became of it. */
export type ConsideredSeries = {
  readonly series: string;
  readonly kind: SeriesKind;
  readonly seriesGroup: string;
  readonly chosen: boolean;
  readonly why: Reason;
  /** Only where series were scored against each other. */
  readonly scores?: readonly Score[];
};

/** A target dose that was passed over, and by what. */
export type SkippedDose = { readonly targetDose: number; readonly reasons: readonly Reason[] };

/** A vaccine that the schedule would give next. */
export type RecommendedVaccine = { readonly cvx: string; readonly tradeName?: string; readonly mvx?: string };

/** The forecast of one antigen by the series chosen for it: the chain of reasons. */
export type SeriesForecast = {
  readonly antigen: string;
  readonly series: string;
  readonly kind: SeriesKind;
  readonly status: SeriesStatus;
  readonly why: Reason;
  /** The next target dose, from 1; only where the series is not complete. */
  readonly targetDose?: number;
  /** The number of target doses that are satisfied. */
  readonly satisfied: number;
  /**
   * The m of "n of m" where a dose is on file: the doses that it takes if all go as recommended, boosters that recur
   * left out.
   */
  readonly of?: number;
  readonly skipped: readonly SkippedDose[];
  readonly earliest?: ForecastDate;
  readonly recommended?: ForecastDate;
  readonly pastDue?: ForecastDate;
  readonly latest?: ForecastDate;
  /** Every series of the antigen, chosen or not. */
  readonly considered: readonly ConsideredSeries[];
};

/**
 * The need of a person in one vaccine group. A group has several where series stand side by side; the one to show first
 * is first.
 */
export type GroupForecast = {
  readonly group: VaccineGroupCode;
  /** The series group that it is of ("1" mostly standard, "2" increased risk) with its name. */
  readonly seriesGroup: string;
  readonly seriesGroupName: string;
  readonly kind: SeriesKind;
  /** A decision that a clinician and the person take together. */
  readonly sharedDecision: boolean;
  readonly status: SeriesStatus;
  /** The number of the next dose; only where the status is Not Complete, as the dates. */
  readonly number?: number;
  readonly earliest?: Day;
  readonly recommended?: Day;
  readonly pastDue?: Day;
  /** The last day on which it may be given. */
  readonly latest?: Day;
  /** The vaccines to give. Empty: nothing that the schedule names fits. */
  readonly vaccines: readonly RecommendedVaccine[];
  /**
   * Set where the season on file is over, so that nothing can be said: show "the schedule on file ends" and this day,
   * not the status.
   */
  readonly scheduleEnds?: Day;
  /**
   * Set where the season was rolled on by years, because the one on file is over: the dates are last season's, moved.
   */
  readonly seasonRolledFrom?: Day;
  /** Antigens of the group that are contraindicated while the others go on (pertussis in DTaP). */
  readonly contraindicated: readonly string[];
  /** One for each antigen, the one that set the dates first. */
  readonly series: readonly SeriesForecast[];
};

/** The vaccines that are due, the worth of every dose on file, and the reasons. It advises; it does not decide. */
export type Assessment = {
  /** The pack that it was made with, "4.64-508". */
  readonly scheduleVersion: string;
  /** By vaccine group in the order of the schedule; a group without a relevant series has none. */
  readonly groups: readonly GroupForecast[];
  /** Every dose, by day and id. */
  readonly doses: readonly JudgedDose[];
};
