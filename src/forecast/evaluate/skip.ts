import type { Fact } from '../person/fact.js';
import { type Subject, within } from '../person/history.js';
import { type PatientSeries, previousDose } from '../person/patient-series.js';
import { add } from '../schedule/calendar.js';
import type { SeriesDose, Skip, SkipCondition, SkipSet } from '../schedule/schedule.js';
import { seasonDay } from '../schedule/season.js';

/**
 * The place of a question about skipping: the series of the person, the day (CONDSKIP-2), and the other series of the
 * antigen so far.
 */
export type SkipQuestion = {
  readonly subject: Subject;
  readonly of: PatientSeries;
  readonly others: readonly PatientSeries[];
  readonly when: 'evaluating' | 'forecasting';
  readonly reference: number;
};

/**
 * The facts by which a target dose is passed over (6.2, Tables 6-4 to 6-11): of the first of its instances for the
 * occasion that is met. Undefined where none is.
 */
export function whySkipped(question: SkipQuestion, dose: SeriesDose): readonly Fact[] | undefined {
  for (const skip of dose.skips) {
    if (!skip[question.when]) continue;
    const facts = skipMet(question, skip);
    if (facts) return facts;
  }
  return undefined;
}

function skipMet(question: SkipQuestion, { sets, all }: Skip): readonly Fact[] | undefined {
  return met(sets, all, (set) => setMet(question, set));
}

function setMet(
  question: SkipQuestion,
  { conditions, all, effective, cessation }: SkipSet,
): readonly Fact[] | undefined {
  if (question.reference < effective || question.reference > cessation) return undefined;
  return met(conditions, all, (condition) => {
    const fact = conditionMet(question, condition);
    return fact && [fact];
  });
}

function met<T>(
  list: readonly T[],
  all: boolean,
  ask: (one: T) => readonly Fact[] | undefined,
): readonly Fact[] | undefined {
  const facts: Fact[] = [];
  for (const one of list) {
    const found = ask(one);
    if (found && !all) return found;
    if (!found && all) return undefined;
    if (found) facts.push(...found);
  }
  return all ? facts : undefined;
}

function conditionMet({ subject, of, others, reference }: SkipQuestion, condition: SkipCondition): Fact | undefined {
  switch (condition.type) {
    case 'age': {
      if (!within(subject.reaches, condition, reference)) return undefined;
      const bound = condition.beginAge ?? condition.endAge;
      return {
        rule: 'Table 6-6',
        outcome: 'skippedByAge',
        limit: bound && subject.reaches(bound),
        from: subject.birth.n,
        value: bound?.text,
      };
    }
    case 'interval': {
      const previous = previousDose(of);
      const limit = previous && add(previous.on, condition.interval);
      if (limit === undefined || reference < limit) return undefined;
      return {
        rule: 'Table 6-8',
        outcome: 'skippedByInterval',
        limit,
        from: previous?.on.n,
        value: condition.interval.text,
        by: previous,
      };
    }
    case 'completedSeries': {
      const complete = others.find(
        ({ series, status }) => condition.seriesGroups.includes(series.seriesGroup) && status === 'Complete',
      );
      return complete && { rule: 'Table 6-7', outcome: 'skippedByCompletedSeries', series: complete.series.name };
    }
    case 'vaccineCount': {
      const count = conditionalDoses(subject, of, condition);
      const { compare, than } = condition;
      const holds = compare === 'greater than' ? count > than : compare === 'equal to' ? count === than : count < than;
      return holds ? { rule: 'Table 6-9', outcome: 'skippedByCount', count, than } : undefined;
    }
  }
}

/** CONDSKIP-1: while a dose is evaluated only those before it are judged, and so only those are counted. */
function conditionalDoses(
  { reaches, seasons }: Subject,
  { judged }: PatientSeries,
  condition: SkipCondition & { type: 'vaccineCount' },
): number {
  const { cvx, validOnly, start, end } = condition;
  let count = 0;
  for (const { dose, status } of judged) {
    if (validOnly && status !== 'valid') continue;
    if (cvx && !cvx.has(dose.cvx)) continue;
    const day = dose.on.n;
    if (start && day < seasonDay(seasons, start)) continue;
    if (end && day >= seasonDay(seasons, end)) continue;
    if (within(reaches, condition, day)) count += 1;
  }
  return count;
}
