import { hashPassword } from '../auth/passwords.js';
import { temporaryPassword } from '../auth/temporary-password.js';
import { findOrganization } from '../db/accounts/organizations.js';
import { issueTemporaryPassword, reactivateAccount, unlockAccount } from '../db/accounts/user-administration.js';
import {
  addToOrganization,
  changeAccount,
  faultsOf,
  newUserOf,
  occasion,
  personOptions,
  withAccount,
} from './accounts.js';
import { refuse, succeed, textOption, type Verb } from './verb.js';

const userAdd: Verb = {
  name: 'user add',
  usage: 'user add CODE USERNAME --last-name NAME [--first-name NAME] --email ADDRESS [--role ROLE]',
  description: 'add a user to an organization; prints the temporary password once',
  words: 2,
  options: { ...personOptions, role: { type: 'string' } },
  async run({ words: [code = '', username = ''], options, open }) {
    const db = await open();
    const organization = await findOrganization(db.read, code);
    if (!organization) return refuse(`There is no organization ${code}; codes are case-sensitive.`);
    const user = newUserOf(username, options, textOption(options, 'role') || 'typical user');
    if (user.role === 'help desk' && organization.type !== 'help desk')
      return refuse('Only users of the help desk’s organization are help desk.');
    const faults = faultsOf(user);
    return faults ? refuse(faults) : addToOrganization(db, organization, user);
  },
};

const userUnlock: Verb = {
  name: 'user unlock',
  usage: 'user unlock CODE USERNAME',
  description: 'unlock an account',
  words: 2,
  options: {},
  run: (call) => changeAccount(call, unlockAccount, 'is unlocked'),
};

const userReactivate: Verb = {
  name: 'user reactivate',
  usage: 'user reactivate CODE USERNAME',
  description: 'make an inactive account active again',
  words: 2,
  options: {},
  run: (call) => changeAccount(call, reactivateAccount, 'is active'),
};

const userResetPassword: Verb = {
  name: 'user reset-password',
  usage: 'user reset-password CODE USERNAME',
  description: 'issue a temporary password, printed once',
  words: 2,
  options: {},
  run: (call) =>
    withAccount(call, async (db, { userId, username, inactiveAt, lockedAt }) => {
      if (inactiveAt !== null || lockedAt !== null) {
        const state = inactiveAt === null ? 'locked' : 'inactive';
        return refuse(
          `${username} is ${state}: a temporary password would not open the account. ` +
            'Run user reactivate or user unlock first.',
        );
      }
      const password = temporaryPassword();
      const passwordHash = await hashPassword(password);
      await db.write((tx) => issueTemporaryPassword(tx, undefined, userId, passwordHash, occasion()));
      return succeed(`Temporary password: ${password}\nIt is shown once, and is good for seven days.`);
    }),
};

/** The verbs about a user's account. */
export const userVerbs: readonly Verb[] = [userAdd, userUnlock, userReactivate, userResetPassword];
