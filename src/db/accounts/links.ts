import { and, eq, gt, isNull } from 'drizzle-orm';
import { linkLife } from '../../domain/accounts/account.js';
import type { Reader, Tx } from '../engine/database.js';
import { links } from '../schema/accounts.js';

export type LinkKind = 'reset' | 'email';
export type Link = typeof links.$inferSelect;

/** Keeps a new link, good for a day (L11). `id` is the SHA-256 of its token, `at` epoch milliseconds. */
export async function insertLink(
  tx: Tx,
  link: {
    readonly id: string;
    readonly userId: number;
    readonly kind: LinkKind;
    readonly email?: string;
    readonly at: number;
  },
): Promise<void> {
  const { at, ...row } = link;
  await tx
    .insert(links)
    .values({ ...row, createdAt: at, expiresAt: at + linkLife })
    .run();
}

/**
 * Voids a user's links that were not used: those of a kind where a newer one takes their place (L11), all of them where
 * what they were asked for by stands no longer: another password, a lock, the sessions ended.
 */
export async function voidLinks(tx: Tx, userId: number, at: number, kind?: LinkKind): Promise<void> {
  const ofKind = kind && eq(links.kind, kind);
  await tx
    .update(links)
    .set({ expiresAt: at })
    .where(and(eq(links.userId, userId), ofKind, isNull(links.usedAt), gt(links.expiresAt, at)))
    .run();
}

const opens = (id: string, kind: LinkKind, now: number) =>
  and(eq(links.id, id), eq(links.kind, kind), isNull(links.usedAt), gt(links.expiresAt, now));

/** The link with an id, where it still opens. */
export async function findLink(db: Reader, id: string, kind: LinkKind, now: number): Promise<Link | undefined> {
  return loadLink(db, id, kind, now);
}

/** The same inside a write. */
export async function loadLink(db: Reader | Tx, id: string, kind: LinkKind, now: number): Promise<Link | undefined> {
  return db
    .select()
    .from(links)
    .where(opens(id, kind, now))
    .get();
}

/** The user of a reset link, whether it opens or not; undefined where there never was such a link. */
export async function userOfLink(db: Reader, id: string): Promise<number | undefined> {
  return (
    await db
      .select({ userId: links.userId })
      .from(links)
      .where(and(eq(links.id, id), eq(links.kind, 'reset')))
      .get()
  )?.userId;
}

/** A link that was used within the last minutes, for the page that says so. */
export async function findUsedLink(db: Reader, id: string, kind: LinkKind, since: number): Promise<Link | undefined> {
  return db
    .select()
    .from(links)
    .where(and(eq(links.id, id), eq(links.kind, kind), gt(links.usedAt, since)))
    .get();
}

/** Notes that a link's question was answered, or that it was used up. */
export async function markLink(
  tx: Tx,
  id: string,
  change: Partial<Pick<Link, 'answeredAt' | 'usedAt' | 'usedBy'>>,
): Promise<void> {
  await tx.update(links).set(change).where(eq(links.id, id)).run();
}
