import { doubleMetaphone } from 'double-metaphone';
import { distance } from 'fastest-levenshtein';
import type { Day } from '../time/day.js';
import { sameByNickname } from './nickname.js';

/**
 * The number of single errors between two names' keys: a letter too many, too few, wrong, or two next to each other
 * swapped. Swaps are looked for only where the names are close, which is where anybody asks.
 */
export function nameDistance(a: string, b: string): number {
  let least = distance(a, b);
  if (least < 2 || least > 4) return least;
  let mended = a;
  let swaps = 0;
  for (let i = 0; i + 1 < a.length; i += 1) {
    if (mended[i] === b[i]) continue;
    if (mended[i] === b[i + 1] && mended[i + 1] === b[i]) {
      mended = swapped(mended, i);
      swaps += 1;
    } else if (least < 4 && mended[i] !== mended[i + 1]) {
      // A letter too many or too few before it has moved the swapped ones.
      least = Math.min(least, distance(swapped(a, i), b) + 1);
    }
  }
  return swaps > 0 ? Math.min(least, distance(mended, b) + swaps) : least;
}

const swapped = (text: string, i: number) => `${text.slice(0, i)}${text[i + 1]}${text[i]}${text.slice(i + 2)}`;

/** The sounds of a name's key in English, one or two; none for other scripts and single letters. */
export function soundsOf(key: string): readonly string[] {
  const [first, second] = doubleMetaphone(key);
  return [...new Set([first, second])].filter((sound) => sound.length > 1);
}

/**
 * The most letters that may be missing for a name to be still told from others: none of two, one of four, two of more.
 */
function depthOf(key: string): 0 | 1 | 2 {
  if (key.length < 3) return 0;
  return key.length < 5 || key.length > 14 ? 1 : 2;
}

/**
 * The numbers that a name's key is kept under: of itself and of what is left when a letter is dropped; apart from
 * those, of what is left when two are dropped; of its sounds. A misspelt name has one in common with the right one.
 */
export function formsOf(key: string): number[] {
  const depth = depthOf(key);
  const forms = new Set(left(key, Math.min(1, depth)).map(numberOf));
  if (depth === 2) for (const form of left(key, 2)) forms.add(numberOf(`+${form}`));
  for (const sound of soundsOf(key)) forms.add(numberOf(`~${sound}`));
  return [...forms];
}

/**
 * The numbers under which names are looked for that are one slip from a typed one, or that it begins with; `deep`: two
 * slips.
 */
export function formsOfSlips(typed: string, deep: boolean): number[] {
  if (!deep) return [...left(typed, Math.min(1, depthOf(typed))), ...beginningsOf(typed)].map(numberOf);
  const forms = left(typed, depthOf(typed));
  return [...forms.map(numberOf), ...forms.map((form) => numberOf(`+${form}`))];
}

/** What a name begins with, two or three letters shorter: a slip costs as much. */
const beginningsOf = (key: string) => [key.slice(0, -2), key.slice(0, -3)].filter(({ length }) => length > 2);

/** The numbers under which names are kept that sound like a typed one. */
export function formsOfSounds(typed: string): number[] {
  return soundsOf(typed).map((sound) => numberOf(`~${sound}`));
}

/** The key itself, and all that is left when up to some letters are dropped. */
function left(key: string, depth: number): string[] {
  const forms = new Set([key]);
  for (let i = 0; depth > 0 && i < key.length; i += 1) {
    const one = key.slice(0, i) + key.slice(i + 1);
    forms.add(one);
    for (let j = i; depth > 1 && j < one.length; j += 1) forms.add(one.slice(0, j) + one.slice(j + 1));
  }
  return [...forms];
}

/** FNV-1a in 32 bits: names are compared themselves afterwards, so that two with one number do no harm. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Beyond this a name is another one. */
export const anotherName = 4;

/**
 * The cost of reading a name's key as the typed one: 0 the same, about 1 for each error, less for the beginning of a
 * name, a nickname or the same sound, `anotherName` for names with nothing in common. An empty typed name fits all.
 * Whoever knows whether the two sound alike says so: finding out takes longer than all the rest.
 */
export function nameCost(typed: string): (key: string, heard?: boolean) => number {
  let sounds: readonly string[] | undefined;
  const soundsLike = (key: string) => {
    sounds ??= soundsOf(typed);
    return soundsOf(key).some((sound) => sounds?.includes(sound));
  };
  return (key, heard) => {
    if (typed === key || typed === '') return 0;
    if (key === '') return 2;
    const short = Math.min(typed.length, key.length);
    if (short > 1 && key.startsWith(typed)) return 0.3 + 0.05 * Math.min(6, key.length - typed.length);
    if (sameByNickname(typed, key)) return 0.9;
    if (short > 2 && typed.startsWith(key)) return Math.min(1.5, 0.85 + 0.15 * (typed.length - key.length));
    if (short === 1) return typed[0] === key[0] ? 1.2 : anotherName;
    const errors = nameDistance(typed, key);
    const most = short < 4 ? 1 : short < 8 ? 2 : 3;
    if (errors > most + 2) return anotherName;
    const alike = heard ?? soundsLike(key);
    const cost = errors - (alike ? 0.1 : 0) + (typed[0] === key[0] ? 0 : 0.2);
    if (errors <= most) return cost;
    return alike ? Math.min(1.9, cost) : anotherName;
  };
}

/** The cost of reading a birth date as another that it has nothing in common with. */
export const anotherDay = 3.5;

/** The cost of reading one birth date as another: 0 the same, 1 for one slip, `anotherDay` for another date. */
export function dayCost(typed: Day, day: Day): number {
  if (typed === day || typed === '') return 0;
  const [ty = '', tm = '', td = ''] = typed.split('-');
  const [y = '', m = '', d = ''] = day.split('-');
  if (ty === y && tm === d && td === m) return 1;
  let wrong = 0;
  for (let i = 0; i < typed.length; i += 1) if (typed[i] !== day[i]) wrong += 1;
  if (wrong === 1) return 1;
  const parts = Number(ty === y) + Number(tm === m) + Number(td === d);
  const days = Math.abs(Date.parse(typed) - Date.parse(day)) / 86_400_000;
  if (days <= 2) return 1.2;
  if (wrong === 2 && parts === 2) return tm === m && td === d ? 1.4 : 1.2;
  if (parts === 2) return 1.6;
  if (Math.abs(Number(ty) - Number(y)) <= 1 && tm === d && td === m) return 1.8;
  if (wrong === 2) return 2;
  return parts === 1 || days <= 31 ? 3 : anotherDay;
}
