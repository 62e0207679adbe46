import type { Dose, Subject } from '../person/history.js';
import type { PatientSeries } from '../person/patient-series.js';
import { calendarDayOf } from '../schedule/calendar.js';
import { type AntigenFacts, forecast } from './forecast.js';
import { recommendedVaccines } from './recommended-vaccines.js';

/** More doses than any series has: whoever gets so far in a circle is stopped. */
const most = 15;

/**
 * The m of "n of m": how many doses a series takes, those that are satisfied and those to come if each is given when it
 * is recommended, and today where that is past. Boosters that recur are not counted. Undefined where nothing is due,
 * for seasons, and once boosters are on file.
 */
export function dosesInAll(
  subject: Subject,
  of: PatientSeries,
  others: readonly PatientSeries[],
  facts: AntigenFacts,
): number | undefined {
  if (of.targets.some(({ dose, by }) => dose.season !== undefined || (by && dose.recurring))) return undefined;
  if (of.status === 'Complete') return of.satisfied;
  const records = [...of.records];
  const ahead: PatientSeries = {
    ...of,
    records,
    targets: of.targets.map((one) => ({ ...one })),
    judged: [...of.judged],
  };
  let then = subject;
  while (ahead.status === 'Not Complete' && ahead.satisfied < most) {
    const target = ahead.targets[ahead.at];
    if (!target || !ahead.dates || target.dose.recurring) return ahead.satisfied;
    const day = Math.max(ahead.dates.recommended.n, subject.assessment);
    const [vaccine] = recommendedVaccines(then, ahead, facts.vaccines);
    const cvx = vaccine?.cvx ?? target.dose.preferable[0]?.cvx ?? '';
    const on = calendarDayOf(day);
    const dose: Dose = { given: { id: '', givenOn: '', cvx }, on, cvx, place: then.doses.length };
    then = { ...then, assessment: day, doses: [...then.doses, dose] };
    records.push(dose);
    ahead.judged.push({ dose, status: 'valid', target: target.dose, inadvertent: false, facts: [] });
    target.status = 'satisfied';
    target.by = dose;
    ahead.satisfied += 1;
    ahead.at += 1;
    delete ahead.dates;
    forecast(then, ahead, others, facts);
  }
  return ahead.status === 'Complete' ? ahead.satisfied : undefined;
}
