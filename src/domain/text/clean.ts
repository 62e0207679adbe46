/** True of text as keyboards have it: nothing in it is unseen, or a hyphen of another kind. Most of what is typed is plain. */
export const isPlain = (text: string): boolean => /^[\n\r\t -~]*$/.test(text);

/**
 * Joiners and variants belong to the letter before them in the scripts that use them (Persian, Devanagari, Han): there
 * they are kept. In Latin, Greek and Cyrillic, beside spaces and punctuation, they are left over from copying.
 */
const afterItsLetter = String.raw`(?<=[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}])(?<=[\p{L}\p{M}])(?<!\p{Default_Ignorable_Code_Point})`;
// A mark that is taken out itself is no letter to join.
const joiner = String.raw`${afterItsLetter}[\u200C\u200D](?=[\p{L}\p{M}])(?!\p{Default_Ignorable_Code_Point})`;
const variant = String.raw`${afterItsLetter}[\u180B-\u180D\u180F\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`;
const unseen = new RegExp(String.raw`(${joiner}|${variant})|[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]`, 'gu');

const hyphens = /[\u02D7\u058A\u2010-\u2013\u2043\u2212\uFE63\uFF0D]/g;

/**
 * Removes invisible characters from a text that was typed, pasted or brought in a file: zero-width and direction marks,
 * soft hyphens, fillers (U+200B, U+202A to U+202E, U+2060, U+FEFF and their like); odd hyphens become plain ones. Every
 * field of a form, and every cell of a file goes through here, passwords alone excepted.
 */
export function clean(typed: string): string {
  if (isPlain(typed)) return typed;
  return typed.replaceAll(hyphens, '-').replaceAll(unseen, (_, kept?: string) => kept ?? '');
}
