import { eq } from 'drizzle-orm';
import { addressFields } from '../domain/address.js';
import type { Client } from '../domain/client.js';
import type { Day } from '../domain/day.js';
import type { Edit } from '../domain/edit.js';
import { nameKey } from '../domain/name.js';
import { changedFields, type Personal, personalFields, type Typed } from '../domain/personal-information.js';
import type { Viewer } from '../domain/viewer.js';
import { trace } from './audit.js';
import { reconcile } from './client-edits.js';
import { loadClient } from './clients.js';
import { deleteDraft, keepDraft } from './drafts.js';
import type { Tx } from './open.js';
import { aliases, changes, clientNames, clients, contacts, enrolments, formerAddresses } from './schema.js';

export type Saved =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'refused'; readonly client: Client; readonly edit: Edit }
  | { readonly kind: 'nothing' | 'hidden' | 'staged' };

/** What one submit of the client's form brings. */
export type Submit = {
  readonly clientId: number;
  /** The revision that the form was shown at. */
  readonly revision: number;
  readonly typed: Typed;
  readonly at: number;
  readonly today: Day;
  readonly helpDesk: string;
  readonly timeZone: string;
};

/**
 * Keeps what was typed as the viewer's draft (C20), and with `save` writes it to the record (C5 to C9): merged with what
 * others saved since the form was shown (C21), judged by the rules for what this edit changes (X4), and then the change,
 * its history, the alias, the former address and the audit row together. When anything is refused, only the draft is kept.
 */
export function submitPersonal(tx: Tx, viewer: Viewer, submit: Submit, save: boolean): Saved {
  const client = loadClient(tx, viewer, submit.clientId);
  if (!client) return { kind: 'hidden' };
  const edit = reconcile(tx, client, submit);
  keepDraft(tx, viewer, client.id, { revision: submit.revision, typed: edit.typed, updatedAt: submit.at });
  if (!save) return { kind: 'staged' };
  if (Object.keys(edit.errors).length > 0) return { kind: 'refused', client, edit };
  deleteDraft(tx, viewer, client.id);
  const fields = changedFields(client.personal, edit.merged);
  if (fields.length === 0) return { kind: 'nothing' };
  const revision = updateClient(tx, viewer, client, edit.merged, submit);
  trace(tx, viewer, { at: submit.at, action: 'change client', clientId: client.id, detail: fields.join(' ') });
  return { kind: 'saved', revision };
}

/** For whom a record is written; an import has an organization and no user. */
export type Writer = Pick<Viewer, 'organization'> & { readonly userId?: number };

/**
 * Writes Personal Information, judged before, over the record it was loaded from: the change, its history, the alias
 * (C5) and the former address (C7). The answer is the new revision; it counts a save even where only what the caller
 * writes beside it has changed. The audit row is the caller's.
 */
export function updateClient(
  tx: Tx,
  writer: Writer,
  client: Client,
  now: Personal,
  when: { readonly at: number; readonly today: Day },
): number {
  const fields = changedFields(client.personal, now);
  const before = client.personal;
  const revision = client.revision + 1;
  const own = client.primaryContactId === undefined;
  const newAddress = addressFields.some((field) => fields.includes(field));
  const address = {
    street: now.street,
    city: now.city,
    state: now.state,
    zip: now.zip,
    county: now.county,
    undeliverable: now.undeliverable === 'Y',
    ...(newAddress && { addressUpdatedOn: when.today }),
  };
  tx.update(clients)
    .set({
      ...rowOf(now),
      ...(own && address),
      revision,
      updatedAt: when.at,
      updatedBy: writer.userId ?? null,
      updatedFor: writer.organization.id,
    })
    .where(eq(clients.id, client.id))
    .run();
  if (client.primaryContactId !== undefined)
    tx.update(contacts).set(address).where(eq(contacts.id, client.primaryContactId)).run();
  if (newAddress && (before.street || before.city)) keepFormerAddress(tx, client, when.today);
  if (fields.includes('lastName') || fields.includes('firstName') || fields.includes('birthDate'))
    tx.insert(aliases)
      .values({
        clientId: client.id,
        lastName: before.lastName,
        firstName: before.firstName,
        middleName: before.middleName,
        birthDate: before.birthDate,
        untilAt: when.at,
      })
      .onConflictDoNothing()
      .run();
  indexNames(tx, client.id, now);
  if (fields.length === 0) return revision;
  tx.insert(changes)
    .values(
      fields.map((field) => ({
        clientId: client.id,
        revision,
        at: when.at,
        userId: writer.userId ?? null,
        organizationId: writer.organization.id,
        part: 'client' as const,
        field,
        before: before[field],
        after: now[field],
      })),
    )
    .run();
  return revision;
}

