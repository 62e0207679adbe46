import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import {
  ageOn,
  dayAfter,
  dayOf,
  daysBetween,
  readDay,
  readLastDay,
  showDay,
  showInstant,
  startOf,
} from '../../../src/domain/time/day.js';

test.each([
  ['09/21/2009', '2009-09-21'],
  ['9/21/2009', '2009-09-21'],
  ['09-21-2009', '2009-09-21'],
  ['9.21.2009', '2009-09-21'],
  ['09212009', '2009-09-21'],
  ['2009-09-21', '2009-09-21'],
  ['Sep 21, 2009', '2009-09-21'],
  ['september 21 2009', '2009-09-21'],
  ['02/29/2024', '2024-02-29'],
])('%s is read as a day (X5)', (typed, day) => expect(readDay(typed)).toBe(day));

test.each(['02/31/2020', '02/29/2023', '13/01/2020', '1/1/20', '00/00/0000', 'yesterday', '', '2009/21/09', '1e3'])(
  '"%s" is no day',
  (typed) => {
    expect(readDay(typed)).toBeUndefined();
  },
);

test.each([
  ['05/2027', '2027-05-31'],
  ['2-2028', '2028-02-29'],
  ['05/12/2027', '2027-05-12'],
  ['13/2027', undefined],
  ['05/27', undefined],
])('a lot that is good until %s is so until the end of that month or day', (typed, day) =>
  expect(readLastDay(typed)).toBe(day),
);

test('what is shown is read back as the same day', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1890-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(readDay(showDay(day))).toBe(day);
    }),
  );
});

test('every day of the calendar is one, and no other', () => {
  for (let year = 1890; year <= 2101; year += 1)
    for (let month = 1; month <= 12; month += 1)
      for (let date = 1; date <= 31; date += 1) {
        const at = new Date(Date.UTC(year, month - 1, date));
        const iso = at.getUTCMonth() === month - 1 ? at.toISOString().slice(0, 10) : undefined;
        if (readDay(`${month}/${date}/${year}`) !== iso) expect.fail(`${month}/${date}/${year} is not ${iso}`);
      }
});

test('the day and hour are those of the registry, not of the server', () => {
  expect(dayOf(Date.parse('2026-11-23T03:00:00Z'), 'America/Chicago')).toBe('2026-11-22');
  expect(showInstant(Date.parse('2026-11-22T21:14:00Z'), 'America/Chicago')).toBe('11/22/2026 3:14 PM');
});

test.each([
  ['2015-02-14', '2026-11-22', [11, 9, 8]],
  ['2024-02-29', '2025-02-28', [1, 0, 0]],
  ['2024-01-31', '2024-02-29', [0, 1, 0]],
  ['2023-01-31', '2023-03-01', [0, 1, 1]],
  ['2026-11-22', '2026-11-22', [0, 0, 0]],
  ['2025-12-31', '2026-01-01', [0, 0, 1]],
])('born %s, on %s the age is as calendars count (I1)', (born, on, [years, months, days]) => {
  expect(ageOn(born, on)).toEqual({ years, months, days });
});

test('days between two days, across a change of clocks', () => {
  expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
  expect(daysBetween('2026-03-09', '2026-03-07')).toBe(-2);
});

test.each(['America/Chicago', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'America/Sao_Paulo'])(
  'a day begins at its first instant, also where the clock is moved: %s',
  (timeZone) => {
    // Clocks moved in Chicago on 2026-03-08 and 2026-11-01, at midnight in Sao Paulo on 2018-11-04.
    for (const day of ['2026-03-08', '2026-03-09', '2026-11-01', '2026-11-02', '2018-11-04', '2024-02-29']) {
      const at = startOf(day, timeZone);
      expect([dayOf(at - 1, timeZone), dayOf(at, timeZone)]).toEqual([expect.not.stringContaining(day), day]);
      expect(dayOf(startOf(dayAfter(day), timeZone) - 1, timeZone)).toBe(day);
    }
  },
);
