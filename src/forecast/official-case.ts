import type { Day } from '../domain/time/day.js';
import { assess } from './assess.js';
import type { Assessment, DoseStatus, GroupForecast, JudgedDose, Person, SeriesStatus } from './assessment.js';
import type { Readings } from './readings.js';
import type { Schedule } from './schedule/schedule.js';

/**
 * One of CDC's test cases, a line of a file of cases: a person, and what must come of the doses and of one vaccine
 * group.
 */
export type OfficialCase = {
  readonly id: string;
  readonly set: 'healthy' | 'condition';
  readonly name: string;
  readonly dob: Day;
  readonly gender: 'F' | 'M' | 'U';
  /** CDC's name of the group. */
  readonly vaccineGroup: string;
  readonly assessmentDate: Day;
  readonly observations?: readonly { readonly code: string; readonly date?: Day }[];
  readonly doses: readonly {
    readonly date: Day;
    readonly cvx: string;
    readonly mvx?: string;
    readonly status: string;
    readonly reason?: string;
  }[];
  readonly expect: {
    readonly seriesStatus: SeriesStatus;
    readonly forecastNumber: number | null;
    readonly earliest: Day | null;
    readonly recommended: Day | null;
    readonly pastDue: Day | null;
  };
};

/** The person of a case. */
function personOf({ dob, gender, assessmentDate, observations, doses }: OfficialCase): Person {
  return {
    birthDate: dob,
    gender,
    assessmentDate,
    observations: observations ?? [],
    doses: doses.map(({ date, cvx, mvx }, i) => ({ id: `${i + 1}`, givenOn: date, cvx, ...(mvx ? { mvx } : {}) })),
  };
}

/** The outcome of a case: what is missed, in words, and whether the forecast shown first is the one that is meant. */
type Met = { readonly misses: readonly string[]; readonly several: boolean; readonly first: boolean };

/**
 * Compares an assessment with what a case expects: one forecast of the group must have the status and, where it is not
 * complete, the number and all three dates (a condition case without past due does not ask for it); every dose must
 * have its status.
 */
function compare(one: OfficialCase, { groups, doses }: Assessment, code: string): Met {
  const forecasts = groups.filter(({ group }) => group === code);
  const wrong = forecasts.map((forecast) => differences(one, forecast));
  const met = wrong.findIndex((list) => list.length === 0);
  const misses =
    met >= 0 ? [] : [wrong.length === 0 ? 'no forecast' : wrong.map((list) => list.join(', ')).join(' | ')];
  one.doses.forEach(({ status }, i) => {
    const judged = doses.find(({ id }) => id === `${i + 1}`);
    const found = judged ? statusOf(judged, code) : 'missing';
    if (found !== status.toLowerCase()) misses.push(`dose ${i + 1}: ${found}, expected ${status.toLowerCase()}`);
  });
  return { misses, several: forecasts.length > 1, first: met === 0 };
}

function differences({ set, expect }: OfficialCase, forecast: GroupForecast): string[] {
  if (forecast.status !== expect.seriesStatus) return [`${forecast.status}, expected ${expect.seriesStatus}`];
  if (expect.seriesStatus !== 'Not Complete') return [];
  const pairs: [string, unknown, unknown][] = [
    ['number', forecast.number, expect.forecastNumber],
    ['earliest', forecast.earliest, expect.earliest],
    ['recommended', forecast.recommended, expect.recommended],
  ];
  if (set === 'healthy' || expect.pastDue !== null) pairs.push(['past due', forecast.pastDue, expect.pastDue]);
  return pairs.flatMap(([what, found, expected]) =>
    (found ?? null) === expected ? [] : [`${what} ${found ?? 'none'}, expected ${expected ?? 'none'}`],
  );
}

/** A dose of another group only is judged in its own groups: by the best of them. */
function statusOf({ groups }: JudgedDose, code: string): DoseStatus | 'not evaluated' {
  return (groups.find(({ group }) => group === code) ?? groups[0])?.status ?? 'not evaluated';
}

/**
 * The outcome of all cases of a file. `several`: those with more than one forecast of their group; `first`: where the
 * one shown first is meant.
 */
export type Tally = {
  readonly met: Readonly<Record<OfficialCase['set'], number>>;
  readonly all: Readonly<Record<OfficialCase['set'], number>>;
  readonly several: number;
  readonly first: number;
  /** A line for each case that is missed. */
  readonly misses: readonly string[];
};

/** Tries every case by some readings, with the seasons as they are on file. */
export function tally(cases: readonly OfficialCase[], schedule: Schedule, readings: Readings): Tally {
  const [met, all] = [
    { healthy: 0, condition: 0 },
    { healthy: 0, condition: 0 },
  ];
  const misses: string[] = [];
  let [several, first] = [0, 0];
  for (const one of cases) {
    const code = schedule.groups.find(({ name }) => name === one.vaccineGroup)?.code ?? '';
    const result = compare(one, assess(personOf(one), schedule, { readings, seasons: 'asOnFile' }), code);
    all[one.set] += 1;
    if (result.misses.length === 0) met[one.set] += 1;
    else misses.push(`${one.vaccineGroup} ${one.id}: ${result.misses.join('; ')}`);
    if (result.several) several += 1;
    if (result.several && result.first) first += 1;
  }
  return { met, all, several, first, misses };
}

/** "healthy 708/708, conditions 226/235" */
export function tallyWords({ met, all }: Tally): string {
  return `healthy ${met.healthy}/${all.healthy}, conditions ${met.condition}/${all.condition}`;
}
