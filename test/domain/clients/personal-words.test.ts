import { expect, test } from 'vitest';
import {
  choicesOf,
  inWordsOf,
  mapFields,
  personalFields,
  personalInWords,
} from '../../../src/domain/clients/personal-information.js';
import { inWords } from '../../../src/domain/edits/record-history.js';
import { readRow } from '../../../src/exchange/csv/client-row.js';

const chosen = personalFields.filter((field) => choicesOf(field));

test('what is chosen from a list is told by its label, in the history as on screens and paper; a state by its letters', () => {
  expect(chosen).toEqual([
    'nameSuffix',
    'gender',
    'multipleBirth',
    'birthCountry',
    'race',
    'ethnicity',
    'state',
    'county',
  ]);
  for (const field of chosen)
    for (const { code, label } of choicesOf(field) ?? []) {
      const words = field === 'state' ? code : label;
      expect(personalInWords(field, code)).toBe(words);
      expect(inWords({ part: 'client', field }, code)).toBe(words);
    }
  expect(personalInWords('race', '2106-3 2028-9')).toBe('White, Asian');
  expect(personalInWords('county', '999')).toBe('999');
  expect(inWordsOf(mapFields(() => ''))).toMatchObject({ gender: '', undeliverable: 'No', birthDate: '' });
});

test('an import takes each choice by its code and by its label', () => {
  const usual = { lastName: 'DUCK', firstName: 'DON', birthDate: '2009-09-21' };
  for (const field of chosen)
    for (const { code, label } of choicesOf(field) ?? [])
      for (const word of [code, label]) {
        const cells: Readonly<Record<string, string>> = { ...usual, [field]: word };
        const row = readRow({ line: 2, cell: (name) => cells[name] ?? '' }, '2026-11-22');
        expect('personal' in row ? row.personal[field] : row.faults, word).toBe(code);
      }
});
