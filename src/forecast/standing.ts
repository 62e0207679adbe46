import type { Day } from '../domain/time/day.js';
import type { GroupForecast } from './assessment.js';

/** The standings of a person with a vaccine group on a day, in the order of groups: the most urgent first. */
export const standings = [
  'overdue',
  'due',
  'shared decision',
  'may be given',
  'later',
  'schedule ended',
  'exempt',
  'contraindicated',
  'immune',
  'complete',
  'aged out',
  'not recommended',
] as const;

export type Standing = (typeof standings)[number];

/**
 * The standing of a person with a forecast on a day. The past due date is the last day in time (FORECASTDT-3 takes a
 * day off the latest recommended age), so that the day after it is overdue. A decision to take together is never due by
 * itself, and neither is what a medical exemption on file stands against.
 */
export function standingOf(forecast: GroupForecast, today: Day, exempt: boolean): Standing {
  const { status, earliest, recommended, pastDue, scheduleEnds, sharedDecision } = forecast;
  if (exempt && (status === 'Not Complete' || scheduleEnds)) return 'exempt';
  if (scheduleEnds) return 'schedule ended';
  switch (status) {
    case 'Not Complete':
      if (earliest === undefined || today < earliest) return 'later';
      if (sharedDecision) return 'shared decision';
      if (pastDue !== undefined && today > pastDue) return 'overdue';
      return recommended !== undefined && today >= recommended ? 'due' : 'may be given';
    case 'Complete':
      return 'complete';
    case 'Immune':
      return 'immune';
    case 'Contraindicated':
      return 'contraindicated';
    case 'Aged Out':
      return 'aged out';
    case 'Not Recommended':
      return 'not recommended';
  }
}
