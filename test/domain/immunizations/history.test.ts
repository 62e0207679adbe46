import { expect, test } from 'vitest';
import type { Client } from '../../../src/domain/clients/client.js';
import { isStillDeferred } from '../../../src/domain/immunizations/evidence.js';
import { historyGroups } from '../../../src/domain/immunizations/history.js';
import {
  type DoseValues,
  doseFaults,
  type Immunization,
  immunizationFields,
  mayBeSame,
} from '../../../src/domain/immunizations/immunization.js';
import {
  filledLines,
  formOfDose,
  isEmptyVisit,
  readLine,
  removeLine,
} from '../../../src/domain/immunizations/visit.js';
import { exactAge } from '../../../src/domain/time/day.js';

const nothing = Object.fromEntries(immunizationFields.map((field) => [field, ''])) as DoseValues;
const given = (cvx: string, givenOn: string): DoseValues => ({ ...nothing, cvx, givenOn, source: '00' });
const onFile = (...doses: [cvx: string, givenOn: string][]): Immunization[] =>
  doses.map(([cvx, givenOn], at) => ({
    ...given(cvx, givenOn),
    id: at + 1,
    clientId: 1,
    owner: { id: 1, name: 'Riverside Clinic' },
    lotId: null,
    revision: 1,
    updatedAt: 0,
  }));
const clientBorn = (birthDate: string, comments: Client['comments'] = []) =>
  ({ personal: { birthDate }, comments }) as unknown as Client;

test('a combination stands under each of its groups (I3)', () => {
  const groups = historyGroups({
    client: clientBorn('2015-02-14'),
    immunizations: onFile(['110', '2015-06-16'], ['20', '2015-08-20']),
  });
  expect(groups.map(({ label, doses }) => [label, doses.map(({ id }) => id)])).toEqual([
    ['DTaP/Tdap/Td', [1, 2]],
    ['Hepatitis B', [1]],
    ['Polio', [1]],
  ]);
});

test('comments stand beside their vaccine group, with or without a dose, and what has no group stands last', () => {
  const comments = [{ id: 1, code: 'H-MUMPS', appliesOn: '2020-01-01' }];
  const groups = historyGroups({
    client: clientBorn('1990-02-14', comments),
    immunizations: onFile(['23', '2015-06-16'], ['999999', '2016-06-16']),
  });
  expect(groups.map(({ label, doses, comments }) => [label, doses.length, comments.length])).toEqual([
    ['MMR', 0, 1],
    ['Other', 2, 0],
  ]);
});

test('a deferral is said for a year, and until a dose of its group is given on its day or later (C18)', () => {
  const mmr = { code: 'D-MMR', appliesOn: '2025-11-22' };
  const still = (today: string, ...doses: [cvx: string, givenOn: string][]) =>
    isStillDeferred(mmr, onFile(...doses), today);
  expect(still('2025-11-22', ['03', '2025-11-21'], ['21', '2025-12-01'])).toBe(true);
  expect([still('2026-11-22'), still('2026-11-23')]).toEqual([true, false]);
  for (const answered of ['2025-11-22', '2026-01-05'])
    expect([still('2026-02-01', ['03', answered]), still('2026-02-01', ['94', answered])]).toEqual([false, false]);
});

const around = { birthDate: '2015-02-14', deathDate: null, today: '2026-11-22' };

