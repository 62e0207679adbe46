// The rules of a condition (F1), and the observations that the forecast is made with.
import { expect, test } from 'vitest';
import { conditionRows } from '../../../src/domain/clients/condition.js';
import { observationsOf } from '../../../src/domain/immunizations/evidence.js';

const around = { today: '2026-11-26', birthDate: '1996-05-12' };
const row = (code: string, fromOn = '', untilOn = '') => ({ code, fromOn, untilOn });

test.each([
  ['asthma, without days', row('027'), {}],
  ['asthma, from a day of the past', row('027', '3/3/2023'), {}],
  ['asthma, on one day', row('027', '03/03/2023', '03/03/2023'), {}],
  ['nothing', row(''), { code: 'Choose a condition.' }],
  ['a code of none', row('018'), { code: 'Choose a condition from the list.' }],
  ['tomorrow', row('027', '11/27/2026'), { fromOn: 'The date is in the future.' }],
  ['a journey to come', row('163', '11/27/2026', '12/24/2026'), {}],
  ['a spleen to be removed', row('002', '12/24/2026'), {}],
  ['before birth', row('027', '05/11/1996'), { fromOn: 'The date is before the client was born.' }],
  ['over before birth', row('027', '', '05/11/1996'), { untilOn: 'The date is before the client was born.' }],
  [
    'no days',
    row('027', 'soon', 'late'),
    {
      fromOn: 'Enter the date as MM/DD/YYYY, like 03/03/2023.',
      untilOn: 'Enter the date as MM/DD/YYYY, like 03/03/2023.',
    },
  ],
  ['the wrong way round', row('027', '03/03/2023', '03/02/2023'), { untilOn: 'Until is before From.' }],
  [
    'pregnant, without days',
    row('007'),
    {
      fromOn: 'Enter the first day of the last period: weeks of pregnancy are counted from it.',
      untilOn: 'Enter the due date, or the day on which the pregnancy ended.',
    },
  ],
  ['pregnant until a day to come', row('007', '04/01/2026', '01/06/2027'), {}],
  ['pregnant for years', row('007', '04/01/2026', '04/02/2027'), { untilOn: 'Until is more than a year after From.' }],
  [
    'fever that is never over',
    row('030', '11/25/2026'),
    { untilOn: 'Enter the day on which it was over, or will be.' },
  ],
  ['a transplant on no day', row('004'), { fromOn: 'Enter the day of the transplant: doses are counted from it.' }],
] as const)('%s is judged (F1)', (_, values, faults) => {
  expect(conditionRows.faults(values, undefined, around)).toEqual(faults);
});

test('what stands as it was saved is not judged, but for what hangs together with what is changed (X4)', () => {
  const old = row('999', '01/01/1990', '01/01/1991');
  expect(conditionRows.faults(old, old, around)).toEqual({});
  expect(conditionRows.faults({ ...old, untilOn: '01/01/2001' }, old, around)).toEqual({});
  const asthma = row('027', '01/01/2020', '02/01/2020');
  expect(conditionRows.faults({ ...asthma, fromOn: '03/01/2020' }, asthma, around)).toEqual({
    untilOn: 'Until is before From.',
  });
  expect(Object.keys(conditionRows.faults({ ...asthma, fromOn: '', code: '007' }, asthma, around))).toEqual(['fromOn']);
});

test.each([
  [true, row('027'), row('027')],
  [true, row('027', '01/01/2020'), row('027', '01/01/2026')],
  [true, row('027', '01/01/2020', '02/01/2020'), row('027', '02/01/2020', '')],
  [true, row('027', '', '02/01/2020'), row('027', '01/01/2020', '03/01/2020')],
  [false, row('027', '01/01/2020', '02/01/2020'), row('027', '02/02/2020')],
  [false, row('027', '02/02/2020'), row('027', '', '02/01/2020')],
  [false, row('027'), row('042')],
  [false, row(''), row('')],
])('asked about: %s, %o beside %o (X4)', (asked, one, other) => {
  expect(Object.keys(conditionRows.questions(one, [other])).length > 0).toBe(asked);
  expect(Object.keys(conditionRows.questions(other, [one])).length > 0).toBe(asked);
});

test.each([
  ['open on both sides', row('027'), [{ code: '027' }]],
  ['since a day', row('027', '2020-01-01'), [{ code: '027', date: '2020-01-01' }]],
  ['until today', row('027', '', '2026-11-26'), [{ code: '027' }]],
  ['until yesterday', row('027', '', '2026-11-25'), []],
  ['from tomorrow', row('027', '2026-11-27'), []],
  ['a journey from tomorrow', row('163', '2026-11-27'), [{ code: '163', date: '2026-11-27' }]],
  [
    'pregnant: weeks are counted from the onset',
    row('007', '2026-04-01', '2027-01-06'),
    [
      { code: '007', date: '2026-04-01' },
      { code: '170', date: '2026-04-01' },
    ],
  ],
  ['a code that is none any more', row('999'), []],
] as const)('the forecast is made with a condition that is %s (F1)', (_, condition, observed) => {
  expect(observationsOf({ comments: [], conditions: [condition] }, around.today)).toEqual(observed);
});
