import { nameKey } from '../text/name.js';

/** The names that a user is found by. */
type UserNames = { readonly firstName: string; readonly lastName: string; readonly username: string };

const wordsOf = (text: string) =>
  text
    .split(/[\s\p{Pd}]+/u)
    .map(nameKey)
    .filter(Boolean);

/** Nobody's names and username together are longer: what is, means nobody, and is not taken apart for each user. */
const longest = 200;

/**
 * True if a user matches a typed text (A2): the beginnings of names in any order, "last, first", a part of the
 * username, or the initials, without regard to case and accents. An empty text matches everybody.
 */
export function matchesUser(user: UserNames, typed: string): boolean {
  if (typed.length > longest) return false;
  const [lasts, firsts] = [wordsOf(user.lastName), wordsOf(user.firstName)];
  if (typed.includes(',')) {
    const [last = '', first = ''] = typed.split(',');
    return begin(lasts, wordsOf(last)) && begin(firsts, wordsOf(first));
  }
  const asked = wordsOf(typed);
  if (begin([...firsts, ...lasts], asked)) return true;
  const word = typed.trim().toLowerCase();
  if (user.username.toLowerCase().includes(word)) return true;
  const initials = [
    [...firsts, ...lasts],
    [...lasts, ...firsts],
  ].map((words) => words.map(([letter]) => letter).join(''));
  return asked.length > 0 && initials.includes(asked.join(''));
}

/** True if each typed word begins a different word. */
function begin(words: readonly string[], asked: readonly string[]): boolean {
  const left = [...words];
  return asked.every((one) => {
    const at = left.findIndex((word) => word.startsWith(one));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
