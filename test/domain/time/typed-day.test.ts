import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../../support/setup/chance.js';
import { readDay, showDay } from '../../../src/domain/time/day.js';
import { dayFieldOf, wholeDay } from '../../../src/domain/time/typed-day.js';

const today = '2026-11-22';

test.each([
  ['t', '11/22/2026'],
  ['Today ', '11/22/2026'],
  ['11/22', '11/22/2026'],
  ['11/23', '11/23/2025'],
  ['1.5', '01/05/2026'],
  ['2/29', '02/29/2024'],
  ['11-21-26', '11/21/2026'],
  ['11/21/26', '11/21/2026'],
  ['112126', '11/21/2026'],
  ['12-25-26', '12/25/2026'],
  ['12-25-27', '12/25/1927'],
  ['9/21/09', '09/21/2009'],
  // These are for the field to read, or to refuse.
  ['11/22/2026', '11/22/2026'],
  ['9/21/2009', '9/21/2009'],
  ['02/30', '02/30'],
  ['13/01/26', '13/01/26'],
  ['11/22-26', '11/22-26'],
  ['11', '11'],
  ['tomorrow', 'tomorrow'],
  ['', ''],
])('%s is %s', (typed, whole) => expect(wholeDay(typed, 'past', today)).toBe(whole));

test('of a birth date only the century is taken for granted; what lies ahead is of this century', () => {
  expect(wholeDay('9/21', 'birth', today)).toBe('9/21');
  expect(wholeDay('092109', 'birth', today)).toBe('09/21/2009');
  expect(wholeDay('05/31/28', 'ahead', today)).toBe('05/31/2028');
  expect(wholeDay('5/31', 'ahead', today)).toBe('5/31');
});

test('while it is typed only a word for today is taken', () => {
  expect(wholeDay('11/2', 'past', today, true)).toBe('11/2');
  expect(wholeDay('t', 'past', today, true)).toBe('11/22/2026');
});

test('what comes of a short date is a day with the same month and date, and never in the future without a year', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 0, max: 99 }),
      (m, d, y) => {
        const [month, date, year] = [m, d, y].map((n) => String(n).padStart(2, '0'));
        for (const [typed, of] of [
          [`${month}/${date}`, 'past'],
          [`${month}${date}${year}`, 'birth'],
          [`${m}-${d}-${year}`, 'ahead'],
        ] as const) {
          const whole = wholeDay(typed, of, today);
          const day = readDay(whole);
          if (!day) expect(whole).toBe(typed);
          else {
            expect(showDay(day)).toBe(whole);
            expect(whole.slice(0, 5)).toBe(`${month}/${date}`);
            if (of === 'past') expect(day <= today).toBe(true);
            else expect(whole.slice(8)).toBe(year);
          }
        }
      },
    ),
  );
});

test('the fields of forms that take a date are known by their names', () => {
  expect(['givenOn', 'birthDate', 'lotExpiresOn12', 'lot1', 'comment.code'].map(dayFieldOf)).toEqual([
    'past',
    'birth',
    'ahead',
    undefined,
    undefined,
  ]);
});
