import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

let estimate: ZxcvbnFactory | undefined;

/** The estimate takes more than twice as long for twice the characters, and nobody else is served meanwhile. */
const mostLooked = 32;

/** Loads the list, which takes a tenth of a second: at the start, so that nobody waits for it later. */
export function loadCommonPasswords(): ZxcvbnFactory {
  estimate ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return estimate;
}

/**
 * True if a password is on the list of 49,000 common ones that the library keeps, or can be guessed from one, a row of
 * keys, a date or a repetition within a hundred million tries (L7): `Password1!` and `Winter2025!` can, `Blue-heron-42`
 * cannot. Only the first 32 characters count. Works offline.
 */
export function isCommon(password: string): boolean {
  return loadCommonPasswords().check([...password].slice(0, mostLooked).join('')).score < 3;
}
