import { blankContact, type ContactField, contactFields, keepContact } from '../../domain/clients/contact.js';
import type { Values } from '../../domain/forms/rows.js';
import { nameKey } from '../../domain/text/name.js';
import type { ContactRow } from './contacts.js';

/** The fields of an address, which is one value (C21). */
const address: readonly ContactField[] = [
  ...(['street', 'otherAddress', 'poBox', 'city', 'state', 'zip', 'county', 'country', 'undeliverable'] as const),
];

/** True if a contact on file is the one of a row: the same relation, last and first name. */
export const isContactOf = (shown: Values, { contact }: Pick<ContactRow, 'contact'>): boolean =>
  shown.relationship === contact.relationship &&
  nameKey(shown.lastName ?? '') === nameKey(contact.lastName) &&
  nameKey(shown.firstName ?? '') === nameKey(contact.firstName);

/**
 * The form of a contact once a row is taken (A5): empty cells change nothing, but for the address, which comes whole with
 * another street. The mark of the primary address stays with who has it: a row can only set it.
 * @param shown the contact on file as its form shows it; undefined for a new one
 */
export function mergeContact(shown: Values | undefined, { contact, given }: ContactRow): Values {
  const before = shown ?? blankContact;
  const moved =
    shown !== undefined &&
    given.includes('street') &&
    before.street !== '' &&
    nameKey(before.street ?? '') !== nameKey(contact.street);
  const merged = Object.fromEntries(
    contactFields.map((field) => {
      const isBrought = given.includes(field) || (moved && address.includes(field));
      return [field, (isBrought ? contact[field] : before[field]) ?? ''];
    }),
  );
  // Capitals, spaces or accents alone are no news.
  const isNamed = shown !== undefined && isContactOf(shown, { contact });
  if (isNamed) Object.assign(merged, { lastName: before.lastName, firstName: before.firstName });
  return { ...merged, isPrimary: before.isPrimary || (merged.isPrimary ?? '') };
}

/** The fields in which two forms of a contact would be kept differently. */
export function changedContactFields(before: Values, after: Values): ContactField[] {
  const [from, to] = [keepContact(before, before), keepContact(after, before)];
  return contactFields.filter((field) => from[field] !== to[field]);
}
