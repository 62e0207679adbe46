// A person for the forecast in a line, and what comes of one vaccine group.
import { assess, type Manner } from '../../../src/forecast/assess.js';
import type { Assessment, DoseInGroup, GivenDose, GroupForecast, Person } from '../../../src/forecast/assessment.js';
import { scheduleOnFile } from '../../../src/forecast/schedule/on-file.js';

type Given = Partial<GivenDose> & { readonly cvx: string; readonly givenOn: string };
type Who = Partial<Omit<Person, 'doses' | 'observations'>> & {
  readonly birthDate: string;
  readonly assessmentDate: string;
  readonly doses?: readonly (Given | readonly [cvx: string, givenOn: string])[];
  readonly observations?: readonly string[];
};

/** The assessment of somebody by the schedule on file; doses are named 1, 2 … in the order of mention. */
export function assessed(
  { doses = [], observations = [], gender = 'F', ...who }: Who,
  manner: Manner = {},
): Assessment {
  const person: Person = {
    ...who,
    gender,
    observations: observations.map((code) => ({ code })),
    doses: doses.map((dose, i) => {
      const given = 'cvx' in dose ? dose : { cvx: dose[0], givenOn: dose[1] };
      return { id: `${i + 1}`, ...given };
    }),
  };
  return assess(person, scheduleOnFile(), manner);
}

/** The forecasts of a group, each as its kind and status. */
export function statuses({ groups }: Assessment, group: GroupForecast['group']): string[] {
  return groups.filter((one) => one.group === group).map(({ kind, status }) => `${kind}: ${status}`);
}

/** The forecast of a group that is shown first. */
export function first({ groups }: Assessment, group: GroupForecast['group']): GroupForecast {
  const found = groups.find((one) => one.group === group);
  if (!found) throw new Error(`No forecast of ${group}`);
  return found;
}

/** What a dose is worth in a group. */
export function worth({ doses }: Assessment, id: string, group: GroupForecast['group']): DoseInGroup {
  const found = doses.find((one) => one.id === id)?.groups.find((one) => one.group === group);
  if (!found) throw new Error(`Dose ${id} is not of ${group}`);
  return found;
}

/** The reasons of the best evaluation of a dose, by outcome. */
export function outcomes(assessment: Assessment, id: string, group: GroupForecast['group']): string[] {
  return worth(assessment, id, group).evaluations[0]?.reasons.map(({ outcome }) => outcome) ?? [];
}
