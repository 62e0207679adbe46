import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../../support/setup/chance.js';
import { lotsOf, type StockDose } from '../../../src/domain/immunizations/stock.js';

const today = '2026-11-22';
const product = { cvx: '03', tradeName: 'M-M-R II', mvx: 'MSD' };
const dose = fc.record({
  cvx: fc.constantFrom('03', '21'),
  tradeName: fc.constantFrom('M-M-R II', 'Priorix'),
  mvx: fc.constant('MSD'),
  lot: fc.constantFrom('', 'A', 'B', 'C'),
  lotExpiresOn: fc.constantFrom('', '2026-11-21', today, '2027-05-31'),
  visOn: fc.constant(''),
  used: fc.integer({ min: 1, max: 3 }),
});

test('of whatever was given, an expired lot is never offered, and the least used of those with a date comes first', () => {
  fc.assert(
    fc.property(fc.array(dose, { maxLength: 30 }), (doses) => {
      const of = (lot: string) =>
        doses.filter((one) => one.lot === lot && one.cvx === '03' && one.tradeName === 'M-M-R II') as StockDose[];
      const lots = lotsOf({ given: doses, lots: [] }, product, today);
      for (const { lot } of lots) {
        expect(lot).not.toBe('');
        for (const { lotExpiresOn } of of(lot)) if (lotExpiresOn) expect(lotExpiresOn >= today).toBe(true);
      }
      const dated = lots.filter(({ lotExpiresOn }) => lotExpiresOn);
      expect(lots.slice(0, dated.length)).toEqual(dated);
      const used = dated.map(({ lot }) => of(lot).reduce((sum, one) => sum + one.used, 0));
      expect(used).toEqual(used.toSorted((a, b) => a - b));
      const expired = (lot: string) => of(lot).some(({ lotExpiresOn }) => lotExpiresOn && lotExpiresOn < today);
      expect(lots.map(({ lot }) => lot).sort()).toEqual(
        ['A', 'B', 'C'].filter((lot) => of(lot).length > 0 && !expired(lot)),
      );
    }),
  );
});
