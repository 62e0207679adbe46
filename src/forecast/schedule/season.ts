import type { Day } from '../../domain/time/day.js';
import { add, calendarDay, never } from './calendar.js';
import type { Schedule, SeasonDay } from './schedule.js';

/** A season with its days as numbers, as it holds for one assessment. */
export type SeasonDates = {
  readonly start: number;
  /** The last day, included; the end of time where the season has none. */
  readonly end: number;
  /** The number of years by which it was moved on from what the schedule has. */
  readonly years: number;
};

/** The way a season that is over is taken. */
export type SeasonRule =
  /** As the schedule has it: after its end nothing can be said. For CDC's cases. */
  | 'asOnFile'
  /**
   * SEASON-1, our own: a season that is over by the day of the assessment is taken to come again on the same days of
   * the year.
   */
  | 'rolledOn';

/**
 * The seasons as they hold on the day of an assessment. Rolled on, a season with an end moves by whole years until it
 * is not over, one without an end until the next would not have begun.
 */
export function seasonsOn(schedule: Schedule, assessment: number, rule: SeasonRule): SeasonDates[] {
  return schedule.seasons.map(({ start, end }) => {
    const [first, last] = [calendarDay(start), end ? calendarDay(end) : undefined];
    const moved = (years: number) => ({
      start: add(first, { months: 12 * years, days: 0, text: '' }),
      end: last ? add(last, { months: 12 * years, days: 0, text: '' }) : never,
      years,
    });
    if (rule === 'asOnFile') return moved(0);
    let years = 0;
    while (years < 1000 && (last ? moved(years).end < assessment : moved(years + 1).start <= assessment)) years += 1;
    return moved(years);
  });
}

/** The number of a day that may be the first or last of a season. */
export function seasonDay(seasons: readonly SeasonDates[], day: SeasonDay): number {
  if ('n' in day) return day.n;
  const season = seasons[day.season];
  return season ? season[day.edge] : never;
}

/** The first and last day of a season; without an end it goes on until it begins anew, a year later. */
export type SeasonPeriod = { readonly start: Day; readonly end?: Day };

/**
 * A pack with other dates of some seasons, its version told apart by them. Undefined where the pack has no such season.
 * What it makes is checked as any pack is.
 *
 * @param pack the text of a pack that was read before
 */
export function withSeasons(pack: string, dates: ReadonlyMap<string, SeasonPeriod>): string | undefined {
  const { version, seasons, ...rest } = JSON.parse(pack) as { version: string; seasons: Record<string, unknown> };
  if ([...dates.keys()].some((name) => !Object.hasOwn(seasons, name))) return undefined;
  const [release = '', ...before] = version.split(', ');
  const kept = before.filter((words) => ![...dates.keys()].some((name) => words.startsWith(`${name} from `)));
  const changed = [...dates].map(([name, { start }]) => `${name} from ${start}`);
  return JSON.stringify({
    version: [release, ...kept, ...changed].join(', '),
    ...rest,
    seasons: { ...seasons, ...Object.fromEntries(dates) },
  });
}
