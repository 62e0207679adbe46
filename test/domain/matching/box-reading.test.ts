import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import { readBox, valuesInWords } from '../../../src/domain/matching/box-reading.js';
import { readCriteria } from '../../../src/domain/matching/search.js';

const today = '2026-11-26';
const wordsOf = (typed: string) => readBox(typed, today).map(({ values }) => valuesInWords(values));

test.each([
  ['DUCK, DON 01/02/2015', 'last name DUCK, first name DON, born 01/02/2015'],
  ['duck,don', 'last name DUCK, first name DON'],
  ['Duck/Don 1-2-2015', 'last name DUCK, first name DON, born 01/02/2015'],
  ['don duck', 'last name DUCK, first name DON'],
  ['01022015 don duck', 'last name DUCK, first name DON, born 01/02/2015'],
  ['2015-01-02 Don Duck', 'last name DUCK, first name DON, born 01/02/2015'],
  ['don duck dob: 1/2/15', 'last name DUCK, first name DON, born 01/02/2015'],
  ['don duck 1.2.27', 'last name DUCK, first name DON, born 01/02/1927'],
  ['Don Duck, born Jan 2, 2015', 'last name DUCK, first name DON, born 01/02/2015'],
  ['don duck 2 jan 2015', 'last name DUCK, first name DON, born 01/02/2015'],
  ['don duck 21/9/2009', 'last name DUCK, first name DON, born 09/21/2009'],
  ['don duck 2015', 'last name DUCK, first name DON, born 2015'],
  ['don duck 1/2015', 'last name DUCK, first name DON, born 01/2015'],
  ['don duck 9/21', 'last name DUCK, first name DON, born 09/21'],
  ['don quincy duck', 'last name DUCK, first name DON, middle name QUINCY'],
  ['Duck, Don jr.', 'last name DUCK, first name DON'],
  ['june may 2/1/2015', 'last name MAY, first name JUNE, born 02/01/2015'],
  ['(651) 201-4629', 'phone 651-201-4629'],
  ['+1 651.201.4629 rainbow', 'last name RAINBOW, phone 651-201-4629'],
  ['201-4629', 'phone 201-4629'],
  ['6512014629', 'phone 651-201-4629'],
  ['MIIC ID: 6714871', 'MIIC ID 6714871'],
  ['miic 6714871', 'MIIC ID 6714871'],
  ['14883406', 'MIIC ID 14883406'],
  ['chart no. R-7', 'chart number R-7'],
  ['V-1', 'chart number V-1'],
  ['9/21/2009', 'born 09/21/2009'],
  ['Nguyễn, Dũng', 'last name NGUYỄN, first name DŨNG'],
  ["O'Brien, Mary-Kate", "last name O'BRIEN, first name MARY-KATE"],
  ['born, max', 'last name BORN, first name MAX'],
])('%s is understood as: %s', (typed, words) => expect(wordsOf(typed)[0]).toBe(words));

test.each([
  ['6714871', ['phone 671-4871', 'MIIC ID 6714871', 'chart number 6714871']],
  ['01022015', ['MIIC ID 01022015', 'chart number 01022015', 'born 01/02/2015']],
  ['duck', ['last name DUCK', 'first name DUCK']],
])('%s may be several things', (typed, all) => expect(wordsOf(typed)).toEqual(all));

test.each(['', '  ', '---', ', /'])('"%s" is nothing to search by', (typed) =>
  expect(readBox(typed, today)).toEqual([]),
);

const name = fc
  .stringMatching(/^[A-Z][a-z]{2,8}$/)
  .filter(
    (text) =>
      !/^(born|chart|mrn|phone|tel|miic|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(text) &&
      !/^iii$/i.test(text),
  );
const born = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

test('a name and a birth date are found in whatever order they stand, however the date is written', () => {
  const writings = [
    (y: string, m: string, d: string) => `${m}/${d}/${y}`,
    (y: string, m: string, d: string) => `${Number(m)}-${Number(d)}-${y}`,
    (y: string, m: string, d: string) => `${m}${d}${y}`,
    (y: string, m: string, d: string) => `${y}-${m}-${d}`,
    (y: string, m: string, d: string) => `${m}.${d}.${y}`,
  ];
  fc.assert(
    fc.property(
      name,
      name,
      born,
      fc.constantFrom(...writings),
      fc.boolean(),
      fc.boolean(),
      (last, first, day, write, comma, dayFirst) => {
        const [y = '', m = '', d = ''] = day.split('-');
        const who = comma ? `${last}, ${first}` : `${first} ${last}`;
        const text = dayFirst ? `${write(y, m, d)} ${who}` : `${who} ${write(y, m, d)}`;
        expect(readBox(text, today)[0]?.values).toMatchObject({
          lastName: last,
          firstName: first,
          birthDate: `${m}/${d}/${y}`,
        });
      },
    ),
  );
});

test('whatever is typed, each way to understand it is few fields of the search, and none is more than the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^[a-z0-9 ,/.-]{0,40}$/)), (text) => {
      const readings = readBox(text, today);
      expect(readings.length).toBeLessThan(100);
      for (const { values } of readings) {
        readCriteria(values);
        expect(valuesInWords(values)).not.toBe('');
      }
    }),
  );
});
