import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileFault } from '../files/fault.js';
import { root } from '../files/root.js';

/** The text that every user accepts (L3). A changed text has another version, and asks everyone again. */
export type Agreement = { readonly version: string; readonly paragraphs: readonly string[] };

const defaultFile = new URL('static/agreement.txt', root);

function read(file: string): string {
  try {
    return readFileSync(file || defaultFile, 'utf8');
  } catch (error) {
    throw new Error(`Set AGREEMENT_FILE to a text file that can be read: ${fileFault(error) ?? file}`);
  }
}

/**
 * Reads the agreement from a file of the operator's, or the one that comes along. Throws where it cannot be read or is
 * empty.
 */
export function readAgreement(file: string): Agreement {
  const text = read(file).replaceAll('\r\n', '\n').trim();
  if (!text) throw new Error(`Set AGREEMENT_FILE to a text file; ${file} is empty.`);
  return {
    version: createHash('sha256').update(text).digest('hex').slice(0, 16),
    paragraphs: text.split(/\n\s*\n/).map((paragraph) => paragraph.trim()),
  };
}
