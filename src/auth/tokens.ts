import { hash, randomInt } from 'node:crypto';
import { base64url } from 'oslo/encoding';

/** A random token in letters that stand in a cookie or an address as they are: four for every three bytes. */
export function newToken(bytes: number): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)), { includePadding: false });
}

/** A whole number from 1 to `most`, each as likely as the others. */
export const drawNumber = (most: number): number => randomInt(1, most + 1);

/** The SHA-256 of a token, in hexadecimal: what the database keeps instead of it. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** The secret that ties forms to a token: 128 bits in hexadecimal, from which nobody gets the token back. */
export function formSecretOf(token: string): string {
  return hashToken(`form ${token}`).slice(0, 32);
}

/**
 * A secret as a page carries it: under a random mask, another one for each page, so that the length of a compressed
 * page says nothing of what stands beside it (the attack called BREACH).
 */
export function maskSecret(secret: string): string {
  const mask = newMask().toString('hex');
  return mask + xor(mask, secret);
}

/** Masks that are drawn and not used yet: asking the system for one takes as long as a tenth of a page's markup. */
const masks = Buffer.alloc(256 * 16);
let unused = 0;

function newMask(): Buffer {
  if (unused === 0) unused = crypto.getRandomValues(masks).length;
  unused -= 16;
  return masks.subarray(unused, unused + 16);
}

/** The secret in what a form carried; empty where it carried none. */
export function unmaskSecret(sent: string): string {
  if (!/^[\da-f]{64}$/.test(sent)) return '';
  return xor(sent.slice(0, 32), sent.slice(32));
}

/** Of two numbers of 128 bits in hexadecimal the bits in which they differ. */
const xor = (one: string, other: string) => (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(16).padStart(32, '0');
