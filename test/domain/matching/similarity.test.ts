import { expect, test } from 'vitest';
import {
  anotherName,
  dayCost,
  formsOf,
  formsOfSlips,
  formsOfSounds,
  nameCost,
  nameDistance,
} from '../../../src/domain/matching/similarity.js';
import { namePartKeys } from '../../../src/domain/text/name.js';

test('a letter too many, too few, wrong, or two swapped is one error', () => {
  for (const typed of ['ANDERSSON', 'ANDERON', 'ANDERSEN', 'ANDESRON']) expect(nameDistance(typed, 'ANDERSON')).toBe(1);
  expect(nameDistance('ADNERSEN', 'ANDERSON')).toBe(2);
});

test('the same costs nothing, then beginnings, nicknames, slips, other names (C2)', () => {
  const cost = nameCost('BILL');
  expect(cost('BILL')).toBe(0);
  expect(cost('BILLY')).toBeLessThan(0.5);
  expect(cost('WILLIAM')).toBe(0.9);
  expect(cost('BIL')).toBeLessThan(1.4);
  expect(cost('GRETCHEN')).toBe(anotherName);
  expect(nameCost('WILLIAM')('BILL')).toBe(0.9);
  expect(nameCost('KATHRYN')('CATHERINE')).toBeLessThan(2);
});

test.each([
  ['ANDERSON', 'ANDRESON', false],
  ['ANDERSON', 'ANDERSSON', false],
  ['ANDERSON', 'ENDERSEN', true],
  ['ANDERSON', 'ANDERSONXX', true],
  ['SCHMIDT', 'SMIT', true],
  ['PHILLIPS', 'FILIPS', true],
])('%s is looked for where %s was typed (C2)', (name, typed, deep) => {
  const kept = new Set(formsOf(name));
  const near = [...formsOfSlips(typed, deep), ...(deep ? formsOfSounds(typed) : [])];
  expect(near.some((form) => kept.has(form))).toBe(true);
});

test('a birth date with day and month swapped, or one digit wrong, is one slip apart', () => {
  expect(dayCost('2015-03-09', '2015-09-03')).toBe(1);
  expect(dayCost('2015-03-09', '2016-03-09')).toBe(1);
  expect(dayCost('2015-03-09', '1980-11-20')).toBe(3.5);
});

test.each([
  ['Smith-Jones', ['SMITH', 'JONES']],
  ['García de la Cruz', ['GARCIA', 'CRUZ', 'DELACRUZ']],
  ['de la Cruz', ['CRUZ']],
  ["O'Neil", []],
  ['Nguyễn', []],
])('%s is also found by its parts (C2)', (name, parts) => {
  expect(namePartKeys(name)).toEqual(parts);
});
