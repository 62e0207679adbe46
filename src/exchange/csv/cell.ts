import type { Choice } from '../../domain/codes/choice.js';
import { stateOfZip } from '../../domain/codes/state.js';
import { nameKey } from '../../domain/text/name.js';
import { rememberedFor } from '../../domain/text/remembered.js';

/** The words of a file for a box that is checked, and for one that is not. */
export const yes = /^(?:y|yes|true|1|x)$/i;
export const noBox = /^(?:n|no|false|0)?$/i;

const codesOf = rememberedFor(
  (choices: readonly Choice[]) =>
    // Where two have a word in common the first is meant.
    new Map(choices.toReversed().flatMap(({ code, label }) => [label, code].map((word) => [nameKey(word), code]))),
);

/** The code of a list that a word of a file means, by code or label; any other word as it is, for the rules to refuse. */
export const readWord = (choices: readonly Choice[], word: string): string =>
  codesOf(choices).get(nameKey(word)) ?? word;

/** True for a ZIP that may have lost the zeros in front to a spreadsheet. */
export const isLostZero = (zip: string): boolean => /^\d{3,4}$|^\d{8}$|^\d{3,4}-\d{4}$/.test(zip);

/** A ZIP with the zeros that a spreadsheet dropped, where its state agrees; else as it is, for the rules to refuse. */
export function lostZeros(zip: string, state: string): string {
  if (!isLostZero(zip)) return zip;
  const [five = '', four = ''] = zip.includes('-') ? zip.split('-') : [zip.slice(0, -4) || zip, zip.slice(-4)];
  const whole = zip.length < 5 ? zip.padStart(5, '0') : `${five.padStart(5, '0')}-${four}`;
  return state !== '' && stateOfZip(whole) === state ? whole : zip;
}
