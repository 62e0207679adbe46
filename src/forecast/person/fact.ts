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

/** A fact as a reason of the interface. */
export function reasonOf(fact: Fact): Reason {
  const { rule, outcome, limit, from, by, ...rest } = fact;
  const reason: Record<string, unknown> = { rule, outcome };
  if (limit !== undefined) reason.limit = isoDay(limit);
  if (from !== undefined) reason.from = isoDay(from);
  if (by) reason.by = by.given.id;
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) reason[name] = value;
  return reason as Reason;
}
