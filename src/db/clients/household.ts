import { and, between, eq, ne, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { type Household, type Member, mostMembers, ties, tiesBetween } from '../../domain/clients/household.js';
import { nameKey } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { among, listed } from '../engine/id-lists.js';
import { prepared } from '../engine/statements.js';
import { disclose } from '../operations/disclosures.js';
import { clients, contacts } from '../schema/clients.js';
import { loadClient } from './clients.js';
import { visibleAt } from './visible.js';

/** More than these share a thing by chance, or live in an institution: no more are read. */
const mostOfTie = 60;

const slot = sql.placeholder;
const others = () => and(visibleAt(slot('organization')), ne(clients.id, slot('id')));
const atPlace = (of: typeof clients | typeof contacts) =>
  and(
    sql`${of.street} <> ''`,
    sql`upper(${of.street}) = upper(${slot('street')})`,
    // Of five digits or nine.
    between(of.zip, slot('zip'), sql`${slot('zip')} || '-9999'`),
  );

const ofStreet = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(and(atPlace(clients), others()))
    .limit(mostOfTie)
    .prepare(),
);
const ofPrimaryStreet = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(contacts)
    .innerJoin(clients, eq(clients.id, contacts.clientId))
    .where(and(sql`${contacts.isPrimary} = 1 and ${contacts.deletedAt} is null`, atPlace(contacts), others()))
    .limit(mostOfTie)
    .prepare(),
);
const ofPhone = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(and(sql`${clients.phone} <> ''`, eq(clients.phone, slot('phone')), others()))
    .limit(mostOfTie)
    .prepare(),
);
const ofMother = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(
      and(
        sql`${clients.motherMaidenKey} <> ''`,
        eq(clients.motherMaidenKey, slot('maiden')),
        eq(clients.motherFirstKey, slot('first')),
        others(),
      ),
    )
    .limit(mostOfTie)
    .prepare(),
);

const members = prepared((db) =>
  db
    .select({ row: clients, primary: contacts })
    .from(clients)
    .leftJoin(
      contacts,
      and(eq(contacts.clientId, clients.id), sql`${contacts.isPrimary} = 1 and ${contacts.deletedAt} is null`),
    )
    .where(among(clients.id))
    .prepare(),
);

/**
 * The record with a MIIC ID and those that share its address, the one before it, its phone or its mother's name, those
 * that share most first: of both only what the viewer may see (C12, C13); undefined where that is not the record itself.
 */
export async function findHousehold(db: Reader, viewer: Actor, id: number): Promise<Household | undefined> {
  return db.snapshot(async (db) => loadHousehold(db, viewer, id));
}

/** The same inside a write or a snapshot. */
export async function loadHousehold(db: Reader | Tx, viewer: Actor, id: number): Promise<Household | undefined> {
  const client = await loadClient(db, viewer, id);
  if (!client) return undefined;
  const [former] = client.formerAddresses;
  const found = (await membersOf(db, await idsNear(db, viewer, client))).flatMap((member): Member[] => {
    const shared = tiesBetween(client.personal, former, member);
    return shared.length > 0 ? [{ ...member, ties: shared }] : [];
  });
  const list = found.sort((a, b) => weightOf(b) - weightOf(a) || a.birthDate.localeCompare(b.birthDate) || a.id - b.id);
  return {
    client,
    members: list.slice(0, mostMembers).map((member) => disclose(viewer, member.id, member)),
    more: list.length > mostMembers,
  };
}

/** An address and a phone weigh more than any number of lesser things. */
const weightOf = ({ ties: shared }: Member) =>
  shared.reduce((sum, tie) => sum + 2 ** (ties.length - ties.indexOf(tie)), 0);

async function idsNear(db: Reader | Tx, viewer: Actor, { id, personal, formerAddresses }: Client): Promise<number[]> {
  const of = { id, organization: viewer.organization.id };
  const rows: { id: number }[] = [];
  for (const { street, zip } of [personal, ...formerAddresses.slice(0, 1)]) {
    const place = { ...of, street, zip: zip.slice(0, 5) };
    if (street) rows.push(...(await ofStreet(db).all(place)), ...(await ofPrimaryStreet(db).all(place)));
  }
  if (personal.phone) rows.push(...(await ofPhone(db).all({ ...of, phone: personal.phone })));
  const [maiden, first] = [nameKey(personal.motherMaidenLast), nameKey(personal.motherFirst)];
  if (maiden && first) rows.push(...(await ofMother(db).all({ ...of, maiden, first })));
  return [...new Set(rows.map((row) => row.id))];
}

/** Some records with the address that Personal Information shows of each (C16). */
const membersOf = async (db: Reader | Tx, ids: readonly number[]) =>
  (await members(db).all({ list: listed(ids) }))
    .filter(({ row }, i, all) => all.findIndex((one) => one.row.id === row.id) === i)
    .map(({ row, primary }) => {
      const { street, city, state, zip, county } = primary ?? row;
      return { ...row, street, city, state, zip, county };
    });
