import { describe, expect, test } from 'vitest';
import { bodySites } from '../../../src/domain/codes/body-site.js';
import { routes } from '../../../src/domain/codes/route.js';
import { type DoseValues, immunizationFields } from '../../../src/domain/immunizations/immunization.js';
import { unusualDose } from '../../../src/domain/immunizations/usual-dose.js';
import { tradeNames } from '../../../src/domain/vaccines/trade-name.js';
import { vaccines } from '../../../src/domain/vaccines/vaccine.js';

const nothing = Object.fromEntries(immunizationFields.map((field) => [field, ''])) as DoseValues;
const [im, sc, oral, nasal, id] = ['C28161', 'C38299', 'C38288', 'C38284', 'C38238'];
const dose = (cvx: string, more: Partial<DoseValues> = {}): DoseValues => ({
  ...nothing,
  cvx,
  ...(more.amount && { unit: 'mL' }),
  ...more,
});
const asked = (given: DoseValues) =>
  Object.fromEntries(Object.entries(unusualDose(given)).map(([field, { text }]) => [field, text]));

describe('a dose as the package insert has it is not asked about (I5)', () => {
  test.each([
    ['165', { amount: '0.5', route: im, site: 'LD' }],
    ['165', { amount: '.5', route: im, site: 'LVL' }],
    ['03', { tradeName: 'M-M-R II', amount: '0.5', route: sc, site: 'LT' }],
    ['03', { tradeName: 'M-M-R II', amount: '0.5', route: im, site: 'RA' }],
    ['116', { amount: '2', route: oral, site: 'MO' }],
    ['119', { amount: '1.50', route: oral }],
    ['111', { amount: '0.2', route: nasal, site: 'BN' }],
    ['140', { amount: '0.25', route: im, site: 'RT' }],
    ['206', { amount: '0.1', route: id, site: 'LLFA' }],
    ['43', { amount: '1', route: im }],
    ['08', { amount: '10', unit: 'ug' }],
    ['174', { amount: '100', route: oral }],
    ['25', { amount: '1', unit: '{capsule}', route: oral, site: 'MO' }],
    ['87', { amount: '250', route: 'C38276' }],
    ['86', { amount: '5', route: im, site: 'LG' }],
    ['34', { amount: '3', route: im, site: 'RLFA' }],
    ['213', { amount: '0.3', route: im, site: 'LD' }],
    ['115', {}],
  ])('%s %j', (cvx, more) => expect(asked(dose(cvx, more))).toEqual({}));
});

describe('a dose that cannot be, or hardly, is asked about, at its field (I5)', () => {
  test.each([
    [
      '165',
      { tradeName: 'Gardasil 9', amount: '500' },
      'amount',
      '500 mL is not usual for HPV9 [Gardasil 9]: usually 0.5 mL.',
    ],
    ['165', { amount: '5' }, 'amount', '5 mL is not usual for HPV9: usually 0.5 mL.'],
    ['45', { amount: '0.25' }, 'amount', 'usually 0.5 or 1 or 2 mL'],
    ['165', { amount: '1', unit: '{tablet}' }, 'amount', '1 tablet is not usual for HPV9: usually 0.5 mL.'],
    ['86', { amount: '500' }, 'amount', '500 mL is not usual for IG.'],
    ['213', { amount: '500' }, 'amount', '500 mL is not usual for COVID-19, unspecified.'],
    ['165', { route: oral, site: 'MO' }, 'route', 'Oral is not usual for HPV9: usually Intramuscular.'],
    ['187', { route: sc }, 'route', 'Subcutaneous is not usual for Zoster recombinant: usually Intramuscular.'],
    ['03', { tradeName: 'Priorix', route: im }, 'route', 'usually Subcutaneous'],
    ['115', { route: im, site: 'MO' }, 'site', 'Mouth is not usual for Tdap given by the route Intramuscular.'],
    ['115', { site: 'MO' }, 'site', 'Mouth is not usual for Tdap given by the route Intramuscular.'],
    ['115', { route: im, site: 'LG' }, 'site', 'Left Gluteus Medius is not usual for Tdap'],
    ['116', { site: 'LD' }, 'site', 'Left Deltoid is not usual for Rotavirus, pentavalent given by the route Oral.'],
    ['213', { route: im, site: 'LN' }, 'site', 'Left Naris is not usual for COVID-19, unspecified'],
  ])('%s %j', (cvx, more, field, text) => {
    const questions = asked(dose(cvx, more));
    expect(Object.keys(questions)).toEqual([field]);
    expect(questions[field]).toContain(text);
    expect(questions[field]).toMatch(/ Was it given so\?$/);
  });
});

test('an answer stands for exactly its dose: another amount, product or site is asked about anew', () => {
  const ids = [
    unusualDose(dose('165', { amount: '500' })).amount?.id,
    unusualDose(dose('165', { amount: '50' })).amount?.id,
    unusualDose(dose('115', { amount: '500' })).amount?.id,
  ];
  expect(new Set(ids).size).toBe(3);
});

test('every product can be given: some route, site and volume of it is not asked about', () => {
  const ways = routes.flatMap(({ code: route }) => bodySites.map(({ code: site }) => ({ route, site })));
  const products = [
    ...vaccines.map(({ cvx }) => ({ cvx, tradeName: '' })),
    ...tradeNames.map(({ cvx, name }) => ({ cvx, tradeName: name })),
  ];
  for (const { cvx, tradeName } of products)
    expect(
      ways.some((way) => Object.keys(unusualDose(dose(cvx, { tradeName, ...way }))).length === 0),
      `${cvx} ${tradeName}`,
    ).toBe(true);
});
