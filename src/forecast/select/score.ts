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

/** The score of a series among those that are scored with it (8.4 to 8.6). */
export function score(
  subject: Subject,
  those: readonly PatientSeries[],
  kind: keyof typeof tables,
  one: PatientSeries,
): Scored {
  const tests = tables[kind].map(([test, [alone, shared, not]]): Score => {
    const holds = those.filter((each) => holdsFor(test, each));
    const points = !holds.includes(one) ? not : holds.length > 1 ? shared : alone;
    return { test, points };
  });
  return { tests, total: tests.reduce((sum, { points }) => sum + points, 0) };

  function holdsFor(test: Test, of: PatientSeries): boolean {
    switch (test) {
      case 'mostValidDoses':
        return of.satisfied === Math.max(...those.map(({ satisfied }) => satisfied));
      case 'productPath':
        return (
          of.series.productPath && (kind === 'noValidDoses' || of.judged.every(({ status }) => status === 'valid'))
        );
      case 'completable':
        return finishOf(subject, of) < lastMaximum(subject, of);
      case 'fewestUnsatisfied':
        return unsatisfied(of) === Math.min(...those.map(unsatisfied));
      case 'finishesEarliest': {
        const completable = those.filter((each) => holdsFor('completable', each));
        return (
          completable.includes(of) &&
          finishOf(subject, of) === Math.min(...completable.map((each) => finishOf(subject, each)))
        );
      }
      case 'startsEarliest': {
        const start = of.dates?.earliest.n ?? never;
        return start < never && start === Math.min(...those.map(({ dates }) => dates?.earliest.n ?? never));
      }
    }
  }
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