test.each([
  [{ givenOn: '2015-02-13' }, 'givenOn', 'before the client was born, 02/14/2015'],
  [{ givenOn: '2026-11-23' }, 'givenOn', 'in the future'],
  [{ givenOn: '02/31/2020' }, 'givenOn', 'MM/DD/YYYY'],
  [{ givenOn: '' }, 'givenOn', 'Enter the date administered'],
  [{ cvx: '7777' }, 'cvx', 'no CVX code in use'],
  [{ cvx: '998' }, 'cvx', 'no vaccine was given'],
  [{ cvx: '' }, 'cvx', 'Choose a vaccine'],
  [{ cvx: '20', tradeName: 'Pediarix' }, 'tradeName', 'CVX 110'],
  [{ mvx: 'XXX' }, 'mvx', 'from the list'],
  [{ source: '' }, 'source', 'Choose a source'],
  [{ site: 'NOSE' }, 'site', 'from the list'],
  [{ route: 'BY AIR' }, 'route', 'from the list'],
  [{ funding: 'ME' }, 'funding', 'from the list'],
  [{ amount: 'half' }, 'amount', 'as a number'],
  [{ amount: '0' }, 'amount', 'as a number'],
  [{ lot: 'L'.repeat(31) }, 'lot', 'longer than 30'],
])('%j is refused at %s (I5)', (change, field, message) => {
  const faults = doseFaults({ ...given('110', '2015-06-16'), ...change }, around);
  expect(Object.keys(faults)).toEqual([field]);
  expect(Object.values(faults)[0]).toContain(message);
});

test('the day of birth and today are good days, the day after death is none (I5)', () => {
  for (const day of ['2015-02-14', '2026-11-22']) expect(doseFaults(given('08', day), around)).toEqual({});
  const late = doseFaults(given('08', '2020-01-02'), { ...around, deathDate: '2020-01-01' });
  expect(late.givenOn).toContain('after the client died, 01/01/2020');
  expect(doseFaults(given('08', '2020-01-01'), { ...around, deathDate: '2020-01-01' })).toEqual({});
});

test('two doses may be the same on one day: of one vaccine, or for a group in common', () => {
  expect(mayBeSame(given('110', '2015-06-16'), given('107', '2015-06-16'))).toBe(true);
  expect(mayBeSame(given('23', '2015-06-16'), given('23', '2015-06-16'))).toBe(true);
  expect(mayBeSame(given('110', '2015-06-16'), given('116', '2015-06-16'))).toBe(false);
  expect(mayBeSame(given('110', '2015-06-16'), given('110', '2015-06-17'))).toBe(false);
});

const typed = {
  lines: '3',
  givenOn: '6/16/2015',
  source: '00',
  vaccine1: '110:Pediarix',
  lot1: ' ab12 ',
  unit1: 'mL',
  unit2: 'mL',
  vaccine3: '116',
  amount3: '.5',
  unit3: 'mL',
};

test('a visit is read line by line, empty lines aside; a trade name brings its manufacturer along', () => {
  expect(filledLines(typed)).toEqual([1, 3]);
  expect(readLine(typed, 1)).toMatchObject({
    givenOn: '2015-06-16',
    cvx: '110',
    tradeName: 'Pediarix',
    mvx: 'SKB',
    lot: 'AB12',
    unit: '',
  });
  expect(readLine(typed, 3)).toMatchObject({ cvx: '116', tradeName: '', mvx: '', amount: '0.5', unit: 'mL' });
  expect(readLine(formOfDose({ ...given('110', '2015-06-16'), tradeName: 'Pediarix', mvx: 'SKB' }), 1)).toEqual({
    ...given('110', '2015-06-16'),
    tradeName: 'Pediarix',
    mvx: 'SKB',
  });
});

test('a line taken out lets the next one move up, and the only one is emptied', () => {
  expect(removeLine(typed, 1)).toMatchObject({ lines: '2', vaccine1: '', vaccine2: '116', amount2: '.5' });
  expect(isEmptyVisit(removeLine({ lines: '1', vaccine1: '116', unit1: 'mL' }, 1))).toBe(true);
  expect(isEmptyVisit(typed)).toBe(false);
});

test('an age is told to the day (I1)', () => {
  expect(exactAge('2015-02-14', '2026-11-22')).toBe('11 years 9 months 8 days');
  expect(exactAge('2026-11-21', '2026-11-22')).toBe('1 day');
  expect(exactAge('2025-11-22', '2026-11-22')).toBe('1 year 0 months 0 days');
});
