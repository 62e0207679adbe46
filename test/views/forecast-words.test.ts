// The sentences that a person can be shown of the forecast, each beside a person to whom it is said.
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/forecast/assess.js';
import type { DateCandidate, Outcome, Reason } from '../../src/forecast/assessment.js';
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import { standingOf } from '../../src/forecast/standing.js';
import { dateWords } from '../../src/views/immunizations/date-words.js';
import { dosesWords, remarks, standingWords } from '../../src/views/immunizations/forecast-words.js';
import { reasonWords } from '../../src/views/immunizations/reason-words.js';
import { baby, page, type Somebody } from './forecast-page.js';

type Said = readonly [sentence: string, of: Somebody];
/** What no schedule on file leads to is said of a reason made by hand. */
type Made = readonly [sentence: string, of: Somebody | undefined, made: Reason];

const immunocompromised: Somebody = { birthDate: '2020-11-18', assessmentDate: '2021-11-18', has: [['154']] };
const adult: Somebody = { birthDate: '1990-05-12', doses: [['2015-06-12', '08']] };
const smoker: Somebody = { birthDate: '1997-06-23', has: [['042']], doses: [['2016-09-16', '33']] };
const cochlear: Somebody = { birthDate: '1957-01-06', has: [['011']], doses: [['2022-02-01', '216']] };

