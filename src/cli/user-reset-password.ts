import { hashPassword } from '../auth/passwords.js';
import { temporaryPassword } from '../auth/temporary-password.js';
import { issueTemporaryPassword } from '../db/accounts/user-administration.js';
import { occasion, withAccount } from './accounts.js';
import { refuse, succeed, type Verb } from './verb.js';

export const userResetPassword: Verb = {
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
