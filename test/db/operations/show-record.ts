import type { Database } from '../../../src/db/engine/database.js';
import { trace } from '../../../src/db/operations/audit.js';
import { type Braking, brakeOn, type OpeningLimits } from '../../../src/db/operations/openings.js';
import type { Viewer } from '../../../src/domain/accounts/viewer.js';

/** Shows a record to a viewer as a page would, by a write that notes it where no brake holds it (A6). */
export const showRecord = (
  db: Database,
  viewer: Viewer,
  clientId: number,
  { limits, at }: { readonly limits: OpeningLimits; readonly at: number },
): Promise<Braking> =>
  db.append(async (tx) => {
    const opening = { clientIds: [clientId], limits, at, address: '', helpDesk: 'h@h.example' };
    const braking = await brakeOn(tx, viewer, opening);
    if (!braking.brake) await trace(tx, viewer, { at, action: 'view client', clientId });
    return braking;
  });
