import { type CodedRows, fieldsOf, keepRow } from '../clients/coded-rows.js';
import { contactFields, keepContact } from '../clients/contact.js';
import { enrolmentGroups, keepEnrolment } from '../clients/enrolment.js';
import { coded, type Kind } from '../clients/listing.js';
import { keepPersonal, personalGroups } from '../clients/personal-information.js';
import type { Tab } from '../clients/tab.js';
import type { Values } from '../forms/rows.js';
import { rememberedFor } from '../text/remembered.js';

/** Fields of the form that are one value where two edits meet (C21), and what of them counts: their values as kept. */
export type Group = {
  readonly name: string;
  readonly fields: readonly string[];
  readonly kept: (values: Values) => readonly string[];
};

const group = (fields: readonly string[], keep: (field: string, text: string) => string): Group => ({
  name: fields[0] ?? '',
  fields,
  kept: (values) => fields.map((field) => (values[field] ? keep(field, values[field]) : '')),
});

/** The details of a row, whichever it is: their fields have the kind of the row before their names. */
function row(kind: Kind, fields: readonly string[], keep: (values: Values) => Values): Group {
  return {
    name: kind,
    fields: fields.map((field) => `${kind}.${field}`),
    kept: (values) => {
      const kept = keep(Object.fromEntries(fields.map((field) => [field, values[`${kind}.${field}`] ?? ''])));
      return fields.map((field) => kept[field] ?? '');
    },
  };
}

const codedRow = (kind: Kind, of: CodedRows): Group => row(kind, fieldsOf(of), (values) => keepRow(of, values));

export const groups = {
  personal: personalGroups.map((fields) => group(fields, (field, text) => keepPersonal(field, text))),
  verified: group(['verified'], (_, text) => text.split(' ').sort().join(' ')),
  enrolment: enrolmentGroups.map((fields) => group(fields, (field, text) => keepEnrolment(field, text))),
  contact: row('contact', contactFields, keepContact),
  comment: codedRow('comment', coded.comments),
  condition: codedRow('condition', coded.conditions),
};

/** All of a form that was shown with a tab, in the order of their digests. */
const groupsOf: Record<Tab, readonly Group[]> = {
  information: [...groups.personal, groups.verified, ...groups.enrolment],
  contacts: [...groups.personal, groups.verified, groups.contact],
  comments: [...groups.personal, groups.verified, groups.comment],
  conditions: [...groups.personal, groups.verified, groups.condition],
};

/** The group of Personal Information or of Client Information that a field belongs to. */
const nameOfField = new Map(
  [...groups.personal, ...groups.enrolment].flatMap(({ name, fields }) => fields.map((field) => [field, name])),
);
export const groupOf = (field: string): string => nameOfField.get(field) ?? '';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const pairs = Array.from({ length: 4096 }, (_, i) => `${letters[i >> 6]}${letters[i & 63]}`);

/** Four characters that tell texts apart: FNV-1a, folded to 24 bits. */
export function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  const bits = (hash >>> 24) ^ hash;
  return `${pairs[(bits >>> 12) & 4095]}${pairs[bits & 4095]}`;
}

const digestOf = (of: Group, values: Values): string =>
  of.fields.some((field) => values[field]) ? digest(of.kept(values).join('\n')) : digestOfNone(of);
/** Of a group in which nothing is filled in: half of them on most forms. */
const digestOfNone = rememberedFor((of: Group) => digest(of.kept({}).join('\n')));

/**
 * The digests in a form, one for every group of values that it was shown. A group that comes back with another one was
 * touched by whoever typed in that form, whatever became of record and draft meanwhile (C21).
 */
export const digestsOf = (tab: Tab, values: Values): string =>
  groupsOf[tab].map((one) => digestOf(one, values)).join('');

/** True if a text can be the digests of a form with that tab. */
export const areDigests = (tab: Tab, text: string): boolean =>
  text.length === groupsOf[tab].length * 4 && /^[\w-]+$/.test(text);

/**
 * Of a form of which it is not known what it was shown: all that differs from record and draft counts as touched there.
 */
export const unknownDigests = (tab: Tab): string => '-'.repeat(groupsOf[tab].length * 4);

/** The digest of one group among those of its form. */
export function digestIn(tab: Tab, digests: string, of: Group): string {
  const at = groupsOf[tab].indexOf(of) * 4;
  return digests.slice(at, at + 4);
}

/** True if two have the same values of a group. */
export function isSame(of: Group, one: Values, other: Values): boolean {
  if (of.fields.every((field) => one[field] === other[field])) return true;
  const values = of.kept(other);
  return of.kept(one).every((value, i) => value === values[i]);
}

/**
 * The state of a group in a form: the `same` as on the screen now; `typed` over it; `left` as that form was shown it,
 * while it became something else; or `crossed`: typed over a value that is not there any more. A digest is compared
 * only if the sent value differs from the one on the screen.
 */
export function compareGroup(
  of: Group,
  form: Values,
  now: Values,
  digest: string,
): 'same' | 'typed' | 'left' | 'crossed' {
  if (isSame(of, form, now)) return 'same';
  if (digestOf(of, now) === digest) return 'typed';
  return digestOf(of, form) === digest ? 'left' : 'crossed';
}

/** True if values are those that a digest was made of. */
export const isDigestOf = (of: Group, values: Values, digest: string): boolean => digestOf(of, values) === digest;