/** The columns of a client that Personal Information fills, the address apart. */
function rowOf(now: Personal) {
  return {
    lastName: now.lastName,
    firstName: now.firstName,
    middleName: now.middleName,
    nameSuffix: now.nameSuffix,
    motherMaidenLast: now.motherMaidenLast,
    motherFirst: now.motherFirst,
    gender: now.gender as 'M' | 'F' | 'U',
    birthDate: now.birthDate,
    birthCountry: now.birthCountry,
    race: now.race,
    ethnicity: now.ethnicity,
    phone: now.phone,
    email: now.email,
    motherMaidenKey: nameKey(now.motherMaidenLast),
    motherFirstKey: nameKey(now.motherFirst),
  };
}

function keepFormerAddress(tx: Tx, client: Client, today: Day) {
  const former =
    client.primaryContactId === undefined
      ? client.contacts[0]
      : client.contacts.find(({ id }) => id === client.primaryContactId);
  if (!former) return;
  tx.insert(formerAddresses)
    .values({
      clientId: client.id,
      contactId: client.primaryContactId ?? null,
      street: former.street,
      otherAddress: former.otherAddress,
      poBox: former.poBox,
      city: former.city,
      state: former.state,
      zip: former.zip,
      county: former.county,
      country: former.country,
      undeliverable: former.undeliverable,
      fromOn: client.addressUpdatedOn,
      untilOn: today,
    })
    .run();
}

/** Writes anew the keys that a client is found by: the name in use and every alias (C5). */
function indexNames(tx: Tx, clientId: number, now: Personal) {
  const known = tx.select().from(aliases).where(eq(aliases.clientId, clientId)).all();
  tx.delete(clientNames).where(eq(clientNames.clientId, clientId)).run();
  const keys = (name: { lastName: string; firstName: string; middleName: string; birthDate: Day }) => ({
    clientId,
    lastKey: nameKey(name.lastName),
    firstKey: nameKey(name.firstName),
    middleKey: nameKey(name.middleName),
    birthDate: name.birthDate,
  });
  tx.insert(clientNames)
    .values([{ ...keys(now), aliasId: null }, ...known.map((alias) => ({ ...keys(alias), aliasId: alias.id }))])
    .run();
}

/** What a new record may have besides Personal Information, from an import or the demonstration. */
export type Beginning = {
  readonly id?: number;
  readonly birthCertificate?: string;
  readonly chartNumber?: string;
  readonly addressUpdatedOn?: Day;
  readonly at: number;
  readonly today: Day;
};

/** Enters a new client, judged before; the answer is the MIIC ID. The organization acted for is *Last Updated by*. */
export function enterClient(tx: Tx, writer: Writer, personal: Personal, beginning: Beginning): number {
  const hasAddress = addressFields.some((field) => personal[field]);
  const { id } = tx
    .insert(clients)
    .values({
      ...(beginning.id !== undefined && { id: beginning.id }),
      ...rowOf(personal),
      street: personal.street,
      city: personal.city,
      state: personal.state,
      zip: personal.zip,
      county: personal.county,
      undeliverable: personal.undeliverable === 'Y',
      addressUpdatedOn: hasAddress ? (beginning.addressUpdatedOn ?? beginning.today) : null,
      birthCertificate: beginning.birthCertificate ?? '',
      createdAt: beginning.at,
      updatedAt: beginning.at,
      updatedBy: writer.userId ?? null,
      updatedFor: writer.organization.id,
    })
    .returning({ id: clients.id })
    .get();
  const chartNumber = beginning.chartNumber ?? '';
  tx.insert(enrolments)
    .values({
      clientId: id,
      organizationId: writer.organization.id,
      chartNumber,
      chartKey: nameKey(chartNumber),
      updatedAt: beginning.at,
    })
    .run();
  indexNames(tx, id, personal);
  const given = personalFields.filter((field) => personal[field]);
  tx.insert(changes)
    .values(
      given.map((field) => ({
        clientId: id,
        revision: 1,
        at: beginning.at,
        userId: writer.userId ?? null,
        organizationId: writer.organization.id,
        part: 'client' as const,
        field,
        before: '',
        after: personal[field],
      })),
    )
    .run();
  return id;
}
