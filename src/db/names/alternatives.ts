import { type Alternatives, alternativesAmong } from '../../domain/matching/alternatives.js';
import { type Match, matchesAmong, namesBesides } from '../../domain/matching/match.js';
import type { NameRow } from '../../domain/matching/names.js';
import { nicknamesOf } from '../../domain/matching/nickname.js';
import type { Criteria } from '../../domain/matching/search.js';
import { formsOfSlips, formsOfSounds } from '../../domain/matching/similarity.js';
import type { Reader } from '../engine/database.js';
import { wordsByIds, wordsOfForms, wordsOfKeys, wordsStarting } from './vocabulary.js';

/** More names than these begin with hardly anything. */
const mostBeginnings = 250;

/**
 * The last names that a typed one may stand for: the same, its beginnings, misspelt; `deep`: sounding alike, and two
 * slips away.
 * @param near what was answered before for the same name, and not deep: a deeper look goes on from there
 */
export const lastNamesFor = (db: Reader, typed: string, deep: boolean, near?: Alternatives): Promise<Alternatives> =>
  alternatives(db, typed, 3, deep, near);

/** The names that a typed first name, or a mother's name, may stand for: the same, and nicknames of it. */
export const firstNamesFor = (db: Reader, typed: string, deep: boolean, near?: Alternatives): Promise<Alternatives> =>
  alternatives(db, typed, 2, deep, near);

async function alternatives(
  db: Reader,
  typed: string,
  leastOfBeginning: 2 | 3,
  deep: boolean,
  near?: Alternatives,
): Promise<Alternatives> {
  const [beginnings, soundalikes, misspellings, nicknames] = await Promise.all([
    !near && typed.length >= leastOfBeginning ? wordsStarting(db, typed, mostBeginnings) : [],
    deep ? wordsOfForms(db, formsOfSounds(typed)) : [],
    wordsOfForms(db, formsOfSlips(typed, deep)),
    wordsOfKeys(db, !near && leastOfBeginning === 2 ? [...nicknamesOf(typed)] : []),
  ]);
  return alternativesAmong(typed, { beginnings, soundalikes, misspellings, nicknames }, deep, near);
}

const nobody: Alternatives = new Map();

/** The records of some rows that match a search, best first; with what its names may stand for, where that is known. */
export async function matchesOf(
  db: Reader,
  criteria: Criteria,
  rows: readonly NameRow[],
  lasts = nobody,
  firsts = nobody,
): Promise<Match[]> {
  const words = await wordsByIds(db, namesBesides(criteria, rows, { lasts, firsts }));
  return matchesAmong(criteria, rows, { lasts, firsts, others: new Map(words.map(({ id, key }) => [id, key])) });
}
