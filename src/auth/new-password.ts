import { passwordsOf } from '../db/accounts.js';
import type { Reader } from '../db/open.js';
import { organizationsOf } from '../db/users.js';
import { contextWords, type PasswordPolicy, passwordFault } from '../domain/password.js';
import type { Site } from '../domain/site.js';
import { isCommon } from './common-passwords.js';
import { isPassword } from './passwords.js';

/** What is wrong with a new password, by field: the rule, the last five, the second typing (L7). Empty when nothing is. */
export async function newPasswordFaults(
  db: Reader,
  user: { readonly id: number; readonly username: string },
  typed: Readonly<Record<string, string>>,
  rule: { readonly policy: PasswordPolicy; readonly site: Site },
): Promise<Record<string, string>> {
  const { newPassword = '', confirmNewPassword = '' } = typed;
  const organizations = await organizationsOf(db, user.id);
  const words = contextWords({ username: user.username, organizations, site: rule.site });
  const fault = passwordFault(newPassword, { policy: rule.policy, words, isCommon });
  if (fault) return { newPassword: fault };
  if (newPassword.normalize('NFKC') !== confirmNewPassword.normalize('NFKC'))
    return { confirmNewPassword: 'The two passwords differ. Type the new one again, in both fields.' };
  for (const former of await passwordsOf(db, user.id))
    if (await isPassword(newPassword, former))
      return { newPassword: 'The password must differ from the current one and from your last five.' };
  return {};
}
