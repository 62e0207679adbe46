import { expect, test } from 'vitest';
import { compareRecords, type Known } from '../../src/domain/duplicate.js';

const elsa: Known = {
  lastName: 'Lindgren',
  firstName: 'Elsa',
  middleName: 'Marie',
  nameSuffix: '',
  birthDate: '2019-05-06',
  gender: 'F',
  street: '12 Maple Ln',
  zip: '55112',
  phone: '6512014630',
  motherMaidenLast: 'Haugen',
  motherFirst: 'Karin',
};
const compare = (other: Partial<Known>) => compareRecords(elsa, { ...elsa, ...other });

test('the same values are surely one person, near ones maybe, with the reasons in words (C3)', () => {
  expect(compare({}).verdict).toBe('surely');
  const { verdict, reasons } = compare({ firstName: 'Elssa' });
  expect(verdict).toBe('maybe');
  expect(reasons.slice(0, 3)).toEqual(['same birth date', 'same last name', 'first name one letter apart']);
  expect(reasons.join()).not.toMatch(/elsa|lindgren|2019/i);
});

test.each<[string, Partial<Known>]>([
  ['moved, with a new phone', { street: '9 Elm Ct', zip: '55901', phone: '5072221234' }],
  ['a new last name, the old one kept', { lastName: 'Berg', formerLastNames: ['Lindgren'] }],
  ['half of a compound name', { lastName: 'Lindgren-Haugen' }],
  ['first and middle name swapped', { firstName: 'Marie', middleName: 'Elsa' }],
  ['day and month of birth swapped', { birthDate: '2019-06-05' }],
  ['named anew', { firstName: 'Ronja' }],
])('%s: may be one person (C3)', (_, other) => {
  expect(compare(other).verdict).not.toBe('no');
});

test.each<[string, Partial<Known>]>([
  ['a twin', { firstName: 'Greta', middleName: 'Ann' }],
  ['a brother', { firstName: 'Nils', middleName: '', gender: 'M', birthDate: '2017-01-30' }],
  [
    'a namesake of another age elsewhere',
    { birthDate: '1987-10-01', street: '', phone: '', motherMaidenLast: 'Moe', motherFirst: 'Ann', middleName: '' },
  ],
])('%s is another person (C3)', (_, other) => {
  expect(compare(other).verdict).toBe('no');
});
