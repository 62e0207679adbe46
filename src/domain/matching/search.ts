import type { Disclosure } from '../accounts/viewer.js';
import { isCode } from '../codes/choice.js';
import { genders } from '../codes/gender.js';
import { nameKey, tidy } from '../text/name.js';
import { localDigits, phoneDigits } from '../text/phone.js';
import { type Day, readDay } from '../time/day.js';
import { type PartOfDay, readPartOfDay } from '../time/part-of-day.js';
import type { Identity } from './likeness.js';

/** The fields of a search (C2), with the labels of the screen. */
export const searchLabels = {
  lastName: 'Last Name',
  firstName: 'First Name',
  middleName: 'Middle Name',
  birthDate: 'Birth Date',
  gender: 'Gender',
  motherMaidenLast: "Mother's Maiden Last",
  motherFirst: "Mother's First Name",
  phone: 'Phone',
  chartNumber: 'Chart Number',
  miicId: 'MIIC ID',
} as const;

export type SearchField = keyof typeof searchLabels;
export const searchFields = Object.keys(searchLabels) as SearchField[];

/** A search as it is carried out: names as keys, empty where not asked for; of a birth date perhaps a part alone. */
export type Criteria = Readonly<Record<SearchField, string>> & { readonly bornIn?: PartOfDay };

/** Leads from a search to a record; `alias` is the former name or birth date that matched (C5). */
export type Hit = Disclosure<{
  readonly id: number;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly nameSuffix: string;
  readonly preferredName: string;
  readonly birthDate: Day;
  readonly gender: string;
  readonly motherMaidenLast: string;
  readonly street: string;
  readonly city: string;
  readonly alias: { readonly lastName: string; readonly firstName: string; readonly birthDate: Day } | undefined;
}>;

/** This many hits make a search too broad: nobody reads more, and each is a record that was not looked for. */
export const mostHits = 200;
/** The most hits that are like the typed name without beginning with it. */
export const mostLike = 50;
export const pageSize = 25;

/** The letter at the end of a search's address that says in which order its results stand; none for the best first. */
const letters = { best: '', name: 'n', birth: 'b' } as const;
export type ResultOrder = keyof typeof letters;
export const resultOrders = Object.keys(letters) as ResultOrder[];

/** What stands after `/searches/` in the address of a search whose results are in an order. */
export const searchIn = (order: ResultOrder, id: string): string => id + letters[order];

/** The search that such an address is of, and the order. */
export function searchAt(address: string): { readonly id: string; readonly order: ResultOrder } {
  const id = address.slice(0, 22);
  const order = resultOrders.find((one) => searchIn(one, id) === address);
  return order ? { id, order } : { id: address, order: 'best' };
}

/** A former name of a client is a little less than the one in use; a part of a compound name less than the whole. */
export const aliasCost = 0.05;
export const partCost = 0.25;
/** First and last name the wrong way round. */
export const swapCost = 0.6;
/** Born on another day than the part of one that was typed. */
export const otherPartCost = 1;

/** The highest cost of a hit: with a birth date, and with names alone. */
export const mostCost = (criteria: Criteria) =>
  criteria.birthDate && criteria.lastName && criteria.firstName
    ? 4.3
    : criteria.lastName && criteria.firstName
      ? 2.7
      : 2.2;

/** The highest cost of a mother's maiden and first name together. */
export const mostMotherCost = 1.6;

/** True if a hit is as typed: the same names or their beginnings, the same birth date. */
export const isAsTyped = (cost: number) => cost < 0.9;

/**
 * The name fields of a search with "DUCK, DON" put where it belongs, when it stands in one of them and the other is
 * empty (C2).
 */
export function namesTyped(typed: Readonly<Record<string, string>>): { lastName: string; firstName: string } {
  const [lastName, firstName] = [tidy(typed.lastName ?? ''), tidy(typed.firstName ?? '')];
  if (lastName && firstName) return { lastName, firstName };
  const [last = '', ...rest] = (lastName || firstName).split(',').map((part) => part.trim());
  const first = rest.filter(Boolean).join(' ');
  return last && first ? { lastName: last, firstName: first } : { lastName, firstName };
}

