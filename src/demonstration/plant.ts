import type { Database, Reader, Tx } from '../db/engine/database.js';
import { goOnAfterOwnIds } from '../db/engine/ids.js';
import { memberships, organizations, users } from '../db/schema/accounts.js';
import { announcements } from '../db/schema/operations.js';
import type { Organization, OrganizationType, Role } from '../domain/accounts/viewer.js';
import type { Day } from '../domain/time/day.js';
import { cast } from './cast.js';
import { plantClient } from './clients.js';
import { plantImmunizations, plantLots } from './immunizations.js';
import { manyPeople } from './people.js';

/** The MIIC IDs of the clients that people and tests speak of. DON and RAINBOW are those of the guide. */
export const demonstrationClients = {
  donDuck: 6714871,
  rainbowBright: 14883406,
  locked: 1000001,
  deceased: 1000002,
  certified: 1000003,
  twins: [1000004, 1000005],
  aliased: 1000006,
  sevenContacts: 1000007,
  longName: 1000008,
} as const;

const password = 'Immunize-2026';
const temporaryPassword = 'Welcome-2026';

/** The logins of the demonstration, and their purpose. */
export const demonstrationLogins = [
  {
    organization: 'RIVER',
    username: 'nora',
    password,
    what: 'a typical user of Riverside Clinic and of Lakeview Family Health (LAKE)',
  },
  { organization: 'RIVER', username: 'victor', password, what: 'may look, and change nothing' },
  { organization: 'RIVER', username: 'ada', password, what: 'the administrator of Riverside Clinic' },
  { organization: 'PUB', username: 'paul', password, what: 'a typical user of County Public Health' },
  { organization: 'OAK', username: 'sam', password, what: 'a typical user of Oak Hill School' },
  { organization: 'MIIC', username: 'helen', password, what: 'the help desk' },
  {
    organization: 'RIVER',
    username: 'newt',
    password: temporaryPassword,
    what: 'has a temporary password and has never logged in',
  },
] as const;

type Username = (typeof demonstrationLogins)[number]['username'];

const theOrganizations: readonly { code: string; name: string; type: OrganizationType }[] = [
  { code: 'RIVER', name: 'Riverside Clinic', type: 'provider' },
  { code: 'LAKE', name: 'Lakeview Family Health', type: 'provider' },
  { code: 'PUB', name: 'County Public Health', type: 'public health' },
  { code: 'OAK', name: 'Oak Hill School', type: 'school' },
  { code: 'MIIC', name: 'MIIC Help Desk', type: 'help desk' },
];

type Someone = {
  firstName: string;
  lastName: string;
  email: string;
  role: Role;
  organizations: readonly [string, ...string[]];
};

/** The users; the first of their organizations is home. */
const theUsers: Readonly<Record<Username, Someone>> = {
  nora: {
    firstName: 'Nora',
    lastName: 'Lind',
    email: 'nora.lind@riverside.example',
    role: 'typical user',
    organizations: ['RIVER', 'LAKE'],
  },
  victor: {
    firstName: 'Victor',
    lastName: 'Olson',
    email: 'victor.olson@riverside.example',
    role: 'view only',
    organizations: ['RIVER'],
  },
  ada: {
    firstName: 'Ada',
    lastName: 'Berg',
    email: 'ada.berg@riverside.example',
    role: 'administrator',
    organizations: ['RIVER'],
  },
  paul: {
    firstName: 'Paul',
    lastName: 'Vang',
    email: 'paul.vang@county.example',
    role: 'typical user',
    organizations: ['PUB'],
  },
  sam: {
    firstName: 'Sam',
    lastName: 'Weber',
    email: 'sam.weber@oakhill.example',
    role: 'typical user',
    organizations: ['OAK'],
  },
  helen: {
    firstName: 'Helen',
    lastName: 'Moe',
    email: 'helen.moe@miic.example',
    role: 'help desk',
    organizations: ['MIIC'],
  },
  newt: {
    firstName: 'Newt',
    lastName: 'Larson',
    email: 'newt.larson@riverside.example',
    role: 'typical user',
    organizations: ['RIVER'],
  },
};

const oneDay = 24 * 60 * 60 * 1000;

type PlantContext = {
  readonly at: number;
  readonly today: Day;
  readonly hashPassword: (password: string) => Promise<string>;
};

