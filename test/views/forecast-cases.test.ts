// Three cases that a nurse meets, with everything that the page says of them.
import { describe, expect, test } from 'vitest';
import { baby, page } from './forecast-page.js';

describe('three cases that a nurse meets, read aloud', () => {
  test('MMR a week before the first birthday', () => {
    const of = page(baby(['2025-05-01', '03']));
    expect(of['dose 1 MMR']).toEqual([
      'Not valid',
      'Given 05/01/2025, before 05/08/2025, the earliest day that counts: 12 months less 4 days after birth.',
    ]);
    expect(of['MMR 1']).toEqual([
      'Not Complete',
      'By the 2-dose series: the usual one.',
      'Left out: 3 others (for a condition that is not on file).',
      'Dose 1 of the series is next.',
      'Earliest 05/29/2025: 28 days after MMR of 05/01/2025, a live vaccine (later than 12 months after birth, 05/12/2025).',
      'Recommended 05/29/2025: not before the earliest date (later than 12 months after birth, 05/12/2025).',
      'Past due 10/09/2025: the day before 16 months and 4 weeks after birth.',
      'To give: MMR.',
    ]);
  });

  test('Hib begun at 20 months', () => {
    const of = page(baby(['2026-01-12', '48'], ['2026-05-12', '48']));
    expect(of['dose 1 HIB']).toEqual([
      'Valid',
      'Old enough from 08/12/2025: 15 months after birth.',
      'Hib (PRP-T) is right for this dose.',
    ]);
    expect(of['dose 2 HIB']).toEqual(['Extra', 'The series was complete before: this dose was not needed.']);
    expect(of['HIB 1']).toEqual([
      'Complete',
      'By the start at 15 months 1-dose series: the only one that fits.',
      'Left out: 4 others (not for this age or these doses); 3 others (for a condition that is not on file).',
      'Complete: 1 dose counts, and no more is needed.',
    ]);
  });

  test('MMR, and varicella vaccine 20 days later', () => {
    const of = page(baby(['2025-05-20', '03'], ['2025-06-09', '21']));
    expect(of['dose 1 MMR']).toEqual([
      'Valid',
      'Old enough from 05/12/2025: 12 months after birth.',
      'MMR is right for this dose.',
    ]);
    expect(of['dose 2 VARICELLA']).toEqual([
      'Not valid',
      'Given 06/09/2025, before 06/17/2025, the earliest day that counts: 28 days after MMR of 05/20/2025, which is a live vaccine too.',
      'Old enough from 05/12/2025: 12 months after birth.',
      'Varicella is right for this dose.',
    ]);
    expect(of['VARICELLA 1']).toEqual([
      'Not Complete',
      'By the childhood 2-dose series: the usual one.',
      'Left out: 13+ 2-dose series (not for this age or these doses).',
      'Dose 1 of the series is next.',
      'Earliest 07/07/2025: 28 days after Varicella of 06/09/2025, a live vaccine (later than 12 months after birth, 05/12/2025; 28 days after MMR of 05/20/2025, a live vaccine, 06/17/2025).',
      'Recommended 07/07/2025: not before the earliest date (later than 12 months after birth, 05/12/2025).',
      'Past due 10/09/2025: the day before 16 months and 4 weeks after birth.',
      'To give: Varicella.',
    ]);
  });
});
