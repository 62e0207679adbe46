import type { ParseArgsOptionsConfig } from 'node:util';
import { hashPassword } from '../auth/passwords.js';
import { temporaryPassword } from '../auth/temporary-password.js';
import { type Account, findAccount } from '../db/accounts/accounts.js';
import { findTakenUsernames } from '../db/accounts/memberships.js';
import { addUser, type unlockAccount } from '../db/accounts/user-administration.js';
import type { Occasion } from '../db/accounts/users.js';
import type { Database } from '../db/engine/database.js';
import { type NewUser, newUserFaults } from '../domain/accounts/user-administration.js';
import type { Organization, Role } from '../domain/accounts/viewer.js';
import { type Call, type Ending, refuse, succeed, textOption } from './verb.js';

// The verbs about accounts share this.

const roles: readonly Role[] = ['view only', 'typical user', 'administrator', 'help desk'];

/** The options that name a person. */
export const personOptions = {
  'first-name': { type: 'string' },
  'last-name': { type: 'string' },
  email: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** The present instant, as the audit log has it of the operator. */
export const occasion = (): Occasion => ({ at: Date.now(), address: 'command line' });

export const newUserOf = (username: string, options: Call['options'], role: string): NewUser => ({
  username,
  role,
  firstName: textOption(options, 'first-name'),
  lastName: textOption(options, 'last-name'),
  email: textOption(options, 'email'),
});

/** The faults of a new user in one text; empty where there are none. */
export const faultsOf = (user: NewUser) => Object.values(newUserFaults(user, roles)).join(' ');

/** Adds a user, and shows the temporary password once. */
export async function addToOrganization(db: Database, organization: Organization, user: NewUser): Promise<Ending> {
  if ((await findTakenUsernames(db.read, organization.id, [user.username])).length > 0)
    return refuse(`${organization.code} has a user ${user.username} already.`);
  const password = temporaryPassword();
  const passwordHash = await hashPassword(password);
  await db.write((tx) =>
    addUser(tx, undefined, { ...user, passwordHash, organizationId: organization.id }, occasion()),
  );
  return succeed(shownOnce(organization.code, user.username, password));
}

/** A new login, as whoever added it hands it over. */
export const shownOnce = (code: string, username: string, password: string): string =>
  [
    `Organization Code: ${code}`,
    `Username: ${username}`,
    `Temporary password: ${password}`,
    'It is shown once, and is good for seven days.',
  ].join('\n');

/** Runs a change on the account that the words CODE USERNAME name. */
export async function withAccount(
  { words: [code = '', username = ''], open }: Call,
  run: (db: Database, account: Account) => Promise<Ending>,
): Promise<Ending> {
  const db = await open();
  const account = await findAccount(db.read, code, username);
  if (!account) return refuse(`There is no user ${username} at ${code}; both are case-sensitive.`);
  return run(db, account);
}

/** Changes the account that the words name, and says that it is done. */
export function changeAccount(call: Call, change: typeof unlockAccount, done: string): Promise<Ending> {
  return withAccount(call, async (db, account) => {
    await db.write((tx) => change(tx, undefined, account.userId, occasion()));
    return succeed(`${account.username} ${done}.`);
  });
}