const said: Readonly<Record<Outcome, Said | Made>> = {
  lotExpired: [
    'Given 07/12/2024, after its lot expired on 06/30/2024.',
    baby(['2024-07-12', '110', { lotExpiresOn: '2024-06-30' }]),
  ],
  substandard: [
    'Recorded as recalled, or as not good for another reason.',
    baby(['2024-07-12', '110', { substandard: 'recalled' }]),
  ],
  inadvertentVaccine: [
    'Tdap is not meant for this dose. Given by mistake, it does not count.',
    { birthDate: '2020-01-10', doses: [['2025-01-20', '115']] },
  ],
  ageTooYoung: [
    'Given 05/01/2025, before 05/08/2025, the earliest day that counts: 12 months less 4 days after birth.',
    baby(['2025-05-01', '03']),
  ],
  ageGrace: [
    'Given 05/09/2025, a few days before 05/12/2025 (12 months after birth): near enough to count.',
    baby(['2025-05-09', '03']),
  ],
  ageTooOld: [
    'Given 01/20/2021. From 01/10/2020 (5 years after birth) a dose counts no more in this series.',
    { birthDate: '2015-01-10', doses: [['2021-01-20', '48']] },
  ],
  age: ['Old enough from 06/23/2024: 6 weeks after birth.', baby(['2024-07-12', '110'])],
  intervalTooSoon: [
    'Given 08/01/2024, before 08/05/2024, the earliest day that counts: 4 weeks less 4 days after DTaP-Hep B-IPV of 07/12/2024.',
    baby(['2024-07-12', '110'], ['2024-08-01', '110']),
  ],
  intervalGrace: [
    'Given 08/06/2024, a few days before 08/09/2024 (4 weeks after DTaP-Hep B-IPV of 07/12/2024): near enough to count.',
    baby(['2024-07-12', '110'], ['2024-08-06', '110']),
  ],
  interval: [
    'Late enough from 08/09/2024: 4 weeks after DTaP-Hep B-IPV of 07/12/2024.',
    baby(['2024-07-12', '110'], ['2024-09-12', '110']),
  ],
  allowableInterval: [
    'Sooner than usual, but late enough to count from 11/10/2025: 4 weeks after MMRV of 10/13/2025.',
    {
      birthDate: '2022-10-13',
      doses: [
        ['2025-10-13', '94'],
        ['2025-11-10', '94'],
      ],
    },
  ],
  liveVirusConflict: [
    'Given 06/09/2025, before 06/17/2025, the earliest day that counts: 28 days after MMR of 05/20/2025, which is a live vaccine too.',
    baby(['2025-05-20', '03'], ['2025-06-09', '21']),
  ],
  preferableVaccine: ['DTaP-Hep B-IPV is right for this dose.', baby(['2024-07-12', '110'])],
  allowableVaccine: ['DTaP, unspecified is accepted for this dose.', baby(['2024-07-12', '107'])],
  notPreferableOrAllowable: ['Hep B, adolescent or pediatric is not accepted for this dose at this age.', adult],
  wrongTradeName: [
    'Hep B, adult is meant as RECOMBIVAX ADULT for this dose.',
    undefined,
    { rule: 'Table 6-26', outcome: 'wrongTradeName', cvx: ['43'], value: 'RECOMBIVAX ADULT' },
  ],
  vaccineAge: ['Hep B, adolescent or pediatric counts only before 05/12/2010.', adult],
  volumeTooLow: [
    '0.25 mL was given, less than the usual 0.5 mL. It counts all the same.',
    baby(['2024-07-12', '110', { volume: 0.25 }]),
  ],
  seriesAlreadyComplete: [
    'The series was complete before: this dose was not needed.',
    baby(['2026-01-12', '48'], ['2026-05-12', '48']),
  ],
  skippedByAge: ['passed over by age: 7 years after birth is 11/10/2025.', { birthDate: '2018-11-10' }],
  skippedByInterval: [
    'passed over by the time that has passed: 5 months after HPV9 of 11/10/2025 is 04/10/2026',
    { birthDate: '2014-11-14', doses: [['2025-11-10', '165']] },
  ],
  skippedByCount: ['by the doses on file: 0 doses, held against 0', immunocompromised],
  skippedByCompletedSeries: [
    'passed over because another series is complete: Polio adult catch-up series.',
    {
      birthDate: '1961-08-10',
      has: [['143']],
      doses: [
        ['2016-09-05', '10'],
        ['2016-10-03', '10'],
        ['2017-04-03', '10'],
      ],
    },
  ],
  targetDosesLeft: ['More doses are to come.', undefined, { rule: 'Table 7-10', outcome: 'targetDosesLeft' }],
  allTargetDosesSatisfied: ['Complete: 1 dose counts, and no more is needed.', baby(['2026-01-12', '48'])],
  allTargetDosesSkipped: [
    'Every dose of the series is passed over for this person.',
    undefined,
    { rule: 'Table 7-10', outcome: 'allTargetDosesSkipped' },
  ],
  immuneByHistory: [
    'Immunity is on file: Laboratory Evidence of Immunity for Measles.',
    { birthDate: '2004-05-01', has: [['020', '2015-04-01']] },
  ],
  immuneByBirthDate: ['Born before 01/01/1957, and so taken to be immune.', { birthDate: '1950-12-10' }],
  contraindicated: ['Must not be given: HIV/AIDS - severely immunocompromised.', immunocompromised],
  allVaccinesContraindicated: [
    'None of its vaccines may be given: Encephalopathy not attributable',
    { birthDate: '2025-02-02', has: [['079']], doses: [['2025-04-02', '110']] },
  ],
  seasonEnded: [
    'The schedule on file ends 06/30/2026.',
    { birthDate: '2010-05-01', seasons: 'asOnFile', assessmentDate: '2026-09-01' },
  ],
  atOrAfterMaximumAge: ['Not given any more from 08/25/2024, when the highest age was reached.', baby()],
  tooLateToFinish: [
    'The next dose could not be given before 10/01/2026, when the highest age is reached.',
    { birthDate: '2026-02-01', assessmentDate: '2026-04-10' },
  ],
  nothingDatesTheDose: ['The schedule sets no day for the next dose.', immunocompromised],
  wrongGender: ['(for another gender)', baby()],
  notIndicated: ['(for a condition that is not on file)', baby()],
  notScorable: ['(not for this age or these doses)', baby()],
  lowerPriority: ['(behind a series for a higher risk)', { birthDate: '1977-07-13', has: [['050'], ['164']] }],
  onlySeries: ['By the standard series: the only one that fits.', baby(['2024-07-12', '110'])],
  onlyComplete: [': the only one that is complete.', cochlear],
  onlyInProcess: [': the only one that is begun.', smoker],
  defaultSeries: ['By the 2-dose series: the usual one.', baby()],
  highestScore: [': fits the doses on file best (3 points).', { birthDate: '1984-07-01', has: [['165']] }],
  preferred: [': fits as well as another (0 points) and comes first in the schedule.', { birthDate: '2008-11-10' }],
  lowerScore: [
    'fits the doses on file less well (0 points, the best has 2)',
    { birthDate: '1985-04-01', has: [['001']] },
  ],
  lessPreferred: ['(fits as well (0 points) and comes later in the schedule)', { birthDate: '2008-11-10' }],
  notDefault: ['(not the usual one)', immunocompromised],
  notComplete: ['(not complete, as another is)', cochlear],
  notInProcess: ['(not begun, as another is)', smoker],
  equivalentSeriesComplete: [
    '(not needed, as Hib risk 1-dose series is complete)',
    { birthDate: '2015-06-22', has: [['002']], doses: [['2022-07-01', '49']] },
  ],
  equivalentRiskSeries: ['(gives way to COVID-19 risk immunocompromised', immunocompromised],
  evaluationOnly: ['only for doses already given', undefined, { rule: 'Table 8-14', outcome: 'evaluationOnly' }],
};

describe('each outcome has its sentence, said to somebody', () => {
  test.each(Object.entries(said))('%s', (outcome, [sentence, of, made]) => {
    const around = { doses: new Map(), observations: new Map() };
    const text = of ? Object.values(page(of)).flat().join('\n') : reasonWords(made as Reason, around);
    expect(text).toContain(sentence);
    expect(outcome).toBeTruthy();
  });
});

