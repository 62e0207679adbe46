import { organizationsOf } from '../db/accounts/memberships.js';
import { passwordsOf } from '../db/accounts/passwords.js';
import { findUser } from '../db/accounts/users.js';
import type { Reader } from '../db/engine/database.js';
import { contextWords, type PasswordPolicy, passwordFault } from '../domain/accounts/password.js';
import type { Site } from '../domain/site.js';
import { commonPasswords } from './common-passwords.js';
import { hashPassword, isPassword } from './passwords.js';

/** A new password that nothing is wrong with, hashed, and the hash of the one that it may take the place of. */
type NewPassword = { readonly passwordHash: string; readonly instead: string };

/**
 * Judges a new password: the rule, the last five, the second typing (L7).
 * @returns what is wrong, by field, or the password to be set
 */
export async function judgeNewPassword(
  db: Reader,
  user: { readonly id: number; readonly username: string },
  typed: Readonly<Record<string, string>>,
  rule: { readonly policy: PasswordPolicy; readonly site: Site },
): Promise<{ readonly errors: Record<string, string> } | { readonly chosen: NewPassword }> {
  const [instead = '', ...former] = await passwordsOf(db, user.id);
  const errors = await faultsOf(db, user, typed, rule, [instead, ...former]);
  if (Object.keys(errors).length > 0) return { errors };
  return { chosen: { passwordHash: await hashPassword(typed.newPassword ?? ''), instead } };
}

/** True if a password is the one in use: pressing Save twice saves once and shows the success twice. */
export async function isCurrentPassword(db: Reader, userId: number, password: string): Promise<boolean> {
  return isPassword(password, (await passwordsOf(db, userId))[0]);
}

/** Said where another window or the help desk was quicker. */
export const changedMeanwhile = {
  newPassword:
    'Your password was changed meanwhile. Nothing was changed by this one: choose it again if you still want it.',
};

async function faultsOf(
  db: Reader,
  user: { readonly id: number; readonly username: string },
  typed: Readonly<Record<string, string>>,
  rule: { readonly policy: PasswordPolicy; readonly site: Site },
  before: readonly string[],
): Promise<Record<string, string>> {
  const { newPassword = '', confirmNewPassword = '' } = typed;
  for (const former of before)
    if (newPassword !== '' && (await isPassword(newPassword, former)))
      return { newPassword: 'The password must differ from the current one and from your last five.' };
  const [organizations, person] = [await organizationsOf(db, user.id), await findUser(db, user.id)];
  const words = contextWords({ username: user.username, organizations, site: rule.site });
  const names = [person?.firstName ?? '', person?.lastName ?? ''];
  const fault = passwordFault(newPassword, {
    ...{ policy: rule.policy, words, names },
    isCommon: await commonPasswords(),
  });
  if (fault) return { newPassword: fault };
  if (newPassword.normalize('NFKC') !== confirmNewPassword.normalize('NFKC'))
    return { confirmNewPassword: 'The two passwords differ. Type the new one again, in both fields.' };
  return {};
}
