import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writePrivate } from '../files/private.js';
import { newToken } from './tokens.js';

/** One-time links of mails (L11): 192 bits, of which the database has only a hash and a nonce. */
export type Links = {
  /** A nonce for the outbox and the id for the database of a new link. */
  create(): { readonly nonce: string; readonly id: string };
  /** The token that a nonce stands for: made when the mail is, so that it is stored nowhere. */
  tokenOf(nonce: string): string;
  /** The id in the database of the link that a token opens: its SHA-256, in hexadecimal. */
  idOf(token: string): string;
  /**
   * A signature that only this server can make: proof that a text is its own, or a stand-in where the text must not be
   * kept.
   */
  sign(text: string): string;
};

/** Links made with a key of 32 bytes, kept outside the database: a copy of the database opens none. */
export function createLinks(key: Buffer): Links {
  const tokenOf = (nonce: string) => createHmac('sha256', key).update(nonce).digest('base64url').slice(0, 32);
  // A nonce has no space in it: nothing that is signed is a token of a link.
  const sign = (text: string) => createHmac('sha256', key).update(`signed ${text}`).digest('base64url');
  const idOf = (token: string) => createHash('sha256').update(token).digest('hex');
  return {
    create() {
      const nonce = newToken(24);
      return { nonce, id: idOf(tokenOf(nonce)) };
    },
    tokenOf,
    idOf,
    sign,
  };
}

/** Reads the key from a file, or makes it. Without it, links of mails that have not left yet are void; no others. */
export function readLinkKey(file: string): Buffer {
  if (!existsSync(file)) writePrivate(file, randomBytes(32));
  return readFileSync(file);
}
