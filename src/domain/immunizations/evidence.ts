import type { Comment, Condition } from '../clients/client.js';
import { clientComments } from '../clients/client-comment.js';
import { conditions as knownConditions } from '../codes/condition.js';
import { type Day, daysBefore } from '../time/day.js';
import { findVaccine } from '../vaccines/vaccine.js';
import type { VaccineGroupCode } from '../vaccines/vaccine-group.js';
import type { DoseValues } from './immunization.js';

/**
 * The observations of the schedule that client comments prove: immunity shown by a titer, or by a physician where the
 * schedule takes that as evidence. It does not for measles, mumps and rubella: there only a titer counts.
 */
const observationOf: Readonly<Record<string, string>> = {
  'T-HEPA': '018',
  'H-HEPA': '018',
  'T-HEPB': '019',
  'H-HEPB': '019',
  'T-MEASLES': '020',
  'T-MUMPS': '021',
  'T-RUBELLA': '022',
  'T-VARZOS': '023',
  'H-VARZOS': '024',
};

type Said = Pick<Comment, 'code' | 'appliesOn' | 'reason'>;

type Observed = { readonly code: string; readonly date?: Day };

/**
 * The observations that follow from a record on a day: immunity that a comment proves, and every condition that lasts
 * on that day or, of a journey or an operation, lies ahead (F1). Each with its day where it has one: weeks of pregnancy
 * are counted from it.
 */
export function observationsOf(
  { comments, conditions }: { readonly comments: readonly Said[]; readonly conditions: readonly Stated[] },
  today: Day,
): Observed[] {
  return [...comments.flatMap(proven), ...conditions.flatMap((condition) => lasting(condition, today))];
}

function proven({ code, appliesOn }: Said): Observed[] {
  const observation = observationOf[code];
  return observation ? [{ code: observation, date: appliesOn }] : [];
}

/** The conditions that count on a day. */
export const conditionsOn = <T extends Stated>(conditions: readonly T[], today: Day): T[] =>
  conditions.filter((one) => lasting(one, today).length > 0);

type Stated = Pick<Condition, 'code' | 'fromOn' | 'untilOn'>;

const conditionOf = new Map(knownConditions.map((one) => [one.code, one]));

function lasting({ code, fromOn, untilOn }: Stated, today: Day): Observed[] {
  const known = conditionOf.get(code);
  if (!known || (fromOn > today && !known.ahead) || (untilOn && untilOn < today)) return [];
  return [code, ...(known.also ? [known.also] : [])].map((one) => ({ code: one, ...(fromOn && { date: fromOn }) }));
}

const known = new Map(clientComments.map((one) => [one.code, one]));

/** Comments on file that concern a vaccine group without proving immunity, by group. */
export type OnFile = {
  /** A reason of health against the vaccine: it is not recommended. */
  readonly exemption?: Said;
  /** Said no: stands beside what is due, and changes nothing. */
  readonly refusal?: Said;
  /** Not given that day, and still wanted: stands beside what is due as well. */
  readonly deferral?: Said;
  /** Immunity told by a physician where the schedule asks for a titer. */
  readonly unproven?: Said;
};

/** The exemptions, refusals, deferrals and unproven immunities of a client, the last of each kind and group. */
export function onFileBeside(comments: readonly Said[]): ReadonlyMap<VaccineGroupCode, OnFile> {
  const found = new Map<VaccineGroupCode, OnFile>();
  for (const comment of comments) {
    const one = known.get(comment.code);
    if (!one || (one.kind === 'immunity' && observationOf[one.code])) continue;
    const as = one.kind === 'immunity' ? 'unproven' : one.kind;
    found.set(one.group, { ...found.get(one.group), [as]: comment });
  }
  return found;
}

/** So many days a deferral is said: after a year nobody puts off what was put off then. */
const deferredDays = 365;

/**
 * True of a deferral that still says something on a day: for a year, and until a dose of its group was given on its day or later,
 * which answers it (C18).
 */
export const isStillDeferred = (
  { code, appliesOn }: Said,
  doses: readonly Pick<DoseValues, 'cvx' | 'givenOn'>[],
  today: Day,
): boolean => {
  const group = known.get(code)?.group;
  return (
    appliesOn >= daysBefore(today, deferredDays) &&
    !doses.some(({ cvx, givenOn }) => givenOn >= appliesOn && findVaccine(cvx)?.groups.some((one) => one === group))
  );
};

/** The vaccine groups that a medical exemption of the client stands against. */
export function exemptGroups(comments: readonly Said[]): ReadonlySet<VaccineGroupCode> {
  return new Set([...onFileBeside(comments)].flatMap(([group, { exemption }]) => (exemption ? [group] : [])));
}
