import type { Fact } from '../person/fact.js';
import type { Subject } from '../person/history.js';
import type { Antigen } from '../schedule/schedule.js';

/**
 * Evidence of immunity to an antigen (7.2, Table 7-3): a history of it, or a birth before its day where nothing stands
 * against it.
 */
export function immunityFact({ observations, birth, birthCountry }: Subject, { immunity }: Antigen): Fact | undefined {
  const observation = immunity.history.find((code) => observations.has(code));
  if (observation) return { rule: 'Table 7-3', outcome: 'immuneByHistory', observation };
  const born = immunity.birth.find(
    ({ before, country, unless }) =>
      birth.n < before && (!country || country === birthCountry) && !unless.some((code) => observations.has(code)),
  );
  return born && { rule: 'Table 7-3', outcome: 'immuneByBirthDate', limit: born.before };
}
