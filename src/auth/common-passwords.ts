import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

let estimate: Promise<ZxcvbnFactory> | undefined;

/** The estimate takes more than twice as long for twice the characters, and nobody else is served meanwhile. */
const mostLooked = 32;

async function load(): Promise<ZxcvbnFactory> {
  const { ZxcvbnFactory } = await import('@zxcvbn-ts/core');
  const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common');
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/**
 * What says if a password is common: on the list of 49,000 that the library keeps, or to be guessed from one, a row of
 * keys, a date or a repetition within a hundred million tries (L7). `Password1!` and `Winter2025!` can be, `Blue-heron-42`
 * cannot. Only the first 32 characters count. Works offline. The list is loaded when somebody first chooses a password, which takes
 * a tenth of a second: at the start it would take as long, and 10 MB, of a server where nobody does.
 */
export async function commonPasswords(): Promise<(password: string) => boolean> {
  estimate ??= load();
  const loaded = await estimate;
  return (password) => loaded.check([...password].slice(0, mostLooked).join('')).score < 3;
}
