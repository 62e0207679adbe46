import { type Criteria, type Found, isAsTyped } from '../domain/search.js';
import { anotherName } from '../domain/similarity.js';
import { bornAs, bornOn, findWord, type NameRow, namedBoth } from './names.js';
import { mostFar, mostNear, ranked, scored, type Widened, widen } from './near-names.js';
import type { Reader } from './open.js';

/** Rows that one search may read; beyond it is too broad (C2). */
export const budget = 4000;

/** Rows that are read for one name together with some others. */
const mostOfPair = 400;

/** How many good hits make further looking needless. */
const firstScreen = 20;

export function byFullName(db: Reader, criteria: Criteria): Found[] {
  const { lastName, firstName, birthDate } = criteria;
  const rows = birthDate ? asWritten(db, criteria) : [];
  let found = ranked(criteria, scored(db, criteria, rows));
  if (found[0] && found[0].cost < 2.2) return found;
  // Each further look costs more reading, and what it finds stands below what was found before.
  for (const deep of [false, true]) {
    const lasts = widen(db, lastName, 3, deep);
    const firsts = widen(db, firstName, 2, deep);
    if (birthDate && !deep) rows.push(...bornOn(db, birthDate, undefined, budget));
    rows.push(...pairRows(db, lasts, firsts, deep));
    found = ranked(criteria, scored(db, criteria, rows, lasts, firsts));
    const [best] = found;
    if ((best && isAsTyped(best.cost)) || (found[firstScreen - 1]?.cost ?? anotherName) < 2) break;
  }
  return found;
}

/** Everybody with one of the names and this birth date, or both names and any: twins and namesakes stand beside the right hit. */
function asWritten(db: Reader, criteria: Criteria): NameRow[] {
  const last = findWord(db, criteria.lastName)?.id;
  const first = findWord(db, criteria.firstName)?.id;
  const known = [last, first].filter((id) => id !== undefined);
  if (known.length === 0) return [];
  const rows = [...bornOn(db, criteria.birthDate, known, budget), ...bornAs(db, criteria.birthDate, known, budget)];
  if (last !== undefined && first !== undefined) rows.push(...namedBoth(db, [last], [first], mostOfPair));
  return rows;
}

/**
 * Rows of the pairs of a last and a first name that take no more than a slip to read so, swapped ones too; `deep` adds
 * those with two slips, in one name or in both.
 */
function pairRows(db: Reader, lasts: Widened, firsts: Widened, deep: boolean): NameRow[] {
  const [same, close, slip, twoSlips] = [0.1, 0.95, 1.35, 2.4];
  const of = (names: Widened, over: number, most: number, many = mostNear) =>
    [...names]
      .filter(([, { cost }]) => cost > over && cost <= most)
      .slice(0, many)
      .map(([id]) => id);
  const cross = (some: readonly number[], others: readonly number[]) => namedBoth(db, some, others, mostOfPair);
  if (deep)
    return [
      ...cross(of(lasts, close, slip), of(firsts, same, slip)),
      ...cross(of(lasts, same, close), of(firsts, close, slip)),
      // Of names two slips away there are hundreds: few of them belong to somebody whose other name is as typed.
      ...cross(of(lasts, -1, same), of(firsts, slip, twoSlips, mostFar)),
      ...cross(of(lasts, slip, twoSlips, mostFar), of(firsts, -1, same)),
      ...cross(of(lasts, same, close), of(firsts, slip, twoSlips)),
      ...cross(of(lasts, slip, twoSlips), of(firsts, same, close)),
    ];
  return [
    ...cross(of(lasts, -1, close), of(firsts, -1, close)),
    ...cross(of(lasts, close, slip), of(firsts, -1, same)),
    ...cross(of(lasts, -1, same), of(firsts, close, slip)),
    ...cross(of(firsts, -1, same), of(lasts, -1, slip)),
    ...cross(of(firsts, same, slip), of(lasts, -1, same)),
  ];
}

export function byBirthDate(db: Reader, criteria: Criteria): Found[] | undefined {
  const lasts = criteria.lastName ? widen(db, criteria.lastName, 3, true) : undefined;
  const rows = bornOn(db, criteria.birthDate, lasts && [...lasts.keys()], budget);
  return rows.length < budget ? ranked(criteria, scored(db, criteria, rows)) : undefined;
}

/**
 * The records that come near a name and birth date, best first, whether the viewer may see them or not: only for holding
 * a new record against (C3).
 */
export function nearRecords(db: Reader, criteria: Pick<Criteria, 'lastName' | 'firstName' | 'birthDate'>): number[] {
  const rest = {
    middleName: '',
    gender: '',
    motherMaidenLast: '',
    motherFirst: '',
    phone: '',
    chartNumber: '',
    miicId: '',
  };
  const whole = { ...rest, ...criteria };
  const near = whole.firstName ? byFullName(db, whole) : (byBirthDate(db, whole) ?? []);
  return near.map(({ clientId }) => clientId);
}
