import type { Disclosure } from '../accounts/viewer.js';
import type { Day } from '../time/day.js';
import type { Personal } from './personal-information.js';

/** A client's record as one viewer may see it. */
export type Client = Disclosure<{
  /** The MIIC ID. */
  readonly id: number;
  readonly personal: Personal;
  /** The contact whose address Personal Information shows; undefined while it is the client's own (C16). */
  readonly primaryContactId: number | undefined;
  readonly addressUpdatedOn: Day | null;
  readonly hasBirthCertificate: boolean;
  readonly revision: number;
  readonly updatedAt: number;
  /** The user and the organization of the last save. */
  readonly updatedBy: number | null;
  readonly updatedFor: string;
  readonly aliases: readonly Alias[];
  readonly formerAddresses: readonly FormerAddress[];
  /** The Self contact first (C16). */
  readonly contacts: readonly Contact[];
  readonly comments: readonly Comment[];
  /** None for whom it is not to be known, whatever is on file. */
  readonly conditions: readonly Condition[];
  /** True if the viewer may know them (F1). */
  readonly showsConditions: boolean;
  /** Deleted ones: what somebody typed over one meanwhile still needs its row (C21). */
  readonly deleted: {
    readonly contacts: readonly Contact[];
    readonly comments: readonly Comment[];
    readonly conditions: readonly Condition[];
  };
  /** The data that the organization acted for keeps about the client (C11); undefined if it has none. */
  readonly enrolment: Enrolment | undefined;
  /** True if the organization acted for holds a lock on the record (C13). */
  readonly lockedHere: boolean;
  /** The fields verified with the client before the last edit that said so (C24). */
  readonly verified: Verified | undefined;
  readonly dueState: DueState;
}>;

/** What the due vaccines of a client hang on besides the day: a save counts the revision up, and a correction that of a dose. */
export type DueState = {
  readonly revision: number;
  readonly birthDate: Day;
  readonly gender: string;
  readonly birthCountry: string;
  readonly deathDate: Day | null;
  /** How many doses there are, and how often they were corrected. */
  readonly doses: string;
};

/** Details that were verified (codes with a space between), when, and by which organization. */
export type Verified = { readonly what: string; readonly at: number; readonly organization: string };

export type Alias = {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly birthDate: Day;
};

export type Address = {
  readonly street: string;
  readonly otherAddress: string;
  readonly poBox: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly county: string;
  readonly country: string;
};

export type FormerAddress = Address & {
  readonly undeliverable: boolean;
  readonly fromOn: Day | null;
  readonly untilOn: Day;
};

export type Contact = Address & {
  /** Undefined for the Self contact, which is the client. */
  readonly id: number | undefined;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly relationship: string;
  readonly phone: string;
  readonly extension: string;
  readonly email: string;
  readonly notices: boolean;
  readonly isPrimary: boolean;
  readonly undeliverable: boolean;
  /** Under which it was begun, if it was by somebody's form; none for Self. */
  readonly entryKey?: string;
};

export type Comment = {
  readonly id: number;
  readonly code: string;
  readonly appliesOn: Day;
  /** Why a vaccine was refused or deferred (notGivenReasons); empty where nobody said. */
  readonly reason?: string;
  readonly entryKey?: string;
};

/** A condition that changes what is due (F1); a day that is open is empty. */
export type Condition = {
  readonly id: number;
  readonly code: string;
  readonly fromOn: Day | '';
  readonly untilOn: Day | '';
  readonly entryKey?: string;
};

export type Enrolment = {
  readonly chartNumber: string;
  readonly status: 'A' | 'I' | 'P';
  readonly statusReason: string;
  readonly reminder: boolean;
  readonly schedule: string;
};

/** An address as the guide's immunization history has it: 1625 CLOUDNINE DRIVE, PEGASUS, MN 5000. */
export function addressWithCommas({
  street,
  city,
  state,
  zip,
}: Pick<Address, 'street' | 'city' | 'state' | 'zip'>): string {
  return [street, city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}

/** One line of an address as an envelope has it: 123 1ST ST SE, SAINT PAUL MN 55112. */
export function addressLine(address: Pick<Address, 'street' | 'city' | 'state' | 'zip'> & Partial<Address>): string {
  const place = [address.city, address.state, address.zip].filter(Boolean).join(' ');
  return [address.street, address.otherAddress, address.poBox && `P.O. Box ${address.poBox}`, place]
    .filter(Boolean)
    .join(', ');
}
