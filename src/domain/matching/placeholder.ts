import { nameKey } from '../text/name.js';

/** Words in the place of a newborn's or an unknown name. */
const telling = new Set(
  `BABY BB BBOY BG BGIRL INFANT NEWBORN NB NBB NBG TWIN TWINA TWINB TWIN1 TWIN2 TRIPLET TRIPLETA TRIPLETB TRIPLETC TRIPLET1 TRIPLET2
  TRIPLET3 QUADRUPLET BABYA BABYB FETUS UNKNOWN UNK UNNAMED NONAME NOFIRSTNAME NOTNAMED NFN FNU NMN TBD TEST TESTING ZZTEST`.split(
    /\s+/,
  ),
);
/** Words beside them: for the gender, and for one of several. */
const besides = new Set('BOY GIRL MALE FEMALE M F A B C D 1 2 3 4 OF NO NAME YET NOT GIVEN'.split(' '));
/** Whatever follows is the mother's name, also where she is not on file. */
const newborn = /^(?:BABY|INFANT|NEWBORN)(?:BOY|GIRL|MALE|FEMALE)/;
const male = /^(?:BABY|INFANT|NEWBORN)?(?:BOY|MALE)|^(?:M|BB|BBOY|NBB)$/;
const female = /^(?:BABY|INFANT|NEWBORN)?(?:GIRL|FEMALE)|^(?:F|BG|BGIRL|NBG)$/;
const oneOfSeveral = /^(?:TWIN|TRIPLET|(?:BABY|INFANT|NEWBORN)(?:BOY|GIRL|MALE|FEMALE)?)?([A-D1-4])$/;

/** Almost every name has none of these in it, and needs no further look. */
const hint = /bab|bb|bg|bo?y|girl|infant|newborn|nb|twin|triplet|quad|fetus|unk|unn|name|nfn|fnu|nmn|tbd|test/i;

type Named = { readonly firstName: string; readonly motherFirst?: string; readonly motherMaidenLast?: string };

/** The facts in a placeholder: the gender, and which of several born together (A to D). Empty for an unknown one. */
export type Placeholder = { readonly gender: '' | 'M' | 'F'; readonly which: string };

const wordsOf = (name: string) =>
  name
    .split(/[^\p{L}\p{M}\p{N}'’ʼ]+/u)
    .map(nameKey)
    .filter(Boolean);

/**
 * Reads a first name that is none (C3): BABY BOY, BABYGIRL, TWIN A, INFANT, UNKNOWN, TEST, also with the mother's name
 * in it, as in BABY BOY MARIA or MARIA'S GIRL. Undefined for a name, and where there is nothing at all.
 */
export function placeholderOf({ firstName, motherFirst = '', motherMaidenLast = '' }: Named): Placeholder | undefined {
  if (!hint.test(firstName)) return undefined;
  const words = wordsOf(firstName);
  const mothers = new Set(wordsOf(`${motherFirst} ${motherMaidenLast}`).flatMap((word) => [word, `${word}S`]));
  const rest = words.filter((word) => !mothers.has(word));
  const hers = rest.length < words.length && rest.some((word) => /^(?:BOY|GIRL)$/.test(word));
  const isNone =
    rest.every((word) => telling.has(word) || besides.has(word)) && (hers || rest.some((word) => telling.has(word)));
  if (!isNone && !newborn.test(nameKey(firstName))) return undefined;
  const [, which = ''] = rest.map((word) => oneOfSeveral.exec(word)).find(Boolean) ?? [];
  return {
    gender: rest.some((word) => male.test(word)) ? 'M' : rest.some((word) => female.test(word)) ? 'F' : '',
    which: which.replace(/\d/, (n) => ' ABCD'.charAt(Number(n))),
  };
}

/** True if a last name says only that nobody knows it. */
export const isNoLastName = (lastName: string) =>
  /^(?:UNKNOWN|UNK|NONAME|NOLASTNAME|LNU|TEST|TESTING|ZZTEST)$/.test(nameKey(lastName));
