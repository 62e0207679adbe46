// The history page of somebody made up for a test, as plain lines.
import { assess } from '../../src/forecast/assess.js';
import type { GivenDose, Person } from '../../src/forecast/assessment.js';
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import type { SeasonRule } from '../../src/forecast/schedule/season.js';
import {
  chainWords,
  dosesWords,
  judgementWords,
  notEvaluatedWords,
} from '../../src/views/immunizations/forecast-words.js';

export type Dosed = readonly [givenOn: string, cvx: string, more?: Partial<GivenDose>];
export type Somebody = Partial<Omit<Person, 'doses' | 'observations'>> & {
  readonly birthDate: string;
  readonly doses?: readonly Dosed[];
  readonly has?: readonly (readonly [code: string, date?: string])[];
  readonly seasons?: SeasonRule;
};

/** What somebody's page says: each dose and each vaccine group under a heading, with its lines. */
export function page({ doses = [], has = [], seasons, ...rest }: Somebody): Record<string, string[]> {
  const schedule = scheduleOnFile();
  const given = doses.map(([givenOn, cvx, more], at) => ({ id: String(at + 1), givenOn, cvx, ...more }));
  const person: Person = {
    gender: 'F',
    assessmentDate: '2026-11-26',
    ...rest,
    observations: has.map(([code, date]) => ({ code, ...(date && { date }) })),
    doses: given,
  };
  const { doses: judged, groups } = assess(person, schedule, seasons ? { seasons } : {});
  const around = { doses: new Map(given.map((dose) => [dose.id, dose])), observations: schedule.observations };
  const lines: Record<string, string[]> = {};
  for (const { id, groups: under, notEvaluated } of judged) {
    const givenOn = around.doses.get(id)?.givenOn ?? '';
    if (notEvaluated) lines[`dose ${id}`] = [notEvaluatedWords[notEvaluated]];
    for (const of of under)
      lines[`dose ${id} ${of.group}`] = [dosesWords[of.status][1], ...judgementWords(of, givenOn, around)];
  }
  for (const forecast of groups)
    lines[`${forecast.group} ${forecast.seriesGroup}`] = [forecast.status, ...chainWords(forecast, around)];
  return lines;
}

export const baby = (...doses: Dosed[]): Somebody => ({ birthDate: '2024-05-12', doses });
