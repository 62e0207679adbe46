import { addressFields } from './address.js';
import type { Alias, Client } from './client.js';
import type { ClientRow } from './client-row.js';
import { nameKey } from './name.js';
import { mapFields, type Personal, type PersonalField } from './personal-information.js';

type Person = Pick<Alias, 'lastName' | 'firstName' | 'birthDate'>;
type Known = Pick<Client, 'personal' | 'aliases'>;

/** What a row and a record say the same of, under the name in use or a former one. */
export type Agreement = { readonly lastName: boolean; readonly firstName: boolean; readonly birthDate: boolean };

const agreement = (a: Person, b: Person): Agreement => ({
  lastName: nameKey(a.lastName) === nameKey(b.lastName),
  firstName: nameKey(a.firstName) === nameKey(b.firstName),
  birthDate: a.birthDate === b.birthDate,
});

/** Whether a row can be the person of a record, as far as the question goes, under any name of the record (C5). */
export function agrees(client: Known, row: Pick<ClientRow, 'personal'>, enough: (same: Agreement) => boolean): boolean {
  return [client.personal, ...client.aliases].some((person) => enough(agreement(person, row.personal)));
}

const nameFields: readonly PersonalField[] = ['lastName', 'firstName', 'middleName', 'birthDate'];
const wholeAddress: readonly PersonalField[] = [...addressFields, 'undeliverable'];

/**
 * Personal Information of a record once a row is taken (A5). Empty cells change nothing, nor does writing the same in
 * other case. A former name and birth date find their record and do not come back (C5). The address is one value (C21):
 * with another street it is taken from the row as a whole, so that no old ZIP or mark stays on a new street.
 */
export function bring(client: Known, row: ClientRow): Personal {
  const before = client.personal;
  const { personal, given } = row;
  const all = (same: Agreement) => same.lastName && same.firstName && same.birthDate;
  const former = agrees(client, row, all);
  const moved = given.has('street') && before.street !== '' && nameKey(before.street) !== nameKey(personal.street);
  return mapFields((field) => {
    if (moved && wholeAddress.includes(field)) return personal[field];
    if (!given.has(field) || (former && nameFields.includes(field))) return before[field];
    return before[field].toLowerCase() === personal[field].toLowerCase() ? before[field] : personal[field];
  });
}
