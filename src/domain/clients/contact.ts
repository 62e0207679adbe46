import { isCode, labelOf } from '../codes/choice.js';
import { countries } from '../codes/country.js';
import { counties } from '../codes/county.js';
import { relationships } from '../codes/relationship.js';
import { states } from '../codes/state.js';
import { type Question, questionsFrom } from '../forms/question.js';
import type { Values } from '../forms/rows.js';
import { fullName, inCapitals, isLonger, isShowable, spellingForHistory, tidy } from '../text/name.js';
import { phoneDigits, phoneFault, showPhone } from '../text/phone.js';
import { addressFields, isNoAddress, noAddressFault, noCity, zipFault } from './address.js';
import type { Contact } from './client.js';
import { nameDoubt, placeDoubt } from './doubtful.js';
import { addressDoubts } from './typed-address.js';

/** The fields of a contact (C14), with the guide's labels. */
export const contactLabels = {
  lastName: 'Last Name',
  firstName: 'First Name',
  middleName: 'Middle Name',
  relationship: 'Relation',
  phone: 'Telephone',
  extension: 'Extension',
  street: 'Street Address',
  otherAddress: 'Other Address',
  poBox: 'P.O. Box',
  city: 'City',
  state: 'State',
  zip: 'Zip',
  county: 'County',
  country: 'Country',
  email: 'Email',
  notices: 'Notices?',
  isPrimary: "Client's Primary Address?",
  undeliverable: 'Undeliverable Address?',
} as const;

export type ContactField = keyof typeof contactLabels;
export const contactFields = Object.keys(contactLabels) as ContactField[];

/** The fields of the primary contact that Personal Information shows: they are changed there, not here. */
export const primaryFields: readonly ContactField[] = [...addressFields, 'undeliverable'];

/** The fields that the Self contact always takes from Personal Information (C16). */
export const selfFields: readonly ContactField[] = [
  'lastName',
  'firstName',
  'middleName',
  'relationship',
  'phone',
  'email',
];

/** A contact as its form shows it. */
export function showContact(contact: Contact): Record<ContactField, string> {
  return {
    lastName: contact.lastName,
    firstName: contact.firstName,
    middleName: contact.middleName,
    relationship: contact.relationship,
    phone: showPhone(contact.phone),
    extension: contact.extension,
    street: contact.street,
    otherAddress: contact.otherAddress,
    poBox: contact.poBox,
    city: contact.city,
    state: contact.state,
    zip: contact.zip,
    county: contact.county,
    country: contact.country,
    email: contact.email,
    notices: contact.notices ? 'Y' : '',
    isPrimary: contact.isPrimary ? 'Y' : '',
    undeliverable: contact.undeliverable ? 'Y' : '',
  };
}

/** The name of a contact as listings and messages have it: first and last, as far as there are any. */
export const contactName = ({ firstName = '', lastName = '' }: Values): string => fullName({ firstName, lastName });

/** The name of a contact with the relation to the client, "TESSA NIGHTHAWK (Mother)". */
export const contactInWords = (values: Values): string =>
  [contactName(values), `(${labelOf(relationships, values.relationship ?? '')})`].join(' ');

export const blankContact: Values = Object.fromEntries(contactFields.map((field) => [field, '']));

const nameFields = ['lastName', 'firstName', 'middleName'] as const;
const isName = (field: ContactField) => (nameFields as readonly ContactField[]).includes(field);

/**
 * The form of a contact as it would be kept: phones in ten digits where they are, names in capitals (C4) but for those
 * that are the same in `saved`, which stay as they are there.
 */
export function keepContact(values: Values, saved?: Values): Record<ContactField, string> {
  return Object.fromEntries(
    contactFields.map((field) => {
      const text = tidy(values[field] ?? '');
      if (field === 'phone') return [field, phoneDigits(text) ?? text];
      if (!isName(field)) return [field, text];
      const onFile = saved?.[field] ?? '';
      return [field, inCapitals(text) === inCapitals(onFile) && saved ? onFile : inCapitals(text)];
    }),
  ) as Record<ContactField, string>;
}

