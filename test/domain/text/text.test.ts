import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import { clean } from '../../../src/domain/text/clean.js';
import { tidy } from '../../../src/domain/text/name.js';

test.each([
  ['a zero-width space', 'DU\u200BCK', 'DUCK'],
  ['a mark of direction', '\u202ADUCK\u202C', 'DUCK'],
  ['an isolate', '\u2068RIVER\u2069', 'RIVER'],
  ['a word joiner', 'nora\u2060', 'nora'],
  ['a byte order mark', '\uFEFFDUCK', 'DUCK'],
  ['a soft hyphen', 'Lind\u00ADgren', 'Lindgren'],
  ['a filler', 'DUCK\u3164', 'DUCK'],
  ['a joiner in Latin', 'DU\u200DCK', 'DUCK'],
  ['a hyphen that does not break', 'Smith\u2011Jones', 'Smith-Jones'],
  ['a minus', 'Smith\u2212Jones', 'Smith-Jones'],
  ['an en dash', '12\u201314 Elm St', '12-14 Elm St'],
])('%s is not kept', (_, typed, kept) => expect(clean(typed)).toBe(kept));

test.each([
  ['a joiner of Persian', 'علی\u200Cرضا'],
  ['a joiner of Sinhala', 'ශ්\u200Dරී'],
  ['a variant of a Han letter', '葛\u{E0100}城'],
  ['accents typed apart', 'Jose\u0301'],
  ['signs of Devanagari', 'मीना'],
  ['lines and tabs', 'one\r\ntwo\tthree'],
  ['a dash in a sentence', 'gone — to Texas'],
])('%s is kept', (_, typed) => expect(clean(typed)).toBe(typed));

test('nothing is left to clean after cleaning, and a tidied text stays as it is', () => {
  const sign = fc.constantFrom(
    '\u034F',
    '\u3164',
    '\u200B',
    '\u200C',
    '\u200D',
    '\u202E',
    '\uFE0F',
    '\uFEFF',
    '\u00AD',
    '\u2011',
    ' ',
    '\u00A0',
  );
  const text = fc.array(
    fc.oneof(sign, fc.string({ unit: 'grapheme', maxLength: 3 }), fc.constantFrom('ع', 'श्', 'a', '葛')),
  );
  fc.assert(
    fc.property(text, (parts) => {
      const typed = parts.join('');
      expect(clean(clean(typed))).toBe(clean(typed));
      expect(tidy(tidy(typed))).toBe(tidy(typed));
    }),
  );
});
