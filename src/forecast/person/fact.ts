import type { Outcome, Reason } from '../assessment.js';
import { isoDay } from '../schedule/calendar.js';
import type { Dose } from './history.js';

/** A reason as the steps note it: with days as numbers, put into words of the interface only for what is shown. */
export type Fact = {
  readonly rule: string;
  readonly outcome: Outcome;
  readonly limit?: number | undefined;
  readonly from?: number | undefined;
  readonly value?: string | undefined;
  readonly by?: Dose | undefined;
  readonly observation?: string | undefined;
  readonly cvx?: readonly string[] | undefined;
  readonly series?: string | undefined;
  readonly count?: number | undefined;
  readonly than?: number | undefined;
};

type Writable = { -readonly [K in keyof Reason]: Reason[K] };

/** A fact as a reason of the interface. Written out field by field: hundreds are made for each person. */
export function reasonOf(fact: Fact): Reason {
  const reason: Writable = { rule: fact.rule, outcome: fact.outcome };
  if (fact.limit !== undefined) reason.limit = isoDay(fact.limit);
  if (fact.from !== undefined) reason.from = isoDay(fact.from);
  if (fact.value !== undefined) reason.value = fact.value;
  if (fact.by) reason.by = fact.by.given.id;
  if (fact.observation !== undefined) reason.observation = fact.observation;
  if (fact.cvx) reason.cvx = fact.cvx;
  if (fact.series !== undefined) reason.series = fact.series;
  if (fact.count !== undefined) reason.count = fact.count;
  if (fact.than !== undefined) reason.than = fact.than;
  return reason;
}
