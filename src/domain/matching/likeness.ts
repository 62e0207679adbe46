import { accentedKey, nameKey, namePartKeys } from '../text/name.js';
import type { Day } from '../time/day.js';
import { sameByNickname } from './nickname.js';
import { type Placeholder, placeholderOf } from './placeholder.js';
import { dayCost, nameDistance, soundsOf } from './similarity.js';

export type Name = {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly birthDate: Day;
};

/** The values of a record that identify a person. Empty is unknown, and tells nothing. */
export type Identity = Name & {
  readonly nameSuffix: string;
  readonly preferredName?: string;
  /** Y, N or nothing; and as which of those born together. */
  readonly multipleBirth?: string;
  readonly birthOrder?: string;
  readonly gender: string;
  readonly street: string;
  readonly zip: string;
  readonly phone: string;
  readonly motherMaidenLast: string;
  readonly motherFirst: string;
  /** The numbers that a person is known by. The chart number is that of the organization that asks, in both. */
  readonly chartNumber?: string;
  readonly birthCertificate?: string;
  readonly miicId?: number | undefined;
  /** Former names and birth dates (C5), and former streets (C7). */
  readonly former?: readonly Name[];
  readonly formerStreets?: readonly string[];
};

/**
 * The weight of one field: how strongly it speaks for one person, in words that name no value; and if it contradicts.
 */
export type Point = { readonly points: number; readonly reason: string; readonly against: boolean };
const none: Point = { points: 0, reason: '', against: false };
export const point = (points: number, reason: string): Point => ({ points, reason, against: points < 0 });
/** A contradiction makes one person doubtful, whatever else agrees. */
const contradiction = (points: number, reason: string): Point => ({ points, reason, against: true });

/** The points of two names' keys that are near each other; undefined for quite different ones. */
export function closeness(a: string, b: string, what: string, same: number): Point | undefined {
  if (a === b) return point(same, `same ${what}`);
  const short = Math.min(a.length, b.length);
  const errors = nameDistance(a, b);
  if (errors === 1 && short > 2) return point(same - 0.8, `${what} one letter apart`);
  if (errors === 2 && short > 6) return point(same - 1.4, `${what} two letters apart`);
  if (short > 3 && errors < 4 && soundsOf(a).some((sound) => soundsOf(b).includes(sound)))
    return point(same - 1.2, `${what} sounds alike`);
  return undefined;
}

/** The whole name and its parts. */
const partsOf = (name: string) => [nameKey(name), ...namePartKeys(name)];

function shareAPart(a: string, b: string): boolean {
  const parts = partsOf(a);
  return partsOf(b).some((part) => parts.includes(part));
}

export function firstNames(a: Identity, b: Identity): Point {
  const [x, y] = [nameKey(a.firstName), nameKey(b.firstName)];
  if (!x || !y) return none;
  const alike = closeness(x, y, 'first name', 3);
  if (alike && alike.points > 2) return alike;
  if (sameByNickname(x, y)) return point(2.4, 'first name is a nickname');
  if (x.startsWith(y) || y.startsWith(x))
    return Math.min(x.length, y.length) === 1 ? point(1, 'same first initial') : point(2, 'first name is a short form');
  const [mx, my] = [nameKey(a.middleName), nameKey(b.middleName)];
  if ((mx.length > 1 && mx === y) || (my.length > 1 && my === x))
    return point(mx === y && my === x ? 2.4 : 1.6, 'first name is the middle name of the other');
  const preferred = (name: string, of: Identity) => name === nameKey(of.preferredName ?? '');
  if (preferred(x, b) || preferred(y, a)) return point(2.4, 'first name is the preferred name of the other');
  return alike ?? point(-4, 'different first name');
}

/** Twins share all but the first name: where one was born together with others, another first name is another child. */
export function birthOrders(a: Identity, b: Identity, first: Point): Point {
  const several = [a, b].filter(({ multipleBirth }) => multipleBirth === 'Y');
  if (a.birthDate !== b.birthDate || several.length === 0) return none;
  if (several.length === 2 && a.birthOrder && b.birthOrder && a.birthOrder !== b.birthOrder)
    return contradiction(-4, 'another of several born together');
  return first.points < 0 ? contradiction(-3, 'born together with others') : none;
}

