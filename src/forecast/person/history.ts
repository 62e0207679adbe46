import type { GivenDose, Person } from '../assessment.js';
import type { Readings } from '../readings.js';
import { add, type CalendarDay, calendarDay, dayNumber } from '../schedule/calendar.js';
import type { Age, AgeWindow, Schedule } from '../schedule/schedule.js';
import type { SeasonDates } from '../schedule/season.js';

/** A dose of the history, in its place among all. */
export type Dose = {
  readonly given: GivenDose;
  readonly on: CalendarDay;
  readonly cvx: string;
  /** Its place in the whole history, from 0. */
  readonly place: number;
};

/** A person with all that the steps ask for again and again. */
export type Subject = {
  readonly schedule: Schedule;
  readonly readings: Readings;
  readonly seasons: readonly SeasonDates[];
  readonly birth: CalendarDay;
  readonly gender: 'F' | 'M' | 'U';
  readonly birthCountry: string | undefined;
  readonly assessment: number;
  /** Observations by code, with their days where they have one: of several the last. */
  readonly observations: ReadonlyMap<string, CalendarDay | undefined>;
  /** The whole history, in order. */
  readonly doses: readonly Dose[];
  /** The history of each antigen by its place (4.2). */
  readonly records: readonly (readonly Dose[])[];
  readonly beforeBirth: readonly GivenDose[];
  /** The day on which the person reaches an age. */
  readonly reaches: (age: Age) => number;
};

/**
 * Organizes the history (4.2): a dose stands in the records of every antigen that it counts for at that age. What was
 * given before the birth is kept out: "too young" would invite a repeat of what is a wrong date.
 */
export function subjectOf(
  person: Person,
  schedule: Schedule,
  readings: Readings,
  seasons: readonly SeasonDates[],
): Subject {
  const birth = calendarDay(person.birthDate);
  const reached = new Array<number | undefined>(schedule.ages);
  const reaches = (age: Age) => {
    let day = reached[age.place];
    if (day === undefined) {
      day = add(birth, age);
      reached[age.place] = day;
    }
    return day;
  };
  const sorted = person.doses.map((given) => ({ given, on: calendarDay(given.givenOn) })).sort(inOrder);
  const doses = sorted
    .filter(({ on }) => on.n >= birth.n)
    .map(({ given, on }, place): Dose => ({ given, on, cvx: given.cvx, place }));
  const records: Dose[][] = schedule.antigens.map(() => []);
  for (const dose of doses)
    for (const one of schedule.vaccines.get(dose.cvx) ?? [])
      if (within(reaches, one, dose.on.n)) records[one.antigen.place]?.push(dose);
  const observations = new Map<string, CalendarDay | undefined>();
  for (const { code, date } of person.observations) {
    const day = date ? calendarDay(date) : undefined;
    const known = observations.get(code);
    observations.set(code, day && known && known.n > day.n ? known : (day ?? known));
  }
  return {
    schedule,
    readings,
    seasons,
    birth,
    gender: person.gender,
    birthCountry: person.birthCountry,
    assessment: dayNumber(person.assessmentDate),
    observations,
    doses,
    records,
    beforeBirth: sorted.filter(({ on }) => on.n < birth.n).map(({ given }) => given),
    reaches,
  };
}

/** True of a day within ages of the person: from the first on, before the second. */
export function within(reaches: Subject['reaches'], { beginAge, endAge }: AgeWindow, day: number): boolean {
  return (!beginAge || day >= reaches(beginAge)) && (!endAge || day < reaches(endAge));
}

type Sortable = { readonly given: GivenDose; readonly on: CalendarDay };

/**
 * By day, then by what the dose is, which the specification leaves open; by id only where doses are the same in
 * everything. So nothing depends on the order in which doses were entered.
 */
function inOrder(a: Sortable, b: Sortable): number {
  return (
    a.on.n - b.on.n ||
    compare(a.given.cvx, b.given.cvx) ||
    compare(a.given.substandard ?? '', b.given.substandard ?? '') ||
    compare(a.given.lotExpiresOn ?? '9', b.given.lotExpiresOn ?? '9') ||
    compare(a.given.tradeName ?? '', b.given.tradeName ?? '') ||
    compare(a.given.mvx ?? '', b.given.mvx ?? '') ||
    (b.given.volume ?? 0) - (a.given.volume ?? 0) ||
    compare(a.given.id, b.given.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
