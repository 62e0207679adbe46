import { eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { fullName } from '../../domain/text/name.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { postMail } from '../operations/outbox.js';
import { organizations, users } from '../schema/accounts.js';
import { insertLink, loadLink, markLink, voidLinks } from './links.js';
import { loadUser, type Occasion } from './users.js';

/** Notes that the address on file is right (L4). False, and nothing noted, where it is not the one that was shown. */
export async function confirmEmail(tx: Tx, viewer: Viewer, shown: string, when: Occasion): Promise<boolean> {
  if ((await loadUser(tx, viewer.userId)).email !== shown) return false;
  await tx.update(users).set({ emailConfirmedAt: when.at }).where(eq(users.id, viewer.userId)).run();
  await trace(tx, viewer, { ...when, action: 'confirm email' });
  return true;
}

/**
 * Asks for another address: the link goes to it, the old one is told, and counts until the link is followed (L4). The
 * user goes on meanwhile. Does nothing where the address was confirmed since `confirmedAt`, on the way in: no password
 * was asked for there. Throws TooManyMails.
 */
export async function askEmailChange(
  tx: Tx,
  viewer: Viewer,
  change: Occasion & {
    readonly email: string;
    readonly link: { readonly id: string; readonly nonce: string };
    readonly confirmedAt?: number | null | undefined;
  },
): Promise<void> {
  const { at, address, email, link, confirmedAt } = change;
  const user = await loadUser(tx, viewer.userId);
  if (confirmedAt !== undefined && user.emailConfirmedAt !== confirmedAt) return;
  const userName = fullName(user);
  await voidLinks(tx, user.id, at, 'email');
  await insertLink(tx, { id: link.id, userId: user.id, kind: 'email', email, at });
  await postMail(
    tx,
    { kind: 'confirm email', userName, nonce: link.nonce },
    { userId: user.id, email, causedBy: user.id },
    at,
  );
  if (user.email)
    await postMail(tx, { kind: 'email change asked', userName }, { userId: user.id, email: user.email }, at);
  await tx.update(users).set({ emailConfirmedAt: at }).where(eq(users.id, user.id)).run();
  await trace(tx, viewer, { at, address, action: 'ask email change' });
}

/** Makes the new address the one on file; both are told (L4). False where the link no longer opens. */
export async function changeEmail(tx: Tx, id: string, at: number, address: string): Promise<boolean> {
  const link = await loadLink(tx, id, 'email', at);
  const user = link && (await tx.select().from(users).where(eq(users.id, link.userId)).get());
  if (!link || !user || user.lockedAt !== null || user.inactiveAt !== null) return false;
  const mail = { kind: 'email changed', userName: fullName(user) } as const;
  if (user.email) await postMail(tx, mail, { userId: user.id, email: user.email }, at);
  await postMail(tx, mail, { userId: user.id, email: link.email }, at);
  await tx.update(users).set({ email: link.email, emailConfirmedAt: at }).where(eq(users.id, user.id)).run();
  await markLink(tx, id, { usedAt: at });
  // Reset links that went to the former box must not outlive it.
  await voidLinks(tx, user.id, at, 'reset');
  const home = await tx.select().from(organizations).where(eq(organizations.id, user.homeOrganizationId)).get();
  await trace(tx, home && { userId: user.id, organization: home }, { at, address, action: 'change email' });
  return true;
}