/** A contact that can be staged, with its phone as it will stand on the record. */
export const stageContact = (values: Values): Values => ({
  ...values,
  phone: showPhone(phoneDigits(values.phone ?? '') ?? values.phone ?? ''),
});

/** The value of a field for the history of a save: a name as it was typed, anything else as it is kept. */
export const contactForHistory = (field: ContactField, kept: string, typed: string | undefined) =>
  isName(field) ? spellingForHistory(kept, typed) : kept;

const longest: Partial<Record<ContactField, number>> = {
  lastName: 100,
  firstName: 100,
  middleName: 100,
  extension: 10,
  street: 150,
  otherAddress: 150,
  poBox: 20,
  city: 80,
  email: 254,
};

/**
 * The faults that keep a contact from being staged (C7, C8, C14), by field. Values as in `saved` are not judged (X4).
 */
export function contactFaults(values: Values, saved: Values | undefined): Partial<Record<ContactField, string>> {
  const kept = keepContact(values, saved);
  const faults: Partial<Record<ContactField, string>> = {};
  for (const field of contactFields) {
    const text = fault(field, kept, saved);
    const unchanged =
      saved !== undefined && values[field] === saved[field] && (field !== 'zip' || values.state === saved.state);
    if (text && !unchanged) faults[field] = text;
  }
  if (kept.isPrimary && !kept.street && !kept.city && !kept.poBox)
    faults.isPrimary = "Enter the address first: the client's primary address cannot be empty.";
  return faults;
}

/** The questions about a contact before it is staged (X4), by field; values as in `saved` are not asked about. */
export function contactQuestions(values: Values, saved: Values | undefined): Partial<Record<ContactField, Question>> {
  const kept = keepContact(values, saved);
  const isChanged = (field: ContactField) => values[field] !== saved?.[field];
  const doubts: Partial<Record<ContactField, string | undefined>> = { ...addressDoubts(kept, isChanged) };
  for (const field of nameFields) if (isChanged(field)) doubts[field] = nameDoubt(kept[field]);
  for (const field of ['street', 'city'] as const)
    if (isChanged(field)) doubts[field] ??= placeDoubt(kept[field], field);
  return questionsFrom(doubts);
}

function fault(field: ContactField, kept: Record<ContactField, string>, saved: Values | undefined): string | undefined {
  const value = kept[field];
  const most = longest[field];
  if (!isShowable(value)) return `${contactLabels[field]} has characters that cannot be shown. Type it again.`;
  if (most && isLonger(value, most)) return `${contactLabels[field]} is longer than ${most} characters.`;
  if (field === 'lastName') return /\p{L}/u.test(value) ? undefined : "Enter the contact's last name.";
  if (field === 'relationship')
    return isCode(relationships, value) ? undefined : "Choose the contact's relation to the client.";
  if (value === '') return undefined;
  switch (field) {
    case 'firstName':
    case 'middleName':
      return /\p{L}/u.test(value) ? undefined : `${contactLabels[field]} must have a letter in it.`;
    case 'phone':
      return phoneFault(value);
    case 'extension':
      return /^\d+$/.test(value) ? undefined : 'Enter the extension in digits.';
    case 'street':
    case 'city':
      if (field === 'city' && !/\p{L}/u.test(value)) return noCity;
      return isNoAddress(value) ? noAddressFault(value, field, saved?.[field], contactLabels.undeliverable) : undefined;
    case 'state':
      return isCode(states, value) ? undefined : 'Choose a state from the list.';
    case 'zip':
      return kept.country && kept.country !== 'USA' ? undefined : zipFault(value, kept.state);
    case 'county':
      return isCode(counties, value) ? undefined : 'Choose a county from the list.';
    case 'country':
      return isCode(countries, value) ? undefined : 'Choose a country from the list.';
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Enter an email address like name@example.org.';
    case 'notices':
    case 'isPrimary':
    case 'undeliverable':
      return value === 'Y' ? undefined : 'Check the box or leave it.';
    default:
      return undefined;
  }
}
