// What CDC's cases do not try, by people made up for it.
import { describe, expect, it } from 'vitest';
import { letter, readings } from '../../src/forecast/readings.js';
import { assessed, first, outcomes, statuses, worth } from '../support/forecast/assessed.js';

const today = { assessmentDate: '2026-02-16' };

describe('equivalent series groups (Table 8-14)', () => {
  const diabetic = { birthDate: '1960-01-10', observations: ['014'], ...today };

  it('a complete standard series makes the equivalent risk series needless', () => {
    const infant = { birthDate: '2020-01-10', observations: ['002'], ...today };
    const doses = [
      ['48', '2020-03-10'],
      ['48', '2020-05-10'],
      ['48', '2020-07-10'],
      ['48', '2021-02-10'],
    ] as const;
    const assessment = assessed({ ...infant, doses });
    expect(statuses(assessment, 'HIB')).toEqual(['Standard: Complete']);
    const risk = first(assessment, 'HIB').series[0]?.considered.find(
      ({ series }) => series === 'Hib risk 1-dose series',
    );
    expect(risk?.why).toMatchObject({ rule: 'Table 8-14', outcome: 'equivalentSeriesComplete' });
    expect(statuses(assessed({ ...infant, doses: [] }), 'HIB')).not.toContain('Standard: Not Complete');
  });

  it('a risk series takes the place of the equivalent standard one', () => {
    const assessment = assessed(diabetic);
    expect(statuses(assessment, 'HEPB')).toEqual(['Risk: Not Complete']);
    expect(first(assessment, 'HEPB').series[0]?.considered.map(({ why }) => why.outcome)).toContain(
      'equivalentRiskSeries',
    );
  });

  it('without the condition the standard series stands', () =>
    expect(statuses(assessed({ ...diabetic, observations: [] }), 'HEPB')).toEqual(['Standard: Not Complete']));
});

describe('products (6.8)', () => {
  const teen = { birthDate: '2012-01-05', ...today };
  const two = (more: object) => ({
    ...teen,
    doses: [
      { cvx: '43', givenOn: '2024-03-01', ...more },
      { cvx: '43', givenOn: '2024-08-01', ...more },
    ],
  });

  it.each([
    ['the manufacturer', { mvx: 'MSD' }],
    ['the manufacturer, however the trade name is spelled', { mvx: 'MSD', tradeName: 'Recombivax HB adult' }],
    ['the trade name, where no manufacturer is on file', { tradeName: 'Recombivax Adult' }],
  ])('two doses of one product complete the series of that product: told by %s', (_, product) =>
    expect(statuses(assessed(two(product)), 'HEPB')).toEqual(['Standard: Complete']),
  );

  it.each([
    ['another manufacturer', { mvx: 'SKB' }],
    ['another trade name', { tradeName: 'Engerix-B adult' }],
    ['nothing to tell it by', {}],
  ])('they do not of %s', (_, product) => expect(first(assessed(two(product)), 'HEPB').number).toBe(3));

  it('a volume below the usual is remarked, and counts', () => {
    const doses = [
      { cvx: '83', givenOn: '2013-02-01', volume: 0.25 },
      { cvx: '83', givenOn: '2013-09-01', volume: 0.5 },
    ];
    const assessment = assessed({ ...teen, doses });
    expect(worth(assessment, '1', 'HEPA').status).toBe('valid');
    expect(outcomes(assessment, '1', 'HEPA')).toContain('volumeTooLow');
    expect(outcomes(assessment, '2', 'HEPA')).not.toContain('volumeTooLow');
  });
});

describe('what a vaccine counts for by age', () => {
  const doses = [['121', '2020-06-01']] as const;

  it('live zoster is a varicella dose before 50 years, and a zoster dose from that birthday on', () => {
    const before = assessed({ birthDate: '1970-06-02', doses, ...today });
    expect(before.doses[0]?.groups.map(({ group }) => group)).toEqual(['VARICELLA']);
    const after = assessed({ birthDate: '1970-06-01', doses, ...today });
    expect(after.doses[0]?.groups.map(({ group }) => group)).toEqual(['ZOSTER']);
  });
});

