import { type Day, daysBetween, readDay, showDay } from '../time/day.js';

type Season = { readonly name: string; readonly start: Day; readonly end?: Day };
type Period = { readonly start: Day; readonly end?: Day };

const fieldsOf = (at: number) => ({ start: `start.${at}`, end: `end.${at}` });

/** The dates of seasons as they stand in the fields of a form. */
export function typedSeasons(seasons: readonly Season[]): Record<string, string> {
  return Object.fromEntries(
    seasons.flatMap(({ start, end }, at) => [
      [fieldsOf(at).start, showDay(start)],
      [fieldsOf(at).end, showDay(end)],
    ]),
  );
}

/** The seasons whose typed dates differ from those that they have, by name; and errors by field. */
export function readSeasons(seasons: readonly Season[], typed: Readonly<Record<string, string>>) {
  const dates = new Map<string, Period>();
  const errors: Record<string, string> = {};
  for (const [at, season] of seasons.entries()) {
    const fields = fieldsOf(at);
    const [start, end] = [readDay(typed[fields.start] ?? ''), readDay(typed[fields.end] ?? '')];
    if (start === undefined) errors[fields.start] = `Enter the first day of ${season.name}: MM/DD/YYYY.`;
    else if (typed[fields.end]?.trim() && end === undefined)
      errors[fields.end] = `Enter the last day of ${season.name} as MM/DD/YYYY, or leave it empty.`;
    else if (end && end < start) errors[fields.end] = `${season.name} would end before it begins.`;
    else if (end && daysBetween(start, end) > 365) errors[fields.end] = `${season.name} would take more than a year.`;
    else if (start !== season.start || end !== season.end) dates.set(season.name, end ? { start, end } : { start });
  }
  return { dates, errors };
}