export function lastNames(a: Identity, b: Identity): Point {
  const [x, y] = [nameKey(a.lastName), nameKey(b.lastName)];
  const alike = closeness(x, y, 'last name', 2.5);
  if (alike && alike.points > 1.5) return alike;
  const [xs, ys] = [partsOf(a.lastName), partsOf(b.lastName)];
  if (xs.some((part) => ys.includes(part))) return point(2, 'last name is a part of the other');
  if ((b.former ?? []).some(({ lastName }) => xs.includes(nameKey(lastName))))
    return point(1.8, 'last name is a former name of the other');
  if (x === nameKey(b.firstName) && y === nameKey(a.firstName)) return point(5, 'first and last name swapped');
  if (ys.includes(nameKey(a.motherMaidenLast) || '-') || xs.includes(nameKey(b.motherMaidenLast) || '-'))
    return point(0.5, "last name is the other mother's maiden name");
  return alike ?? point(-2.5, 'different last name');
}

export function birthDates(a: Day, b: Day): Point {
  if (!a || !b) return none;
  const cost = dayCost(a, b);
  if (cost === 0) return point(3.5, 'same birth date');
  if (cost <= 1.2) return point(2, 'birth date one slip apart');
  return cost <= 1.6 ? point(0.8, 'birth date alike') : point(-3.5, 'different birth date');
}

/** Nothing less than the same, or its initial, agrees: between Luis and Luisa there may be two. */
export function middleNames(a: Identity, b: Identity): Point {
  const [x, y] = [nameKey(a.middleName), nameKey(b.middleName)];
  if (!x || !y) return none;
  if (x.length === 1 || y.length === 1)
    return x[0] === y[0] ? point(0.4, 'same middle initial') : contradiction(-0.5, 'different middle initial');
  if (x === y) return point(0.8, 'same middle name');
  if (shareAPart(a.middleName, b.middleName)) return point(0.4, 'same middle name in part');
  const alike = closeness(x, y, 'middle name', 0);
  return alike ? contradiction(0.8, alike.reason) : contradiction(-0.8, 'different middle name');
}

/** Two who share a middle name and not the first are hardly twins: one has been named anew. */
export function sameMiddle(a: Identity, b: Identity): boolean {
  const [x, y] = [nameKey(a.middleName), nameKey(b.middleName)];
  return x.length > 1 && x === y;
}

/**
 * A placeholder says nothing against any name: the newborn may have one now (C3), the more so with the same mother. It
 * does say of what gender, and which of several.
 */
export function placeholders(a: Identity, b: Identity): Point | undefined {
  const [x, y] = [placeholderOf(a), placeholderOf(b)];
  if (!x && !y) return undefined;
  const gender = (one: Identity, placeholder: Placeholder | undefined) =>
    /^[MF]$/.test(one.gender) ? one.gender : (placeholder?.gender ?? '');
  const [gx, gy] = [gender(a, x), gender(b, y)];
  if (gx && gy && gx !== gy) return contradiction(-2, 'the placeholder is of another gender');
  if (x?.which && y?.which && x.which !== y.which) return contradiction(-4, 'another of several born together');
  const mother = sameMother(a, b) ? 3.5 : 0;
  return x && y
    ? point(1 + mother, 'both without a name yet')
    : point(0.3 + mother, 'no name yet in one: a newborn who may have one now');
}

/**
 * Accents that are there in one and missing in the other are left out by the system it comes from; others tell people
 * apart.
 */
export function accents(a: Identity, b: Identity): Point {
  const written = ({ lastName, firstName }: Identity) => `${accentedKey(lastName)} ${accentedKey(firstName)}`;
  const plain = ({ lastName, firstName }: Identity) => `${nameKey(lastName)} ${nameKey(firstName)}`.normalize('NFC');
  const [x, y] = [written(a), written(b)];
  if (x === y || plain(a) !== plain(b)) return none;
  if (x === plain(a) || y === plain(b)) return { points: -0.1, reason: 'written without accents', against: false };
  return contradiction(-0.5, 'different accents');
}

export function suffixes(a: Identity, b: Identity): Point {
  if (a.nameSuffix === b.nameSuffix) return none;
  return a.nameSuffix && b.nameSuffix
    ? contradiction(-2, 'different suffix')
    : { points: -0.3, reason: '', against: false };
}

