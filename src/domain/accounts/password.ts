import { isGuessable } from './guessable-password.js';

/** `miic` is the guide's rule (L7); `nist` asks for length alone, as NIST SP 800-63B-4 does. */
export type PasswordPolicy = 'miic' | 'nist';

/** The facts about a user and a site that a new password is judged by. */
export type PasswordContext = {
  readonly policy: PasswordPolicy;
  /** Words that must not stand in it: username, organization codes and names, the product's names. */
  readonly words: readonly string[];
  /** Names that are known of its user, besides. */
  readonly names: readonly string[];
  /** True if a password is common, or close to a common one. */
  readonly isCommon: (password: string) => boolean;
};

const leastLength: Readonly<Record<PasswordPolicy, number>> = { miic: 8, nist: 15 };
const mostLength = 128;

/** The rule as the screen states it before it is broken. */
export function passwordRule(policy: PasswordPolicy): readonly string[] {
  return [
    policy === 'miic'
      ? 'Passwords should be a minimum of eight (8) characters in length and contain at least three of the four ' +
        'character types (upper case letters, lower case letters, numbers, and symbols).'
      : 'Passwords should be a minimum of fifteen (15) characters in length. Any characters will do: a few words ' +
        'with spaces between are easy to keep in mind.',
    'Not your current password, and none of your last five.',
    'Not a common password, and not a month, season, name or word of this work with a year behind it, such as ' +
      'Spring2026.',
    'Without your username and the names of your organization and of this site.',
  ];
}

/** The characters of a password as people count them, after NFKC. */
const lengthOf = (password: string) => [...password.normalize('NFKC')].length;

function typesOf(password: string): number {
  const text = password.normalize('NFKC');
  return [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((type) => type.test(text)).length;
}

/**
 * The fault of a new password in a sentence; undefined if there is none (L7). Former passwords are not compared here.
 */
export function passwordFault(password: string, context: PasswordContext): string | undefined {
  if (password === '') return 'Enter a new password.';
  const length = lengthOf(password);
  if (length < leastLength[context.policy])
    return (
      `The password is too short: it has ${length === 1 ? '1 character' : `${length} characters`}, and needs at ` +
      `least ${leastLength[context.policy]}.`
    );
  if (length > mostLength) return `The password is too long: at most ${mostLength} characters are kept.`;
  if (context.policy === 'miic' && typesOf(password) < 3)
    return (
      'The password needs at least three of the four character types: upper case letters, lower case letters, ' +
      'numbers, and symbols.'
    );
  const word = wordIn(password, context.words);
  if (word) return `The password must not contain "${word}".`;
  if (context.isCommon(password))
    return 'This password is on a list of common passwords, or next to one. Choose one that nobody would guess.';
  if (isGuessable(password, [...context.words, ...context.names]))
    return (
      'This password is made of words, names or keys that are tried first, whatever stands before or behind them. ' +
      'Choose one that nobody would guess.'
    );
  return undefined;
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

function wordIn(password: string, words: readonly string[]): string | undefined {
  const text = fold(password);
  return words.find((word) => [...word].length >= 4 && text.includes(fold(word)));
}

/**
 * The words that a user's password must not contain: username, organization codes, the words of organizations' and the
 * site's names. Short ones and those that everybody uses are left out.
 */
export function contextWords(of: {
  readonly username: string;
  readonly organizations: readonly { readonly code: string; readonly name: string }[];
  readonly site: { readonly name: string; readonly fullName: string };
}): readonly string[] {
  const usual = new Set(['health', 'family', 'clinic', 'school', 'county', 'public', 'desk', 'help', 'connection']);
  const wordsOf = (name: string) => name.split(/[^\p{L}\p{N}]+/u).filter((word) => !usual.has(word.toLowerCase()));
  return [
    of.username,
    ...of.organizations.flatMap(({ code, name }) => [code, name, ...wordsOf(name)]),
    of.site.name,
    'Titer',
    ...wordsOf(of.site.fullName),
  ];
}
