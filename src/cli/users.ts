import { join } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import { createLinks, readLinkKey } from '../auth/links.js';
import { hashPassword } from '../auth/passwords.js';
import { temporaryPassword } from '../auth/temporary-password.js';
import type { Config } from '../config.js';
import { findAccount } from '../db/accounts/accounts.js';
import { findTakenUsernames } from '../db/accounts/memberships.js';
import { addOrganization, findOrganization } from '../db/accounts/organizations.js';
import {
  addUser,
  issueTemporaryPassword,
  reactivateAccount,
  unlockAccount,
} from '../db/accounts/user-administration.js';
import type { Database } from '../db/engine/database.js';
import { type NewUser, newUserFaults } from '../domain/accounts/user-administration.js';
import type { Organization, OrganizationType, Role } from '../domain/accounts/viewer.js';

type Ending = { readonly status: 0 | 1 | 2; readonly text: string };
type Options = Readonly<Record<string, string | boolean | undefined>>;
type Call = {
  readonly words: readonly string[];
  readonly options: Options;
  readonly open: () => Database;
  readonly config: () => Config;
};

const said = (text: string): Ending => ({ status: 0, text: `${text}\n` });
const refused = (text: string): Ending => ({ status: 2, text: `${text}\n` });
const now = () => ({ at: Date.now(), address: 'command line' });
const given = (options: Options, name: string) => (typeof options[name] === 'string' ? options[name] : '');
const text = { type: 'string' } as const;
const person = { 'first-name': text, 'last-name': text, email: text } satisfies ParseArgsOptionsConfig;

const types: readonly OrganizationType[] = ['provider', 'public health', 'school', 'help desk'];
const roles: readonly Role[] = ['view only', 'typical user', 'administrator', 'help desk'];

/** The operator's verbs about organizations, users and the clock's jobs (A4), as cli.ts lists them. */
export const userVerbs = [
  {
    name: 'organization add',
    usage: 'organization add CODE NAME --type "provider|public health|school|help desk" [--region REGION]',
    what: 'add an organization',
    words: 2,
    options: { type: text, region: text },
    run: organizationAdd,
  },
  {
    name: 'help-desk add',
    usage: 'help-desk add USERNAME --last-name NAME [--first-name NAME] --email ADDRESS [--organization CODE]',
    what: "add a help desk account, the first one too, and the help desk's organization (MIIC) where it is missing",
    words: 1,
    options: { ...person, organization: text },
    run: helpDeskAdd,
  },
  {
    name: 'user add',
    usage: 'user add CODE USERNAME --last-name NAME [--first-name NAME] --email ADDRESS [--role ROLE]',
    what: 'add a user to an organization; prints the temporary password once',
    words: 2,
    options: { ...person, role: text },
    run: userAdd,
  },
  {
    name: 'user unlock',
    usage: 'user unlock CODE USERNAME',
    what: 'unlock an account',
    words: 2,
    options: {},
    run: (call: Call) => change(call, unlockAccount, 'is unlocked'),
  },
  {
    name: 'user reactivate',
    usage: 'user reactivate CODE USERNAME',
    what: 'make an inactive account active again',
    words: 2,
    options: {},
    run: (call: Call) => change(call, reactivateAccount, 'is active'),
  },
  {
    name: 'user reset-password',
    usage: 'user reset-password CODE USERNAME',
    what: 'issue a temporary password, printed once',
    words: 2,
    options: {},
    run: resetPassword,
  },
  {
    name: 'jobs run',
    usage: 'jobs run',
    what: 'remind and inactivate who is due, and send the mail that waits; the server does this by itself',
    words: 0,
    options: {},
    run: jobsRun,
  },
] as const;

async function organizationAdd({ words: [code = '', name = ''], options, open }: Call): Promise<Ending> {
  const type = types.find((one) => one === options.type);
  if (!type) return refused(`Give --type: ${types.join(', ')}.`);
  if (!/^[\w-]{2,20}$/.test(code) || !name.trim())
    return refused('Give a code of 2 to 20 letters, digits or hyphens, and a name.');
  const db = open();
  if (await findOrganization(db.read, code)) return refused(`There is an organization ${code} already.`);
  await db.write((tx) =>
    addOrganization(tx, undefined, { code, name: name.trim(), type, region: given(options, 'region') }, now()),
  );
  return said(`${code} ${name.trim()} is added.`);
}

