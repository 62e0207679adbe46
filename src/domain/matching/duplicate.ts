import { accentedKey, nameKey } from '../text/name.js';
import {
  accents,
  addresses,
  birthDates,
  birthOrders,
  firstNames,
  genders,
  type Identity,
  lastNames,
  middleNames,
  mothers,
  type Name,
  numbers,
  type Point,
  phones,
  placeholders,
  point,
  sameMiddle,
  sameNumber,
  suffixes,
  tiesMoved,
} from './likeness.js';
import { isNoLastName } from './placeholder.js';

/** One thing that speaks for or against one person, in words that name no value. */
export type Reason = { readonly speaks: 'for' | 'against'; readonly text: string };

/**
 * The judgement of two records: surely one person; doubtful, for a person to decide; or another one. The score puts
 * doubtful ones in order.
 */
export type Judgement = {
  readonly verdict: 'sure' | 'doubtful' | 'other';
  readonly score: number;
  /**
   * True if a number is the same, and if the name is written the same, accents too: among several sure records these
   * decide.
   */
  readonly byNumber: boolean;
  readonly asWritten: boolean;
  readonly reasons: readonly Reason[];
};

/** The reasons in one line, as pages and the results of imports say them. */
export const reasonWords = (reasons: readonly Reason[]): string => reasons.map(({ text }) => text).join(', ');

/** From here on two records may be one person. */
const doubtfulFrom = 6;

/**
 * The one judgement of who is who (C3): for entering a client, for both imports, and for opening the one hit of a
 * search. Each field speaks for or against one person as strongly as it tells people apart. Sure are those whose names
 * and birth date are the same, in use or former, or whose number and two of the three are, and who contradict each
 * other in nothing.
 */
export function judge(person: Identity, record: Identity): Judgement {
  const names: readonly { name: Name; isFormer: boolean }[] = [
    { name: record, isFormer: false },
    ...(record.former ?? []).map(({ lastName, firstName, middleName, birthDate }) => ({
      name: { lastName, firstName, middleName, birthDate },
      isFormer: true,
    })),
  ];
  const beside = [
    suffixes(person, record),
    genders(person, record),
    phones(person.phone, record.phone),
    mothers(person, record),
    ...numbers(person, record),
  ];
  return names
    .map(({ name, isFormer }) => judgeAs(person, { ...record, ...name }, beside, isFormer))
    .reduce((best, other) => (rank(other) > rank(best) ? other : best));
}

const rank = ({ verdict, score }: Judgement) => ({ sure: 200, doubtful: 100, other: 0 })[verdict] + score;

function judgeAs(person: Identity, record: Identity, beside: readonly Point[], isFormer: boolean): Judgement {
  const newborn = placeholders(person, record);
  const first = newborn ?? firstNames(person, record);
  const same = {
    born: person.birthDate !== '' && person.birthDate === record.birthDate,
    last: !isNoLastName(person.lastName) && nameKey(person.lastName) === nameKey(record.lastName),
    first: nameKey(person.firstName) === nameKey(record.firstName),
  };
  const others = [middleNames(person, record), birthOrders(person, record, first), ...beside];
  if (same.last && same.first) others.push(accents(person, record));
  if (first.points < 0 && sameMiddle(person, record)) others.push(point(1.4, ''));
  const address = addresses(person, record);
  const all = [birthDates(person.birthDate, record.birthDate), lastNames(person, record), first, ...others, address];
  const score = all.reduce((sum, { points }) => sum + points, 0);
  const reasons = all
    .filter(({ reason }) => reason)
    .map(({ reason, against }): Reason => ({ speaks: against ? 'against' : 'for', text: reason }));
  if (isFormer) reasons.push({ speaks: 'for', text: 'under a former name or birth date' });

  const whole = same.born && same.last && same.first;
  const number = sameNumber(person, record);
  // A placeholder is no name: who is meant only a number tells.
  const agrees = newborn ? number && same.born : whole || (number && same.first && (same.last || same.born));
  const against =
    (newborn?.against ?? false) ||
    others.some((one) => one.against) ||
    (address.against && !number && !tiesMoved(person, record));
  // Whoever writes the MIIC ID beside the name and birth date has decided which record it is. Where they differ, it may
  // be that of a twin, or of a father with the same name.
  const byId = person.miicId !== undefined && person.miicId === record.miicId;
  const isNear = first.points >= 0 && (same.born || same.last) && !against;
  const chosen = byId && ((same.first && same.born) || isNear);
  const sure = chosen || (agrees && !against);
  const doubtful = score >= doubtfulFrom || whole || number || (byId && (same.born || same.last));
  const asWritten =
    accentedKey(person.lastName) === accentedKey(record.lastName) &&
    accentedKey(person.firstName) === accentedKey(record.firstName);
  return {
    verdict: sure ? 'sure' : doubtful ? 'doubtful' : 'other',
    score,
    byNumber: number || byId,
    asWritten,
    reasons,
  };
}

/** The owner of a row: surely one record, or one of several for a person to decide, or none of them. */
export type Owner =
  | { readonly verdict: 'sure'; readonly id: number }
  | { readonly verdict: 'doubtful'; readonly among: readonly (Judgement & { readonly id: number })[] }
  | { readonly verdict: 'other' };

/**
 * The one record that a person surely is. Where several would be, the one of the same number is meant, then the one
 * whose name is written the same, accents too; where that leaves several, or none is sure, a person decides.
 */
export function ownerAmong(person: Identity, records: readonly (Identity & { readonly miicId: number })[]): Owner {
  const judged = records
    .map((record) => ({ id: record.miicId, ...judge(person, record) }))
    .filter(({ verdict }) => verdict !== 'other')
    .sort((a, b) => b.score - a.score || a.id - b.id);
  const sure = judged.filter(({ verdict }) => verdict === 'sure');
  const closeness = ({ byNumber, asWritten }: Judgement) => (byNumber ? 2 : 0) + (asWritten ? 1 : 0);
  const nearest = Math.max(...sure.map(closeness));
  const [one, another] = sure.filter((judgement) => closeness(judgement) === nearest);
  if (one && !another) return { verdict: 'sure', id: one.id };
  return judged.length > 0 ? { verdict: 'doubtful', among: judged } : { verdict: 'other' };
}

/**
 * True if the values typed into a search surely mean a record (C2): they contradict it in nothing, and the names are
 * written the same, accents too. What was not typed says nothing. A placeholder means nobody, unless a number was
 * typed.
 */
export function isMeant(typed: Partial<Identity>, record: Identity): boolean {
  const typedValues = Object.fromEntries(Object.entries(typed).filter(([, value]) => value));
  const { verdict, asWritten, reasons } = judge(
    { ...record, chartNumber: '', birthCertificate: '', miicId: undefined, ...typedValues },
    record,
  );
  return verdict === 'sure' && asWritten && reasons.every(({ speaks }) => speaks === 'for');
}
