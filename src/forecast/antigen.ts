import type { ConsideredSeries } from './assessment.js';
import { evaluate } from './evaluate/evaluate.js';
import { antigenContraindication, contraindicatedVaccines } from './forecast/contraindication.js';
import { type AntigenFacts, forecast } from './forecast/forecast.js';
import { immunityFact } from './forecast/immunity.js';
import { type Fact, reasonOf } from './person/fact.js';
import type { Subject } from './person/history.js';
import type { PatientSeries } from './person/patient-series.js';
import { whyNotRelevant } from './person/relevance.js';
import type { Antigen, Series } from './schedule/schedule.js';
import { whyNotBest } from './select/best.js';
import { type Prioritized, prioritize } from './select/select.js';

/** An antigen worked through for a person: its best series, and what became of the others. */
export type AntigenResult = {
  readonly antigen: Antigen;
  readonly facts: AntigenFacts;
  readonly best: readonly PatientSeries[];
  readonly considered: () => readonly ConsideredSeries[];
};

/** Evaluates and forecasts every relevant series of an antigen (4.4) and selects the best (8). */
export function workThrough(subject: Subject, antigen: Antigen): AntigenResult {
  const facts: AntigenFacts = {
    immune: immunityFact(subject, antigen),
    contraindicated: antigenContraindication(subject, antigen),
    vaccines: contraindicatedVaccines(subject, antigen),
  };
  const left = new Map<Series, Fact>();
  const relevant: PatientSeries[] = [];
  for (const series of antigen.series) {
    const why = whyNotRelevant(subject, series);
    if (why) left.set(series, why);
    else {
      const one = evaluate(subject, antigen, series, relevant);
      forecast(subject, one, relevant, facts);
      relevant.push(one);
    }
  }
  const groups = [...Map.groupBy(relevant, ({ series }) => series.seriesGroup)].map(([seriesGroup, those]) =>
    prioritize(subject, seriesGroup, those),
  );
  const best: PatientSeries[] = [];
  const refused = new Map<PatientSeries, Fact>();
  for (const group of groups) {
    const why = whyNotBest(group, groups);
    if (group.winner && why) refused.set(group.winner, why);
    else if (group.winner) best.push(group.winner);
  }
  return { antigen, facts, best, considered: () => considered(antigen, left, groups, best, refused) };
}

function considered(
  antigen: Antigen,
  left: ReadonlyMap<Series, Fact>,
  groups: readonly Prioritized[],
  best: readonly PatientSeries[],
  refused: ReadonlyMap<PatientSeries, Fact>,
): ConsideredSeries[] {
  const list: ConsideredSeries[] = [];
  const add = (series: Series, chosen: boolean, why: Fact, scores?: ConsideredSeries['scores']) => {
    const { name, kind, seriesGroup } = series;
    list.push({ series: name, kind, seriesGroup, chosen, why: reasonOf(why), ...(scores ? { scores } : {}) });
  };
  for (const { why, scores } of groups)
    for (const [one, fact] of why)
      add(one.series, best.includes(one), refused.get(one) ?? fact, scores.get(one)?.tests);
  for (const series of antigen.series) {
    const why = left.get(series);
    if (why) add(series, false, why);
  }
  return list;
}