async function helpDeskAdd({ words: [username = ''], options, open, config }: Call): Promise<Ending> {
  const db = open();
  const { site } = config();
  const code = given(options, 'organization') || site.name;
  const known = await findOrganization(db.read, code);
  if (known && known.type !== 'help desk') return refused(`${code} is no help desk's organization.`);
  const user = userFrom(username, options, 'help desk');
  const fault = faultOf(user);
  if (fault) return refused(fault);
  if (!known)
    await db.write((tx) => {
      addOrganization(tx, undefined, { code, name: `${site.name} Help Desk`, type: 'help desk', region: '' }, now());
    });
  const organization = await findOrganization(db.read, code);
  return organization ? add(db, organization, user) : refused(`${code} is not active.`);
}

async function userAdd({ words: [code = '', username = ''], options, open }: Call): Promise<Ending> {
  const db = open();
  const organization = await findOrganization(db.read, code);
  if (!organization) return refused(`There is no organization ${code}; codes are case-sensitive.`);
  const user = userFrom(username, options, given(options, 'role') || 'typical user');
  if (user.role === 'help desk' && organization.type !== 'help desk')
    return refused('Only users of the help desk’s organization are help desk.');
  const fault = faultOf(user);
  return fault ? refused(fault) : add(db, organization, user);
}

const userFrom = (username: string, options: Options, role: string): NewUser => ({
  username,
  role,
  firstName: given(options, 'first-name'),
  lastName: given(options, 'last-name'),
  email: given(options, 'email'),
});

const faultOf = (user: NewUser) => Object.values(newUserFaults(user, roles)).join(' ');

async function add(db: Database, organization: Organization, user: NewUser): Promise<Ending> {
  if ((await findTakenUsernames(db.read, organization.id, [user.username])).length > 0)
    return refused(`${organization.code} has a user ${user.username} already.`);
  const password = temporaryPassword();
  const passwordHash = await hashPassword(password);
  await db.write((tx) => addUser(tx, undefined, { ...user, passwordHash, organizationId: organization.id }, now()));
  return said(
    `Organization Code: ${organization.code}\nUsername: ${user.username}\nTemporary password: ${password}\nIt is shown once, and is good for seven days.`,
  );
}

async function change(
  { words: [code = '', username = ''], open }: Call,
  verb: typeof unlockAccount,
  done: string,
): Promise<Ending> {
  const db = open();
  const account = await findAccount(db.read, code, username);
  if (!account) return refused(`There is no user ${username} at ${code}; both are case-sensitive.`);
  await db.write((tx) => verb(tx, undefined, account.userId, now()));
  return said(`${username} ${done}.`);
}

async function resetPassword({ words: [code = '', username = ''], open }: Call): Promise<Ending> {
  const db = open();
  const account = await findAccount(db.read, code, username);
  if (!account) return refused(`There is no user ${username} at ${code}; both are case-sensitive.`);
  if (account.inactiveAt !== null || account.lockedAt !== null)
    return refused(
      `${username} is ${account.inactiveAt === null ? 'locked' : 'inactive'}: a temporary password would not open the account. Run user reactivate or user unlock first.`,
    );
  const password = temporaryPassword();
  const passwordHash = await hashPassword(password);
  await db.write((tx) => issueTemporaryPassword(tx, undefined, account.userId, passwordHash, now()));
  return said(`Temporary password: ${password}\nIt is shown once, and is good for seven days.`);
}

async function jobsRun({ open, config }: Call): Promise<Ending> {
  // Read by this verb alone: every other one starts in half the time.
  const { runJobs } = await import('../jobs/runner.js');
  const { createMailTransport } = await import('../mail/transports.js');
  const { dataDir, mail, site, origin, timeZone } = config();
  const { tokenOf } = createLinks(readLinkKey(join(dataDir, 'link.key')));
  const send = createMailTransport(mail, join(dataDir, 'mail'));
  const done = await runJobs({ db: open(), clock: Date.now, send, site, origin, tokenOf, timeZone });
  return said(`${done.reminded} reminded, ${done.inactivated} made inactive, ${done.sent} messages sent.`);
}
