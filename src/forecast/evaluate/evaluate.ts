import type { Fact } from '../person/fact.js';
import type { Dose, Subject } from '../person/history.js';
import type { JudgedRecord, PatientSeries, Target } from '../person/patient-series.js';
import { dayNumber } from '../schedule/calendar.js';
import type { Antigen, Series, SeriesDose } from '../schedule/schedule.js';
import { ageFact } from './age.js';
import { conflictFact } from './conflict.js';
import { intervalFacts } from './interval.js';
import { whySkipped } from './skip.js';
import { vaccineFacts } from './vaccine.js';

/**
 * Evaluates the doses of an antigen against one series (4.4, Figure 4-6): one pointer to the target dose, one to the
 * record. A skipped target dose keeps the record, a satisfied one takes the next, any other outcome keeps the target
 * dose. Behind a recurring dose that is satisfied stands itself again.
 *
 * @param others the series of the antigen that were worked through before
 */
export function evaluate(
  subject: Subject,
  antigen: Antigen,
  series: Series,
  others: readonly PatientSeries[],
): PatientSeries {
  const of: PatientSeries = {
    series,
    antigen,
    records: subject.records[antigen.place] ?? [],
    targets: series.doses.map((dose): Target => ({ dose, status: 'not satisfied' })),
    judged: [],
    at: 0,
    satisfied: 0,
    status: 'Not Complete',
    why: { rule: 'Table 7-10', outcome: 'targetDosesLeft' },
  };
  for (const dose of of.records) of.judged.push(judge(subject, of, others, dose));
  return of;
}

function judge(subject: Subject, of: PatientSeries, others: readonly PatientSeries[], dose: Dose): JudgedRecord {
  for (; of.at < of.targets.length; of.at += 1) {
    const target = of.targets[of.at];
    if (!target) break;
    const condition = conditionFact(dose);
    if (condition) return { dose, status: 'substandard', target: target.dose, inadvertent: false, facts: [condition] };
    const skipped = whySkipped({ subject, of, others, when: 'evaluating', reference: dose.on.n }, target.dose);
    if (skipped) {
      target.status = 'skipped';
      target.skippedBy = skipped;
      continue;
    }
    const record = judgeAgainst(subject, of, target.dose, dose);
    if (record.status === 'valid') {
      target.status = 'satisfied';
      target.by = dose;
      of.satisfied += 1;
      of.at += 1;
      if (target.dose.recurring) of.targets.splice(of.at, 0, { dose: target.dose, status: 'not satisfied' });
    }
    return record;
  }
  return {
    dose,
    status: 'extraneous',
    inadvertent: false,
    facts: [{ rule: 'Figure 4-6', outcome: 'seriesAlreadyComplete' }],
  };
}

/** The fault of the dose itself (6.1, Table 6-3). */
function conditionFact({ given: { substandard, lotExpiresOn }, on }: Dose): Fact | undefined {
  if (substandard) return { rule: 'Table 6-3', outcome: 'substandard' };
  const limit = lotExpiresOn ? dayNumber(lotExpiresOn) : on.n;
  return on.n > limit ? { rule: 'CALCDTLOTEXP-1', outcome: 'lotExpired', limit } : undefined;
}

const refused = new Set<Fact['outcome']>([
  'ageTooOld',
  'ageTooYoung',
  'intervalTooSoon',
  'liveVirusConflict',
  'notPreferableOrAllowable',
]);

/** Judges a dose against a target dose that is not skipped (6.3 to 6.10). All that speaks against it comes first. */
function judgeAgainst(subject: Subject, of: PatientSeries, target: SeriesDose, dose: Dose): JudgedRecord {
  if (target.inadvertent.has(dose.cvx)) {
    const facts: Fact[] = [{ rule: 'Table 6-13', outcome: 'inadvertentVaccine', cvx: [dose.cvx] }];
    return { dose, status: 'not valid', target, inadvertent: true, facts };
  }
  const age = ageFact(subject, target, dose);
  let intervals = intervalFacts(subject, of, target.intervals, dose, 'interval');
  if (intervals.some(({ outcome }) => outcome === 'intervalTooSoon') && target.allowableIntervals.length > 0) {
    const allowable = intervalFacts(subject, of, target.allowableIntervals, dose, 'allowableInterval');
    if (!allowable.some(({ outcome }) => outcome === 'intervalTooSoon')) intervals = allowable;
  }
  const conflict = conflictFact(subject, of, dose);
  const facts = [age, ...intervals, ...(conflict ? [conflict] : []), ...vaccineFacts(subject, target, dose)];
  const against = facts.filter(({ outcome }) => refused.has(outcome));
  if (against.length === 0) return { dose, status: 'valid', target, inadvertent: false, facts };
  const rest = facts.filter(({ outcome }) => !refused.has(outcome));
  const status = age.outcome === 'ageTooOld' ? 'extraneous' : 'not valid';
  return { dose, status, target, inadvertent: false, facts: [...against, ...rest] };
}
