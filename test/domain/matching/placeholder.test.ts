import { expect, test } from 'vitest';
import { placeholderOf } from '../../../src/domain/matching/placeholder.js';

const maria = { motherFirst: 'María', motherMaidenLast: 'Santos' };

test.each([
  ['BABY BOY', 'M', ''],
  ['Babygirl', 'F', ''],
  ['Baby', '', ''],
  ['BB', 'M', ''],
  ['Infant Male', 'M', ''],
  ['INFANT', '', ''],
  ['Newborn', '', ''],
  ['TWIN A', '', 'A'],
  ['Twin2', '', 'B'],
  ['Baby Boy B', 'M', 'B'],
  ['BABY GIRL MARIA', 'F', ''],
  ["Maria's boy", 'M', ''],
  ['Baby Maria', '', ''],
  ['UNKNOWN', '', ''],
  ['Test', '', ''],
])('%s is no name (C3)', (firstName, gender, which) => {
  expect(placeholderOf({ firstName, ...maria })).toEqual({ gender, which });
});

test.each(['Baby Joy', 'Boyd', 'Maria', 'Maria Santos', 'Tess', 'Bobby', 'A', 'Twinkle', 'Infante', 'Ng', ''])(
  '%s is a name, or nothing at all (C3)',
  (firstName) => expect(placeholderOf({ firstName, ...maria })).toBeUndefined(),
);

test('BABY GIRL with a name is a placeholder also where the mother is not on file', () => {
  expect(placeholderOf({ firstName: 'BABYGIRL JESSICA' })).toMatchObject({ gender: 'F' });
  expect(placeholderOf({ firstName: 'Baby Jessica' })).toBeUndefined();
});
