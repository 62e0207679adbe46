import type { Fact } from '../person/fact.js';
import type { Subject } from '../person/history.js';
import type { PatientSeries } from '../person/patient-series.js';
import { scoresOf } from './score.js';

/** The winner of a series group; why each series of it won or lost is noted on the series. */
export type Prioritized = {
  readonly seriesGroup: string;
  readonly winner: PatientSeries | undefined;
};

const validDoses = ({ satisfied }: PatientSeries) => satisfied;
const isComplete = ({ status }: PatientSeries) => status === 'Complete';
const isInProcess = ({ status, satisfied }: PatientSeries) => status === 'Not Complete' && satisfied > 0;

/** Chooses one series of a series group (8.1 to 8.7). */
export function prioritize(subject: Subject, seriesGroup: string, all: readonly PatientSeries[]): Prioritized {
  const scorable = scorableOf(subject, all);
  return { seriesGroup, winner: winnerOf() };

  /** Table 8-3, and 8.3 to 8.7 where it names none. */
  function winnerOf(): PatientSeries | undefined {
    const defaults = all.filter(({ series }) => series.default);
    const [only, second] = scorable;
    if (!only) return takes(defaults[0], 'Table 8-3', 'defaultSeries', [], 'notDefault');
    if (!second) return takes(only, 'Table 8-3', 'onlySeries', [], 'notScorable');
    const complete = scorable.filter(isComplete);
    if (complete.length === 1) return takes(complete[0], 'Table 8-3', 'onlyComplete', scorable, 'notComplete');
    const inProcess = scorable.filter(isInProcess);
    if (complete.length > 1) return best(complete, 'complete', 'notComplete');
    if (inProcess.length === 1) return takes(inProcess[0], 'Table 8-3', 'onlyInProcess', scorable, 'notInProcess');
    if (inProcess.length > 1) return best(inProcess, 'inProcess', 'notInProcess');
    if (defaults[0]) return takes(defaults[0], 'Table 8-3', 'defaultSeries', scorable, 'notDefault');
    const without = scorable.filter((one) => validDoses(one) === 0);
    return best(without.length > 0 ? without : scorable, 'noValidDoses', 'notScorable');
  }

  function takes(
    winner: PatientSeries | undefined,
    rule: string,
    outcome: Fact['outcome'],
    losers: readonly PatientSeries[],
    lost: Fact['outcome'],
  ): PatientSeries | undefined {
    for (const one of losers) if (one !== winner) one.choice = { rule, outcome: lost, series: winner?.series.name };
    if (winner) winner.choice = { rule, outcome };
    return winner;
  }

  /** The highest score, then the best ranked (SELECTBEST-1 and 2). */
  function best(
    those: readonly PatientSeries[],
    kind: Parameters<typeof scoresOf>[2],
    lost: Fact['outcome'],
  ): PatientSeries | undefined {
    for (const one of scorable) one.choice = { rule: 'Table 8-5', outcome: lost };
    const all = scoresOf(subject, those, kind);
    const scored = those.map((one, i) => ({ one, scored: all[i] ?? { tests: [], total: 0 } }));
    for (const { one, scored: of } of scored) one.scores = of.tests;
    const top = Math.max(...scored.map(({ scored: { total } }) => total));
    const tied = scored.filter(({ scored: { total } }) => total === top);
    const preference = Math.min(...tied.map(({ one }) => one.series.preference));
    const winner = tied.find(({ one }) => one.series.preference === preference)?.one;
    for (const { one, scored: of } of scored)
      one.choice =
        one === winner
          ? { rule: 'SELECTBEST-2', outcome: tied.length > 1 ? 'preferred' : 'highestScore', count: of.total }
          : of.total === top
            ? { rule: 'SELECTBEST-2', outcome: 'lessPreferred', count: of.total, series: winner?.series.name }
            : { rule: 'SELECTBEST-1', outcome: 'lowerScore', count: of.total, than: top, series: winner?.series.name };
    return winner;
  }
}

/** The series that can be chosen (8.1, SELECTB-24 and SELECTSCORE-2). */
function scorableOf({ readings, reaches }: Subject, all: readonly PatientSeries[]): readonly PatientSeries[] {
  const rule = 'SELECTSCORE-2';
  const allContraindicated = all.every(({ status }) => status === 'Contraindicated');
  const noneValid = all.every((one) => validDoses(one) === 0);
  const noDefault = !all.some(({ series }) => series.default);
  const hides = (one: PatientSeries) =>
    !(readings.agedOutSeriesHidesNone && one.status === 'Aged Out' && validDoses(one) === 0);
  const risk = all.filter(({ series }) => series.kind === 'Risk');
  const priorities = (risk.some(hides) ? risk.filter(hides) : risk).map(({ series }) => series.priority);
  const highest = priorities.sort()[0] ?? '';
  const scorable = all.filter((one) => {
    const { series, status } = one;
    if (status === 'Contraindicated' && !allContraindicated) {
      one.choice = { rule: 'SELECTB-24', outcome: 'contraindicated' };
      return false;
    }
    one.choice = { rule, outcome: 'notScorable' };
    if (series.kind === 'Evaluation Only') return isComplete(one);
    if (series.kind === 'Risk') {
      if (series.priority === highest) return true;
      one.choice = { rule, outcome: 'lowerPriority' };
      return false;
    }
    if (validDoses(one) === 0) return noneValid && noDefault;
    const first = one.judged.find((judged) => judged.status === 'valid')?.dose.on.n ?? 0;
    return !series.maxAgeToStart || first < reaches(series.maxAgeToStart);
  });
  if (!allContraindicated || !readings.contraindicatedByValidDoses) return scorable;
  const most = Math.max(...scorable.map(validDoses));
  return scorable.filter((one) => validDoses(one) === most);
}
