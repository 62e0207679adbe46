import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { type Actor, mayKnowConditions } from '../../domain/accounts/viewer.js';
import type { Client, Contact, DueState } from '../../domain/clients/client.js';
import type { Personal } from '../../domain/clients/personal-information.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { disclose, withhold } from '../operations/disclosures.js';
import { organizations } from '../schema/accounts.js';
import { aliases, clients, comments, conditions, contacts, enrolments, formerAddresses } from '../schema/clients.js';
import { lastVerified } from './changes.js';
import { dosesStateOf } from './due-state.js';
import { visibleAt } from './visible.js';

type ContactRow = typeof contacts.$inferSelect;

const ofClient = sql.placeholder('id');
const forOrganization = sql.placeholder('organization');

/** Keys that a search finds the row by are not read. */
const { motherMaidenKey, motherFirstKey, birthCertificateKey, createdAt, ...columns } = getTableColumns(clients);

type Row = Pick<typeof clients.$inferSelect, keyof typeof columns> & { readonly updatedForName: string };

const rowOf = (db: Reader) =>
  db
    .select({ ...columns, updatedForName: organizations.name })
    .from(clients)
    .innerJoin(organizations, eq(organizations.id, clients.updatedFor));
const anyRow = prepared((db) => rowOf(db).where(eq(clients.id, ofClient)).prepare());
const visibleRow = prepared((db) =>
  rowOf(db)
    .where(and(eq(clients.id, ofClient), visibleAt(forOrganization)))
    .prepare(),
);
const contactsOf = prepared((db) =>
  db
    .select()
    .from(contacts)
    .where(eq(contacts.clientId, ofClient))
    .orderBy(desc(contacts.isPrimary), desc(contacts.updatedAt), asc(contacts.id))
    .prepare(),
);
const commentsOf = prepared((db) =>
  db
    .select()
    .from(comments)
    .where(eq(comments.clientId, ofClient))
    .orderBy(asc(comments.appliesOn), asc(comments.id))
    .prepare(),
);
const conditionsOf = prepared((db) =>
  db
    .select()
    .from(conditions)
    .where(eq(conditions.clientId, ofClient))
    .orderBy(asc(conditions.fromOn), asc(conditions.id))
    .prepare(),
);
const aliasesOf = prepared((db) =>
  db
    .select()
    .from(aliases)
    .where(eq(aliases.clientId, ofClient))
    .orderBy(desc(aliases.untilAt), desc(aliases.id))
    .prepare(),
);
const formerAddressesOf = prepared((db) =>
  db
    .select()
    .from(formerAddresses)
    .where(eq(formerAddresses.clientId, ofClient))
    .orderBy(desc(formerAddresses.untilOn), desc(formerAddresses.id))
    .prepare(),
);
const enrolmentOf = prepared((db) =>
  db
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.clientId, ofClient), eq(enrolments.organizationId, forOrganization)))
    .prepare(),
);

/** The record with a MIIC ID as the viewer may see it: undefined where there is none, or it is hidden (C12, C13). */
export async function findClient(db: Reader, viewer: Actor, id: number): Promise<Client | undefined> {
  return db.snapshot(async (db) => loadClient(db, viewer, id));
}

/** The same inside a write or a snapshot. */
export async function loadClient(db: Reader | Tx, viewer: Actor, id: number): Promise<Client | undefined> {
  return load(db, viewer, id, visibleRow(db).get({ id, organization: viewer.organization.id }));
}

/** The record with a MIIC ID, hidden or not: for the help desk alone (C6, C12, C13). */
export async function loadAnyClient(db: Reader | Tx, viewer: Actor, id: number): Promise<Client | undefined> {
  return load(db, viewer, id, anyRow(db).get({ id }));
}

/** @param asked the row, asked for: all else is asked for with it, since a database may be some way off */
async function load(
  db: Reader | Tx,
  viewer: Actor,
  id: number,
  asked: Promise<Row | undefined>,
): Promise<Client | undefined> {
  const showsConditions = mayKnowConditions(viewer);
  const [row, all, remarks, states, names, addresses, enrolment, verified, doses] = await Promise.all([
    asked,
    contactsOf(db).all({ id }),
    commentsOf(db).all({ id }),
    showsConditions ? loadConditions(db, id) : [],
    aliasesOf(db).all({ id }),
    formerAddressesOf(db).all({ id }),
    enrolmentOf(db).get({ id, organization: viewer.organization.id }),
    lastVerified(db, id),
    dosesStateOf(db).get({ id }),
  ]);
  if (!row) return withhold(viewer, id);
  const others = all.filter(({ deletedAt }) => deletedAt === null);
  const primary = others.find((contact) => contact.isPrimary);
  return disclose(viewer, id, {
    id,
    personal: personalOf(row, primary),
    primaryContactId: primary?.id,
    addressUpdatedOn: (primary ?? row).addressUpdatedOn,
    hasBirthCertificate: row.birthCertificate !== '',
    revision: row.revision,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
    updatedFor: row.updatedForName,
    aliases: names,
    formerAddresses: addresses,
    contacts: [selfOf(row, !primary), ...others],
    comments: remarks.filter(({ deletedAt }) => deletedAt === null),
    conditions: states.filter(({ deletedAt }) => deletedAt === null),
    showsConditions,
    deleted: {
      contacts: all.filter(({ deletedAt }) => deletedAt !== null),
      comments: remarks.filter(({ deletedAt }) => deletedAt !== null),
      conditions: states.filter(({ deletedAt }) => deletedAt !== null),
    },
    enrolment,
    lockedHere: row.lockedBy === viewer.organization.id,
    verified,
    dueState: dueStateOf(row, doses?.state ?? ''),
  });
}

/** Every condition of a record, deleted ones too: for the forecast, and for whoever may know them. */
export const loadConditions = (db: Reader | Tx, clientId: number) => conditionsOf(db).all({ id: clientId });

const dueStateOf = ({ revision, birthDate, gender, birthCountry, deathDate }: Row, doses: string): DueState => ({
  ...{ revision, birthDate, gender, birthCountry, deathDate, doses },
});

/** Personal Information of a row, with the address of the primary contact where that is not the client (C16). */
function personalOf(row: Row, primary: ContactRow | undefined): Personal {
  const address = primary ?? row;
  return {
    lastName: row.lastName,
    firstName: row.firstName,
    middleName: row.middleName,
    nameSuffix: row.nameSuffix,
    preferredName: row.preferredName,
    motherMaidenLast: row.motherMaidenLast,
    motherFirst: row.motherFirst,
    gender: row.gender,
    birthDate: row.birthDate,
    multipleBirth: row.multipleBirth,
    birthOrder: row.birthOrder,
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
