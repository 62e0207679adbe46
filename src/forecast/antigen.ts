import type { ConsideredSeries, Outcome } from './assessment.js';
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
import { prioritize } from './select/select.js';

/** An antigen worked through for a person: its best series, and what became of the others. */
export type AntigenResult = {
  readonly antigen: Antigen;
  readonly facts: AntigenFacts;
  /** Every relevant series. */
  readonly relevant: readonly PatientSeries[];
  readonly best: readonly PatientSeries[];
  readonly considered: readonly ConsideredSeries[];
};

/** Evaluates and forecasts every relevant series of an antigen (4.4) and selects the best (8). */
export function workThrough(subject: Subject, antigen: Antigen): AntigenResult {
  const facts: AntigenFacts = {
    immune: immunityFact(subject, antigen),
    contraindicated: antigenContraindication(subject, antigen),
    vaccines: contraindicatedVaccines(subject, antigen),
  };
  const relevant: PatientSeries[] = [];
  const left: ConsideredSeries[] = [];
  for (const series of antigen.series) {
    const why = whyNotRelevant(subject, series);
    if (why) left.push(notRelevant(series, why));
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
  for (const group of groups) {
    const { winner } = group;
    if (!winner) continue;
    const why = whyNotBest(group, groups);
    if (why) winner.choice = why;
    else best.push(winner);
  }
  return {
    antigen,
    facts,
    relevant,
    best,
    considered: [...relevant.map((one) => considered(one, best.includes(one))), ...left],
  };
}

function considered({ series, choice, scores }: PatientSeries, chosen: boolean): ConsideredSeries {
  const { name, kind, seriesGroup } = series;
  const why = reasonOf(choice ?? { rule: 'Table 8-3', outcome: 'notScorable' });
  return { series: name, kind, seriesGroup, chosen, why, ...(scores ? { scores } : {}) };
}

/**
 * Most series are not for a person, and each for one of two reasons: said once, since nothing in it is of the person.
 */
const said = new WeakMap<Series, Map<Outcome, ConsideredSeries>>();

function notRelevant(series: Series, why: Fact): ConsideredSeries {
  const known = said.get(series) ?? new Map<Outcome, ConsideredSeries>();
  said.set(series, known);
  const { name, kind, seriesGroup } = series;
  const one = known.get(why.outcome) ?? { series: name, kind, seriesGroup, chosen: false, why: reasonOf(why) };
  known.set(why.outcome, one);
  return one;
}
