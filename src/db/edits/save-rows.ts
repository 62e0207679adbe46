import { and, eq, isNull } from 'drizzle-orm';
import type { Client } from '../../domain/clients/client.js';
import { fieldsOf } from '../../domain/clients/coded-rows.js';
import { type CodedListing, coded, codedListings, type Kind, kindOf } from '../../domain/clients/listing.js';
import { codedWrite, contactWrite, type FieldChange } from '../../domain/clients/row-changes.js';
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
export async function writeRows(
  tx: Tx,
  client: Client,
  draft: Draft,
  primary: string,
  when: When,
): Promise<RowChange[]> {
  const changes: RowChange[] = [];
  for (const [id, values] of Object.entries(draft.contacts.staged))
    changes.push(...(await writeContact(tx, client, id, values, when)));
  for (const id of draft.contacts.deleted) changes.push(...(await removeContact(tx, client, id, when)));
  for (const listing of codedListings) {
    for (const [id, values] of Object.entries(draft[listing].staged))
      changes.push(...(await writeCoded(tx, listing, client, id, values, when)));
    for (const id of draft[listing].deleted) changes.push(...(await removeCoded(tx, listing, client, id, when)));
  }
  return [...changes, ...(await movePrimary(tx, client, primary, changes))];
}

/** Changes of one row, for its history. */
const inRow = (part: Kind, key: string, row: number | null, changes: readonly FieldChange[]): RowChange[] =>
  changes.map((change) => ({ part, key, row, ...change }));

async function writeContact(tx: Tx, client: Client, id: string, values: Values, when: When): Promise<RowChange[]> {
  const saved = client.contacts.find((contact) => String(contact.id ?? 'self') === id);
  const { address, person, changes } = contactWrite(saved, values, when.today);
  if (id === 'self') {
    await tx.update(clients).set(address).where(eq(clients.id, client.id)).run();
    return inRow('contact', id, null, changes);
  }
  const columns = { ...address, ...person, updatedAt: when.at };
  if (!isNewRow(id)) {
    if (!saved) return [];
    if (changes.length > 0)
      await tx
        .update(contacts)
        .set(columns)
        .where(and(eq(contacts.id, Number(id)), eq(contacts.clientId, client.id)))
        .run();
    return inRow('contact', id, Number(id), changes);
  }
  const row = await tx
    .insert(contacts)
    .values({ ...columns, clientId: client.id, entryKey: id })
    .onConflictDoNothing()
    .returning({ id: contacts.id })
    .get();
  return row ? inRow('contact', id, row.id, changes) : [];
}

async function removeContact(tx: Tx, client: Client, id: string, when: When): Promise<RowChange[]> {
  const saved = client.contacts.find((contact) => String(contact.id) === id);
  if (!saved) return [];
  await tx
    .update(contacts)
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

const savedRow = (client: Client, listing: CodedListing, id: string): Readonly<Record<string, unknown>> | undefined =>
  client[listing].find((row) => String(row.id) === id);

async function writeCoded(
  tx: Tx,
  listing: CodedListing,
  client: Client,
  id: string,
  values: Values,
  when: When,
): Promise<RowChange[]> {
  const [rules, part, table] = [coded[listing], kindOf[listing], tables[listing]];
  const saved = savedRow(client, listing, id);
  const { kept, changes } = codedWrite(rules, saved, values);
  const columns = { ...kept, updatedAt: when.at } as typeof table.$inferInsert;
  if (!isNewRow(id)) {
    if (!saved) return [];
    if (changes.length > 0)
      await tx
        .update(table)
        .set(columns)
        .where(and(eq(table.id, Number(id)), eq(table.clientId, client.id)))
        .run();
    return inRow(part, id, Number(id), changes);
  }
  const row = await tx
    .insert(table)
    .values({ ...columns, clientId: client.id, entryKey: id })
    .onConflictDoNothing()
    .returning({ id: table.id })
    .get();
  return row ? inRow(part, id, row.id, changes) : [];
}

async function removeCoded(
  tx: Tx,
  listing: CodedListing,
  client: Client,
  id: string,
  when: When,
): Promise<RowChange[]> {
  const [rules, part, table] = [coded[listing], kindOf[listing], tables[listing]];
  const saved = savedRow(client, listing, id);
  if (!saved) return [];
  await tx
    .update(table)
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
async function movePrimary(
  tx: Tx,
  client: Client,
  primary: string,
  written: readonly RowChange[],
): Promise<RowChange[]> {
  const before = String(client.primaryContactId ?? 'self');
  const row = isNewRow(primary)
    ? written.find(({ key }) => key === primary)?.row
    : primary === 'self'
      ? null
      : Number(primary);
  if (row === undefined || primary === before) return [];
  await tx
    .update(contacts)
    .set({ isPrimary: false })
    .where(and(eq(contacts.clientId, client.id), eq(contacts.isPrimary, true)))
    .run();
  if (row !== null)
    await tx
      .update(contacts)
      .set({ isPrimary: true })
      .where(and(eq(contacts.id, row), eq(contacts.clientId, client.id), isNull(contacts.deletedAt)))
      .run();
  return [{ part: 'contact', key: primary, row, field: 'isPrimary', before, after: 'Y' }];
}
