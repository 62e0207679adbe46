import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/accounts/viewer.js';
import { addressFields } from '../../domain/clients/address.js';
import type { Client } from '../../domain/clients/client.js';
import {
  changedFields,
  fieldForHistory,
  type Personal,
  personalFields,
  type TypedValues,
} from '../../domain/clients/personal-information.js';
import { nameKey } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
import type { Tx } from '../engine/database.js';
import { sent } from '../engine/sent.js';
import { prepared } from '../engine/statements.js';
import { indexNames, indexNewNames, type Named } from '../names/names.js';
import { aliases, clients, contacts, enrolments, formerAddresses } from '../schema/clients.js';
import { recordChanges } from './changes.js';

/**
 * Writes Personal Information, judged before, over the record it was loaded from: the change, its history, the alias
 * (C5) and the former address (C7). The answer is the new revision; it counts a save even where only what the caller
 * writes beside it has changed. The audit row is the caller's. The address goes to the contact that is the client's
 * primary address after this save, the client's own when none is; where the mark has moved, the former address stays
 * with its contact (C16).
 */
export async function updateClient(
  tx: Tx,
  writer: Actor,
  client: Client,
  now: Personal,
  when: { readonly at: number; readonly today: Day; readonly typed?: TypedValues },
  primary: number | 'self' = client.primaryContactId ?? 'self',
): Promise<number> {
  const fields = changedFields(client.personal, now);
  const before = client.personal;
  const revision = client.revision + 1;
  const own = primary === 'self';
  const moved = primary !== (client.primaryContactId ?? 'self');
  const newAddress = addressFields.some((field) => fields.includes(field));
  const address = {
    street: now.street,
    city: now.city,
    state: now.state,
    zip: now.zip,
    county: now.county,
    undeliverable: now.undeliverable === 'Y',
    ...(newAddress && !moved && { addressUpdatedOn: when.today }),
  };
  const writesAddress = moved || newAddress || fields.includes('undeliverable');
  await updateRow(tx, client.id, {
    ...changedColumns(rowOf(before), rowOf(now)),
    ...(own && writesAddress && address),
    revision,
    updatedAt: when.at,
    updatedBy: writer.userId ?? null,
    updatedFor: writer.organization.id,
  });
  if (!own && writesAddress) await tx.update(contacts).set(address).where(eq(contacts.id, primary)).run();
  if (newAddress && !moved && (before.street || before.city)) await keepFormerAddress(tx, client, when.today);
  if (fields.includes('lastName') || fields.includes('firstName') || fields.includes('birthDate'))
    await sent(
      tx,
      tx
        .insert(aliases)
        .values({
          clientId: client.id,
          lastName: before.lastName,
          firstName: before.firstName,
          middleName: before.middleName,
          birthDate: before.birthDate,
          untilAt: when.at,
        })
        .onConflictDoNothing()
        .run(),
    );
  if (fields.some((field) => indexedFields.has(field))) await indexNames(tx, client.id, now);
  await recordChanges(
    tx,
    writer,
    { clientId: client.id, revision, at: when.at },
    fields.map((field) => ({
      part: 'client',
      row: null,
      field,
      before: before[field],
      after: fieldForHistory(field, now, when.typed),
    })),
  );
  return revision;
}

const updates = prepared((_: Tx) => new Map<string, ReturnType<typeof updateOf>>());

const updateOf = (tx: Tx, columns: readonly string[]) =>
  tx
    .update(clients)
    .set(placeholdersOf(columns))
    .where(eq(clients.id, sql.placeholder('id')))
    .prepare();

const inserts = prepared((_: Tx) => new Map<string, ReturnType<typeof insertOf>>());

const placeholdersOf = (columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [column, sql.placeholder(column)]));

const insertOf = (tx: Tx, columns: readonly string[]) =>
  tx
    .insert(clients)
    .values(placeholdersOf(columns) as unknown as typeof clients.$inferInsert)
    .returning({ id: clients.id })
    .prepare();

/** Inserts a client by a statement that is prepared once: with its number given, or without. */
async function insertRow(tx: Tx, row: typeof clients.$inferInsert): Promise<{ readonly id: number }> {
  const columns = Object.keys(row);
  const known = inserts(tx);
  const key = columns.join();
  const insert = known.get(key) ?? insertOf(tx, columns);
  known.set(key, insert);
  return insert.get({ ...row });
}

const enrol = prepared((tx: Tx) =>
  tx
    .insert(enrolments)
    .values({
      clientId: sql.placeholder('clientId'),
      organizationId: sql.placeholder('organizationId'),
      chartNumber: sql.placeholder('chartNumber'),
      chartKey: sql.placeholder('chartKey'),
      updatedAt: sql.placeholder('updatedAt'),
    })
    .prepare(),
);

