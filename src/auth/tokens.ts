import { hash } from 'node:crypto';

/** The SHA-256 of a token, in hexadecimal: what the database keeps instead of it. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** What the forms of whoever holds a token are known by: 128 bits in hexadecimal, from which nobody gets the token back. */
export function formSecretOf(token: string): string {
  return hashToken(`form ${token}`).slice(0, 32);
}

/**
 * A secret as a page carries it: under a random mask, another one for each page, so that the length of a compressed page
 * says nothing of what stands beside it (the attack called BREACH).
 */
export function masked(secret: string): string {
  const mask = crypto.getRandomValues(Buffer.alloc(16));
  return mask.toString('hex') + under(mask, Buffer.from(secret, 'hex')).toString('hex');
}

/** The secret in what a form carried; empty where it carried none. */
export function unmasked(sent: string): string {
  if (!/^[\da-f]{64}$/.test(sent)) return '';
  return under(Buffer.from(sent.slice(0, 32), 'hex'), Buffer.from(sent.slice(32), 'hex')).toString('hex');
}

function under(mask: Buffer, bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, i) => byte ^ (mask[i] ?? 0)));
}
