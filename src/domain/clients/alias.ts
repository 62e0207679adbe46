import { fullName } from '../text/name.js';
import { showDay } from '../time/day.js';
import type { Alias, Client } from './client.js';

type NamedBirth = Pick<Alias, 'lastName' | 'firstName' | 'birthDate'> & { readonly middleName?: string };

const isSame = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();

/**
 * A former name and birth date in words (C5), as far as they differ from those in use: "DON DRAKE", "DON DRAKE born
 * 09/21/2008", and where the birth date alone was another, that. Undefined where they are those in use again.
 */
export function aliasWords(alias: NamedBirth, now: NamedBirth): string | undefined {
  const named = isSame(alias.lastName, now.lastName) && isSame(alias.firstName, now.firstName);
  if (alias.birthDate === now.birthDate) return named ? undefined : fullName(alias);
  return `${fullName(alias)} born ${showDay(alias.birthDate)}${named ? ' (another birth date)' : ''}`;
}

/** The other names and birth dates of a client in words, each once, the latest first (C5). */
export function alsoKnownAs({ aliases, personal }: Pick<Client, 'aliases' | 'personal'>): string[] {
  const words = aliases.map((alias) => aliasWords(alias, personal));
  return [...new Set(words.filter((one) => one !== undefined))];
}
