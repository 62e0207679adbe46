import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../../support/setup/chance.js';
import { beginVisit, fillLine, letGo, lotsOf, type StockDose } from '../../../src/domain/immunizations/stock.js';

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

const stock = { lots: [], given: [{ ...product, lot: 'OURS', lotExpiresOn: '2027-05-31', visOn: '', used: 1 }] };
const setting = { birthDate: '2015-02-14', today, stock };
const begun = beginVisit(today, { orderedBy: 'Dr. Moe', administeredBy: 'Nora Lind' });
const filled = fillLine({ ...begun, vaccine1: '03:M-M-R II' }, 1, setting);

test.each([
  ['11/22/2026', true],
  ['11/15/2026', true],
  ['11/14/2026', false],
  ['06/20/2016', false],
  ['', true],
  ['11/2', true],
  ['12/01/2026', true],
])('of a visit on "%s" what the form began with holds: %s', (givenOn, holds) => {
  const after = letGo({ ...filled, givenOn }, today);
  const { source, orderedBy, administeredBy, lot1, lotExpiresOn1 } = after;
  const ours = ['00', 'Dr. Moe', 'Nora Lind', 'OURS', '05/31/2027'];
  expect([source, orderedBy, administeredBy, lot1, lotExpiresOn1]).toEqual(holds ? ours : ['', '', '', '', '']);
  expect(after.vaccine1).toBe('03:M-M-R II');
});

test('what is chosen or typed after that, or beside it, stays; nothing is let go twice, and nothing of today filled in', () => {
  const old = { ...filled, givenOn: '06/20/2016', administeredBy: 'RN K MOE', lot1: 'THEN', lotExpiresOn1: '01/2017' };
  const once = letGo(old, today);
  expect(once).toMatchObject({ source: '', administeredBy: 'RN K MOE', lot1: 'THEN', lotExpiresOn1: '01/2017' });
  const chosen = { ...once, source: '00', orderedBy: 'Dr. Moe' };
  expect(letGo(chosen, today)).toEqual(chosen);
  expect(fillLine(chosen, 1, setting)).toEqual(chosen);
  const elsewhere = letGo({ ...filled, source: '02' }, today);
  expect(elsewhere).toMatchObject({ source: '02', administeredBy: '', lot1: '', givenOn: '11/22/2026' });
});

test('a visit that is gone on with weeks later keeps what it was filled in with: its day is told from where the form began', () => {
  expect(letGo(filled, '2026-12-20')).toEqual(filled);
  const moved = letGo({ ...filled, givenOn: '11/14/2026', lot1: 'THEN' }, '2026-12-20');
  expect(moved, 'of a day long before that').toMatchObject({ source: '', administeredBy: '', lot1: 'THEN' });
});