describe('immunity by birth (7.2)', () => {
  const born = (birthDate: string, birthCountry?: string, observations: readonly string[] = []) =>
    assessed({ birthDate, ...(birthCountry ? { birthCountry } : {}), observations, ...today });

  it('holds for varicella of those born in the United States before 1980', () => {
    expect(first(born('1979-12-31', 'USA'), 'VARICELLA')).toMatchObject({ status: 'Immune' });
    expect(first(born('1979-12-31', 'USA'), 'VARICELLA').series[0]?.why).toMatchObject({
      outcome: 'immuneByBirthDate',
      limit: '1980-01-01',
    });
    expect(first(born('1980-01-01', 'USA'), 'VARICELLA').status).toBe('Not Complete');
  });

  it('not of those born elsewhere, or nobody knows where', () => {
    expect(first(born('1979-12-31', 'MEX'), 'VARICELLA').status).toBe('Not Complete');
    expect(first(born('1979-12-31'), 'VARICELLA').status).toBe('Not Complete');
  });

  it('nor where an exclusion stands against it, as of health care personnel', () =>
    expect(statuses(born('1979-12-31', 'USA', ['055']), 'VARICELLA')).toContain('Standard: Not Complete'));

  it('for measles wherever one was born before 1957', () =>
    expect(first(born('1956-12-31', 'MEX'), 'MMR').series[0]?.status).toBe('Immune'));
});

describe('what is wrong with a dose itself (6.1)', () => {
  const child = { birthDate: '2024-01-10', ...today };
  const expired = (lotExpiresOn: string) =>
    assessed({
      ...child,
      doses: [
        { cvx: '03', givenOn: '2025-02-01', lotExpiresOn },
        { cvx: '03', givenOn: '2025-02-10' },
      ],
    });

  it('a lot is good on its last day, and not on the next', () => {
    expect(worth(expired('2025-02-01'), '1', 'MMR').status).toBe('valid');
    const assessment = expired('2025-01-31');
    expect(worth(assessment, '1', 'MMR').status).toBe('substandard');
    expect(worth(assessment, '1', 'MMR').evaluations[0]?.reasons).toEqual([
      { rule: 'CALCDTLOTEXP-1', outcome: 'lotExpired', limit: '2025-01-31' },
    ]);
  });

  it('a dose that does not count is no reference for the wait, but a live vaccine all the same', () => {
    expect(outcomes(expired('2025-01-31'), '2', 'MMR')).toEqual(['liveVirusConflict', 'age', 'preferableVaccine']);
    const recalled = assessed({
      ...child,
      doses: [
        { cvx: '83', givenOn: '2025-02-01', substandard: 'recalled' },
        { cvx: '83', givenOn: '2025-02-10' },
      ],
    });
    expect(worth(recalled, '1', 'HEPA').status).toBe('substandard');
    expect(worth(recalled, '2', 'HEPA').status).toBe('valid');
  });

  it('a dose before the birth is kept out and named', () => {
    const assessment = assessed({
      ...child,
      doses: [
        ['03', '2023-12-31'],
        ['19', '2024-02-01'],
        ['37', '2025-02-01'],
      ],
    });
    expect(assessment.doses.map(({ id, notEvaluated }) => [id, notEvaluated])).toEqual([
      ['1', 'beforeBirth'],
      ['2', 'noAntigen'],
      ['3', 'noSeries'],
    ]);
    expect(first(assessment, 'MMR').number).toBe(1);
  });
});

describe('live vaccines (6.7)', () => {
  const child = { birthDate: '2024-01-10', ...today };
  const apart = (second: string) =>
    assessed({
      ...child,
      doses: [
        ['03', '2025-02-01'],
        ['21', second],
      ],
    });

  it('stand in no way of each other on one day', () =>
    expect(worth(apart('2025-02-01'), '2', 'VARICELLA').status).toBe('valid'));

  it('the second of two within 28 days does not count, and the next waits from it', () => {
    const assessment = apart('2025-02-21');
    expect(worth(assessment, '2', 'VARICELLA').status).toBe('not valid');
    expect(worth(assessment, '2', 'VARICELLA').evaluations[0]?.reasons[0]).toEqual({
      rule: 'CALCDTCONFLICT-2',
      outcome: 'liveVirusConflict',
      limit: '2025-03-01',
      from: '2025-02-01',
      value: '28 days',
      by: '1',
    });
    expect(worth(apart('2025-03-01'), '2', 'VARICELLA').status).toBe('valid');
  });
});

describe('readings', () => {
  const child = { birthDate: '2011-02-02', assessmentDate: '2011-05-01', observations: ['079'] };

  it('where pertussis must not be given, diphtheria and tetanus go on', () => {
    const goesOn = first(assessed(child, { readings }), 'DTAP');
    const stops = first(assessed(child, { readings: letter }), 'DTAP');
    expect([goesOn.status, stops.status]).toEqual(['Not Complete', 'Contraindicated']);
    expect(goesOn.contraindicated).toEqual(['Pertussis']);
  });
});
