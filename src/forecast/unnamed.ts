import type {
  Assessment,
  ConsideredSeries,
  DateCandidate,
  ForecastDate,
  GroupForecast,
  Reason,
  SeriesForecast,
} from './assessment.js';

/** The name of every series for increased risk, where its own would say of what. */
const riskSeries = 'series for increased risk';

/**
 * An assessment that says that conditions count, and not which: for whoever may not see them. Observations that are
 * hidden lose their code and the lengths of time that would tell them (32 weeks of a pregnancy), series for increased
 * risk their names. What is due, and from when, stays.
 */
export function withoutNames(assessment: Assessment, hidden: ReadonlySet<string>): Assessment {
  const risks = new Set(
    assessment.groups
      .flatMap(({ series }) => series.flatMap(({ considered }) => considered))
      .filter(({ kind }) => kind === 'Risk')
      .map(({ series }) => series),
  );
  const named = (series: string) => (risks.has(series) ? riskSeries : series);
  const unsaid = <T extends Reason | DateCandidate>(of: T): T => {
    if (of.observation === undefined || !hidden.has(of.observation)) return of;
    const { value, from, ...rest } = of;
    return { ...(rest as T), observation: '' };
  };
  const reason = (of: Reason): Reason => ({ ...unsaid(of), ...(of.series && { series: named(of.series) }) });
  const date = (of: ForecastDate): ForecastDate => ({ ...of, candidates: of.candidates.map(unsaid) });
  const considered = (of: ConsideredSeries): ConsideredSeries => ({
    ...of,
    series: named(of.series),
    why: reason(of.why),
  });
  const series = (of: SeriesForecast): SeriesForecast => ({
    ...of,
    series: named(of.series),
    why: reason(of.why),
    skipped: of.skipped.map((one) => ({ ...one, reasons: one.reasons.map(reason) })),
    considered: of.considered.map(considered),
    ...(of.earliest && { earliest: date(of.earliest) }),
    ...(of.recommended && { recommended: date(of.recommended) }),
    ...(of.pastDue && { pastDue: date(of.pastDue) }),
    ...(of.latest && { latest: date(of.latest) }),
  });
  const forecast = (of: GroupForecast): GroupForecast => ({ ...of, series: of.series.map(series) });
  return {
    ...assessment,
    groups: assessment.groups.map(forecast),
    doses: assessment.doses.map((dose) => ({
      ...dose,
      groups: dose.groups.map((group) => ({
        ...group,
        evaluations: group.evaluations.map((one) => ({
          ...one,
          series: one.kind === 'Risk' ? riskSeries : one.series,
          reasons: one.reasons.map(reason),
        })),
      })),
    })),
  };
}
