import { randomInt } from 'node:crypto';

/** Letters and digits that nobody confuses when reading them out. */
const characters = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679';

/** A random temporary password of 84 bits in groups of five, easy to read out and to type (L2). */
export function temporaryPassword(): string {
  const group = () => Array.from({ length: 5 }, () => characters[randomInt(characters.length)]).join('');
  return `${group()}-${group()}-${group()}`;
}
