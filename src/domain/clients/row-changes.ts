import type { Values } from '../forms/rows.js';
import type { Day } from '../time/day.js';
import { addressFields } from './address.js';
import type { Contact } from './client.js';
import { type CodedRows, fieldsOf, keepRow } from './coded-rows.js';
import {
  type ContactField,
  contactFields,
  contactForHistory,
  keepContact,
  selfFields,
  showContact,
} from './contact.js';

/**
 * A field that a save changes in a row, as the history tells it: nothing before in a new row, nothing after in a
 * deleted one.
 */
export type FieldChange = { readonly field: string; readonly before: string | null; readonly after: string | null };

/**
 * The columns of a contact that Save writes: its address, the person it is (for Self nothing: that is Personal
 * Information, C16), and the changes that follow.
 * @param saved the contact as it is on file; undefined for a new one
 */
export function contactWrite(saved: Contact | undefined, values: Values, today: Day) {
  const shown = saved && showContact(saved);
  const kept = keepContact(values, shown);
  const before = shown && keepContact(shown, shown);
  const { lastName, firstName, middleName, relationship, phone, email, isPrimary, ...rest } = kept;
  const isMoved = addressFields.some((field) => (before?.[field] ?? '') !== kept[field]);
  const isSelf = saved !== undefined && saved.id === undefined;
  const fields = contactFields.filter((field) => field !== 'isPrimary' && !(isSelf && selfFields.includes(field)));
  // The names of Self are not written here, and its other fields stand in the history as they are kept.
  const afterOf = (field: string, text: string) =>
    isSelf ? text : contactForHistory(field as ContactField, text, values[field]);
  return {
    address: {
      ...rest,
      notices: rest.notices === 'Y',
      undeliverable: rest.undeliverable === 'Y',
      ...(isMoved && { addressUpdatedOn: today }),
    },
    person: { lastName, firstName, middleName, relationship, phone, email },
    changes: fieldChanges(before, kept, fields, afterOf),
  };
}

/** The columns of a coded row that Save writes, and the changes that follow; `saved` is undefined for a new one. */
export function codedWrite(rules: CodedRows, saved: Readonly<Record<string, unknown>> | undefined, values: Values) {
  const fields = fieldsOf(rules);
  const kept = keepRow(rules, values);
  const before = saved && Object.fromEntries(fields.map((field) => [field, String(saved[field] ?? '')]));
  return { kept, changes: fieldChanges(before, kept, fields) };
}

function fieldChanges(
  before: Values | undefined,
  after: Values,
  fields: readonly string[],
  afterOf: (field: string, text: string) => string = (_, text) => text,
): FieldChange[] {
  return fields
    .filter((field) => (before?.[field] ?? '') !== (after[field] ?? ''))
    .map((field) => ({
      field,
      before: before ? (before[field] ?? '') : null,
      after: afterOf(field, after[field] ?? ''),
    }));
}