/** Writes some columns of a client, by a statement prepared once for these columns: built anew it takes 100 µs. */
async function updateRow(tx: Tx, id: number, row: Partial<typeof clients.$inferInsert>): Promise<void> {
  const columns = Object.keys(row);
  const known = updates(tx);
  const key = columns.join();
  const update = known.get(key) ?? updateOf(tx, columns);
  // A few kinds of edit are most of them; the others shall not fill the memory.
  if (known.size < 100 && !known.has(key)) known.set(key, update);
  await sent(tx, update.run({ ...row, id }));
}

/** The columns that differ. The others are not written, since each costs the pages of its indexes. */
function changedColumns<Row extends object>(before: Row, now: Row): Partial<Row> {
  return Object.fromEntries(
    Object.entries(now).filter(([column, value]) => value !== before[column as keyof Row]),
  ) as Partial<Row>;
}

/** The fields that the index of names is made of. */
const indexedFields: ReadonlySet<string> = new Set<keyof Named>([
  'lastName',
  'firstName',
  'middleName',
  'preferredName',
  'birthDate',
  'motherMaidenLast',
]);

/** The columns of a client that Personal Information fills, the address apart. */
function rowOf(now: Personal) {
  return {
    lastName: now.lastName,
    firstName: now.firstName,
    middleName: now.middleName,
    nameSuffix: now.nameSuffix,
    preferredName: now.preferredName,
    motherMaidenLast: now.motherMaidenLast,
    motherFirst: now.motherFirst,
    gender: now.gender as 'M' | 'F' | 'U',
    birthDate: now.birthDate,
    multipleBirth: now.multipleBirth,
    birthOrder: now.birthOrder,
    birthCountry: now.birthCountry,
    race: now.race,
    ethnicity: now.ethnicity,
    phone: now.phone,
    email: now.email,
    motherMaidenKey: nameKey(now.motherMaidenLast),
    motherFirstKey: nameKey(now.motherFirst),
  };
}

async function keepFormerAddress(tx: Tx, client: Client, today: Day) {
  const former =
    client.primaryContactId === undefined
      ? client.contacts[0]
      : client.contacts.find(({ id }) => id === client.primaryContactId);
  if (!former) return;
  const row = {
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
  };
  await sent(tx, tx.insert(formerAddresses).values(row).run());
}

/** The data of a new record besides Personal Information, from an import or the demonstration. */
export type NewRecordData = {
  readonly id?: number;
  readonly birthCertificate?: string;
  readonly chartNumber?: string;
  readonly addressUpdatedOn?: Day;
  readonly at: number;
  readonly today: Day;
  /** Personal Information as it was typed, for the history. */
  readonly typed?: TypedValues;
};

/** Enters a new client, judged before; the answer is the MIIC ID. The organization acted for is *Last Updated by*. */
export async function enterClient(
  tx: Tx,
  writer: Actor,
  personal: Personal,
  beginning: NewRecordData,
): Promise<number> {
  const hasAddress = addressFields.some((field) => personal[field]);
  const row: typeof clients.$inferInsert = {
    ...rowOf(personal),
    street: personal.street,
    city: personal.city,
    state: personal.state,
    zip: personal.zip,
    county: personal.county,
    undeliverable: personal.undeliverable === 'Y',
    addressUpdatedOn: hasAddress ? (beginning.addressUpdatedOn ?? beginning.today) : null,
    birthCertificate: beginning.birthCertificate ?? '',
    birthCertificateKey: nameKey(beginning.birthCertificate ?? ''),
    createdAt: beginning.at,
    updatedAt: beginning.at,
    updatedBy: writer.userId ?? null,
    updatedFor: writer.organization.id,
  };
  const { id } = await insertRow(tx, beginning.id === undefined ? row : { ...row, id: beginning.id });
  const chartNumber = beginning.chartNumber ?? '';
  const organizationId = writer.organization.id;
  await enrol(tx).run({
    ...{ clientId: id, organizationId, chartNumber, chartKey: nameKey(chartNumber), updatedAt: beginning.at },
  });
  await indexNewNames(tx, id, personal);
  const given = personalFields.filter((field) => personal[field]);
  await recordChanges(
    tx,
    writer,
    { clientId: id, revision: 1, at: beginning.at },
    given.map((field) => ({
      part: 'client',
      row: null,
      field,
      before: '',
      after: fieldForHistory(field, personal, beginning.typed),
    })),
  );
  return id;
}