/** The criteria of a typed search, or its faults (C2): by field, or as a whole. */
export function readCriteria(typed: Readonly<Record<string, string>>): {
  criteria: Criteria;
  errors: Partial<Record<SearchField, string>>;
  message?: string;
} {
  const errors: Partial<Record<SearchField, string>> = {};
  const { lastName, firstName } = namesTyped(typed);
  const texts = new Map(searchFields.map((field) => [field, tidy(typed[field] ?? '')]))
    .set('lastName', lastName)
    .set('firstName', firstName);
  const text = (field: SearchField) => texts.get(field) ?? '';
  const name = (field: SearchField, least: number) => {
    const key = nameKey(text(field));
    if (text(field) && key.length < least)
      errors[field] =
        least === 1
          ? `${searchLabels[field]} must have a letter in it.`
          : `Enter at least ${least} letters of the ${searchLabels[field].toLowerCase()}.`;
    return key;
  };
  const as = (field: SearchField, read: (text: string) => string | undefined, otherwise: string) => {
    const value = text(field) && read(text(field));
    if (value === undefined) errors[field] = otherwise;
    return value ?? '';
  };
  for (const field of searchFields)
    if (text(field).length > 100) errors[field] = `${searchLabels[field]} is longer than 100 characters.`;
  const bornIn = readPartOfDay(text('birthDate'));
  const criteria: Criteria = {
    lastName: name('lastName', 1),
    // A first name of one letter finds few beside a last name or a birth date.
    firstName: name('firstName', text('lastName') || text('birthDate') ? 1 : 2),
    middleName: name('middleName', 1),
    birthDate: bornIn ? '' : as('birthDate', readDay, 'Enter a birth date as MM/DD/YYYY, like 09/21/2009.'),
    ...(bornIn && { bornIn }),
    gender: as('gender', (code) => (isCode(genders, code) ? code : undefined), 'Choose a gender from the list.'),
    motherMaidenLast: name('motherMaidenLast', 2),
    motherFirst: name('motherFirst', 2),
    phone: as(
      'phone',
      (typed) => phoneDigits(typed) ?? localDigits(typed),
      'Enter a phone number of ten digits, like 651-201-4629.',
    ),
    chartNumber: nameKey(text('chartNumber')),
    miicId: as(
      'miicId',
      (id) => (/^\d{1,15}$/.test(id) ? String(Number(id)) : undefined),
      'Enter a MIIC ID in digits, like 6714871.',
    ),
  };
  if (text('chartNumber') && !criteria.chartNumber)
    errors.chartNumber = 'Chart Number must have a letter or a digit in it.';
  if (criteria.middleName && !criteria.lastName && !criteria.firstName)
    errors.middleName = 'Search by middle name together with a last or first name.';
  const fields = searchFields.filter((field) => criteria[field]);
  if (bornIn && fields.every((field) => field === 'gender'))
    errors.birthDate = 'Part of a birth date finds too many. Add a name.';
  if (Object.keys(errors).length > 0) return { criteria, errors };
  if (fields.length === 0) return { criteria, errors, message: 'Fill in at least one field to search by.' };
  if (fields.length === 1 && fields[0] === 'gender')
    return { criteria, errors: { gender: 'Gender alone finds too many. Add a name or a birth date.' } };
  return { criteria, errors };
}

/** The typed values about a person, with their accents. */
export function personTyped(typed: Readonly<Record<string, string>>, criteria: Criteria): Partial<Identity> {
  const names = ['lastName', 'firstName', 'middleName', 'motherMaidenLast', 'motherFirst'] as const;
  const { birthDate, gender, chartNumber } = criteria;
  return {
    ...Object.fromEntries(names.map((field) => [field, tidy(typed[field] ?? '')])),
    ...{ birthDate, gender, chartNumber },
    ...(criteria.miicId && { miicId: Number(criteria.miicId) }),
  };
}

/**
 * True if a search may lead straight to its first hit (C2), if that is surely the one: the only one by MIIC ID or chart
 * number, or the one with the full name and birth date where no other comes near.
 */
export function opensAtOnce(criteria: Criteria, matches: readonly { readonly cost: number }[]): boolean {
  const [first, second] = matches;
  if (!first) return false;
  if (criteria.miicId || criteria.chartNumber) return !second;
  const full = criteria.lastName !== '' && criteria.firstName !== '' && criteria.birthDate !== '';
  return full && first.cost <= aliasCost && (!second || second.cost > 4.1);
}
