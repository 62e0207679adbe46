import type { Score } from '../assessment.js';
import { ageRule } from '../evaluate/age.js';
import { inForce } from '../evaluate/interval.js';
import type { Subject } from '../person/history.js';
import type { PatientSeries } from '../person/patient-series.js';
import { add, calendarDayOf, never } from '../schedule/calendar.js';

/** The points of a series in each test, and their sum. */
export type Scored = { readonly tests: readonly Score[]; readonly total: number };

/** Points for: it alone, it among others, not it. */
type Points = readonly [alone: number, shared: number, not: number];
type Test = Score['test'];

const tables: Readonly<Record<'complete' | 'inProcess' | 'noValidDoses', readonly (readonly [Test, Points])[]>> = {
  // Table 8-7
  complete: [['mostValidDoses', [1, 0, -1]]],
  // Table 8-9
  inProcess: [
    ['productPath', [2, 2, -2]],
    ['completable', [3, 3, -3]],
    ['mostValidDoses', [2, 0, -2]],
    ['fewestUnsatisfied', [2, 0, -2]],
    ['finishesEarliest', [1, 0, -1]],
  ],
  // Table 8-11
  noValidDoses: [
    ['startsEarliest', [1, 0, -1]],
    ['completable', [1, 1, -1]],
    ['productPath', [-1, -1, 1]],
  ],
};

/** The score of each series among those that are scored together (8.4 to 8.6), in their order. */
export function scoresOf(
  subject: Subject,
  those: readonly PatientSeries[],
  kind: keyof typeof tables,
): readonly Scored[] {
  const finishes = those.map((one) => finishOf(subject, one));
  const completable = those.map((one, i) => (finishes[i] ?? never) < lastMaximum(subject, one));
  const tests = tables[kind].map(([test, points]) => ({ test, points, holds: holdsFor(test) }));
  return those.map((_, i) => {
    const scores = tests.map(({ test, points: [alone, shared, not], holds }): Score => {
      const many = holds.filter(Boolean).length;
      return { test, points: !holds[i] ? not : many > 1 ? shared : alone };
    });
    return { tests: scores, total: scores.reduce((sum, { points }) => sum + points, 0) };
  });

  /** For each series whether the condition of a test is true. */
  function holdsFor(test: Test): readonly boolean[] {
    switch (test) {
      case 'mostValidDoses':
        return isLeast(those.map(({ satisfied }) => -satisfied));
      case 'productPath':
        return those.map(
          ({ series, judged }) =>
            series.productPath && (kind === 'noValidDoses' || judged.every(({ status }) => status === 'valid')),
        );
      case 'completable':
        return completable;
      case 'fewestUnsatisfied':
        return isLeast(those.map(unsatisfied));
      case 'finishesEarliest':
        return isLeast(finishes.map((finish, i) => (completable[i] ? finish : never)));
      case 'startsEarliest':
        return isLeast(those.map(({ dates }) => dates?.earliest.n ?? never));
    }
  }
}

/** True for each number that is the least of a list; the end of time never is. */
function isLeast(numbers: readonly number[]): boolean[] {
  const least = Math.min(...numbers);
  return numbers.map((n) => n === least && n < never);
}

function unsatisfied({ targets }: PatientSeries): number {
  return targets.filter(({ status }) => status === 'not satisfied').length;
}

/**
 * SELECTB-12: the earliest date plus the longest minimum interval of the doses that remain. A series without dates
 * never finishes.
 */
function finishOf(subject: Subject, { dates, targets, at }: PatientSeries): number {
  if (!dates) return never;
  const start = dates.earliest;
  let finish = start.n;
  const from = calendarDayOf(start.n);
  for (const { dose } of targets.slice(at))
    for (const { minInt } of inForce(dose.intervals, subject.assessment))
      if (minInt) finish = Math.max(finish, add(from, minInt));
  return finish;
}

function lastMaximum({ reaches, assessment }: Subject, { targets }: PatientSeries): number {
  const last = targets.at(-1);
  const maximum = last && ageRule(last.dose, assessment)?.maxAge;
  return maximum ? reaches(maximum) : never;
}
