import { newToken } from './tokens.js';

/**
 * A key for a form that makes something, minted when its page is shown: pressed twice, sent again or gone Back to, the
 * form makes one thing (db/operations/form-results.ts).
 */
const newFormKey = (): string => newToken(18);

/** The key to show a form with: the one that it was sent with, so that it stays the same form, or a new one. */
export const formKeyOf = (sent?: string): string => (sent && isFormKey(sent) ? sent : newFormKey());

/** True if a text can be such a key. */
export const isFormKey = (text: string): boolean => /^[\w-]{16,64}$/.test(text);
