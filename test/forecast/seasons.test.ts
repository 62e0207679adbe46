import { describe, expect, it } from 'vitest';
import { dayNumber, isoDay } from '../../src/forecast/schedule/calendar.js';
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import { type SeasonRule, seasonsOn } from '../../src/forecast/schedule/season.js';
import { assessed, first } from '../support/forecast/assessed.js';

const adult = { birthDate: '1990-03-01' };
const flu = (assessmentDate: string, seasons: SeasonRule, doses: readonly (readonly [string, string])[] = []) =>
  first(assessed({ ...adult, assessmentDate, doses }, { seasons }), 'FLU');

describe('a season of the schedule', () => {
  it('is open on its last day, and over on the next', () => {
    expect(flu('2026-06-30', 'asOnFile')).toMatchObject({ status: 'Not Complete', earliest: '2025-07-01' });
    expect(flu('2026-07-01', 'asOnFile')).toMatchObject({ status: 'Not Recommended', scheduleEnds: '2026-06-30' });
  });

  it('comes again on the same days where seasons are rolled on, and says from which', () => {
    const forecast = flu('2026-10-15', 'rolledOn');
    expect(forecast).toMatchObject({
      status: 'Not Complete',
      number: 1,
      earliest: '2026-07-01',
      seasonRolledFrom: '2026-06-30',
    });
    expect(forecast.scheduleEnds).toBeUndefined();
    expect(flu('2026-06-30', 'rolledOn').seasonRolledFrom).toBeUndefined();
  });

  it('counts a dose of the season before no more, and one of its own as enough', () => {
    expect(flu('2026-10-15', 'rolledOn', [['140', '2025-10-01']]).status).toBe('Not Complete');
    expect(flu('2026-10-15', 'rolledOn', [['140', '2026-10-01']]).status).toBe('Complete');
    // As on file a dose of autumn 2026 is of no season.
    expect(flu('2026-10-15', 'asOnFile', [['140', '2026-10-01']]).scheduleEnds).toBe('2026-06-30');
  });

  it('without an end begins anew a year later', () => {
    const covid = (seasons: SeasonRule) =>
      first(assessed({ ...adult, assessmentDate: '2026-10-15', doses: [['312', '2025-10-01']] }, { seasons }), 'COVID');
    expect(covid('asOnFile').status).toBe('Complete');
    expect(covid('rolledOn')).toMatchObject({
      status: 'Not Complete',
      earliest: '2026-08-27',
      seasonRolledFrom: '2025-08-27',
    });
  });

  it.each([
    ['2026-02-16', '2025-10-01 to 2026-03-31'],
    ['2026-03-31', '2025-10-01 to 2026-03-31'],
    ['2026-04-01', '2026-10-01 to 2027-03-31'],
    ['2031-12-24', '2031-10-01 to 2032-03-31'],
    ['2020-01-01', '2025-10-01 to 2026-03-31'],
  ])('of RSV is on %s that of %s', (day, expected) => {
    const schedule = scheduleOnFile();
    const at = schedule.seasons.findIndex(({ name }) => name === 'RSV');
    const { start, end } = seasonsOn(schedule, dayNumber(day), 'rolledOn')[at] ?? { start: 0, end: 0 };
    expect(`${isoDay(start)} to ${isoDay(end)}`).toBe(expected);
  });
});
