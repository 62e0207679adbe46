import type { Series } from '../schedule/schedule.js';
import type { Fact } from './fact.js';
import { type Subject, within } from './history.js';

/**
 * The reason why a series is not for this person (5.1, Tables 5-4 and 5-5): the gender, or of a risk series that the
 * person has no indication at this age. Undefined where it is. An indication that nobody told of makes nothing
 * relevant.
 */
export function whyNotRelevant(subject: Subject, series: Series): Fact | undefined {
  if (series.gender && !series.gender.includes(subject.gender)) return { rule: 'Table 5-5', outcome: 'wrongGender' };
  if (series.kind !== 'Risk') return undefined;
  const { observations, reaches, assessment } = subject;
  const indicated =
    observations.size > 0 &&
    series.indications.some((one) => observations.has(one.observation) && within(reaches, one, assessment));
  return indicated ? undefined : { rule: 'Table 5-4', outcome: 'notIndicated' };
}
