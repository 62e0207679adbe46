// What a school is told (F1): that a condition changes what is due, and not which.
import { expect, test } from 'vitest';
import { conditionCodes, conditions } from '../../src/domain/codes/condition.js';
import { assess } from '../../src/forecast/assess.js';
import type { Assessment } from '../../src/forecast/assessment.js';
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import { withoutNames } from '../../src/forecast/unnamed.js';
import { chainWords, judgementWords } from '../../src/views/immunizations/forecast-words.js';

const schedule = scheduleOnFile();
const doses = [
  ['2024-11-01', '03'],
  ['2025-01-10', '133'],
  ['2026-01-10', '08'],
  ['2026-02-02', '305'],
  ['2026-03-03', '94'],
].map(([givenOn = '', cvx = ''], at) => ({ id: String(at), givenOn, cvx }));
const around = { doses: new Map(doses.map((dose) => [dose.id, dose])), observations: schedule.observations };

/** Everything that pages say of an assessment. */
const wordsOf = ({ groups, doses: judged }: Assessment) =>
  [
    ...groups.flatMap((one) => chainWords(one, around)),
    ...judged.flatMap((dose) => dose.groups.flatMap((one) => judgementWords(one, '2026-01-01', around))),
  ].join('\n');

/** What is due, without a reason. */
const duesOf = ({ groups }: Assessment) =>
  groups.map(({ group, status, earliest, recommended, pastDue }) => [group, status, earliest, recommended, pastDue]);

const risks = schedule.antigens
  .flatMap(({ series }) => series)
  .filter(({ kind }) => kind === 'Risk')
  .map(({ name }) => name)
  .flatMap((name) => [name, name.slice(name.indexOf(' ') + 1)].filter((words) => words.includes('risk')));

test.each(['1996-03-01', '2016-03-01', '2025-08-01'].map((birthDate) => [birthDate]))(
  'of somebody born %s no condition is named, whichever it is, and what is due stays the same',
  (birthDate) => {
    let said = 0;
    for (const { code, also } of conditions) {
      const observations = [code, ...(also ? [also] : [])].map((one) => ({ code: one, date: '2026-02-01' }));
      const person = { birthDate, gender: 'F', assessmentDate: '2026-11-22', observations, doses } as const;
      const named = assess(person, schedule);
      const unnamed = withoutNames(named, conditionCodes);
      expect(duesOf(unnamed)).toEqual(duesOf(named));
      const data = JSON.stringify(unnamed);
      const words = wordsOf(unnamed);
      for (const one of observations) {
        expect(data).not.toContain(`"observation":"${one.code}"`);
        expect(words).not.toContain(schedule.observations.get(one.code));
      }
      expect(risks.filter((name) => data.includes(name) || words.includes(name))).toEqual([]);
      if (words !== wordsOf(named)) said += 1;
    }
    expect(said).toBeGreaterThan(50);
  },
);

test('it is said that a condition counts, without the length of time that would tell it', () => {
  const observations = ['007', '170'].map((code) => ({ code, date: '2026-05-01' }));
  const person = {
    birthDate: '1996-03-01',
    gender: 'F',
    assessmentDate: '2026-12-22',
    observations,
    doses: [],
  } as const;
  const [named, unnamed] = [assess(person, schedule), withoutNames(assess(person, schedule), conditionCodes)].map(
    wordsOf,
  );
  expect(named).toContain('32 weeks after');
  expect(unnamed).not.toContain('32 weeks after');
  expect(unnamed).toContain('a condition on file sets it');
  expect(unnamed).toContain('Must not be given: a condition on file.');
  expect(unnamed).toContain('By the series for increased risk');
});

test('immunity that a comment proves is told to everybody', () => {
  const observations = [{ code: '020' }];
  const person = {
    birthDate: '1996-03-01',
    gender: 'F',
    assessmentDate: '2026-12-22',
    observations,
    doses: [],
  } as const;
  expect(JSON.stringify(withoutNames(assess(person, schedule), conditionCodes))).toContain('"observation":"020"');
});