export function genders(a: Identity, b: Identity): Point {
  const isKnown = (gender: string) => gender === 'M' || gender === 'F';
  if (!isKnown(a.gender) || !isKnown(b.gender)) return none;
  return a.gender === b.gender ? point(0.3, '') : contradiction(-1, 'different gender');
}

export function addresses(a: Identity, b: Identity): Point {
  const [x, y] = [nameKey(a.street), nameKey(b.street)];
  if (!x || !y) return none;
  if (a.zip.slice(0, 5) === b.zip.slice(0, 5)) {
    if (x === y) return point(1.2, 'same address');
    if (x.length > 6 && nameDistance(x, y) <= 2) return point(0.8, 'nearly the same address');
  }
  const isFar = a.zip !== '' && b.zip !== '' && a.zip.slice(0, 3) !== b.zip.slice(0, 3);
  const isHere = !isFar && (x === y || isSameHouse(a.street, b.street));
  return isHere || b.formerStreets?.some((street) => nameKey(street) === x)
    ? none
    : contradiction(0, 'different address');
}

/** The same house, however the street is written: 12 Elm St, 12 N. Elm Street Apt 4. */
function isSameHouse(a: string, b: string): boolean {
  const [x, y] = [house.exec(a), house.exec(b)];
  return x !== null && y !== null && x[1] === y[1] && x[2]?.toUpperCase() === y[2]?.toUpperCase();
}
const house = /^(\d+) (?:[NSEW]{1,2}\.? )?(\p{L}{3})/iu;

/** The signs that speak for one person who has moved. */
export function tiesMoved(a: Identity, b: Identity): boolean {
  return phones(a.phone, b.phone).points > 0 || mothers(a, b).points > 0 || sameMiddle(a, b);
}

export function phones(a: string, b: string): Point {
  const [x, y] = [a.replaceAll(/\D/g, ''), b.replaceAll(/\D/g, '')];
  if (!x || !y) return none;
  if (x === y) return point(1.2, 'same phone');
  return x.slice(-7) === y.slice(-7) ? point(0.6, 'same phone but for the area code') : none;
}

const motherPoints = (x: string, y: string, what: string, same: number, other: number): Point => {
  const [kx, ky] = [nameKey(x), nameKey(y)];
  if (!kx || !ky) return none;
  const alike =
    kx.startsWith(ky) ||
    ky.startsWith(kx) ||
    closeness(kx, ky, what, same) ||
    sameByNickname(kx, ky) ||
    shareAPart(x, y);
  return alike ? point(same, `same ${what}`) : contradiction(other, `different ${what}`);
};
const maidenPoints = (a: Identity, b: Identity) =>
  motherPoints(a.motherMaidenLast, b.motherMaidenLast, "mother's maiden name", 0.8, -0.3);
const motherFirstPoints = (a: Identity, b: Identity) =>
  motherPoints(a.motherFirst, b.motherFirst, "mother's first name", 0.5, -0.2);

export function mothers(a: Identity, b: Identity): Point {
  const [maiden, first] = [maidenPoints(a, b), motherFirstPoints(a, b)];
  const reason = [maiden.reason, first.reason].filter(Boolean).join(', ');
  return { points: maiden.points + first.points, reason, against: maiden.against || first.against };
}

const sameMother = (a: Identity, b: Identity) => maidenPoints(a, b).points > 0 && motherFirstPoints(a, b).points > 0;

function numberPoints(x: string | undefined, y: string | undefined, what: string, same: number, other: number): Point {
  const [kx, ky] = [nameKey(x ?? ''), nameKey(y ?? '')];
  if (!kx || !ky) return none;
  return kx === ky ? point(same, `same ${what}`) : contradiction(other, `different ${what}`);
}
export const numbers = (a: Identity, b: Identity): readonly Point[] => [
  numberPoints(a.chartNumber, b.chartNumber, 'chart number', 2, -0.5),
  numberPoints(a.birthCertificate, b.birthCertificate, 'birth certificate number', 4, -2),
];
export const sameNumber = (a: Identity, b: Identity) => numbers(a, b).some(({ points }) => points > 0);
