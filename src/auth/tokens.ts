import { hash, randomInt } from 'node:crypto';
import { base64url } from 'oslo/encoding';

/** Random bytes that are drawn and not used yet: asking the system for some takes as long as a tenth of a page's markup. */
const pool = new Uint8Array(4096);
let unused = 0;

/** Random bytes, of which none stay in memory here. */
function draw(count: number): Uint8Array<ArrayBuffer> {
  if (unused < count) unused = crypto.getRandomValues(pool).length;
  unused -= count;
  const drawn = pool.slice(unused, unused + count);
  pool.fill(0, unused, unused + count);
  return drawn;
}

/** A random token in letters that stand in a cookie or an address as they are: four for every three bytes. */
export function newToken(bytes: number): string {
  return base64url.encode(draw(bytes), { includePadding: false });
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
  const mask = Buffer.from(draw(16)).toString('hex');
  return mask + xor(mask, secret);
}

/** The secret in what a form carried; empty where it carried none. */
export function unmaskSecret(sent: string): string {
  if (!/^[\da-f]{64}$/.test(sent)) return '';
  return xor(sent.slice(0, 32), sent.slice(32));
}

/** Of two numbers of 128 bits in hexadecimal the bits in which they differ. */
const xor = (one: string, other: string) => (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(16).padStart(32, '0');
