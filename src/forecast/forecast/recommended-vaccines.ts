import type { RecommendedVaccine } from '../assessment.js';
import { type Subject, within } from '../person/history.js';
import type { PatientSeries } from '../person/patient-series.js';
import type { VaccineRule } from '../schedule/schedule.js';

/**
 * The vaccines to give next in a series (FORECASTRECVAC-1): preferable vaccines that are flagged, not contraindicated,
 * and fit the age on the earliest or the recommended day. Where none of the dose is flagged, no brand is favoured, and
 * all that fit are named.
 */
export function recommendedVaccines(
  { reaches }: Subject,
  { targets, at, dates }: PatientSeries,
  contraindicated: ReadonlyMap<string, string>,
): RecommendedVaccine[] {
  const dose = targets[at]?.dose;
  if (!dose || !dates) return [];
  const { earliest, recommended } = dates;
  const fits = (rule: VaccineRule) =>
    !contraindicated.has(rule.cvx) && (within(reaches, rule, earliest.n) || within(reaches, rule, recommended.n));
  const flagged = dose.preferable.some(({ forecast }) => forecast);
  return dose.preferable
    .filter((rule) => (rule.forecast || !flagged) && fits(rule))
    .map(({ cvx, mvx, tradeName }) => ({ cvx, ...(tradeName ? { tradeName } : {}), ...(mvx ? { mvx } : {}) }));
}
