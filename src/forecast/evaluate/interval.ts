import type { Fact } from '../person/fact.js';
import type { Dose, Subject } from '../person/history.js';
import { type PatientSeries, previousDose } from '../person/patient-series.js';
import { add, type CalendarDay } from '../schedule/calendar.js';
import type { IntervalRule, Reference } from '../schedule/schedule.js';

/** The origin of an interval: a day, and the dose or the observation that it is of. */
export type Origin = { readonly on: CalendarDay; readonly by?: Dose; readonly observation?: string };

/**
 * The reference of an interval (CALCDTINT-1, 2, 8, 9); undefined where there is none, as of a target dose that was
 * skipped.
 *
 * @param before only doses before this place of the whole history count
 */
export function originOf(subject: Subject, of: PatientSeries, from: Reference, before: number): Origin | undefined {
  switch (from.kind) {
    case 'previous':
      return doseOrigin(previousDose(of));
    case 'targetDose':
      return doseOrigin(of.targets.findLast(({ dose, by }) => by && dose.number === from.number)?.by);
    case 'mostRecent':
      for (let place = before - 1; place >= 0; place -= 1) {
        const dose = subject.doses[place];
        if (dose && from.cvx.has(dose.cvx) && !inadvertent(of, dose)) return doseOrigin(dose);
      }
      return undefined;
    case 'observation': {
      const on = subject.observations.get(from.code);
      return on && { on, observation: from.code };
    }
  }
}

function doseOrigin(by: Dose | undefined): Origin | undefined {
  return by && { on: by.on, by };
}

function inadvertent({ judged }: PatientSeries, dose: Dose): boolean {
  return judged.some((one) => one.dose === dose && one.inadvertent);
}

/** The intervals of a list that are in force on a day (3.3). */
export function inForce(rules: readonly IntervalRule[], day: number): readonly IntervalRule[] {
  return rules.every((one) => day >= one.effective && day <= one.cessation)
    ? rules
    : rules.filter((one) => day >= one.effective && day <= one.cessation);
}

/**
 * Judges the time since what went before against a list of intervals (6.5 Table 6-18, 6.6 Table 6-21): each that has a
 * reference must hold. One fact for each; the list holds unless one of them is `intervalTooSoon`.
 */
export function intervalFacts(
  subject: Subject,
  of: PatientSeries,
  rules: readonly IntervalRule[],
  dose: Dose,
  holds: 'interval' | 'allowableInterval',
): Fact[] {
  const facts: Fact[] = [];
  for (const rule of inForce(rules, dose.on.n)) {
    const origin = originOf(subject, of, rule.from, dose.place);
    if (!origin) continue;
    const at = (length: IntervalRule['minInt'], id: string, outcome: Fact['outcome']): Fact => ({
      rule: id,
      outcome,
      limit: length && add(origin.on, length),
      from: origin.on.n,
      value: length?.text,
      by: origin.by,
      observation: origin.observation,
    });
    if (rule.absMinInt && dose.on.n < add(origin.on, rule.absMinInt))
      facts.push(at(rule.absMinInt, 'CALCDTINT-3', 'intervalTooSoon'));
    else if (rule.minInt && dose.on.n < add(origin.on, rule.minInt))
      facts.push(at(rule.minInt, 'CALCDTINT-4', 'intervalGrace'));
    else facts.push(at(rule.minInt ?? rule.absMinInt, rule.minInt ? 'CALCDTINT-4' : 'CALCDTINT-3', holds));
  }
  return facts;
}
