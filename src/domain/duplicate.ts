import type { Day } from './day.js';
import { nameKey, namePartKeys } from './name.js';
import { sameByNickname } from './nickname.js';
import { dayCost, nameDistance, soundsOf } from './similarity.js';

/** What of a record tells whether two are one person. Empty is unknown, and tells nothing. */
export type Known = {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly nameSuffix: string;
  readonly birthDate: Day;
  readonly gender: string;
  readonly street: string;
  readonly zip: string;
  readonly phone: string;
  readonly motherMaidenLast: string;
  readonly motherFirst: string;
  /** Former names (C5). */
  readonly formerLastNames?: readonly string[];
};

/** How likely two records are one person, and why, in words that name no value. */
export type Likeness = {
  readonly score: number;
  readonly verdict: 'surely' | 'maybe' | 'no';
  readonly reasons: readonly string[];
};

/** From here on two records may be one person; from there on they surely are. */
const maybeFrom = 6;
const surelyFrom = 9;

type Point = { readonly points: number; readonly reason: string };
const none: Point = { points: 0, reason: '' };
const point = (points: number, reason: string): Point => ({ points, reason });

/**
 * Compares two records (C3): each field speaks for or against one person as strongly as it tells people apart. A given
 * name that is quite another speaks loudest against, since twins share all the rest.
 */
export function compareRecords(a: Known, b: Known): Likeness {
  const first = firstNames(a, b);
  const last = lastNames(a, b);
  const born = birthDates(a.birthDate, b.birthDate);
  const all = [
    born,
    last,
    first,
    middleNames(a, b, first.points < 0),
    suffixes(a, b),
    genders(a, b),
    addresses(a, b),
    phones(a.phone, b.phone),
    mothers(a, b),
  ];
  const score = all.reduce((sum, { points }) => sum + points, 0);
  const reasons = all.map(({ reason }) => reason).filter(Boolean);
  const whole = born.points > 3 && first.points > 2.5 && last.points > 1.5;
  const verdict = score >= surelyFrom && whole ? 'surely' : score >= maybeFrom ? 'maybe' : 'no';
  return { score, verdict, reasons };
}

/** The points of two names' keys that are near each other; undefined for quite different ones. */
function near(a: string, b: string, what: string, same: number): Point | undefined {
  if (a === b) return point(same, `same ${what}`);
  const short = Math.min(a.length, b.length);
  const errors = nameDistance(a, b);
  if (errors === 1 && short > 2) return point(same - 0.8, `${what} one letter apart`);
  if (errors === 2 && short > 6) return point(same - 1.4, `${what} two letters apart`);
  if (short > 3 && errors < 4 && soundsOf(a).some((sound) => soundsOf(b).includes(sound)))
    return point(same - 1.2, `${what} sounds alike`);
  return undefined;
}

function firstNames(a: Known, b: Known): Point {
  const [x, y] = [nameKey(a.firstName), nameKey(b.firstName)];
  if (!x || !y) return none;
  const alike = near(x, y, 'first name', 3);
  if (alike && alike.points > 2) return alike;
  if (sameByNickname(x, y)) return point(2.4, 'first name is a nickname');
  if (x.startsWith(y) || y.startsWith(x))
    return Math.min(x.length, y.length) === 1 ? point(1, 'same first initial') : point(2, 'first name is a short form');
  const [mx, my] = [nameKey(a.middleName), nameKey(b.middleName)];
  if ((mx.length > 1 && mx === y) || (my.length > 1 && my === x))
    return point(mx === y && my === x ? 2.4 : 1.6, 'first name is the middle name of the other');
  return alike ?? point(-4, 'different first name');
}

function lastNames(a: Known, b: Known): Point {
  const [x, y] = [nameKey(a.lastName), nameKey(b.lastName)];
  const alike = near(x, y, 'last name', 2.5);
  if (alike && alike.points > 1.5) return alike;
  const [xs, ys] = [
    [x, ...namePartKeys(a.lastName)],
    [y, ...namePartKeys(b.lastName)],
  ];
  if (xs.some((part) => ys.includes(part))) return point(2, 'last name is a part of the other');
  if (
    (a.formerLastNames ?? []).some((former) => ys.includes(nameKey(former))) ||
    (b.formerLastNames ?? []).some((former) => xs.includes(nameKey(former)))
  )
    return point(1.8, 'last name is a former name of the other');
  if (x === nameKey(b.firstName) && y === nameKey(a.firstName)) return point(5, 'first and last name swapped');
  if (ys.includes(nameKey(a.motherMaidenLast) || '-') || xs.includes(nameKey(b.motherMaidenLast) || '-'))
    return point(0.5, "last name is the other mother's maiden name");
  return alike ?? point(-2.5, 'different last name');
}

function birthDates(a: Day, b: Day): Point {
  if (!a || !b) return none;
  const cost = dayCost(a, b);
  if (cost === 0) return point(3.5, 'same birth date');
  if (cost <= 1.2) return point(2, 'birth date one slip apart');
  return cost <= 1.6 ? point(0.8, 'birth date alike') : point(-3.5, 'different birth date');
}

/** Two who share a middle name and not the first are hardly twins: one has been named anew. */
function middleNames(a: Known, b: Known, renamed: boolean): Point {
  const [x, y] = [nameKey(a.middleName), nameKey(b.middleName)];
  if (!x || !y) return none;
  if (x.length === 1 || y.length === 1) return x[0] === y[0] ? point(0.4, 'same middle initial') : point(-0.5, '');
  const same = renamed && x === y ? 2.2 : 0.8;
  return near(x, y, 'middle name', same) ? point(same, 'same middle name') : point(-0.8, 'different middle name');
}

function suffixes(a: Known, b: Known): Point {
  if (a.nameSuffix === b.nameSuffix) return none;
  return a.nameSuffix && b.nameSuffix ? point(-2, 'different suffix') : point(-0.3, '');
}

function genders(a: Known, b: Known): Point {
  const known = (gender: string) => gender === 'M' || gender === 'F';
  if (!known(a.gender) || !known(b.gender)) return none;
  return a.gender === b.gender ? point(0.3, '') : point(-1, 'different gender');
}

function addresses(a: Known, b: Known): Point {
  const [x, y] = [nameKey(a.street), nameKey(b.street)];
  if (!x || !y || a.zip.slice(0, 5) !== b.zip.slice(0, 5)) return none;
  if (x === y) return point(1.2, 'same address');
  return x.length > 6 && nameDistance(x, y) <= 2 ? point(0.8, 'nearly the same address') : none;
}

function phones(a: string, b: string): Point {
  const [x, y] = [a.replaceAll(/\D/g, ''), b.replaceAll(/\D/g, '')];
  if (!x || !y) return none;
  if (x === y) return point(1.2, 'same phone');
  return x.slice(-7) === y.slice(-7) ? point(0.6, 'same phone but for the area code') : none;
}

function mothers(a: Known, b: Known): Point {
  const of = (x: string, y: string, what: string, same: number, other: number): Point => {
    const [kx, ky] = [nameKey(x), nameKey(y)];
    if (!kx || !ky) return none;
    return near(kx, ky, what, same) ? point(same, `same ${what}`) : point(other, '');
  };
  const maiden = of(a.motherMaidenLast, b.motherMaidenLast, "mother's maiden name", 0.8, -0.3);
  const first = of(a.motherFirst, b.motherFirst, "mother's first name", 0.5, -0.2);
  return point(maiden.points + first.points, [maiden.reason, first.reason].filter(Boolean).join(', '));
}
