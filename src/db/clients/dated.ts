import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Dated } from '../../domain/clients/before-birth.js';
import type { Client, Comment } from '../../domain/clients/client.js';
import { clientComments } from '../../domain/clients/client-comment.js';
import { labelOf } from '../../domain/codes/choice.js';
import { vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import type { Reader, Tx } from '../engine/database.js';
import { clients, contacts } from '../schema/clients.js';
import { immunizations } from '../schema/immunizations.js';

type Said = Pick<Comment, 'code' | 'appliesOn'>;

/** Everything on a loaded record that bears a day: doses, comments, addresses, and the death of one who was flagged. */
export function datedOf(db: Reader | Tx, client: Client, comments: readonly Said[] = client.comments): Dated[] {
  const doses = db
    .select()
    .from(immunizations)
    .where(and(eq(immunizations.clientId, client.id), isNull(immunizations.deletedAt)))
    .all();
  const addresses = db
    .select({ day: contacts.addressUpdatedOn, lastName: contacts.lastName, firstName: contacts.firstName })
    .from(contacts)
    .where(and(eq(contacts.clientId, client.id), isNull(contacts.deletedAt), isNotNull(contacts.addressUpdatedOn)))
    .all();
  const row = db
    .select({ day: clients.addressUpdatedOn, deathDate: clients.deathDate })
    .from(clients)
    .where(eq(clients.id, client.id))
    .get();
  const dated: { what: string; day: string | null | undefined }[] = [
    ...doses.map((dose) => ({ what: vaccineWithTrade(dose), day: dose.givenOn })),
    ...comments.map(({ code, appliesOn }) => ({ what: labelOf(clientComments, code), day: appliesOn })),
    ...addresses.map(({ day, ...name }) => ({
      what: `address of ${[name.firstName, name.lastName].filter(Boolean).join(' ')}`,
      day,
    })),
    { what: 'address', day: row?.day },
    ...client.formerAddresses.map(({ fromOn, untilOn }) => ({ what: 'former address', day: fromOn ?? untilOn })),
    { what: 'date of death', day: row?.deathDate },
  ];
  return dated.filter((one): one is Dated => Boolean(one.day));
}
