import { and, eq, isNull } from 'drizzle-orm';
import { addressFields } from '../../domain/clients/address.js';
import type { Client } from '../../domain/clients/client.js';
import { fieldsOf, keptRow } from '../../domain/clients/coded-rows.js';
import {
  type ContactField,
  contactFields,
  contactForHistory,
  keepContact,
  selfFields,
  showContact,
} from '../../domain/clients/contact.js';
import { type CodedListing, coded, codedListings, type Kind, kindOf } from '../../domain/clients/listing.js';
import type { Draft } from '../../domain/edits/draft.js';
import { isNewRow, type Values } from '../../domain/forms/rows.js';
import { fullName } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
import type { Change } from '../clients/changes.js';
import type { Tx } from '../engine/database.js';
import { clients, comments, conditions, contacts } from '../schema/clients.js';

/** A change to a row, with the id that the draft knew the row by. */
export type RowChange = Change & { readonly key: string };

type When = { readonly at: number; readonly today: Day };

/** Writes what a draft staged in the listings, and the mark of the client's primary address (C14 to C18). */
export function writeRows(tx: Tx, client: Client, draft: Draft, primary: string, when: When): RowChange[] {
  const changes = [
    ...Object.entries(draft.contacts.staged).flatMap(([id, values]) => writeContact(tx, client, id, values, when)),
    ...draft.contacts.deleted.flatMap((id) => removeContact(tx, client, id, when)),
    ...codedListings.flatMap((listing) => [
      ...Object.entries(draft[listing].staged).flatMap(([id, values]) =>
        writeCoded(tx, listing, client, id, values, when),
      ),
      ...draft[listing].deleted.flatMap((id) => removeCoded(tx, listing, client, id, when)),
    ]),
  ];
  return [...changes, ...movePrimary(tx, client, primary, changes)];
}

/** The fields that differ, as history rows of one row. */
function differences(
  part: Kind,
  key: string,
  row: number | null,
  before: Values | undefined,
  after: Values,
  fields: readonly string[],
  told: (field: string, kept: string) => string = (_, kept) => kept,
): RowChange[] {
  return fields
    .filter((field) => (before?.[field] ?? '') !== (after[field] ?? ''))
    .map((field) => ({
      part,
      key,
      row,
      field,
      before: before ? (before[field] ?? '') : null,
      after: told(field, after[field] ?? ''),
    }));
}

function writeContact(tx: Tx, client: Client, id: string, values: Values, when: When): RowChange[] {
  const saved = client.contacts.find((contact) => String(contact.id ?? 'self') === id);
  const shown = saved && showContact(saved);
  const kept = keepContact(values, shown);
  const before = shown && keepContact(shown, shown);
  const fields = contactFields.filter(
    (field) => field !== 'isPrimary' && !(id === 'self' && selfFields.includes(field)),
  );
  const {
    lastName,
    firstName,
    middleName,
    relationship,
    phone,
    email,
    isPrimary: _,
    notices,
    undeliverable,
    ...address
  } = kept;
  const newAddress = addressFields.some((field) => (before?.[field] ?? '') !== kept[field]);
  const row = {
    ...address,
    notices: notices === 'Y',
    undeliverable: undeliverable === 'Y',
    ...(newAddress && { addressUpdatedOn: when.today }),
  };
  const told = (field: string, value: string) => contactForHistory(field as ContactField, value, values[field]);
  if (id === 'self') {
    tx.update(clients).set(row).where(eq(clients.id, client.id)).run();
    return differences('contact', id, null, before, kept, fields);
  }
  const named = { ...row, lastName, firstName, middleName, relationship, phone, email, updatedAt: when.at };
  if (!isNewRow(id)) {
    const changes = differences('contact', id, Number(id), before, kept, fields, told);
    if (changes.length > 0 && before)
      tx.update(contacts)
        .set(named)
        .where(and(eq(contacts.id, Number(id)), eq(contacts.clientId, client.id)))
        .run();
    return before ? changes : [];
  }
  const made = tx
    .insert(contacts)
    .values({ ...named, clientId: client.id, entryKey: id })
    .onConflictDoNothing()
    .returning({ id: contacts.id })
    .get();
  return made ? differences('contact', id, made.id, undefined, kept, fields, told) : [];
}

function removeContact(tx: Tx, client: Client, id: string, when: When): RowChange[] {
  const saved = client.contacts.find((contact) => String(contact.id) === id);
  if (!saved) return [];
  tx.update(contacts)
    .set({ deletedAt: when.at, isPrimary: false })
    .where(eq(contacts.id, Number(id)))
    .run();
  return [
    {
      part: 'contact',
      key: id,
      row: Number(id),
      field: 'deleted',
      before: fullName({ firstName: saved.firstName, lastName: saved.lastName }),
      after: null,
    },
  ];
}

/** The tables of coded rows. */
const tables = { comments, conditions } as const;

function writeCoded(
  tx: Tx,
  listing: CodedListing,
  client: Client,
  id: string,
  values: Values,
  when: When,
): RowChange[] {
  const [rules, part, table] = [coded[listing], kindOf[listing], tables[listing]];
  const fields = fieldsOf(rules);
  const kept = keptRow(rules, values) as typeof table.$inferInsert & Values;
  if (!isNewRow(id)) {
    const before = client[listing].find((row) => String(row.id) === id) as Values | undefined;
    if (!before) return [];
    const changes = differences(part, id, Number(id), before, kept, fields);
    if (changes.length > 0)
      tx.update(table)
        .set({ ...kept, updatedAt: when.at })
        .where(and(eq(table.id, Number(id)), eq(table.clientId, client.id)))
        .run();
    return changes;
  }
  const made = tx
    .insert(table)
    .values({ ...kept, clientId: client.id, entryKey: id, updatedAt: when.at })
    .onConflictDoNothing()
    .returning({ id: table.id })
    .get();
  return made ? differences(part, id, made.id, undefined, kept, fields) : [];
}

function removeCoded(tx: Tx, listing: CodedListing, client: Client, id: string, when: When): RowChange[] {
  const [rules, part, table] = [coded[listing], kindOf[listing], tables[listing]];
  const saved: Readonly<Record<string, unknown>> | undefined = client[listing].find((row) => String(row.id) === id);
  if (!saved) return [];
  tx.update(table)
    .set({ deletedAt: when.at })
    .where(eq(table.id, Number(id)))
    .run();
  const before = fieldsOf(rules)
    .map((field) => saved[field])
    .join(' ')
    .trimEnd();
  return [{ part, key: id, row: Number(id), field: 'deleted', before, after: null }];
}

/** One contact at most is the client's primary address; with none it is the client's own, Self (C16). */
function movePrimary(tx: Tx, client: Client, primary: string, written: readonly RowChange[]): RowChange[] {
  const before = String(client.primaryContactId ?? 'self');
  const row = isNewRow(primary)
    ? written.find(({ key }) => key === primary)?.row
    : primary === 'self'
      ? null
      : Number(primary);
  if (row === undefined || primary === before) return [];
  tx.update(contacts)
    .set({ isPrimary: false })
    .where(and(eq(contacts.clientId, client.id), eq(contacts.isPrimary, true)))
    .run();
  if (row !== null)
    tx.update(contacts)
      .set({ isPrimary: true })
      .where(and(eq(contacts.id, row), eq(contacts.clientId, client.id), isNull(contacts.deletedAt)))
      .run();
  return [{ part: 'contact', key: primary, row, field: 'isPrimary', before, after: 'Y' }];
}
