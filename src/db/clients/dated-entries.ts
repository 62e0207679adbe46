import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { type DatedEntries, type DatedEntry, withCoded } from '../../domain/clients/before-birth.js';
import type { Client } from '../../domain/clients/client.js';
import { vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { fullName } from '../../domain/text/name.js';
import type { Day } from '../../domain/time/day.js';
import type { Reader, Tx } from '../engine/database.js';
import { clients, contacts } from '../schema/clients.js';
import { immunizations } from '../schema/immunizations.js';

/** Everything on a loaded record that bears a day: doses, comments, addresses, and the death of one who was flagged. */
export const loadDatedEntries = async (db: Reader | Tx, client: Client): Promise<DatedEntry[]> =>
  withCoded(await loadDatesOfRecord(db, client), (listing) => client[listing]);

/** The same without the coded rows of the record. */
export async function loadDatesOfRecord(db: Reader | Tx, client: Client): Promise<DatedEntries> {
  const doses = await db
    .select()
    .from(immunizations)
    .where(and(eq(immunizations.clientId, client.id), isNull(immunizations.deletedAt)))
    .orderBy(asc(immunizations.givenOn), asc(immunizations.id))
    .all();
  const addresses = await db
    .select({ day: contacts.addressUpdatedOn, lastName: contacts.lastName, firstName: contacts.firstName })
    .from(contacts)
    .where(and(eq(contacts.clientId, client.id), isNull(contacts.deletedAt), isNotNull(contacts.addressUpdatedOn)))
    .orderBy(asc(contacts.id))
    .all();
  const row = await db
    .select({ day: clients.addressUpdatedOn, deathDate: clients.deathDate })
    .from(clients)
    .where(eq(clients.id, client.id))
    .get();
  return {
    doses: withDays(doses.map((dose) => ({ what: vaccineWithTrade(dose), day: dose.givenOn }))),
    others: withDays([
      ...addresses.map(({ day, ...name }) => ({
        what: `address of ${fullName(name)}`,
        day,
      })),
      { what: 'address', day: row?.day },
      ...client.formerAddresses.map(({ fromOn, untilOn }) => ({ what: 'former address', day: fromOn ?? untilOn })),
      { what: 'date of death', day: row?.deathDate },
    ]),
  };
}

const withDays = (all: readonly { what: string; day: Day | null | undefined }[]) =>
  all.filter((one): one is DatedEntry => Boolean(one.day));
