import { expect, test } from 'vitest';
import { commonPasswords } from '../../../src/auth/common-passwords.js';
import { contextWords, passwordFault } from '../../../src/domain/accounts/password.js';
import { answerKey } from '../../../src/domain/accounts/security-question.js';

const context = {
  policy: 'miic',
  isCommon: await commonPasswords(),
  names: ['Nora', 'Lind'],
  words: contextWords({
    username: 'nora',
    organizations: [{ code: 'RIVER', name: 'Riverside Clinic' }],
    site: { name: 'MIIC', fullName: 'Minnesota Immunization Information Connection' },
  }),
} as const;

test.each([
  ...['Immunize-2026', 'Welcome-2026', 'Vaccine2026!', 'Summer2024!', 'Winter2025!', 'Letmein123!', 'November26!'],
  ...['1qaz!QAZ2wsx', 'zaq1!ZAQ2wsx', 'Qwerty123!', 'P@ssw0rd2026', 'V4cc1ne!2026', 'FluShot#2026', '2026-Lind-Nora'],
  ...['Lind2026!!', 'Riverside-77', 'Clinic.Nurse.1', 'MondayMay12!', 'aA1!'.repeat(25), 'Measles2026?'],
])('%s is refused as a password that is tried first (L7)', (password) => {
  expect(passwordFault(password, context)).toMatch(/tried first|common passwords|must not contain/);
});

test.each([
  ...['Blue-heron-42', 'Grey-goose-77', 'Trout-lake-91', 'Blindfold-Candle-7', 'correct Horse battery staple'],
  ...['Zebra.Lantern.19', 'ключ-Река-42', 'wZ7#kq9!Lm', 'xxxK7!pQ2@vB9#nT4'],
])('%s is taken (L7)', (password) => {
  expect(passwordFault(password, context)).toBeUndefined();
});

test('an answer is the same with curly or straight apostrophes, odd hyphens, spaces and case (L5)', () => {
  for (const typed of ["O'Neil-Smith Lane", 'O’Neil‑Smith lane', ' oʻneil–smith  LANE', "O'NEIL\u2010SMITH\u00A0LANE"])
    expect(answerKey(typed)).toBe("o'neil-smith lane");
});
