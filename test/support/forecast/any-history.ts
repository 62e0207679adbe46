// What holds of every assessment, whoever it is of.
import { isDeepStrictEqual } from 'node:util';
import { assess } from '../../../src/forecast/assess.js';
import type { Assessment, GroupForecast, Person } from '../../../src/forecast/assessment.js';
import type { Schedule } from '../../../src/forecast/schedule/schedule.js';

/** The longest that one assessment may take of the processor, in ms. */
const longest = 20;

/** What an assessment breaks, in words; undefined where all holds. */
export function brokenBy(person: Person, schedule: Schedule, shuffle: () => number): string | undefined {
  const [assessment, ms] = timed(person, schedule);
  // Whoever else uses the processor, and a compiler at work, count too: what is really slow is slow each time.
  const took = ms <= longest ? ms : Math.min(...[1, 2, 3].map(() => timed(person, schedule)[1]));
  if (took > longest) return `took ${took.toFixed(1)} ms`;
  const entered = person.doses.map((dose) => ({ dose, at: shuffle() })).sort((a, b) => a.at - b.at);
  const again = assess({ ...person, doses: entered.map(({ dose }) => dose) }, schedule);
  if (!isDeepStrictEqual(again, assessment)) return 'another order of entry gives another assessment';
  const ids = assessment.doses.map(({ id }) => id);
  if (ids.length !== person.doses.length || new Set(ids).size !== ids.length) return 'a dose is missing or twice';
  for (const dose of assessment.doses)
    if ((dose.groups.length === 0) !== (dose.notEvaluated !== undefined)) return `dose ${dose.id} without a word`;
  return assessment.groups.map(brokenForecast).find((broken) => broken !== undefined);
}

function timed(person: Person, schedule: Schedule): [Assessment, number] {
  const before = process.threadCpuUsage();
  const assessment = assess(person, schedule);
  const { user, system } = process.threadCpuUsage(before);
  return [assessment, (user + system) / 1000];
}

function brokenForecast(forecast: GroupForecast): string | undefined {
  const { group, status, number, earliest, recommended, pastDue, latest, series, scheduleEnds } = forecast;
  const open = status === 'Not Complete';
  if (open !== (number !== undefined && earliest !== undefined && recommended !== undefined))
    return `${group} ${status} with number ${number}, ${earliest}, ${recommended}`;
  if (!open && (pastDue || latest)) return `${group} ${status} with dates`;
  if (earliest && recommended && recommended < earliest) return `${group}: recommended before earliest`;
  if (earliest && pastDue && pastDue < earliest) return `${group}: past due before earliest`;
  if (scheduleEnds && status !== 'Not Recommended') return `${group}: the season ended, but ${status}`;
  if (series.length === 0) return `${group}: no series`;
  for (const one of series) {
    if (!one.considered.some((each) => each.series === one.series && each.chosen)) return `${one.series}: not chosen`;
    for (const date of [one.earliest, one.recommended, one.pastDue, one.latest])
      if (date && !date.candidates.some((each) => each.decisive && each.date === date.date))
        return `${one.series}: no reason`;
  }
  return undefined;
}
