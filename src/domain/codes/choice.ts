import { rememberedFor } from '../text/remembered.js';

/** One entry of a value set: the code that is stored and exchanged, and the words that a screen shows for it. */
export interface Choice {
  readonly code: string;
  readonly label: string;
  /** The code of the choice before it that it is a kind of. */
  readonly under?: string;
}

/** What is said or denied; where nobody asked it is neither. */
export const yesOrNo = [
  { code: 'Y', label: 'Yes' },
  { code: 'N', label: 'No' },
] as const satisfies readonly Choice[];

const labelsOf = rememberedFor(
  (choices: readonly Choice[]) => new Map(choices.map(({ code, label }) => [code, label])),
);

/** The label of a code: empty for the empty code; an unknown code is its own label, so old records stay legible. */
export function labelOf(choices: readonly Choice[], code: string): string {
  return labelsOf(choices).get(code) ?? code;
}

/** True if a code is one of the choices. Case counts, and the empty code is none. */
export function isCode(choices: readonly Choice[], code: string): boolean {
  return labelsOf(choices).has(code);
}

/** Reads a long value set written as 'CODE LABEL; CODE LABEL; …', with any line breaks. Codes hold no space. */
export function choicesFrom(text: string): readonly Choice[] {
  return entriesOf(text).map(([code, ...words]) => ({ code, label: words.join(' ') }));
}

/**
 * Reads a table of numbers written as 'CODE 010-027 055; CODE …' into number → code. A range includes both ends, and
 * its numbers keep the leading zeros of the first.
 */
export function codesByNumber(text: string): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const [code, ...ranges] of entriesOf(text)) {
    for (const range of ranges) {
      const [first = '', last = first] = range.split('-');
      for (let number = Number(first); number <= Number(last); number += 1) {
        codes.set(String(number).padStart(first.length, '0'), code);
      }
    }
  }
  return codes;
}

function entriesOf(text: string): readonly [string, ...string[]][] {
  return text.split(';').map((entry) => {
    const [code = '', ...rest] = entry.trim().split(/\s+/);
    return [code, ...rest];
  });
}
