import type { Fact } from '../person/fact.js';
import type { Prioritized } from './select.js';

/**
 * The reason why the winner of a series group is not a best series of the antigen (8.8, Table 8-14); undefined if it
 * is. Several may be best: each of them is needed to protect the person fully.
 */
export function whyNotBest({ winner }: Prioritized, groups: readonly Prioritized[]): Fact | undefined {
  if (!winner || winner.status === 'Complete') return undefined;
  const rule = 'Table 8-14';
  const { series } = winner;
  const equivalent = groups.filter(
    (other) => series.equivalent.includes(other.seriesGroup) && other.winner !== undefined && other.winner !== winner,
  );
  const complete = equivalent.find((other) => other.winner?.status === 'Complete')?.winner;
  if (complete) return { rule, outcome: 'equivalentSeriesComplete', series: complete.series.name };
  if (series.kind === 'Evaluation Only') return { rule, outcome: 'evaluationOnly' };
  if (series.kind === 'Risk') return undefined;
  const risk = equivalent.find((other) => other.winner?.series.kind === 'Risk')?.winner;
  return risk && { rule, outcome: 'equivalentRiskSeries', series: risk.series.name };
}
