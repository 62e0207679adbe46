import { expect, test } from 'vitest';
import { immunizationFields } from '../../../src/domain/immunizations/immunization.js';
import { unusualDose } from '../../../src/domain/immunizations/usual-dose.js';
import { tradeNames } from '../../../src/domain/vaccines/trade-name.js';
import { usualGiving } from '../../../src/domain/vaccines/usual-use.js';

const named = (tradeName: string) =>
  tradeNames.find(({ name }) => name === tradeName) ?? { name: '', cvx: '', mvx: '' };

test.each([
  ['Pediarix', 2, 'left', '0.5', 'C28161', 'LT'],
  ['Pediarix', 2, 'right', '0.5', 'C28161', 'RT'],
  ['Infanrix', 35, 'left', '0.5', 'C28161', 'LT'],
  ['Infanrix', 36, 'left', '0.5', 'C28161', 'LD'],
  ['M-M-R II', 11, 'left', '0.5', 'C38299', 'LT'],
  ['M-M-R II', 12, 'right', '0.5', 'C38299', 'RA'],
  ['RotaTeq', 2, 'left', '2', 'C38288', 'MO'],
  ['FluMist', 60, 'left', '0.2', 'C38284', 'BN'],
  ['Fluarix', 7, 'left', '0.5', 'C28161', 'LT'],
  ['Afluria multi-dose', 7, 'left', '0.25', 'C28161', 'LT'],
  ['Ixiaro', 35, 'left', '0.25', 'C28161', 'LT'],
  ['Ixiaro', 36, 'left', '0.5', 'C28161', 'LD'],
  ['Havrix adult', 400, 'right', '1', 'C28161', 'RD'],
  ['Vaxchora', 80, 'left', '100', 'C38288', 'MO'],
  ['BioThrax of nobody', 80, 'left', '', '', ''],
] as const)('%s at %i months, %s: %s mL, %s, %s', (name, months, side, amount, route, site) => {
  const { cvx } = named(name);
  expect(usualGiving({ cvx, tradeName: name }, months, side)).toEqual({ amount, route, site });
});

test('what is usual of any product at any age is never asked about', () => {
  const nothing = Object.fromEntries(immunizationFields.map((field) => [field, '']));
  for (const { name, cvx } of tradeNames)
    for (const months of [0, 2, 6, 11, 12, 24, 35, 36, 72, 216, 800])
      for (const side of ['left', 'right'] as const) {
        const usual = usualGiving({ cvx, tradeName: name }, months, side);
        const given = { ...nothing, cvx, tradeName: name, ...usual, unit: usual.amount && 'mL' };
        expect(unusualDose(given as Parameters<typeof unusualDose>[0]), `${name} at ${months}`).toEqual({});
      }
});
