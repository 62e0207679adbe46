import { nameKey } from '../text/name.js';
import { addressFields } from './address.js';
import type { Client } from './client.js';
import { type Personal, personalFaults } from './personal-information.js';

/** What two records share, by which they may be of one household; the first weighs most. */
export const ties = ['address', 'former address', 'phone', 'mother'] as const;
export type Tie = (typeof ties)[number];

export const tieWords: Readonly<Record<Tie, string>> = {
  address: 'address',
  'former address': 'the former address of this record',
  phone: 'phone',
  mother: "mother's name",
};

type Place = Pick<Personal, 'street' | 'city' | 'zip'>;
type Resident = Place & Pick<Personal, 'phone' | 'motherMaidenLast' | 'motherFirst'>;

/** True if two addresses are one: the street letter by letter, with the ZIP, or the city where there is none. */
const isSamePlace = (one: Place, other: Place): boolean =>
  nameKey(one.street) !== '' &&
  nameKey(one.street) === nameKey(other.street) &&
  one.zip.slice(0, 5) === other.zip.slice(0, 5) &&
  (one.zip !== '' || nameKey(one.city) === nameKey(other.city));

/** What another record shares with one; `former` is the address that this had before, if it had one. */
export function tiesBetween(of: Resident, former: Place | undefined, other: Resident): Tie[] {
  const mother = ({ motherMaidenLast, motherFirst }: Resident) =>
    motherMaidenLast && motherFirst && `${nameKey(motherMaidenLast)} ${nameKey(motherFirst)}`;
  const shared: Readonly<Record<Tie, boolean>> = {
    address: isSamePlace(of, other),
    'former address': former !== undefined && isSamePlace(former, other),
    phone: of.phone !== '' && of.phone === other.phone,
    mother: mother(of) !== '' && mother(of) === mother(other),
  };
  return ties.filter((tie) => shared[tie]);
}

/** Another record of a household, and why it is listed. */
export type Member = Resident &
  Pick<
    Personal,
    'lastName' | 'firstName' | 'middleName' | 'nameSuffix' | 'gender' | 'birthDate' | 'state' | 'county'
  > & {
    readonly id: number;
    readonly revision: number;
    readonly ties: readonly Tie[];
  };

/** A record and the others of its household that a viewer may see. */
export type Household = {
  readonly client: Client;
  readonly members: readonly Member[];
  /** True if there are more than are listed. */
  readonly more: boolean;
};

/** The most records of one household that are listed: a shelter, or a school, is none. */
export const mostMembers = 30;

/** True if two have the same street to county, to the letter: there is nothing to carry. */
export const isSameAddress = (one: Pick<Personal, (typeof addressFields)[number]>, other: typeof one): boolean =>
  addressFields.every((field) => one[field] === other[field]);

/** Why the address of a record is not to be carried to others; undefined where it is. */
export function whyNotCarried({ personal }: Pick<Client, 'personal'>): string | undefined {
  if (!personal.street) return 'This record has no street address to carry.';
  if (personal.undeliverable) return 'Mail to the address of this record comes back: correct it before it is carried.';
  const faults = personalFaults(personal, { today: '9999-12-31' });
  return addressFields.some((field) => faults[field])
    ? 'Something is wrong with the address of this record: correct it before it is carried.'
    : undefined;
}
