import type { Day } from '../../domain/time/day.js';
import type { VaccineGroupCode } from '../../domain/vaccines/vaccine-group.js';
import type { Duration } from './calendar.js';

export type SeriesKind = 'Standard' | 'Risk' | 'Evaluation Only';

/** An age, with its place in the table of ages, so that the day of it is worked out once for a person. */
export type Age = Duration & { readonly place: number };

/** From an age on and before another; no age, no bound. */
export type AgeWindow = { readonly beginAge?: Age; readonly endAge?: Age };

/** First and last day, both included, on which a rule is in force. */
type InForce = { readonly effective: number; readonly cessation: number };

export type AgeRule = InForce & {
  readonly absMinAge?: Age;
  readonly minAge?: Age;
  readonly earliestRecAge?: Age;
  readonly latestRecAge?: Age;
  readonly maxAge?: Age;
};

/** The origin of an interval (CALCDTINT-1, 2, 8, 9). */
export type Reference =
  | { readonly kind: 'previous' }
  | { readonly kind: 'targetDose'; readonly number: number }
  | { readonly kind: 'mostRecent'; readonly cvx: ReadonlySet<string> }
  | { readonly kind: 'observation'; readonly code: string };

export type IntervalRule = InForce & {
  readonly from: Reference;
  readonly absMinInt?: Duration;
  readonly minInt?: Duration;
  readonly earliestRecInt?: Duration;
  readonly latestRecInt?: Duration;
  readonly override: boolean;
};

export type VaccineRule = AgeWindow & {
  readonly cvx: string;
  readonly mvx?: string;
  readonly tradeName?: string;
  readonly volume?: number;
  readonly forecast: boolean;
};

/** A day that stands for itself, or the first or last day of a season. */
export type SeasonDay = { readonly n: number } | { readonly season: number; readonly edge: 'start' | 'end' };

export type SkipCondition =
  | ({ readonly type: 'age' } & AgeWindow)
  | { readonly type: 'interval'; readonly interval: Duration }
  | { readonly type: 'completedSeries'; readonly seriesGroups: readonly string[] }
  | ({
      readonly type: 'vaccineCount';
      readonly start?: SeasonDay;
      readonly end?: SeasonDay;
      readonly cvx?: ReadonlySet<string>;
      readonly validOnly: boolean;
      readonly compare: 'greater than' | 'equal to' | 'less than';
      readonly than: number;
    } & AgeWindow);

export type SkipSet = InForce & { readonly all: boolean; readonly conditions: readonly SkipCondition[] };

export type Skip = {
  readonly evaluating: boolean;
  readonly forecasting: boolean;
  readonly all: boolean;
  readonly sets: readonly SkipSet[];
};

export type SeriesDose = {
  readonly number: number;
  readonly ages: readonly AgeRule[];
  readonly intervals: readonly IntervalRule[];
  readonly allowableIntervals: readonly IntervalRule[];
  readonly preferable: readonly VaccineRule[];
  readonly allowable: ReadonlyMap<string, readonly VaccineRule[]>;
  readonly inadvertent: ReadonlySet<string>;
  readonly skips: readonly Skip[];
  readonly recurring: boolean;
  /** Its place in the table of seasons. */
  readonly season?: number;
};

export type Series = {
  readonly name: string;
  readonly antigen: string;
  readonly group: VaccineGroupCode;
  readonly kind: SeriesKind;
  readonly seriesGroup: string;
  readonly seriesGroupName: string;
  readonly equivalent: readonly string[];
  /** Letters of F, M and U; none: everybody. */
  readonly gender?: string;
  /** A decision that a clinician and the person take together: always, or from an age on. */
  readonly sharedDecision: boolean;
  readonly sharedDecisionFrom?: Age;
  readonly default: boolean;
  readonly productPath: boolean;
  readonly priority: string;
  readonly preference: number;
  readonly maxAgeToStart?: Age;
  readonly indications: readonly ({ readonly observation: string } & AgeWindow)[];
  readonly doses: readonly SeriesDose[];
};

export type Antigen = {
  readonly name: string;
  readonly place: number;
  readonly group: VaccineGroupCode;
  /**
   * In the order in which they are worked through: what waits for another series group to be complete stands behind it.
   */
  readonly series: readonly Series[];
  readonly immunity: {
    readonly history: readonly string[];
    readonly birth: readonly {
      readonly before: number;
      readonly country?: string;
      readonly unless: readonly string[];
    }[];
  };
  readonly contraindications: readonly ({ readonly observation: string } & AgeWindow)[];
  readonly vaccineContraindications: readonly ({ readonly observation: string; readonly cvx: string } & AgeWindow)[];
};

/** A live vaccine that stands in the way of another (6.7). */
export type Conflict = { readonly begin: Duration; readonly minEnd: Duration; readonly end: Duration };

export type Season = { readonly name: string; readonly start: Day; readonly end?: Day };

export type ScheduleGroup = {
  readonly code: VaccineGroupCode;
  readonly name: string;
  readonly antigens: readonly Antigen[];
  /** Given as one vaccine (MMR), so that the dose that is furthest behind counts. */
  readonly whole: boolean;
};

/** A release of the schedule, ready to work with. */
export type Schedule = {
  readonly version: string;
  readonly published: Day;
  readonly seasons: readonly Season[];
  readonly groups: readonly ScheduleGroup[];
  readonly antigens: readonly Antigen[];
  /** The antigens that a vaccine counts for, by CVX code. */
  readonly vaccines: ReadonlyMap<string, readonly ({ readonly antigen: Antigen } & AgeWindow)[]>;
  /** By CVX code of the later vaccine, then of the earlier. */
  readonly conflicts: ReadonlyMap<string, ReadonlyMap<string, Conflict>>;
  /** Titles of the observations by code. */
  readonly observations: ReadonlyMap<string, string>;
  /** The number of ages: places run below it. */
  readonly ages: number;
};
