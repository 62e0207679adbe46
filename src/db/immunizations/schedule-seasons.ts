import type { Day } from '../../domain/time/day.js';
import type { Season, SeasonDay, Series } from '../../forecast/schedule/schedule.js';
import type { Reader } from '../engine/database.js';
import { scheduleInForce } from './schedules.js';

/** A season of the schedule in force, with the names of the series that it dates, and of those that only count in it. */
export type SeasonInUse = Season & { readonly dates: readonly string[]; readonly counts: readonly string[] };

/** The seasons of the schedule in force on a day, and its version. */
export async function seasonsInForce(db: Reader, today: Day): Promise<{ version: string; seasons: SeasonInUse[] }> {
  const { version, seasons, antigens } = await scheduleInForce(db, today);
  const all = antigens.flatMap(({ series }) => series);
  const inUse = seasons.map((season, at) => {
    const dated = all.filter((one) => isDatedBy(one, at));
    const counting = all.filter((one) => !isDatedBy(one, at) && countsIn(one, at));
    return { ...season, dates: dated.map(({ name }) => name), counts: counting.map(({ name }) => name) };
  });
  return { version, seasons: inUse };
}

const isDatedBy = ({ doses }: Series, at: number) => doses.some(({ season }) => season === at);

/** Whether doses of the season are counted in what a dose is passed over by. */
const countsIn = ({ doses }: Series, at: number): boolean =>
  doses
    .flatMap(({ skips }) => skips.flatMap(({ sets }) => sets.flatMap(({ conditions }) => conditions)))
    .some((one) => one.type === 'vaccineCount' && (isOf(one.start, at) || isOf(one.end, at)));

const isOf = (day: SeasonDay | undefined, at: number) => day !== undefined && 'season' in day && day.season === at;
