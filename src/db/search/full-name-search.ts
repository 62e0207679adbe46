import type { Viewer } from '../../domain/accounts/viewer.js';
import {
  type Alternatives,
  isBorne,
  isClose,
  type Pairs,
  pairsWithOneSlip,
  pairsWithTwoSlips,
} from '../../domain/matching/alternatives.js';
import type { Match } from '../../domain/matching/match.js';
import type { NameRow } from '../../domain/matching/names.js';
import type { Criteria } from '../../domain/matching/search.js';
import { mostRows } from '../../domain/matching/search-ways.js';
import type { Reader } from '../engine/database.js';
import { firstNamesFor, lastNamesFor, matchesOf } from '../names/alternatives.js';
import { bornAs, bornOn, findWord, namedBoth } from '../names/names.js';
import { visibleAmong } from './identities.js';

/** Rows that are read for one name together with some others. */
const mostOfPair = 800;

/**
 * The highest cost of two slips in one name, one in the first letter: with the birth date and the other name that is
 * enough.
 */
const sure = 2.3;

/** This many good hits make further looking needless. */
const firstScreen = 20;

type For = Pick<Viewer, 'organization'>;

/**
 * The records that come near a full name, best first, whether the viewer may see them or not. How far it looks is
 * decided by those that they may see alone: a hidden record that is as typed must not keep the near ones from them, and
 * tell by that that it is there (C2, C3).
 */
export function byFullName(db: Reader, viewer: For, criteria: Criteria): Match[] {
  const { lastName, firstName, birthDate } = criteria;
  const rows = birthDate ? asWritten(db, criteria) : [];
  let matches = matchesOf(db, criteria, rows);
  if (visibleBelow(db, viewer, matches, sure).length > 0) return matches;
  // Each further look costs more reading, and what it finds stands below what was found before.
  const lasts = lastNamesFor(db, lastName, false);
  const firsts = firstNamesFor(db, firstName, false);
  if (birthDate) rows.push(...bornOn(db, birthDate, undefined, mostRows));
  rows.push(...rowsOf(db, pairsWithOneSlip(lasts, firsts)));
  matches = matchesOf(db, criteria, rows, lasts, firsts);
  const visible = visibleBelow(db, viewer, matches, 2);
  if ((visible[0] && isClose(visible[0])) || visible.length >= firstScreen) return matches;
  // Two slips in one name are looked for only where the other is one that somebody bears: three would be another
  // person.
  const moreLasts = isBorne(firsts) ? lastNamesFor(db, lastName, true) : lasts;
  const moreFirsts = isBorne(lasts) ? firstNamesFor(db, firstName, true) : firsts;
  rows.push(...rowsOf(db, pairsWithTwoSlips(moreLasts, moreFirsts)));
  return matchesOf(db, criteria, rows, moreLasts, moreFirsts);
}

/** Of matches in their order those below a cost that the viewer may see. */
function visibleBelow(db: Reader, viewer: For, matches: readonly Match[], most: number): Match[] {
  const good = matches.filter(({ cost }) => cost < most);
  const ids = visibleAmong(
    db,
    viewer,
    good.map(({ clientId }) => clientId),
  );
  const visible = new Set(ids);
  return good.filter(({ clientId }) => visible.has(clientId));
}

/**
 * Everybody with one of the names and this birth date, or both names and any: twins and namesakes stand beside the
 * right hit.
 */
function asWritten(db: Reader, criteria: Criteria): NameRow[] {
  const last = findWord(db, criteria.lastName)?.id;
  const first = findWord(db, criteria.firstName)?.id;
  const words = [last, first].filter((id) => id !== undefined);
  if (words.length === 0) return [];
  const rows = [...bornOn(db, criteria.birthDate, words, mostRows), ...bornAs(db, criteria.birthDate, words, mostRows)];
  if (last !== undefined && first !== undefined) rows.push(...namedBoth(db, [last], [first], mostOfPair));
  return rows;
}

const rowsOf = (db: Reader, pairs: Pairs): NameRow[] =>
  pairs.flatMap(([lasts, firsts]) => namedBoth(db, lasts, firsts, mostOfPair));

/** Those of a birth date, with a last name where one is asked for; undefined for too many. */
export function byBirthDate(db: Reader, criteria: Criteria): Match[] | undefined {
  const lasts: Alternatives | undefined = criteria.lastName ? lastNamesFor(db, criteria.lastName, true) : undefined;
  const rows = bornOn(db, criteria.birthDate, lasts && [...lasts.keys()], mostRows);
  return rows.length < mostRows ? matchesOf(db, criteria, rows) : undefined;
}

/**
 * The records that come near a name and birth date, best first, whoever may see them: only for holding a new record against
 * (C3). Most are of somebody new, for whom a search would look all the way: so it looks that far at once.
 */
export function closestRecords(
  db: Reader,
  { lastName, firstName, birthDate }: Pick<Criteria, 'lastName' | 'firstName' | 'birthDate'>,
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
  const criteria = { ...rest, lastName, firstName, birthDate };
  const matches = firstName ? nearFullName(db, criteria) : (byBirthDate(db, criteria) ?? []);
  return matches.map(({ clientId }) => clientId);
}

function nearFullName(db: Reader, criteria: Criteria): Match[] {
  const { lastName, firstName, birthDate } = criteria;
  // Those of the same two names are read whatever else there is too much of.
  const rows = [...bornOn(db, birthDate, undefined, mostRows), ...asWritten(db, criteria)];
  const lasts = lastNamesFor(db, lastName, findWord(db, firstName) !== undefined);
  const firsts = firstNamesFor(db, firstName, findWord(db, lastName) !== undefined);
  rows.push(...rowsOf(db, [...pairsWithOneSlip(lasts, firsts), ...pairsWithTwoSlips(lasts, firsts)]));
  return matchesOf(db, criteria, rows, lasts, firsts);
}
