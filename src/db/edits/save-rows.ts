import { and, eq, isNull } from 'drizzle-orm';
import { addressFields } from '../../domain/clients/address.js';
import type { Client } from '../../domain/clients/client.js';
import { commentFields, keptComment, showComment } from '../../domain/clients/comment.js';
import {
  type ContactField,
  contactFields,
  keptContact,
  selfFields,
  showContact,
  toldOfContact,
} from '../../domain/clients/contact.js';
import type { Draft } from '../../domain/edits/draft.js';
import { isNewRow, type Values } from '../../domain/forms/rows.js';
import type { Day } from '../../domain/time/day.js';
import type { Change } from '../clients/changes.js';
import type { Tx } from '../engine/database.js';
import { clients, comments, contacts } from '../schema/clients.js';

/** A change to a row, with the id that the draft knew the row by. */
export type RowChange = Change & { readonly key: string };

type When = { readonly at: number; readonly today: Day };

/** Writes what a draft staged in both listings, and the mark of the client's primary address (C14 to C18). */
export function writeRows(tx: Tx, client: Client, draft: Draft, primary: string, when: When): RowChange[] {
  const changes = [
    ...Object.entries(draft.contacts.staged).flatMap(([id, values]) => writeContact(tx, client, id, values, when)),
    ...draft.contacts.deleted.flatMap((id) => removeContact(tx, client, id, when)),
    ...Object.entries(draft.comments.staged).flatMap(([id, values]) => writeComment(tx, client, id, values, when)),
    ...draft.comments.deleted.flatMap((id) => removeComment(tx, client, id, when)),
  ];
  return [...changes, ...movePrimary(tx, client, primary, changes)];
}

/** The fields that differ, as history rows of one row. */
function differences(
  part: 'contact' | 'comment',
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
  const kept = keptContact(values, shown);
  const before = shown && keptContact(shown, shown);
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
  const told = (field: string, value: string) => toldOfContact(field as ContactField, value, values[field]);
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
      before: [saved.firstName, saved.lastName].filter(Boolean).join(' '),
      after: null,
    },
  ];
}

function writeComment(tx: Tx, client: Client, id: string, values: Values, when: When): RowChange[] {
  const kept = keptComment(values);
  const saved = client.comments.find((comment) => String(comment.id) === id);
  const before = saved && keptComment(showComment(saved));
  if (!isNewRow(id)) {
    if (!before) return [];
    const changes = differences('comment', id, Number(id), before, kept, commentFields);
    if (changes.length > 0)
      tx.update(comments)
        .set({ ...kept, updatedAt: when.at })
        .where(and(eq(comments.id, Number(id)), eq(comments.clientId, client.id)))
        .run();
    return changes;
  }
  const made = tx
    .insert(comments)
    .values({ ...kept, clientId: client.id, entryKey: id, updatedAt: when.at })
    .onConflictDoNothing()
    .returning({ id: comments.id })
    .get();
  return made ? differences('comment', id, made.id, undefined, kept, commentFields) : [];
}

function removeComment(tx: Tx, client: Client, id: string, when: When): RowChange[] {
  const saved = client.comments.find((comment) => String(comment.id) === id);
  if (!saved) return [];
  tx.update(comments)
    .set({ deletedAt: when.at })
    .where(eq(comments.id, Number(id)))
    .run();
  return [
    {
      part: 'comment',
      key: id,
      row: Number(id),
      field: 'deleted',
      before: `${saved.code} ${saved.appliesOn}`,
      after: null,
    },
  ];
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
