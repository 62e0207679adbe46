import { type Criteria, mostHits } from './search.js';

/** By what the candidates of a search are read. */
export type Way = 'number' | 'full name' | 'one name' | 'mother' | 'birth date';

/** Rows that one search may read; beyond it is too broad (C2). */
export const mostRows = 4000;

/** The ways to a search's candidates, the one that reads least first: the next is for where that finds too many. */
export function waysOf(criteria: Criteria): readonly Way[] {
  const { lastName, firstName, birthDate, motherMaidenLast, motherFirst } = criteria;
  if (criteria.miicId || criteria.chartNumber || criteria.phone) return ['number'];
  if (lastName && firstName) return firstName.length === 1 && !birthDate ? ['one name'] : ['full name'];
  // Mothers of one full name have few children: fewer than are born on a day.
  if (birthDate) return !lastName && motherMaidenLast && motherFirst ? ['mother', 'birth date'] : ['birth date'];
  return lastName || (firstName && !motherMaidenLast) ? ['one name'] : ['mother'];
}

/** Rows read of one name: few, if nothing else is asked for that leaves some of them out. */
export function mostOfOneName(criteria: Criteria): number {
  const narrows =
    (criteria.lastName && criteria.firstName) ||
    criteria.gender ||
    criteria.motherMaidenLast ||
    criteria.motherFirst ||
    criteria.middleName ||
    criteria.bornIn;
  return narrows ? mostRows : mostHits * 2;
}
