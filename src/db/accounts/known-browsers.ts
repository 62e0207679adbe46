import { and, eq } from 'drizzle-orm';
import type { Reader, Tx } from '../engine/database.js';
import { knownBrowsers } from '../schema/accounts.js';

/** True if a user logged in from a browser before (L14). `id` is the SHA-256 of its cookie. */
export async function isKnownBrowser(db: Reader, id: string, userId: number): Promise<boolean> {
  return (
    (await db
      .select({ id: knownBrowsers.id })
      .from(knownBrowsers)
      .where(and(eq(knownBrowsers.id, id), eq(knownBrowsers.userId, userId)))
      .get()) !== undefined
  );
}

/** Notes that a user logged in from a browser; epoch milliseconds. */
export async function rememberBrowser(tx: Tx, id: string, userId: number, lastLoginAt: number): Promise<void> {
  await tx
    .insert(knownBrowsers)
    .values({ id, userId, lastLoginAt })
    .onConflictDoUpdate({ target: [knownBrowsers.id, knownBrowsers.userId], set: { lastLoginAt } })
    .run();
}
