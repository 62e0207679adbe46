import { clean } from './text.js';

/** Letters that Unicode does not take apart into a base letter and an accent. */
const unfolded: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ı: 'i',
  ħ: 'h',
  ŋ: 'ng',
  ĸ: 'k',
  ŧ: 't',
};

/**
 * What a name is compared by: accents, case, apostrophes, hyphens and spaces gone (C2), so that O'Neil and ONEIL,
 * García and GARCIA are the same. Letters of other scripts and digits stay.
 */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[łøđðþæœßıħŋĸŧ]/g, (letter) => unfolded[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}

const particles = new Set(
  'A AL BIN BINT D DA DAS DE DEL DELA DELLA DEN DER DES DI DO DOS DU EL IBN LA LAS LE LOS MAC MC O SAN SANTA ST TEN TER VAN VON Y ZU'.split(
    ' ',
  ),
);

/**
 * The names that a compound one is also asked for by, as keys: JONES and SMITH of Smith-Jones, DELACRUZ and CRUZ of
 * García de la Cruz besides GARCIA. Empty for a name of one word.
 */
export function namePartKeys(name: string): string[] {
  const words = name
    .split(/[\s\p{Pd}]+/u)
    .map(nameKey)
    .filter(Boolean);
  const parts = new Set<string>();
  let before = '';
  for (const word of words.slice(0, 6)) {
    if (particles.has(word)) {
      before += word;
      continue;
    }
    if (word.length > 1) parts.add(word);
    if (before) parts.add(before + word);
    before = '';
  }
  parts.delete(nameKey(name));
  return words.length > 1 ? [...parts] : [];
}

/** A typed text as it is kept: cleaned, Unicode NFC, no space at the ends, one space between words. */
export function tidy(typed: string): string {
  // Most of what is typed is tidy.
  if (/^(?:[!-~]+(?: [!-~]+)*)?$/.test(typed)) return typed;
  return clean(typed).normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}

/** Whether every character of a tidied text can be shown: no control characters, no half of a surrogate pair. */
export function isShowable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\uFFFD]/u.test(text);
}

/** Whether a text has more characters than so many, as people count them. */
export function isLonger(text: string, most: number): boolean {
  // Never more characters than units: almost every text is told by that.
  return text.length > most && [...text].length > most;
}

/** DON QUINCY DUCK JR: the parts given, in the order they are said. */
export function fullName(name: {
  firstName: string;
  middleName?: string;
  lastName: string;
  nameSuffix?: string;
}): string {
  return [name.firstName, name.middleName, name.lastName, name.nameSuffix].filter(Boolean).join(' ');
}

/** DUCK, DON QUINCY JR: as lists and headings show it. */
export function listedName(name: {
  firstName: string;
  middleName?: string;
  lastName: string;
  nameSuffix?: string;
}): string {
  const given = [name.firstName, name.middleName, name.nameSuffix].filter(Boolean).join(' ');
  return given ? `${name.lastName}, ${given}` : name.lastName;
}
