import type { VaccineGroupCode } from '../domain/vaccines/vaccine-group.js';
import type { Assessment, DateCandidate, DoseInGroup, ForecastDate, GroupForecast, Reason } from './assessment.js';

/**
 * A thing that another schedule says differently of a person, without the person's days, so that those of many can be
 * counted.
 */
export type Difference = {
  readonly group: VaccineGroupCode;
  /** "Complete, now Not Complete", "earliest and past due date", "a dose that was not valid, now valid". */
  readonly what: string;
  /** What decides now, with its value in the schedule and its rule: "age 9 years (CALCDTAGE-3)". */
  readonly why: string;
};

const dates = ['earliest', 'recommended', 'pastDue', 'latest'] as const;
const labels = { earliest: 'earliest', recommended: 'recommended', pastDue: 'past due', latest: 'latest' } as const;

/** The differences of an assessment from one of the same person and day by another schedule. */
export function differences(before: Assessment, after: Assessment): Difference[] {
  const key = ({ group, seriesGroup }: GroupForecast) => `${group} ${seriesGroup}`;
  const now = new Map(after.groups.map((forecast) => [key(forecast), forecast]));
  const was = new Map(before.groups.map((forecast) => [key(forecast), forecast]));
  return [
    ...[...new Set([...was.keys(), ...now.keys()])].flatMap((each) => forecastDifference(was.get(each), now.get(each))),
    ...doseDifferences(before, after),
  ];
}

function forecastDifference(was: GroupForecast | undefined, now: GroupForecast | undefined): Difference[] {
  const group = now?.group ?? was?.group;
  if (!group) return [];
  const status = (of: GroupForecast | undefined) =>
    of?.scheduleEnds ? 'the schedule has ended' : (of?.status ?? 'no forecast');
  const [of] = now?.series ?? [];
  if (status(was) !== status(now))
    return [{ group, what: `${status(was)}, now ${status(now)}`, why: of ? reasonText(of.why) : 'no series' }];
  const moved = dates.filter((date) => was?.[date] !== now?.[date]);
  const [first] = moved;
  if (first) {
    const what = `${moved.map((date) => labels[date]).join(' and ')} date`;
    return [{ group, what, why: dateText(of?.[first]) }];
  }
  return was?.number === now?.number ? [] : [{ group, what: 'number of the next dose', why: of?.series ?? '' }];
}

function doseDifferences(before: Assessment, after: Assessment): Difference[] {
  const was = new Map(before.doses.map((dose) => [dose.id, dose.groups]));
  return after.doses.flatMap(({ id, groups }) => {
    const earlier = was.get(id) ?? [];
    const codes = new Set([...earlier, ...groups].map(({ group }) => group));
    const of = (list: readonly DoseInGroup[], code: string) => list.find(({ group }) => group === code);
    return [...codes].flatMap((group): Difference[] => {
      const [a, b] = [of(earlier, group), of(groups, group)];
      if (a?.status === b?.status) return [];
      const [reason] = b?.evaluations[0]?.reasons ?? [];
      const what = `a dose that was ${a?.status ?? 'not evaluated'}, now ${b?.status ?? 'not evaluated'}`;
      return [{ group, what, why: reason ? reasonText(reason) : 'no series' }];
    });
  });
}

/** "age too young, 12 months (CALCDTAGE-5)" */
function reasonText({ rule, outcome, value }: Reason): string {
  const words = outcome.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${[words, value].filter(Boolean).join(', ')} (${rule})`;
}

/** "age 9 years (CALCDTAGE-3)" */
function dateText(date: ForecastDate | undefined): string {
  const decisive = date?.candidates.find((one) => one.decisive);
  if (!decisive) return 'no such date any more';
  return `${[sources[decisive.what], decisive.value].filter(Boolean).join(' ')} (${decisive.rule})`;
}

const sources: Readonly<Record<DateCandidate['what'], string>> = {
  age: 'age',
  interval: 'interval',
  conflict: 'after another live vaccine',
  season: 'season',
  inadvertentDose: 'dose given by mistake',
  lastDose: 'last dose',
  earliest: 'not before the earliest date',
};
