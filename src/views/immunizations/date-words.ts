import { showDay } from '../../domain/time/day.js';
import type { DateCandidate, ForecastDate } from '../../forecast/assessment.js';
import { type Around, countedFrom, doseWords } from './reason-words.js';

/** The end of time: a day that nothing sets. */
const never = '2999';

/** The source of a day that was weighed for a date. */
const origins: Readonly<Record<DateCandidate['what'], (of: DateCandidate, context: Around) => string>> = {
  age: (of, context) => (of.value ? countedFrom(of, context) : 'nothing sets a day'),
  interval: countedFrom,
  conflict: (of, context) => `${countedFrom(of, context)}, a live vaccine`,
  season: () => 'the first day of the season',
  inadvertentDose: (of, context) => `the day of ${doseWords(of.by, context)}, given by mistake`,
  lastDose: (of, context) => `the day of the last dose, ${doseWords(of.by, context)}`,
  earliest: () => 'not before the earliest date',
};

/** Past due and latest dates are the last days before what the schedule names. */
export type DateName = 'Earliest' | 'Recommended' | 'Past due' | 'Latest';

/** A day that was weighed, as "12 months after birth". */
function candidateWords(of: DateCandidate, context: Around, name: DateName): string {
  const words = origins[of.what](of, context);
  const before = (name === 'Past due' || name === 'Latest') && (of.what === 'age' || of.what === 'interval');
  return before ? `the day before ${words}` : words;
}

/**
 * "Earliest 06/18/2025: 28 days after VAR of 05/21/2025, a live vaccine (later than 12 months after birth,
 * 05/12/2025)."
 */
export function dateWords(name: DateName, { date, candidates }: ForecastDate, context: Around): string {
  const said = new Map<string, DateCandidate>();
  for (const one of candidates) said.set(candidateWords(one, context, name), one);
  // Bounds that hold by themselves say nothing beside what set the date.
  const others = [...said].filter(([, { decisive, what }]) => !decisive && what !== 'earliest' && what !== 'lastDose');
  const decisive = [...said].filter(([, one]) => one.decisive);
  const own = decisive.filter(([, { what }]) => what !== 'earliest');
  const set = (own.length > 0 ? own : decisive).map(([words]) => words);
  const rest = others.map(([words, one]) => `${words}, ${showDay(one.date)}`);
  const day = date.startsWith(never) ? 'never' : showDay(date);
  return `${name} ${day}: ${set.join('; ')}${rest.length > 0 ? ` (later than ${rest.join('; ')})` : ''}.`;
}
