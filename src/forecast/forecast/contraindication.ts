import type { Fact } from '../person/fact.js';
import { type Subject, within } from '../person/history.js';
import type { Antigen, Series } from '../schedule/schedule.js';

/** The observation that stands against an antigen at the age of the assessment (7.3, Table 7-5). */
export function antigenContraindication(subject: Subject, { contraindications }: Antigen): Fact | undefined {
  if (subject.observations.size === 0) return undefined;
  const one = contraindications.find(
    (c) => subject.observations.has(c.observation) && within(subject.reaches, c, subject.assessment),
  );
  return one && { rule: 'Table 7-5', outcome: 'contraindicated', observation: one.observation };
}

/** The vaccines that must not be given (Table 7-6), by CVX code, each with the observation that stands against it. */
export function contraindicatedVaccines(
  subject: Subject,
  { vaccineContraindications }: Antigen,
): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  if (subject.observations.size === 0) return out;
  for (const one of vaccineContraindications)
    if (subject.observations.has(one.observation) && within(subject.reaches, one, subject.assessment))
      out.set(one.cvx, one.observation);
  return out;
}

/** A series is contraindicated as well where every vaccine that it prefers is (Table 7-7). */
export function allVaccinesContraindicated({ doses }: Series, out: ReadonlyMap<string, string>): Fact | undefined {
  if (out.size === 0) return undefined;
  const preferred = [...new Set(doses.flatMap(({ preferable }) => preferable.map(({ cvx }) => cvx)))];
  const [first] = preferred;
  if (first === undefined || !preferred.every((cvx) => out.has(cvx))) return undefined;
  return { rule: 'Table 7-7', outcome: 'allVaccinesContraindicated', cvx: preferred, observation: out.get(first) };
}
