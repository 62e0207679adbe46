import { and, eq, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { isMeant } from '../../domain/matching/duplicate.js';
import type { Identity } from '../../domain/matching/likeness.js';
import type { Match } from '../../domain/matching/match.js';
import { type Criteria, opensAtOnce, personTyped } from '../../domain/matching/search.js';
import { nameKey } from '../../domain/text/name.js';
import { visibleOfList } from '../clients/visible.js';
import type { Reader, Tx } from '../engine/database.js';
import { among, listed } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { idsNamed } from '../names/names.js';
import { aliases, clients, contacts, enrolments, formerAddresses } from '../schema/clients.js';
import { idsByChartNumber } from './chart-numbers.js';

type For = Pick<Viewer, 'organization'>;

const ofRecords = prepared((db) =>
  db
    .select({
      miicId: clients.id,
      lastName: clients.lastName,
      firstName: clients.firstName,
      middleName: clients.middleName,
      nameSuffix: clients.nameSuffix,
      preferredName: clients.preferredName,
      birthDate: clients.birthDate,
      multipleBirth: clients.multipleBirth,
      birthOrder: clients.birthOrder,
      gender: clients.gender,
      street: clients.street,
      zip: clients.zip,
      phone: clients.phone,
      motherMaidenLast: clients.motherMaidenLast,
      motherFirst: clients.motherFirst,
      birthCertificate: clients.birthCertificate,
      chartNumber: enrolments.chartNumber,
    })
    .from(clients)
    .leftJoin(
      enrolments,
      and(eq(enrolments.clientId, clients.id), eq(enrolments.organizationId, sql.placeholder('organization'))),
    )
    .where(among(clients.id))
    .prepare(),
);
const namesOf = prepared((db) => db.select().from(aliases).where(among(aliases.clientId)).prepare());
const streetsOf = prepared((db) =>
  db
    .select({ clientId: formerAddresses.clientId, street: formerAddresses.street })
    .from(formerAddresses)
    .where(among(formerAddresses.clientId))
    .prepare(),
);
const primariesOf = prepared((db) =>
  db
    .select({ clientId: contacts.clientId, street: contacts.street, zip: contacts.zip })
    .from(contacts)
    .where(and(among(contacts.clientId), sql`${contacts.isPrimary} = 1 and ${contacts.deletedAt} is null`))
    .prepare(),
);

/** A person on record, with a MIIC ID. */
export type RecordIdentity = Identity & { readonly miicId: number };

/**
 * The values of some records that identify a person (C3), whoever may see them: names in use and former, the address of
 * Personal Information and former streets, the numbers; the chart number is that of the organization that asks.
 */
export async function identitiesOf(
  db: Reader | Tx,
  { organization }: For,
  ids: readonly number[],
): Promise<RecordIdentity[]> {
  if (ids.length === 0) return [];
  const list = listed(ids);
  const [former, streets, primaries, rows] = await Promise.all([
    namesOf(db).all({ list }),
    streetsOf(db).all({ list }),
    primariesOf(db).all({ list }),
    ofRecords(db).all({ list, organization: organization.id }),
  ]);
  return rows.map((row) => {
    const primary = primaries.find(({ clientId }) => clientId === row.miicId);
    const formerStreets = streets.filter(({ clientId }) => clientId === row.miicId).map(({ street }) => street);
    return {
      ...row,
      ...(primary && { street: primary.street, zip: primary.zip }),
      chartNumber: row.chartNumber ?? '',
      former: former.filter(({ clientId }) => clientId === row.miicId),
      formerStreets: primary ? [...formerStreets, row.street] : formerStreets,
    };
  });
}

/** A family's records may share a chart number: more than these are not looked at. */
const mostOfNumber = 20;

const byCertificate = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(and(sql`${clients.birthCertificateKey} <> ''`, eq(clients.birthCertificateKey, sql.placeholder('key'))))
    .limit(mostOfNumber)
    .prepare(),
);

/** The records with a person's chart number at the organization, or birth certificate number, whoever may see them. */
export async function idsByNumber(
  db: Reader | Tx,
  viewer: For,
  { chartNumber = '', birthCertificate = '' }: Pick<Identity, 'chartNumber' | 'birthCertificate'>,
): Promise<number[]> {
  const [chart, certificate] = [nameKey(chartNumber), nameKey(birthCertificate)];
  const [certifiedRows, byChartNumber] = await Promise.all([
    certificate ? byCertificate(db).all({ key: certificate }) : [],
    chart ? idsByChartNumber(db, viewer, chart, mostOfNumber) : [],
  ]);
  return [...new Set([...byChartNumber, ...certifiedRows.map(({ id }) => id)])];
}

/**
 * The records that a person may surely be, as far as the viewer may see them: of the same number, or of the same names
 * and birth date, in use or former.
 */
export async function identitiesLike(db: Reader | Tx, viewer: For, person: Identity): Promise<RecordIdentity[]> {
  const ids = (await Promise.all([idsByNumber(db, viewer, person), idsNamed(db, person)])).flat();
  return identitiesOf(db, viewer, await visibleAmong(db, viewer, [...new Set(ids)]));
}

const visible = prepared((db) => db.select({ id: clients.id }).from(clients).where(visibleOfList()).prepare());

/** Of some records those that the viewer may see. */
export async function visibleAmong(db: Reader | Tx, { organization }: For, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await visible(db).all({ list: listed(ids), organization: organization.id });
  return rows.map(({ id }) => id);
}

/**
 * The record that a search may lead straight to (C2), if what was typed surely belongs to it. Inside the snapshot in which the
 * records were found, among those that the viewer may see.
 */
export async function recordMeant(
  db: Reader,
  viewer: For,
  typed: Readonly<Record<string, string>>,
  criteria: Criteria,
  found: readonly Match[] = [],
): Promise<number | undefined> {
  const [hit] = found;
  if (!hit || !opensAtOnce(criteria, found)) return undefined;
  const [record] = await identitiesOf(db, viewer, [hit.clientId]);
  return record && isMeant(personTyped(typed, criteria), record) ? hit.clientId : undefined;
}
