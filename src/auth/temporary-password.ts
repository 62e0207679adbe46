import { randomBytes } from 'node:crypto';
import type { Links } from './links.js';

/** Letters and digits that nobody confuses when reading them out. */
const characters = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679';

/** A random temporary password of 84 bits in groups of five, easy to read out and to type (L2). */
export function temporaryPassword(): string {
  return spell(randomBytes(32));
}

/** A form that issues temporary passwords, and its key. */
export type PasswordForm = { readonly form: string; readonly key: string };

/**
 * The temporary password that a form's key stands for: the same for the same form, so that pressing twice shows it
 * twice, and known to nobody without the server's key. It is kept nowhere.
 * @param which of those that one form issues
 */
export function temporaryPasswordOf({ sign }: Pick<Links, 'sign'>, { form, key }: PasswordForm, which: number): string {
  return spell(Buffer.from(sign(`temporary password ${form} ${key} ${which}`), 'base64url'));
}

/** Fifteen characters from the 256 bits of a seed. */
function spell(seed: Buffer): string {
  let rest = BigInt(`0x${seed.toString('hex')}`);
  const group = () =>
    Array.from({ length: 5 }, () => {
      const at = Number(rest % BigInt(characters.length));
      rest /= BigInt(characters.length);
      return characters[at];
    }).join('');
  return `${group()}-${group()}-${group()}`;
}
