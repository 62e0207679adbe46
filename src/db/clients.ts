import { and, asc, desc, eq } from 'drizzle-orm';
import type { Client, Contact } from '../domain/client.js';
import type { Personal } from '../domain/personal-information.js';
import type { Viewer } from '../domain/viewer.js';
import type { Reader, Tx } from './open.js';
import { organizations } from './schema/accounts.js';
import { aliases, clients, comments, contacts, enrolments, formerAddresses } from './schema/clients.js';
import { visibleTo } from './visible.js';

type Row = typeof clients.$inferSelect;
type ContactRow = typeof contacts.$inferSelect;

/** The record with a MIIC ID as the viewer may see it: undefined where there is none, or it is hidden (C12, C13). */
export async function findClient(db: Reader, viewer: Viewer, id: number): Promise<Client | undefined> {
  return loadClient(db, viewer, id);
}

/** The same inside a write. */
export function loadClient(db: Reader | Tx, viewer: Viewer, id: number): Client | undefined {
  return load(db, viewer, id, visibleTo(viewer));
}

/** The record with a MIIC ID, hidden or not: for the help desk alone (C6, C12, C13). */
export function loadAnyClient(db: Reader | Tx, viewer: Viewer, id: number): Client | undefined {
  return load(db, viewer, id, undefined);
}

function load(db: Reader | Tx, viewer: Viewer, id: number, seen: ReturnType<typeof visibleTo>): Client | undefined {
  const found = db
    .select({ row: clients, updatedFor: organizations.name })
    .from(clients)
    .innerJoin(organizations, eq(organizations.id, clients.updatedFor))
    .where(and(eq(clients.id, id), seen))
    .get();
  if (!found) return undefined;
  const { row } = found;
  const all = db
    .select()
    .from(contacts)
    .where(eq(contacts.clientId, id))
    .orderBy(desc(contacts.isPrimary), desc(contacts.updatedAt), asc(contacts.id))
    .all();
  const others = all.filter(({ deletedAt }) => deletedAt === null);
  const remarks = db
    .select()
    .from(comments)
    .where(eq(comments.clientId, id))
    .orderBy(asc(comments.appliesOn), asc(comments.id))
    .all();
  const primary = others.find((contact) => contact.isPrimary);
  return {
    id,
    personal: personalOf(row, primary),
    primaryContactId: primary?.id,
    addressUpdatedOn: (primary ?? row).addressUpdatedOn,
    hasBirthCertificate: row.birthCertificate !== '',
    revision: row.revision,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
    updatedFor: found.updatedFor,
    aliases: db.select().from(aliases).where(eq(aliases.clientId, id)).orderBy(desc(aliases.untilAt)).all(),
    formerAddresses: db
      .select()
      .from(formerAddresses)
      .where(eq(formerAddresses.clientId, id))
      .orderBy(desc(formerAddresses.untilOn), desc(formerAddresses.id))
      .all(),
    contacts: [selfOf(row, !primary), ...others],
    comments: remarks.filter(({ deletedAt }) => deletedAt === null),
    deleted: {
      contacts: all.filter(({ deletedAt }) => deletedAt !== null),
      comments: remarks.filter(({ deletedAt }) => deletedAt !== null),
    },
    enrolment: db
      .select()
      .from(enrolments)
      .where(and(eq(enrolments.clientId, id), eq(enrolments.organizationId, viewer.organization.id)))
      .get(),
    lockedHere: row.lockedBy === viewer.organization.id,
  };
}

/** Personal Information of a row, with the address of the primary contact where that is not the client (C16). */
function personalOf(row: Row, primary: ContactRow | undefined): Personal {
  const address = primary ?? row;
  return {
    lastName: row.lastName,
    firstName: row.firstName,
    middleName: row.middleName,
    nameSuffix: row.nameSuffix,
    motherMaidenLast: row.motherMaidenLast,
    motherFirst: row.motherFirst,
    gender: row.gender,
    birthDate: row.birthDate,
    birthCountry: row.birthCountry,
    race: row.race,
    ethnicity: row.ethnicity,
    street: address.street,
    city: address.city,
    state: address.state,
    zip: address.zip,
    county: address.county,
    phone: row.phone,
    email: row.email,
    undeliverable: address.undeliverable ? 'Y' : '',
  };
}

function selfOf(row: Row, isPrimary: boolean): Contact {
  return { ...row, id: undefined, relationship: 'SEL', isPrimary };
}
