import { labelOf } from '../codes/choice.js';
import { type VaccineGroupCode, vaccineGroups } from '../vaccines/vaccine-group.js';

/** The vaccine groups that are due to a client, the most urgent first. */
export type Due = readonly { readonly group: VaccineGroupCode; readonly overdue: boolean }[];

/** "Hib (overdue), MMR"; "nothing" where nothing is due. */
export function dueWords(due: Due): string {
  const words = due.map(({ group, overdue }) => {
    const label = labelOf(vaccineGroups, group);
    return overdue ? `${label} (overdue)` : label;
  });
  return words.join(', ') || 'nothing';
}
