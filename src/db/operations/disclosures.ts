import { eq } from 'drizzle-orm';
import type { Disclosure, Viewer } from '../../domain/accounts/viewer.js';
import type { Tx } from '../engine/database.js';
import { clients } from '../schema/clients.js';
import { type Trace, traceAll } from './audit.js';

/**
 * Notes that a client's name, birth date or address goes to a viewer: the one way from a row of `clients` to a view. An
 * answer that then shows something leaves a row in the audit log (A6).
 */
export function disclose<T>(viewer: Pick<Viewer, 'disclosures'>, id: number, row: T): Disclosure<T> {
  viewer.disclosures?.set(id, true);
  return row as Disclosure<T>;
}

/** Notes that a viewer asked for a record that is hidden from them, or not there. */
export function withhold(viewer: Pick<Viewer, 'disclosures'>, id: number): undefined {
  viewer.disclosures?.set(id, false);
}

/**
 * Adds the rows of an answer to the audit log (A6): one for each client that it names, and one for each record that was
 * asked for and is hidden from the viewer, which says what the viewer is not told: why.
 * @param names whether the answer shows anything of those that were loaded
 */
export async function traceDisclosures(tx: Tx, viewer: Viewer, what: Trace, names: boolean): Promise<void> {
  const rows: Trace[] = [];
  for (const [clientId, open] of viewer.disclosures ?? []) {
    if (!open) rows.push({ ...what, action: 'refused', clientId, detail: await hidingReason(tx, viewer, clientId) });
    else if (names) rows.push({ ...what, clientId });
  }
  if (rows.length > 0) await traceAll(tx, viewer, rows);
}

async function hidingReason(tx: Tx, viewer: Viewer, id: number): Promise<string> {
  const { deceasedAt, lockedBy } = clients;
  const row = await tx.select({ deceasedAt, lockedBy }).from(clients).where(eq(clients.id, id)).get();
  if (!row) return 'no such record';
  if (row.deceasedAt !== null) return 'flagged as deceased';
  const locked = row.lockedBy !== null && row.lockedBy !== viewer.organization.id;
  return locked ? 'locked by another organization' : 'nothing at this address';
}
