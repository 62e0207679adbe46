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
import type { NameRow, Word } from '../../domain/matching/names.js';
import type { Criteria } from '../../domain/matching/search.js';
import { mostRows } from '../../domain/matching/search-ways.js';
import { anotherDay, dayCost, formsOfSlips, formsOfSounds } from '../../domain/matching/similarity.js';
import type { Reader } from '../engine/database.js';
import { firstNamesFor, lastNamesFor, matchesOf } from '../names/alternatives.js';
import { bornAs, bornOn, namedBoth, namedNearFirst, namedNearLast } from '../names/names.js';
import { findWord } from '../names/vocabulary.js';
import { inBatches, type VisibleRows } from './visible-rows.js';

/** Rows that are read for one name together with some others. */
const mostOfPair = 800;

/**
 * The highest cost of two slips in one name, one in the first letter: with the birth date and the other name that is
 * enough.
 */
const sure = 2.3;

/** This many good hits make further looking needless. */
const firstScreen = 20;

/**
 * The records that come near a full name, best first, whether the viewer may see them or not. How far it looks is
 * decided by those that they may see alone: a hidden record that is as typed must not keep the near ones from them, and
 * tell by that that it is there (C2, C3).
 */
export async function byFullName(db: Reader, visible: VisibleRows, criteria: Criteria): Promise<Match[]> {
  const { lastName, firstName, birthDate } = criteria;
  const words = birthDate ? await wordsOf(db, criteria) : {};
  const rows = await asWritten(db, criteria, words);
  let matches = await matchesOf(db, criteria, rows, asTyped(words.last), asTyped(words.first));
  if ((await visibleBelow(visible, matches, sure, 1)).length > 0) return matches;
  // Each further look costs more reading, and what it finds stands below what was found before.
  const [lasts, firsts, born] = await Promise.all([
    lastNamesFor(db, lastName, false),
    firstNamesFor(db, firstName, false),
    birthDate ? bornOn(db, birthDate, undefined, mostRows) : [],
  ]);
  rows.push(...born);
  rows.push(...(await rowsOf(db, pairsWithOneSlip(lasts, firsts))));
  matches = await matchesOf(db, criteria, rows, lasts, firsts);
  const near = await visibleBelow(visible, matches, 2, firstScreen);
  if ((near[0] && isClose(near[0])) || near.length >= firstScreen) return matches;
  // Two slips in one name are looked for only where the other is one that somebody bears: three would be another
  // person.
  const [moreLasts, moreFirsts] = await Promise.all([
    isBorne(firsts) ? lastNamesFor(db, lastName, true, lasts) : lasts,
    isBorne(lasts) ? firstNamesFor(db, firstName, true, firsts) : firsts,
  ]);
  rows.push(...(await rowsOf(db, pairsWithTwoSlips(moreLasts, moreFirsts))));
  return matchesOf(db, criteria, rows, moreLasts, moreFirsts);
}

/** Of matches in their order the first ones below a cost that the viewer may see: `enough` of them, where there are. */
async function visibleBelow(
  visible: VisibleRows,
  matches: readonly Match[],
  most: number,
  enough: number,
): Promise<Match[]> {
  const found: Match[] = [];
  for (const some of inBatches(matches.filter(({ cost }) => cost < most))) {
    const open = new Set((await visible(some.map(({ clientId }) => clientId))).map(({ id }) => id));
    found.push(...some.filter(({ clientId }) => open.has(clientId)));
    if (found.length >= enough) break;
  }
  return found;
}

type Words = { readonly last?: Word | undefined; readonly first?: Word | undefined };

/** Both names in the vocabulary, where somebody bears them. */
async function wordsOf(db: Reader, { lastName, firstName }: Criteria): Promise<Words> {
  const [last, first] = await Promise.all([findWord(db, lastName), findWord(db, firstName)]);
  return { last, first };
}

const asTyped = (word: Word | undefined): Alternatives =>
  new Map(word ? [[word.id, { key: word.key, cost: 0 }] as const] : []);

/**
 * Everybody with one of the names and this birth date, or both names and any: twins and namesakes stand beside the
 * right hit.
 */
async function asWritten(db: Reader, { birthDate }: Criteria, words: Words): Promise<NameRow[]> {
  const ids = [words.last, words.first].filter((word) => word !== undefined).map(({ id }) => id);
  if (ids.length === 0) return [];
  const found = [bornOn(db, birthDate, ids, mostRows), bornAs(db, birthDate, ids, mostRows), namesakes(db, words)];
  return (await Promise.all(found)).flat();
}

const namesakes = async (db: Reader, { last, first }: Words): Promise<NameRow[]> =>
  last && first ? namedBoth(db, [last.id], [first.id], mostOfPair) : [];

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
    last ? namedNearFirst(db, last.id, formsNear(firstName), mostRows) : [],
    first ? namedNearLast(db, formsNear(lastName), first.id, mostRows) : [],
  ]);
  return found.flat().filter((row) => dayCost(birthDate, row.birthDate) < anotherDay);
}
