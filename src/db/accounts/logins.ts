import { and, desc, eq, inArray } from 'drizzle-orm';
import { accountStop, type Stop } from '../../domain/accounts/account.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { users } from '../schema/accounts.js';
import { audit } from '../schema/operations.js';
import { type Account, loadAccount, temporaryLogsIn } from './accounts.js';
import { rememberBrowser } from './known-browsers.js';
import { endSession } from './sessions.js';
import type { User } from './users.js';

export type Login = {
  readonly at: number;
  readonly address: string;
  /** The browser that is from now on known to its user (L14): the SHA-256 of its cookie. */
  readonly browser: string;
  /** The session that this browser had. */
  readonly former: string | undefined;
};

/**
 * Decides a login once more in the write that begins its session: the password was compared with a hash read before,
 * and comparing takes time. Notes it, or that it failed. Answers undefined where the session may begin; 'changed' where
 * the password or the membership is another by now; otherwise why the account stays out (L1, L2, L9, A1).
 * @param judged the account as it was when its password was found right
 */
export async function decideLogin(tx: Tx, judged: Account, login: Login): Promise<Stop | 'changed' | undefined> {
  const { at, address } = login;
  const account = await loadAccount(tx, judged.organization.code, judged.username);
  const isSame = account?.userId === judged.userId && account.passwordHash === judged.passwordHash;
  const stopped = isSame
    ? await loginStop(tx, { ...account, id: account.userId }, account.organization.id, at)
    : 'changed';
  if (stopped) {
    await trace(tx, judged, { at, address, action: 'login failed', detail: stopped });
    return stopped;
  }
  if (login.former) await endSession(tx, login.former, { at, why: 'ended' });
  await tx.update(users).set({ lastLoginAt: at }).where(eq(users.id, judged.userId)).run();
  await rememberBrowser(tx, login.browser, judged.userId, at);
  await trace(tx, judged, { at, address, action: 'login' });
  return undefined;
}

/** The reason that keeps an account out of an organization at an instant; undefined if it may log in (L2, L9, A1). */
export async function loginStop(
  tx: Tx,
  account: Parameters<typeof accountStop>[0] & Pick<User, 'id' | 'temporaryBy'>,
  organizationId: number,
  at: number,
): Promise<Stop | undefined> {
  const isHere = account.temporaryUntil === null || (await temporaryLogsIn(tx, account, organizationId));
  return accountStop(account, at) ?? (isHere ? undefined : 'not here');
}

/** The user's last ten logins and failed ones (L8). */
export async function loginsOf(db: Reader, userId: number) {
  return db
    .select({ at: audit.at, action: audit.action, address: audit.address })
    .from(audit)
    .where(and(eq(audit.userId, userId), inArray(audit.action, ['login', 'login failed'])))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(10)
    .all();
}
