import { randomBytes } from 'node:crypto';
import type { Actor } from '../../domain/accounts/viewer.js';
import type { Client, Contact } from '../../domain/clients/client.js';
import {
  type ContactField,
  contactFaults,
  contactLabels,
  primaryFields,
  showContact,
} from '../../domain/clients/contact.js';
import { judgeEdit, type Personal, type PersonalField } from '../../domain/clients/personal-information.js';
import { type Draft, noDraft } from '../../domain/edits/draft.js';
import type { Values } from '../../domain/forms/rows.js';
import { type Fault, type Outcome, refused } from '../../domain/matching/outcome.js';
import { changedContactFields, isContactOf, mergeContact } from '../../exchange/csv/contact-import.js';
import type { ContactRow } from '../../exchange/csv/contacts.js';
import { recordChanges } from '../clients/changes.js';
import { updateClient } from '../clients/client-writes.js';
import { writeRows } from '../edits/save-rows.js';
import type { Tx } from '../engine/database.js';
import { type ImportMoment, ownerOfRow } from './row-owner.js';

type RowOutcome = Outcome<'entered' | 'updated' | 'unchanged' | 'refused'>;

/**
 * Begins to take rows of a file of contacts inside a write (A5): each is entered, or updates the contact of the client who
 * has this relation and name, or is on file already, or is refused. What is written is one revision of the record, by the
 * rules of Save: an edit that is under way meets it as any other (C21).
 */
export function takeContact(tx: Tx, viewer: Actor, when: ImportMoment): (row: ContactRow) => Promise<RowOutcome> {
  return async (row) => {
    const found = await ownerOfRow(tx, viewer, row);
    return 'fault' in found ? refused(found.fault) : takeRow(tx, viewer, found.client, row, when);
  };
}

const fault = (field: ContactField, reason: string): Fault => ({ field: contactLabels[field], reason });

async function takeRow(
  tx: Tx,
  writer: Actor,
  client: Client,
  row: ContactRow,
  when: ImportMoment,
): Promise<RowOutcome> {
  const alike = client.contacts.filter(({ id }) => id !== undefined && isContactOf(showContactOf(client, id), row));
  const known = alike.map(({ id }) => ({ id, shown: showContactOf(client, id) }));
  const of = (shown: Values) => mergeContact(shown, row);
  if (known.some(({ shown }) => changedContactFields(shown, of(shown)).length === 0))
    return { result: 'unchanged', clientId: client.id };
  const [saved, another] = known;
  if (saved && another)
    return refused(fault('lastName', 'Several contacts on file have this name and relation: change them there.'));
  const values = mergeContact(saved?.shown, row);
  if (row.contact.isPrimary && client.primaryContactId !== undefined && client.primaryContactId !== saved?.id)
    return refused(fault('isPrimary', "Another contact has the client's primary address: change that on the record."));
  const faults = (Object.entries(contactFaults(values, saved?.shown)) as [ContactField, string][]).map(
    ([field, reason]) => fault(field, reason),
  );
  const now = personalWith(client, values);
  const { errors } = judgeEdit(client.personal, now, { ...when, hasBirthCertificate: client.hasBirthCertificate });
  for (const [field, reason] of Object.entries(errors) as [PersonalField & ContactField, string][])
    if (!faults.some((one) => one.field === contactLabels[field])) faults.push(fault(field, reason));
  if (faults.length > 0) return refused(...faults);
  await write(tx, writer, client, { id: saved?.id, values, now }, when);
  return { result: saved ? 'updated' : 'entered', clientId: client.id };
}

const showContactOf = (client: Client, id: Contact['id']): Values => {
  const contact = client.contacts.find((one) => one.id === id);
  return contact ? showContact(contact) : {};
};

/** Personal Information shows the address of the primary contact: it moves with it (C16). */
function personalWith(client: Client, values: Values): Personal {
  if (!values.isPrimary) return client.personal;
  const address = Object.fromEntries(primaryFields.map((field) => [field, values[field] ?? '']));
  return { ...client.personal, ...address };
}

type Brought = { readonly id: number | undefined; readonly values: Values; readonly now: Personal };

async function write(
  tx: Tx,
  writer: Actor,
  client: Client,
  { id, values, now }: Brought,
  when: ImportMoment,
): Promise<void> {
  const key = id === undefined ? `n${randomBytes(8).toString('hex')}` : String(id);
  const saved = client.contacts.find((one) => id !== undefined && one.id === id);
  // The address of a primary contact is written as Personal Information, which keeps the former one (C7).
  const own = saved?.isPrimary
    ? Object.fromEntries(primaryFields.map((field) => [field, showContact(saved)[field]]))
    : {};
  const draft: Draft = {
    ...noDraft,
    contacts: { ...noDraft.contacts, staged: { [key]: { ...values, ...own } } },
  };
  const rows = await writeRows(
    tx,
    client,
    draft,
    values.isPrimary ? key : String(client.primaryContactId ?? 'self'),
    when,
  );
  const primary = values.isPrimary ? (rows.find((row) => row.key === key)?.row ?? id) : client.primaryContactId;
  const revision = await updateClient(tx, writer, client, now, when, primary ?? 'self');
  await recordChanges(tx, writer, { clientId: client.id, revision, at: when.at }, rows);
}
