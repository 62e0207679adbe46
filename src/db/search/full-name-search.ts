import type { Viewer } from '../../domain/accounts/viewer.js';
import {
  type Alternatives,
  isBorne,
  isClose,
  type Pairs,
  pairsOfLikeNames,
  pairsWithOneSlip,
  pairsWithTwoSlips,
} from '../../domain/matching/alternatives.js';
import type { Match } from '../../domain/matching/match.js';
import type { NameRow } from '../../domain/matching/names.js';
import type { Criteria } from '../../domain/matching/search.js';
import { mostRows } from '../../domain/matching/search-ways.js';
import { anotherDay, dayCost, formsOfSlips, formsOfSounds } from '../../domain/matching/similarity.js';
import type { Reader } from '../engine/database.js';
import { firstNamesFor, lastNamesFor, matchesOf } from '../names/alternatives.js';
import { bornAs, bornOn, namedBoth, namedNearFirst, namedNearLast } from '../names/names.js';
import { findWord } from '../names/vocabulary.js';
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
export async function byFullName(db: Reader, viewer: For, criteria: Criteria): Promise<Match[]> {
  const { lastName, firstName, birthDate } = criteria;
  const rows = birthDate ? await asWritten(db, criteria, await wordsOf(db, criteria)) : [];
  let matches = await matchesOf(db, criteria, rows);
  if ((await visibleBelow(db, viewer, matches, sure)).length > 0) return matches;
  // Each further look costs more reading, and what it finds stands below what was found before.
  const [lasts, firsts, born] = await Promise.all([
    lastNamesFor(db, lastName, false),
    firstNamesFor(db, firstName, false),
    birthDate ? bornOn(db, birthDate, undefined, mostRows) : [],
  ]);
  rows.push(...born);
  rows.push(...(await rowsOf(db, pairsWithOneSlip(lasts, firsts))));
  matches = await matchesOf(db, criteria, rows, lasts, firsts);
  const visible = await visibleBelow(db, viewer, matches, 2);
  if ((visible[0] && isClose(visible[0])) || visible.length >= firstScreen) return matches;
  // Two slips in one name are looked for only where the other is one that somebody bears: three would be another
  // person.
  const [moreLasts, moreFirsts] = await Promise.all([
    isBorne(firsts) ? lastNamesFor(db, lastName, true) : lasts,
    isBorne(lasts) ? firstNamesFor(db, firstName, true) : firsts,
  ]);
  rows.push(...(await rowsOf(db, pairsWithTwoSlips(moreLasts, moreFirsts))));
  return matchesOf(db, criteria, rows, moreLasts, moreFirsts);
}

/** Of matches in their order those below a cost that the viewer may see. */
async function visibleBelow(db: Reader, viewer: For, matches: readonly Match[], most: number): Promise<Match[]> {
  const good = matches.filter(({ cost }) => cost < most);
  const ids = await visibleAmong(
    db,
    viewer,
    good.map(({ clientId }) => clientId),
  );
  const visible = new Set(ids);
  return good.filter(({ clientId }) => visible.has(clientId));
}

/** The numbers of both names in the vocabulary, where somebody bears them. */
async function wordsOf(db: Reader, { lastName, firstName }: Criteria) {
  const [last, first] = await Promise.all([findWord(db, lastName), findWord(db, firstName)]);
  return { last: last?.id, first: first?.id };
}

type Words = Awaited<ReturnType<typeof wordsOf>>;

/**
 * Everybody with one of the names and this birth date, or both names and any: twins and namesakes stand beside the
 * right hit.
 */
async function asWritten(db: Reader, { birthDate }: Criteria, names: Words): Promise<NameRow[]> {
  const words = [names.last, names.first].filter((id) => id !== undefined);
  if (words.length === 0) return [];
  const found = [bornOn(db, birthDate, words, mostRows), bornAs(db, birthDate, words, mostRows), namesakes(db, names)];
  return (await Promise.all(found)).flat();
}

const namesakes = async (db: Reader, { last, first }: Words): Promise<NameRow[]> =>
  last === undefined || first === undefined ? [] : namedBoth(db, [last], [first], mostOfPair);

const rowsOf = async (db: Reader, pairs: Pairs): Promise<NameRow[]> =>
  (await Promise.all(pairs.map(([lasts, firsts]) => namedBoth(db, lasts, firsts, mostOfPair)))).flat();

/** Those of a birth date, with a last name where one is asked for; undefined for too many. */
export async function byBirthDate(db: Reader, criteria: Criteria): Promise<Match[] | undefined> {
  const lasts: Alternatives | undefined = criteria.lastName
    ? await lastNamesFor(db, criteria.lastName, true)
    : undefined;
  const rows = await bornOn(db, criteria.birthDate, lasts && [...lasts.keys()], mostRows);
  return rows.length < mostRows ? matchesOf(db, criteria, rows) : undefined;
}

/**
 * The records that come near a name and birth date, best first, whoever may see them: only for holding a new record against
 * (C3). Most are of somebody new, for whom a search would look all the way: so it looks that far at once.
 */
export async function closestRecords(
  db: Reader,
  { lastName, firstName, birthDate }: Pick<Criteria, 'lastName' | 'firstName' | 'birthDate'>,
): Promise<number[]> {
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
  const matches = firstName ? await nearFullName(db, criteria) : ((await byBirthDate(db, criteria)) ?? []);
  return matches.map(({ clientId }) => clientId);
}

async function nearFullName(db: Reader, criteria: Criteria): Promise<Match[]> {
  const { lastName, firstName, birthDate } = criteria;
  const [words, rows, lasts, firsts] = await Promise.all([
    wordsOf(db, criteria),
    bornOn(db, birthDate, undefined, mostRows),
    lastNamesFor(db, lastName, false),
    firstNamesFor(db, firstName, false),
  ]);
  // Those of the same two names are read whatever else there is too much of.
  const more = await Promise.all([
    rows.length < mostRows ? namesakes(db, words) : asWritten(db, criteria, words),
    rowsOf(db, pairsOfLikeNames(lasts, firsts)),
    besideOneAsTyped(db, criteria, words),
  ]);
  return matchesOf(db, criteria, [...rows, ...more.flat()], lasts, firsts);
}

/**
 * Rows with one name as typed whose other name may be a slip or two away. The names themselves, of which there are hundreds,
 * are not read: few are borne by somebody of the same other name, who was born on a day that is like the typed one.
 */
async function besideOneAsTyped(
  db: Reader,
  { lastName, firstName, birthDate }: Criteria,
  { last, first }: Words,
): Promise<NameRow[]> {
  const formsNear = (name: string) => [...formsOfSlips(name, true), ...formsOfSounds(name)];
  const found = await Promise.all([
    last === undefined ? [] : namedNearFirst(db, last, formsNear(firstName), mostRows),
    first === undefined ? [] : namedNearLast(db, formsNear(lastName), first, mostRows),
  ]);
  return found.flat().filter((row) => dayCost(birthDate, row.birthDate) < anotherDay);
}
