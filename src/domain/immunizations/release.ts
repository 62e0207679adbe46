import { type Day, dayBefore } from '../time/day.js';

/** The days of a release of the schedule: from when it is in force, and whether it was taken back. */
export type ReleaseDays = {
  readonly id: number;
  readonly inForceFrom: Day | null;
  readonly takenBackAt: number | null;
};

/** Where a release stands on a day. */
export type ReleaseStanding = 'waits' | 'ahead' | 'in force' | 'over' | 'taken back';

/**
 * The releases that take force, in that order: of two from the same day the one that was put in last holds. Each holds
 * until the next does.
 */
function course<T extends ReleaseDays>(list: readonly T[]): (T & { inForceFrom: Day })[] {
  return list
    .filter((one): one is T & { inForceFrom: Day } => one.inForceFrom !== null && one.takenBackAt === null)
    .sort((a, b) => a.inForceFrom.localeCompare(b.inForceFrom) || a.id - b.id);
}

/** The last day on which a release is in force; undefined where none follows it, or it never is. */
export function inForceUntil(list: readonly ReleaseDays[], id: number): Day | undefined {
  const held = course(list);
  const at = held.findIndex((one) => one.id === id);
  const next = at < 0 ? undefined : held[at + 1];
  return next && dayBefore(next.inForceFrom);
}

/** The last day of the schedule that stands in the product; undefined where no release follows it. */
export function ownUntil(list: readonly ReleaseDays[]): Day | undefined {
  const [first] = course(list);
  return first && dayBefore(first.inForceFrom);
}

/** Where a release stands on a day, among all. */
export function releaseStanding(list: readonly ReleaseDays[], of: ReleaseDays, today: Day): ReleaseStanding {
  if (of.takenBackAt !== null) return 'taken back';
  if (of.inForceFrom === null) return 'waits';
  if (of.inForceFrom > today) return 'ahead';
  const until = inForceUntil(list, of.id);
  return until !== undefined && until < today ? 'over' : 'in force';
}