/**
 * Fills an empty database with organizations, users and about 300 clients, none of them real, for trying the product
 * and for tests: the clients are the same to the letter whenever it is planted. Does nothing where there already are
 * organizations. `at` is epoch milliseconds.
 */
export async function plantDemonstration(db: Database, context: PlantContext): Promise<void> {
  if (await hasOrganizations(db.read)) return;
  const hashes = await Promise.all(
    demonstrationLogins.map(async (login) => [login.username, await context.hashPassword(login.password)] as const),
  );
  await db.write(async (tx) => {
    if (await hasOrganizations(tx)) return;
    const organizationByCode = await plantOrganizations(tx);
    const userIds = await plantUsers(
      tx,
      organizationByCode,
      Object.fromEntries(hashes) as Record<Username, string>,
      context.at,
    );
    await plantAnnouncements(tx, context.today);
    const people = [...cast(demonstrationClients), ...manyPeople(290)];
    for (const person of people) await plantClient(tx, person, organizationByCode, userIds);
    await goOnAfterOwnIds(tx, 'clients');
    await plantImmunizations(tx, people, demonstrationClients, organizationByCode);
    await plantLots(tx, organizationByCode('RIVER'));
  });
}

async function hasOrganizations(db: Reader | Tx): Promise<boolean> {
  return (await db.select({ id: organizations.id }).from(organizations).limit(1).get()) !== undefined;
}

/** The organization with a code, of those that the demonstration has. */
type ByCode = (code: string) => Organization;
type UserIds = ReadonlyMap<string, number>;

async function plantOrganizations(tx: Tx): Promise<ByCode> {
  const rows = await tx
    .insert(organizations)
    .values([...theOrganizations])
    .returning()
    .all();
  const byCode = new Map<string, Organization>(rows.map((row) => [row.code, row]));
  return (code) => {
    const organization = byCode.get(code);
    if (!organization) throw new Error(`The demonstration has no organization ${code}.`);
    return organization;
  };
}

async function plantUsers(
  tx: Tx,
  byCode: ByCode,
  hashes: Readonly<Record<Username, string>>,
  at: number,
): Promise<UserIds> {
  const usernames = Object.keys(theUsers) as Username[];
  const rows = await tx
    .insert(users)
    .values(
      usernames.map((username) => {
        const {
          firstName,
          lastName,
          email,
          organizations: [home],
        } = theUsers[username];
        const isNew = username === 'newt';
        return {
          username,
          firstName,
          lastName,
          email,
          passwordHash: hashes[username],
          passwordSetAt: at,
          temporaryUntil: isNew ? at + 7 * oneDay : null,
          homeOrganizationId: byCode(home).id,
          createdAt: at,
          lastLoginAt: isNew ? null : at,
          demonstration: true,
        };
      }),
    )
    .returning({ id: users.id, username: users.username })
    .all();
  const ids = new Map(rows.map(({ id, username }) => [username, id]));
  await tx
    .insert(memberships)
    .values(
      rows.flatMap(({ id, username }) => {
        const { role, organizations: codes } = theUsers[username as Username];
        return codes.map((code) => ({ userId: id, username, organizationId: byCode(code).id, role }));
      }),
    )
    .run();
  return ids;
}

async function plantAnnouncements(tx: Tx, today: Day) {
  const ago = (days: number): Day =>
    new Date(Date.parse(`${today}T00:00:00Z`) - days * oneDay).toISOString().slice(0, 10);
  const texts = [
    {
      days: 120,
      title: 'MIIC release 7.21 is live',
      body: 'Searches by chart number now lead straight to the record. Nothing else changes in how you work.',
    },
    {
      days: 45,
      title: 'School reporting season has begun',
      body:
        'Schools: look up the students who are new this year before the first of December. Call the help desk if ' +
        'a record cannot be found.',
    },
    {
      days: 3,
      title: 'MIIC release 7.22 is live',
      body:
        'Client comments can be paged through on the immunization history. What you type into a record and do not save ' +
        'is listed on Home, with the day until which it is kept.',
    },
  ];
  await tx
    .insert(announcements)
    .values(texts.map(({ days, title, body }) => ({ date: ago(days), activeFrom: ago(days), title, body })))
    .run();
}
