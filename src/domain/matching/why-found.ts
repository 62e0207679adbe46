import { nameKey, namePartKeys } from '../text/name.js';
import { isWithinPart } from '../time/part-of-day.js';
import { closeness } from './likeness.js';
import { sameByNickname } from './nickname.js';
import { type Criteria, type Hit, readCriteria } from './search.js';
import { otherReadings } from './search-reading.js';
import { dayCost } from './similarity.js';

/**
 * Why a hit is listed although it is not as typed, in words (C2): sounds alike, a nickname, first and last name swapped,
 * a slip in the birth date. Empty for one that is. Of several ways to understand the typed names the nearest is told.
 */
export function whyFound(typed: Readonly<Record<string, string>>, hit: Hit): string {
  const { criteria } = readCriteria(typed);
  const readings = [criteria, ...otherReadings(typed, criteria).map((reading) => reading.criteria)];
  const reasons = readings.map((reading) => reasonsFor(reading, hit));
  return reasons.reduce((best, other) => (other.length < best.length ? other : best)).join(', ');
}

function reasonsFor(criteria: Criteria, hit: Hit): string[] {
  const { lastName, firstName, birthDate } = { ...hit, ...hit.alias };
  const [lasts, firsts] = [keysOf(lastName), keysOf(firstName)];
  const swapped =
    criteria.lastName &&
    criteria.firstName &&
    !begins(lasts, criteria.lastName) &&
    begins(firsts, criteria.lastName) &&
    begins(lasts, criteria.firstName);
  const names = swapped
    ? ['first and last name swapped']
    : [
        nameReason(criteria.lastName, lasts, 'last name'),
        hit.preferredName &&
        nameKey(hit.preferredName).startsWith(criteria.firstName || '-') &&
        !begins(firsts, criteria.firstName)
          ? `called ${hit.preferredName}`
          : nameReason(criteria.firstName, firsts, 'first name'),
      ];
  const isBornSo = criteria.bornIn
    ? isWithinPart(criteria.bornIn, birthDate)
    : dayCost(criteria.birthDate, birthDate) === 0;
  const born = isBornSo
    ? ''
    : dayCost(criteria.birthDate, birthDate) <= 1.2 && !criteria.bornIn
      ? 'birth date one slip apart'
      : 'another birth date';
  const mother = nameReason(criteria.motherMaidenLast, keysOf(hit.motherMaidenLast), "mother's maiden name");
  return [...names, born, mother].filter(Boolean);
}

const keysOf = (name: string) => [nameKey(name), ...namePartKeys(name)];
const begins = (keys: readonly string[], typed: string) => keys.some((key) => key.startsWith(typed));

/** What tells a typed name from the nearest of some keys; empty where it is the same, or begins it. */
function nameReason(typed: string, keys: readonly string[], what: string): string {
  if (begins(keys, typed)) return '';
  if (what === 'first name' && keys.some((key) => sameByNickname(typed, key))) return `${what} by a nickname`;
  const near = keys.flatMap((key) => closeness(typed, key, what, 3) ?? []).sort((a, b) => b.points - a.points);
  return near[0]?.reason ?? `${what} alike`;
}
