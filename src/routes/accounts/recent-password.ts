import { isPassword } from '../../auth/passwords.js';
import { findUser } from '../../db/accounts/users.js';
import type { Request } from '../../web/context.js';

const recently = 10 * 60_000;

/** True if the password was typed in this session within the last ten minutes (L8, ASVS 7.5.1). */
export function isRecent(c: Request): boolean {
  const session = c.get('session');
  const clock = c.get('clock');
  return session !== undefined && clock() - session.passwordAt < recently;
}

/**
 * The fault of the current password that a change of the account asks for, unless it was typed within the last ten
 * minutes; undefined if there is none. Guessing is slowed down as at the login (L14).
 */
export async function currentPasswordFault(c: Request, typed: string | undefined): Promise<string | undefined> {
  const db = c.get('db');
  const session = c.get('session');
  const sessions = c.get('sessions');
  const throttle = c.get('throttle');
  if (!session || isRecent(c)) return undefined;
  if (!typed) return 'Enter your current password.';
  const tries = { accounts: [`session ${session.viewer.userId}`], address: '' };
  if ((await throttle.enter(tries)) > 0) return 'There were too many tries. Wait a while, then try again.';
  const user = await findUser(db.read, session.viewer.userId);
  const isRight = await isPassword(typed, user?.passwordHash);
  // Another one by now, or the session over: what was right a moment ago vouches for nothing.
  if (!isRight || !user || !(await sessions.notePassword(session.id, user.passwordHash)))
    return 'The current password is not right.';
  await throttle.forgive(tries);
  return undefined;
}
