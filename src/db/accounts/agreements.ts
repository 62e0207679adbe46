import { eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { acceptances, users } from '../schema/accounts.js';
import { loadUser, type Occasion } from './users.js';

/**
 * Notes that the agreement was accepted, and which text of it (L3); once, however often it is pressed within a minute.
 */
export async function acceptAgreement(tx: Tx, viewer: Viewer, version: string, when: Occasion): Promise<void> {
  const { agreementVersion, agreementAt } = await loadUser(tx, viewer.userId);
  if (agreementVersion === version && when.at - (agreementAt ?? 0) < 60_000) return;
  await tx.insert(acceptances).values({ userId: viewer.userId, version, at: when.at }).run();
  await tx
    .update(users)
    .set({ agreementVersion: version, agreementAt: when.at })
    .where(eq(users.id, viewer.userId))
    .run();
  await trace(tx, viewer, { ...when, action: 'accept agreement', detail: version });
}
