import type { Day } from '../domain/time/day.js';
import type { VaccineGroupCode } from '../domain/vaccines/vaccine-group.js';
import type { GroupForecast } from './assessment.js';
import { standingOf } from './standing.js';

/** A vaccine group that is due. */
export type DueGroup = { readonly group: VaccineGroupCode; readonly overdue: boolean };

/**
 * The vaccine groups that are due on a day, overdue ones first, then by the day from which they were recommended; a
 * group with several forecasts once.
 *
 * @param exempt the groups that a medical exemption stands against
 */
export function dueGroups(
  groups: readonly GroupForecast[],
  today: Day,
  exempt: (group: VaccineGroupCode) => boolean,
): DueGroup[] {
  const found = new Map<VaccineGroupCode, { overdue: boolean; since: Day }>();
  for (const forecast of groups) {
    const { group, recommended = '' } = forecast;
    const standing = standingOf(forecast, today, exempt(group));
    if ((standing !== 'due' && standing !== 'overdue') || found.get(group)?.overdue) continue;
    found.set(group, { overdue: standing === 'overdue', since: recommended });
  }
  return [...found]
    .sort(([, a], [, b]) => Number(b.overdue) - Number(a.overdue) || a.since.localeCompare(b.since))
    .map(([group, { overdue }]) => ({ group, overdue }));
}
