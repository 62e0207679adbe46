import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Criteria, Found } from '../../domain/matching/search.js';
import type { Reader } from '../engine/database.js';
import { bornAs, bornOn, findWord, type NameRow, namedBoth } from '../names/names.js';
import { mostFar, mostNear, ranked, scored, type Widened, widen } from '../names/near-names.js';
import { visibleAmong } from './known.js';

/** Rows that one search may read; beyond it is too broad (C2). */
export const budget = 4000;

/** Rows that are read for one name together with some others. */
const mostOfPair = 400;

/** What two slips in one name cost at most, the first letter among them: with the birth date and the other name that is enough. */
const sure = 2.3;

/** How many good hits make further looking needless. */
const firstScreen = 20;

type For = Pick<Viewer, 'organization'>;

/**
 * The records that come near a full name, best first, whether the viewer may see them or not. How far it looks is decided
 * by those that they may see alone: a hidden record that is as typed must not keep the near ones from them, and tell by
 * that that it is there (C2, C3).
 */
export function byFullName(db: Reader, viewer: For, criteria: Criteria): Found[] {
  const { lastName, firstName, birthDate } = criteria;
  const rows = birthDate ? asWritten(db, criteria) : [];
  let found = ranked(criteria, scored(db, criteria, rows));
  if (openBelow(db, viewer, found, sure).length > 0) return found;
  // Each further look costs more reading, and what it finds stands below what was found before.
  const lasts = widen(db, lastName, 3, false);
  const firsts = widen(db, firstName, 2, false);
  if (birthDate) rows.push(...bornOn(db, birthDate, undefined, budget));
  rows.push(...oneSlip(db, lasts, firsts));
  found = ranked(criteria, scored(db, criteria, rows, lasts, firsts));
  const open = openBelow(db, viewer, found, 2);
  if ((open[0] && open[0].cost <= close) || open.length >= firstScreen) return found;
  // Two slips in one name are looked for only where the other is one that somebody bears: three would be another person.
  const moreLasts = has(firsts, same) ? widen(db, lastName, 3, true) : lasts;
  const moreFirsts = has(lasts, same) ? widen(db, firstName, 2, true) : firsts;
  rows.push(...twoSlips(db, moreLasts, moreFirsts));
  return ranked(criteria, scored(db, criteria, rows, moreLasts, moreFirsts));
}

/** Of hits in their order those below a cost that the viewer may see. */
function openBelow(db: Reader, viewer: For, found: readonly Found[], most: number): Found[] {
  const good = found.filter(({ cost }) => cost < most);
  const open = new Set(
    visibleAmong(
      db,
      viewer,
      good.map(({ clientId }) => clientId),
    ),
  );
  return good.filter(({ clientId }) => open.has(clientId));
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

/** What a name costs at most that is the one typed; a beginning or a nickname of it; one slip or two from it. */
const [same, close, slip, far] = [0.1, 0.95, 1.35, 2.4];

const has = (names: Widened, most: number) => [...names.values()].some(({ cost }) => cost <= most);

const between = (names: Widened, over: number, most: number, many = mostFar) =>
  [...names]
    .filter(([, { cost }]) => cost > over && cost <= most)
    .slice(0, many)
    .map(([id]) => id);

/** Rows of the pairs of a last and a first name that take no more than a slip to read so, swapped ones too. */
function oneSlip(db: Reader, lasts: Widened, firsts: Widened): NameRow[] {
  const cross = (some: readonly number[], others: readonly number[]) => namedBoth(db, some, others, mostOfPair);
  return [
    ...cross(between(lasts, -1, close), between(firsts, -1, close)),
    ...cross(between(lasts, close, slip), between(firsts, -1, same)),
    ...cross(between(lasts, -1, same), between(firsts, close, slip)),
    ...cross(between(firsts, -1, same), between(lasts, -1, slip)),
    ...cross(between(firsts, same, slip), between(lasts, -1, same)),
  ];
}

/** Rows of the pairs with a slip in each name, or two in one of them. */
function twoSlips(db: Reader, lasts: Widened, firsts: Widened): NameRow[] {
  const cross = (some: readonly number[], others: readonly number[]) => namedBoth(db, some, others, mostOfPair);
  return [
    ...cross(between(lasts, close, slip, mostNear), between(firsts, same, slip, mostNear)),
    ...cross(between(lasts, same, close, mostNear), between(firsts, close, slip, mostNear)),
    // Of names two slips away there are hundreds: few of them belong to somebody whose other name is as typed.
    ...cross(between(lasts, -1, same), between(firsts, slip, far)),
    ...cross(between(lasts, slip, far), between(firsts, -1, same)),
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
export function nearRecords(
  db: Reader,
  viewer: For,
  criteria: Pick<Criteria, 'lastName' | 'firstName' | 'birthDate'>,
): number[] {
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
  const near = whole.firstName ? byFullName(db, viewer, whole) : (byBirthDate(db, whole) ?? []);
  return near.map(({ clientId }) => clientId);
}
