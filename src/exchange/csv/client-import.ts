import { addressFields } from '../../domain/clients/address.js';
import type { Alias, Client } from '../../domain/clients/client.js';
import { mapFields, type Personal, type PersonalField } from '../../domain/clients/personal-information.js';
import { birthFields } from '../../domain/codes/birth-order.js';
import { placeholderOf } from '../../domain/matching/placeholder.js';
import { nameKey } from '../../domain/text/name.js';
import type { ClientRow } from './client-row.js';

type Person = Pick<Alias, 'lastName' | 'firstName' | 'birthDate'>;
type NameInUse = Pick<Client, 'personal' | 'aliases'>;

/** The name parts that a row and a record have in common, under the name in use or a former one. */
type Agreement = { readonly lastName: boolean; readonly firstName: boolean; readonly birthDate: boolean };

const agreement = (a: Person, b: Person): Agreement => ({
  lastName: nameKey(a.lastName) === nameKey(b.lastName),
  firstName: nameKey(a.firstName) === nameKey(b.firstName),
  birthDate: a.birthDate === b.birthDate,
});

/** The fields that tell a former name and birth date apart (C5). */
const identityFields: readonly PersonalField[] = ['lastName', 'firstName', 'birthDate'];
const born: readonly PersonalField[] = birthFields;
const wholeAddress: readonly PersonalField[] = [...addressFields, 'undeliverable'];

/**
 * Personal Information of a record once a row is taken (A5). Empty cells change nothing, nor does what says the same as
 * is on file, or less of it. A former name and birth date find their record and do not come back, nor the middle name
 * that went with them (C5). The address is one value (C21): with another street it is taken from the row as a whole, so
 * that no old ZIP or mark stays on a new street; with another city, state or ZIP alone, the county and the mark of the
 * old one do not pass to it (C7).
 */
export function mergeRow(client: NameInUse, row: ClientRow): Personal {
  const before = client.personal;
  const { personal, given } = row;
  const former = formerOf(client, row);
  const isFormer = (field: PersonalField) =>
    identityFields.includes(field) ||
    (field === 'middleName' && saysNoMore(field, former?.middleName ?? '', personal[field]));
  const moved = given.has('street') && before.street !== '' && nameKey(before.street) !== nameKey(personal.street);
  // A placeholder never takes the place of a name (C3).
  const isNone = placeholderOf(personal) !== undefined && before.firstName !== '';
  const isKept = (field: PersonalField) => isNone && (field === 'middleName' || identityFields.includes(field));
  // If born together with others and as which of them is one value.
  const bornOtherwise = given.has('multipleBirth') && before.multipleBirth !== personal.multipleBirth;
  const now = mapFields((field) => {
    if (isKept(field)) return before[field];
    if (moved && wholeAddress.includes(field)) return personal[field];
    if (bornOtherwise && born.includes(field)) return personal[field];
    if (!given.has(field) || (former && isFormer(field))) return before[field];
    return saysNoMore(field, before[field], personal[field]) ? before[field] : personal[field];
  });
  if (moved || !isElsewhere(before, now)) return now;
  const leave = (field: PersonalField) => !given.has(field) && (field === 'county' || field === 'undeliverable');
  return mapFields((field) => (leave(field) ? '' : now[field]));
}

/** True if the town of an address is another; not if it was unknown, or only its ZIP is now said to nine digits. */
function isElsewhere(before: Personal, now: Personal): boolean {
  const key = (field: PersonalField, of: Personal) => nameKey(field === 'zip' ? of[field].slice(0, 5) : of[field]);
  return (['city', 'state', 'zip'] as const).some((field) => before[field] && key(field, before) !== key(field, now));
}

/** The former name and birth date that a row bears, where it does not bear those in use. */
function formerOf({ personal, aliases }: NameInUse, row: ClientRow): Alias | undefined {
  const isRows = (person: Person) => Object.values(agreement(person, row.personal)).every(Boolean);
  return isRows(personal) ? undefined : aliases.find(isRows);
}

const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text);
const spacing = (text: string) => text.replaceAll(/[\p{L}\p{M}\p{N}]+/gu, '-');

/** True if a row's text adds nothing to the one on file: other capitals, accents left out, a middle name's initial. */
function saysNoMore(field: PersonalField, onFile: string, text: string): boolean {
  if (text.toLowerCase() === onFile.toLowerCase()) return true;
  if (isPlain(text) && nameKey(text) === nameKey(onFile) && spacing(text) === spacing(onFile)) return true;
  return field === 'middleName' && /^\p{L}\.?$/u.test(text) && nameKey(onFile).startsWith(nameKey(text));
}
