import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

let estimate: ZxcvbnFactory | undefined;

/**
 * Whether a password stands on the list of 49,000 common ones that the library keeps, or is guessed from one, a row of
 * keys, a date or a repetition within a million tries (L7): `Password1!` and `Qwerty123!` are, `Blue-heron-42` is not.
 * Works offline. The list is loaded when it is first asked for.
 */
export function isCommon(password: string): boolean {
  estimate ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return estimate.check(password.slice(0, 100)).score < 2;
}