const weighed: Readonly<Record<DateCandidate['what'], Said | readonly [sentence: string, made: DateCandidate]>> = {
  age: ['Earliest 05/12/2025: 12 months after birth.', baby()],
  interval: [
    '6 months after Date of hematopoietic stem cell transplant of 02/14/2026',
    { birthDate: '2022-08-14', has: [['004'], ['171', '2026-02-14']] },
  ],
  conflict: [
    'Earliest 12/08/2026: 28 days after MMR of 11/10/2026, a live vaccine (later than 12 months after birth, 05/12/2025).',
    baby(['2026-11-10', '03']),
  ],
  season: ['Earliest 07/01/2026: the first day of the season (later than 6 months after birth, 11/12/2024).', baby()],
  inadvertentDose: [
    'the day of Tdap of 11/20/2026, given by mistake',
    { birthDate: '2024-01-10', doses: [['2026-11-20', '115']] },
  ],
  lastDose: [
    'Earliest 11/10/2026: the day of the last dose, MMR of 11/10/2026.',
    { rule: 'FORECASTDTCAN-1', what: 'lastDose', date: '2026-11-10', by: '1', decisive: true },
  ],
  earliest: [
    'Recommended 07/01/2026: not before the earliest date (later than 6 months after birth, 11/12/2024).',
    baby(),
  ],
};

describe('each day that can set a date has its words, said to somebody', () => {
  test.each(Object.entries(weighed))('%s', (_, [sentence, of]) => {
    const around = { doses: new Map([['1', { givenOn: '2026-11-10', cvx: '03' }]]), observations: new Map() };
    const text =
      'rule' in of
        ? dateWords('Earliest', { date: of.date, candidates: [of] }, around)
        : Object.values(page(of)).flat().join('\n');
    expect(text).toContain(sentence);
  });

  test('past due and latest dates are the last days', () => {
    const { 'HIB 1': lines } = page(baby());
    expect(lines).toContain('Past due 09/08/2024: the day before 3 months and 4 weeks after birth.');
    expect(lines).toContain('Latest 05/11/2029: the day before 5 years after birth.');
  });
});

test('each standing has a word and a shape, each status of a dose too', () => {
  expect(standingWords).toEqual({
    overdue: ['▲', 'Overdue'],
    due: ['●', 'Due'],
    'shared decision': ['◐', 'Decide together'],
    'may be given': ['◐', 'May be given'],
    later: ['○', 'Later'],
    'schedule ended': ['?', 'Not known'],
    exempt: ['✕', 'Not recommended: medical exemption on file'],
    contraindicated: ['✕', 'Contraindicated'],
    immune: ['✓', 'Immune'],
    complete: ['✓', 'Complete'],
    'aged out': ['–', 'Aged out'],
    'not recommended': ['–', 'Not recommended'],
  });
  expect(dosesWords).toEqual({
    valid: ['✓', 'Valid'],
    extraneous: ['+', 'Extra'],
    'not valid': ['✕', 'Not valid'],
    substandard: ['✕', 'Not valid'],
  });
});

test('a dose that the schedule does not evaluate says why', () => {
  expect(page(baby(['2024-05-13', '19']))['dose 1']).toEqual([
    'The schedule has nothing that this vaccine protects from.',
  ]);
  expect(page(baby(['2024-05-01', '08']))['dose 1']).toEqual(['The date lies before the birth: one of them is wrong.']);
  expect(page({ birthDate: '1969-10-19', has: [], doses: [['2022-06-03', '206']] })['dose 1']).toEqual([
    'The schedule has no series for this person.',
  ]);
});

test('what is not certain stands beside the status', () => {
  const { groups } = assess(
    { birthDate: '2010-05-01', gender: 'F', assessmentDate: '2026-09-01', observations: [], doses: [] },
    scheduleOnFile(),
    { seasons: 'asOnFile' },
  );
  const flu = groups.find(({ group }) => group === 'FLU');
  expect(flu && [standingOf(flu, '2026-09-01', false), remarks(flu)]).toEqual([
    'schedule ended',
    ['the schedule on file ends 06/30/2026'],
  ]);
  const pertussis = assess(
    {
      birthDate: '2025-02-02',
      gender: 'F',
      assessmentDate: '2026-11-26',
      observations: [{ code: '079' }],
      doses: [{ id: '1', givenOn: '2025-04-02', cvx: '110' }],
    },
    scheduleOnFile(),
  ).groups.find(({ group }) => group === 'DTAP');
  expect(pertussis && remarks(pertussis)).toEqual(['without Pertussis: contraindicated']);
});
