import { clean } from './clean.js';

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

/** Neither a letter nor a digit, nor a mark on one; marks on a sign go with it. */
const separators = /[^\p{L}\p{N}\p{M}\p{Default_Ignorable_Code_Point}]\p{M}*|\p{Default_Ignorable_Code_Point}/gu;
/** The okina and its like are written as apostrophes, as letters of their own, or not at all: O‘o, Oʻo, Oʼo, OO. */
const apostrophes = /[\u02B0-\u02FF\u0374\u0559\u0640\u07F4\u07F5\uA788\uA78B\uA78C\u0241\u0242\u0294]/gu;
const latinAccents = /([\p{Script=Latin}\p{N}]|^)\p{M}+/gu;

const isAscii = (name: string) => /^[ -~]*$/.test(name);
const asciiKey = (name: string) => name.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();

/**
 * The key that names are compared by: case, apostrophes of any kind, hyphens and spaces gone, and the accents of Latin
 * letters (C2), so that O'Neil and ONEIL, García and GARCIA, Kaʻaihue and KAAIHUE are the same. Letters of other
 * scripts stay with the marks that make them, मीना and मोना apart; digits stay.
 */
export function nameKey(name: string): string {
  if (isAscii(name)) return asciiKey(name);
  return (
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[łøđðþæœßıħŋĸŧ]/g, (letter) => unfolded[letter] ?? letter)
      .replaceAll(separators, '')
      .replaceAll(apostrophes, '')
      .replaceAll(latinAccents, '$1')
      // Marks that came together now stand in one order.
      .normalize('NFD')
      .toUpperCase()
  );
}

/** The same with the accents of Latin letters left on: what tells Dũng from Dung. */
export function accentedKey(name: string): string {
  if (isAscii(name)) return asciiKey(name);
  return name.normalize('NFKC').replaceAll(separators, '').replaceAll(apostrophes, '').normalize('NFC').toUpperCase();
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

/** The capital of a letter: one letter, and the same to a search; the sharp s has one too. Else the letter itself. */
function capitalOf(letter: string): string {
  const capital = letter === 'ß' ? 'ẞ' : letter.toUpperCase();
  return [...capital].length === 1 && nameKey(capital) === nameKey(letter) ? capital : letter;
}

/**
 * A name in capitals, as names are kept (C4), in every script that has them in names: Georgian has not. STRAUẞ and
 * STRAUSS stay two names.
 */
export function inCapitals(name: string): string {
  if (/^[ -`{-~]*$/.test(name)) return name;
  return name.replaceAll(/(?!\p{Script=Georgian})[\p{Lowercase}\p{Lt}]/gu, capitalOf).normalize('NFC');
}

/** The name as it was typed, for the history of one that is kept in capitals. */
export function spellingForHistory(kept: string, typed: string | undefined): string {
  const text = tidy(typed ?? '');
  return inCapitals(text) === kept ? text : kept;
}

/** True if every character of a tidied text can be shown: no control characters, no half of a surrogate pair. */
export function isShowable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\uFFFD]/u.test(text);
}

/** True if a text has more characters than a limit, as people count them. */
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
