import { accentedKey, nameKey } from '../text/name.js';
import {
  accents,
  addresses,
  birthDates,
  firstNames,
  genders,
  type Known,
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
export const saidOf = (reasons: readonly Reason[]): string => reasons.map(({ text }) => text).join(', ');

/** From here on two records may be one person. */
const doubtfulFrom = 6;

/**
 * The one judgement of who is who (C3): for entering a client, for both imports, and for opening the one hit of a
 * search. Each field speaks for or against one person as strongly as it tells people apart. Sure are those whose names
 * and birth date are the same, in use or former, or whose number and two of the three are, and who contradict each
 * other in nothing.
 */
export function judge(asked: Known, record: Known): Judgement {
  const names: readonly { name: Name; isFormer: boolean }[] = [
    { name: record, isFormer: false },
    ...(record.former ?? []).map(({ lastName, firstName, middleName, birthDate }) => ({
      name: { lastName, firstName, middleName, birthDate },
      isFormer: true,
    })),
  ];
  const beside = [
    suffixes(asked, record),
    genders(asked, record),
    phones(asked.phone, record.phone),
    mothers(asked, record),
    ...numbers(asked, record),
  ];
  return names
    .map(({ name, isFormer }) => judgeAs(asked, { ...record, ...name }, beside, isFormer))
    .reduce((best, other) => (rank(other) > rank(best) ? other : best));
}

const rank = ({ verdict, score }: Judgement) => ({ sure: 200, doubtful: 100, other: 0 })[verdict] + score;

function judgeAs(asked: Known, record: Known, beside: readonly Point[], isFormer: boolean): Judgement {
  const newborn = placeholders(asked, record);
  const first = newborn ?? firstNames(asked, record);
  const same = {
    born: asked.birthDate !== '' && asked.birthDate === record.birthDate,
    last: !isNoLastName(asked.lastName) && nameKey(asked.lastName) === nameKey(record.lastName),
    first: nameKey(asked.firstName) === nameKey(record.firstName),
  };
  const others = [middleNames(asked, record), ...beside];
  if (same.last && same.first) others.push(accents(asked, record));
  if (first.points < 0 && sameMiddle(asked, record)) others.push(point(1.4, ''));
  const address = addresses(asked, record);
  const all = [birthDates(asked.birthDate, record.birthDate), lastNames(asked, record), first, ...others, address];
  const score = all.reduce((sum, { points }) => sum + points, 0);
  const reasons = all
    .filter(({ reason }) => reason)
    .map(({ reason, against }): Reason => ({ speaks: against ? 'against' : 'for', text: reason }));
  if (isFormer) reasons.push({ speaks: 'for', text: 'under a former name or birth date' });

  const whole = same.born && same.last && same.first;
  const number = sameNumber(asked, record);
  // A placeholder is no name: who is meant only a number tells.
  const agrees = newborn ? number && same.born : whole || (number && same.first && (same.last || same.born));
  const against =
    (newborn?.against ?? false) ||
    others.some((one) => one.against) ||
    (address.against && !number && !tiesMoved(asked, record));
  // Whoever writes the MIIC ID beside the name and birth date has decided which record it is. Where they differ, it may
  // be that of a twin, or of a father with the same name.
  const byId = asked.miicId !== undefined && asked.miicId === record.miicId;
  const near = first.points >= 0 && (same.born || same.last) && !against;
  const chosen = byId && ((same.first && same.born) || near);
  const sure = chosen || (agrees && !against);
  const doubtful = score >= doubtfulFrom || whole || number || (byId && (same.born || same.last));
  const asWritten =
    accentedKey(asked.lastName) === accentedKey(record.lastName) &&
    accentedKey(asked.firstName) === accentedKey(record.firstName);
  return {
    verdict: sure ? 'sure' : doubtful ? 'doubtful' : 'other',
    score,
    byNumber: number || byId,
    asWritten,
    reasons,
  };
}

/** The owner of a row: surely one record, or one of several for a person to decide, or none of them. */
export type Whose =
  | { readonly verdict: 'sure'; readonly id: number }
  | { readonly verdict: 'doubtful'; readonly among: readonly (Judgement & { readonly id: number })[] }
  | { readonly verdict: 'other' };

/**
 * The one record that a person surely is. Where several would be, the one of the same number is meant, then the one
 * whose name is written the same, accents too; where that leaves several, or none is sure, a person decides.
 */
export function whose(asked: Known, records: readonly (Known & { readonly miicId: number })[]): Whose {
  const judged = records
    .map((record) => ({ id: record.miicId, ...judge(asked, record) }))
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
export function isMeant(typed: Partial<Known>, record: Known): boolean {
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value));
  const { verdict, asWritten, reasons } = judge(
    { ...record, chartNumber: '', birthCertificate: '', miicId: undefined, ...given },
    record,
  );
  return verdict === 'sure' && asWritten && reasons.every(({ speaks }) => speaks === 'for');
}
