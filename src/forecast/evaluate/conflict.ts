import type { Fact } from '../person/fact.js';
import type { Dose, Subject } from '../person/history.js';
import type { Candidate, PatientSeries } from '../person/patient-series.js';
import { add } from '../schedule/calendar.js';
import type { SeriesDose } from '../schedule/schedule.js';

/**
 * The live vaccine before a dose that it came too soon after (6.7), if any. The wait is the shorter one where the
 * earlier dose is valid or was not evaluated in this series (CALCDTCONFLICT-2).
 */
export function conflictFact({ schedule, doses }: Subject, { judged }: PatientSeries, dose: Dose): Fact | undefined {
  const conflicts = schedule.conflicts.get(dose.cvx);
  if (!conflicts) return undefined;
  for (let place = dose.place - 1; place >= 0; place -= 1) {
    const earlier = doses[place];
    const conflict = earlier && conflicts.get(earlier.cvx);
    if (!conflict || dose.on.n < add(earlier.on, conflict.begin)) continue;
    const status = judged.find((one) => one.dose === earlier)?.status;
    const wait = status === undefined || status === 'valid' ? conflict.minEnd : conflict.end;
    const limit = add(earlier.on, wait);
    if (dose.on.n < limit)
      return {
        rule: 'CALCDTCONFLICT-2',
        outcome: 'liveVirusConflict',
        limit,
        from: earlier.on.n,
        value: wait.text,
        by: earlier,
      };
  }
  return undefined;
}

/**
 * Until when doses on file stand in the way of the next (CALCDTCONFLICT-3), by the full wait for any vaccine preferred
 * for it.
 */
export function conflictCandidates({ schedule, doses }: Subject, { preferable }: SeriesDose): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { cvx } of preferable) {
    const conflicts = schedule.conflicts.get(cvx);
    if (!conflicts) continue;
    for (const dose of doses) {
      const wait = conflicts.get(dose.cvx)?.end;
      if (wait)
        candidates.push({
          rule: 'CALCDTCONFLICT-3',
          what: 'conflict',
          n: add(dose.on, wait),
          from: dose.on.n,
          value: wait.text,
          by: dose,
        });
    }
  }
  return candidates;
}
