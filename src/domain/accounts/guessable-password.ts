import { nameKey } from '../text/name.js';

/** Words that passwords of this place and time are made of, beside a year and a sign: they are tried first. */
const usual = [
  ...'january february march april may june july august september october november december'.split(' '),
  ...'spring summer autumn fall winter monday tuesday wednesday thursday friday saturday sunday'.split(' '),
  ...'immunize immunise immunized immunization immunizations immunisation immunity immune vaccine vaccines'.split(' '),
  ...'vaccinate vaccinated vaccination vaccinations vax shot shots flu covid measles polio tetanus titer dose doses'.split(
    ' ',
  ),
  ...'registry clinic nurse nurses doctor health care school county public hospital patient client clients'.split(' '),
  ...'minnesota miic state river lake oak welcome password pass word passwort login logon letmein let me in'.split(' '),
  ...'changeme change admin administrator user test testing temp temporary secret hello access new my the is'.split(
    ' ',
  ),
  ...'iloveyou love qwerty monkey dragon sunshine princess football baseball'.split(' '),
].map(nameKey);

const lettersFor: ReadonlyMap<string, string> = new Map([
  ...([
    ['0', 'O'],
    ['1', 'I'],
    ['3', 'E'],
    ['4', 'A'],
    ['5', 'S'],
    ['7', 'T'],
    ['8', 'B'],
  ] as const),
  ...([
    ['@', 'A'],
    ['$', 'S'],
    ['!', 'I'],
    ['|', 'I'],
    ['+', 'T'],
  ] as const),
]);

/**
 * True if a password is nothing but usual words and names known of its user, with digits and signs before or after, or
 * keys that lie beside each other (L7): Vaccine2026!, Summer2024!, 1qaz!QAZ2wsx.
 * @param names names of the user, the organizations and the site
 */
export function isGuessable(password: string, names: readonly string[]): boolean {
  const words = new Set([...usual, ...names.map(nameKey).filter((name) => name.length > 2)]);
  const text = password.normalize('NFKC').toUpperCase();
  const unmasked = [...text.replace(/[^\p{L}]+$/u, '')].map((sign) => lettersFor.get(sign) ?? sign).join('');
  return [text, unmasked].some((said) => isMadeOf(nameKey(said.replaceAll(/\d/g, '')), words)) || isRowOfKeys(text);
}

/** True if a text can be cut into words of a set, with nothing left over. */
function isMadeOf(text: string, words: ReadonlySet<string>): boolean {
  if (text.length === 0 || text.length > 64) return false;
  const reached = [true];
  for (let end = 1; end <= text.length; end += 1)
    reached[end] = reached.some((known, from) => known && words.has(text.slice(from, end)));
  return reached[text.length] === true;
}

const rows = ['1234567890-=', 'QWERTYUIOP[]', "ASDFGHJKL;'", 'ZXCVBNM,./'];
const shifted: ReadonlyMap<string, string> = new Map(
  [...'!@#$%^&*()_+{}:"<>?'].map((sign, i) => [sign, "1234567890-=[];',./"[i] ?? '']),
);
const places: ReadonlyMap<string, readonly [row: number, column: number]> = new Map(
  rows.flatMap((row, at) => [...row].map((key, column): [string, [number, number]] => [key, [at, column]])),
);

function isBeside(key: string, other: string): boolean {
  const [a, b] = [places.get(key), places.get(other)];
  return a !== undefined && b !== undefined && Math.abs(a[0] - b[0]) <= 1 && Math.abs(a[1] - b[1]) <= 1;
}

/** True if all but two of the characters stand in runs of three and more keys that lie beside each other. */
function isRowOfKeys(text: string): boolean {
  const keys = [...text].map((sign) => shifted.get(sign) ?? sign);
  let inRuns = 0;
  for (let from = 0; from < keys.length; ) {
    let to = from + 1;
    while (to < keys.length && isBeside(keys[to - 1] ?? '', keys[to] ?? '')) to += 1;
    if (to - from > 2) inRuns += to - from;
    from = to;
  }
  return inRuns > 0 && inRuns >= keys.length - 2;
}
