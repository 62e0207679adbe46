import type { Viewer } from '../../domain/accounts/viewer.js';
import { addressFields } from '../../domain/clients/address.js';
import { isSameAddress, whyNotCarried } from '../../domain/clients/household.js';
import { judgeEdit } from '../../domain/clients/personal-information.js';
import type { Day } from '../../domain/time/day.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { updateClient } from './client-writes.js';
import { loadClient } from './clients.js';
import { loadHousehold } from './household.js';

/** A record as it was shown: its MIIC ID, and the revision. */
type Shown = { readonly id: number; readonly revision: number };

export type Carry = {
  readonly from: Shown;
  readonly to: readonly Shown[];
  readonly at: number;
  readonly today: Day;
  readonly helpDesk: string;
};

/** How many records an address was carried to, how many somebody saved since, how many are not there any more. */
export type Carried = { readonly kind: 'carried'; readonly to: number; readonly since: number; readonly gone: number };
export type CarryResult = Carried | { readonly kind: 'hidden' } | { readonly kind: 'changed' };

/**
 * Writes the address of a record, as it is saved, to others of its household, each as a Save does: judged, with its
 * history, its former address and its audit row (C7). A record that was saved since it was shown is left, and so is one
 * that the viewer may not see by now; what somebody has typed in one and not saved is a draft over the revision before,
 * which their Save holds against this one (C21).
 */
export async function carryAddress(
  tx: Tx,
  viewer: Viewer,
  { from, to, at, today, helpDesk }: Carry,
): Promise<CarryResult> {
  const household = await loadHousehold(tx, viewer, from.id);
  if (!household) return { kind: 'hidden' };
  const source = household.client;
  if (source.revision !== from.revision || whyNotCarried(source)) return { kind: 'changed' };
  const count = { to: 0, since: 0, gone: 0 };
  for (const { id, revision } of to) {
    const isMember = household.members.some((member) => member.id === id);
    const client = isMember ? await loadClient(tx, viewer, id) : undefined;
    if (!client) {
      count.gone += 1;
      continue;
    }
    const address = Object.fromEntries(addressFields.map((field) => [field, source.personal[field]]));
    const now = { ...client.personal, ...address, undeliverable: '' };
    const { errors } = judgeEdit(client.personal, now, { today, helpDesk, hasBirthCertificate: false });
    if (client.revision !== revision || Object.keys(errors).length > 0) {
      count.since += 1;
      continue;
    }
    if (isSameAddress(client.personal, now)) continue;
    await updateClient(tx, viewer, client, now, { at, today });
    await trace(tx, viewer, { at, action: 'change client', clientId: id, detail: `address of MIIC ID ${source.id}` });
    count.to += 1;
  }
  return { kind: 'carried', ...count };
}
