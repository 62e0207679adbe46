import fc from 'fast-check';
import '../support/setup/chance.js';
import { expect, test } from 'vitest';
import { isNoAddress, zipFault } from '../../src/domain/clients/address.js';
import { merge } from '../../src/domain/edits/merge.js';
import { nameKey } from '../../src/domain/text/name.js';
import { phoneFault, showPhone } from '../../src/domain/text/phone.js';

test.each([
  ["O'Neil", 'ONEIL'],
  ['García', 'GARCIA'],
  ['Smith-Jones', 'SMITHJONES'],
  ['de la Cruz', 'DELACRUZ'],
  ['Nguyễn', 'NGUYEN'],
  ['Bjørnstad', 'BJORNSTAD'],
  ['Łukasz', 'LUKASZ'],
  ['Groß', 'GROSS'],
  ['Ǽsir', 'AESIR'],
  ['Ǿrsted', 'ORSTED'],
])('%s is found as %s (C2)', (name, key) => expect(nameKey(name)).toBe(key));

test('case, spaces, hyphens and apostrophes never matter (C2)', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Za-zÀ-ÖØ-ö]{1,20}$/),
      fc.constantFrom(' ', '-', "'", '’', '.'),
      fc.nat(20),
      (name, sign, at) => {
        const spaced = `${name.slice(0, at)}${sign}${name.slice(at)}`;
        expect(nameKey(spaced)).toBe(nameKey(name));
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      },
    ),
  );
});

test.each([
  'needs update',
  'NEEDS UPDATE!!',
  'Needs-Update',
  'bad address',
  'Bad Address bad address',
  'undeliverable',
  'UNKNOWN',
  'unknown unknown unknown',
  'moved',
  '(moved)',
  'XXXX',
  'n/a',
])('"%s" is no address (C7)', (text) => expect(isNoAddress(text)).toBe(true));

test.each([
  '123 1ST ST SE',
  'MOVED RIVER RD 5',
  '14 UNKNOWN SOLDIER WAY',
  'BAD AXE',
  'GENERAL DELIVERY',
  'UPDATE LN 4',
  '',
])('"%s" may be one (C7)', (text) => {
  expect(isNoAddress(text)).toBe(false);
});

test.each([
  '1111111111',
  '000-000-0000',
  '(555) 555-5555',
  '0123456789',
  '1234567890',
  '9876543210',
  '0987654321',
  '111 222 3333',
  '651-211-1234',
  '651-012-3456',
  '+1 999 999 9999',
])('the phone %s is refused (C8)', (typed) => expect(phoneFault(typed)).toContain('is not a working number'));

test.each([
  '651-201-4629',
  '(651) 201-4629',
  '+1 651 201 4629',
  '6512014629',
  '612-722-2222',
  '218-755-5555',
  '651-234-5678',
])('the phone %s is taken, a run inside it too (C8)', (typed) => {
  expect(phoneFault(typed)).toBeUndefined();
});

test('phones are shown as 555-555-5555, and what is none as it is (C8)', () => {
  expect(showPhone('6512014629')).toBe('651-201-4629');
  expect(showPhone('ask the mother')).toBe('ask the mother');
});

test('a ZIP is held against its state (C7)', () => {
  expect(zipFault('55112', 'MN')).toBeUndefined();
  expect(zipFault('55112-0001', 'MN')).toBeUndefined();
  expect(zipFault('55112', 'WI')).toContain('MINNESOTA');
  expect(zipFault('55112', '')).toBeUndefined();
  expect(zipFault('5511', 'MN')).toContain('five digits');
});

test('a merge loses no field and overwrites none unseen (C21)', () => {
  const value: fc.Arbitrary<string> = fc.constantFrom('', 'a', 'b', 'c');
  const record = fc.record({ name: value, street: value, city: value });
  const groups = [['name'], ['street', 'city']] as const;
  const which = fc.record({ name: fc.boolean(), street: fc.boolean() });
  fc.assert(
    fc.property(record, record, record, which, (base, text, theirs, typed) => {
      const own = {
        ...(typed.name && { name: text.name }),
        ...(typed.street && { street: text.street, city: text.city }),
      };
      const mine = { ...base, ...own };
      const { merged, clashes } = merge<'name' | 'street' | 'city'>(groups, own, base, mine, theirs, new Set());
      for (const group of groups) {
        const pick = (from: typeof base) => group.map((field) => from[field]).join();
        const [b, m, t] = [pick(base), pick(mine), pick(theirs)];
        const clash = clashes.some((fields) => fields[0] === group[0]);
        expect(clash).toBe(typed[group[0]] && b !== t && m !== t);
        if (!clash) expect(pick(merged)).toBe(typed[group[0]] ? m : t);
      }
    }),
  );
});
