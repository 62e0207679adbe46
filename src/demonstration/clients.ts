import { and, eq } from 'drizzle-orm';
import { enterClient } from '../db/clients/client-writes.js';
import type { Tx } from '../db/engine/database.js';
import { indexNames } from '../db/names/names.js';
import { aliases, clients, comments, conditions, contacts, enrolments } from '../db/schema/clients.js';
import type { Organization } from '../domain/accounts/viewer.js';
import { mapFields, type Personal } from '../domain/clients/personal-information.js';
import { countyOfZip } from '../domain/codes/county.js';
import { stateOfZip } from '../domain/codes/state.js';
import { nameKey } from '../domain/text/name.js';
import type { Day } from '../domain/time/day.js';

/** A client of the demonstration, with all that goes with the record. */
export type Person = {
  readonly id: number;
  readonly personal: Personal;
  /** The day of the address, and of the last update unless another is given. */
  readonly addressOn: Day;
  readonly updatedOn?: Day;
  /** The organization that entered the record first. */
  readonly enrolments: readonly [EnrolmentData, ...EnrolmentData[]];
  readonly contacts: readonly Related[];
  readonly comments: readonly { readonly code: string; readonly appliesOn: Day }[];
  readonly conditions?: readonly { readonly code: string; readonly fromOn: Day }[];
  readonly birthCertificate?: string;
  readonly lockedBy?: Code;
  readonly deceased?: { readonly on: Day; readonly recordedOn: Day };
  readonly formerName?: { readonly lastName: string; readonly until: Day };
};

/** The code of an organization that clients are enrolled at. */
export type Code = 'RIVER' | 'LAKE' | 'PUB' | 'OAK';

/** The data that an organization of the demonstration keeps about a client. */
export type EnrolmentData = {
  readonly at: Code;
  readonly chartNumber?: string;
  readonly status?: 'A' | 'I' | 'P';
  readonly statusReason?: string;
  readonly reminder?: boolean;
};

/** A contact of a client of the demonstration. */
export type Related = {
  readonly lastName: string;
  readonly firstName: string;
  readonly relationship: string;
  readonly phone?: string;
  readonly email?: string;
  readonly street?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly county?: string;
  readonly notices?: boolean;
  readonly isPrimary?: boolean;
};

/**
 * Personal Information of what is given, the rest empty; state and county follow from the ZIP where they are not given.
 */
export function personal(
  given: Partial<Personal> & Pick<Personal, 'lastName' | 'firstName' | 'birthDate' | 'gender'>,
): Personal {
  const zip = given.zip ?? '';
  const filled: Partial<Personal> = { state: stateOfZip(zip) ?? '', county: countyOfZip(zip) ?? '', ...given };
  return mapFields((field) => filled[field] ?? '');
}

/** The user and organization that enter a client. */
const enteredBy: Readonly<Record<Code, string>> = { RIVER: 'nora', LAKE: 'nora', PUB: 'paul', OAK: 'sam' };

/** Ten in the morning, or nine in winter, by the clocks of the region. */
const morningOf = (day: Day) => Date.parse(`${day}T15:00:00Z`);

/** Enters a client with all that goes with the record. Users are by username. */
export async function plantClient(
  tx: Tx,
  person: Person,
  byCode: (code: string) => Organization,
  userIds: ReadonlyMap<string, number>,
): Promise<void> {
  const [main, ...others] = person.enrolments;
  const day = person.updatedOn ?? person.addressOn;
  const at = morningOf(day);
  const userId = userIds.get(enteredBy[main.at]);
  const clientId = await enterClient(
    tx,
    { organization: byCode(main.at), ...(userId !== undefined && { userId }) },
    person.personal,
    {
      id: person.id,
      ...(person.birthCertificate && { birthCertificate: person.birthCertificate }),
      ...(main.chartNumber && { chartNumber: main.chartNumber }),
      addressUpdatedOn: person.addressOn,
      at,
      today: day,
    },
  );
  const { status = 'A', statusReason = '', reminder = true } = main;
  if (status !== 'A' || !reminder)
    await tx
      .update(enrolments)
      .set({ status, statusReason, reminder })
      .where(and(eq(enrolments.clientId, clientId), eq(enrolments.organizationId, byCode(main.at).id)))
      .run();
  if (others.length > 0)
    await tx
      .insert(enrolments)
      .values(
        others.map(({ at: code, chartNumber = '', ...more }) => ({
          clientId,
          organizationId: byCode(code).id,
          chartNumber,
          chartKey: nameKey(chartNumber),
          ...more,
          updatedAt: at,
        })),
      )
      .run();
  if (person.contacts.length > 0)
    await tx
      .insert(contacts)
      .values(
        person.contacts.map((contact) => ({
          clientId,
          ...contact,
          addressUpdatedOn: contact.street || contact.city ? person.addressOn : null,
          updatedAt: at,
        })),
      )
      .run();
  if (person.comments.length > 0)
    await tx
      .insert(comments)
      .values(person.comments.map((comment) => ({ clientId, ...comment, updatedAt: at })))
      .run();
  if (person.conditions)
    await tx
      .insert(conditions)
      .values(person.conditions.map((condition) => ({ clientId, ...condition, updatedAt: at })))
      .run();
  if (person.lockedBy)
    await tx
      .update(clients)
      .set({ lockedBy: byCode(person.lockedBy).id })
      .where(eq(clients.id, clientId))
      .run();
  if (person.deceased) {
    const { on, recordedOn } = person.deceased;
    await tx
      .update(clients)
      .set({ deathDate: on, deceasedAt: morningOf(recordedOn) })
      .where(eq(clients.id, clientId))
      .run();
  }
  if (person.formerName) await plantFormerName(tx, clientId, person, person.formerName);
}

/** A former name came with the record, as it does in an import: the client is found by both (C5). */
async function plantFormerName(
  tx: Tx,
  clientId: number,
  { personal }: Person,
  former: NonNullable<Person['formerName']>,
) {
  const { firstName, middleName, birthDate } = personal;
  await tx
    .insert(aliases)
    .values({ clientId, lastName: former.lastName, firstName, middleName, birthDate, untilAt: morningOf(former.until) })
    .run();
  await indexNames(tx, clientId, personal);
}
