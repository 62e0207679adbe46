import { eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { enrolmentFields, enrolmentValues } from '../../domain/clients/enrolment.js';
import { changedFields } from '../../domain/clients/personal-information.js';
import type { Edit } from '../../domain/edits/edit.js';
import { isSentAgain, ticksAsBefore } from '../../domain/edits/save.js';
import type { Setting } from '../../domain/edits/sources.js';
import { nameKey } from '../../domain/text/name.js';
import { type Change, recordChanges } from '../clients/changes.js';
import { updateClient } from '../clients/client-writes.js';
import type { Tx } from '../engine/database.js';
import { clients, enrolments } from '../schema/clients.js';
import { writeRows } from './save-rows.js';

/** The writer and the instant of a save; for a form also the revision that it was shown at, and the row in it. */
export type SaveRequest = Setting & {
  readonly clientId: number;
  readonly at: number;
  readonly revision?: number;
  readonly row?: string;
};

/** A change, with the id that the draft knew its row by. */
type WrittenChange = Change & { readonly key?: string };

/**
 * Writes an edit that was decided on, with its history: rows, both parts, what was verified. Answers the changes, none
 * for none.
 */
export async function writeEdit(
  tx: Tx,
  viewer: Viewer,
  client: Client,
  edit: Edit,
  request: SaveRequest,
): Promise<WrittenChange[]> {
  const rows = await writeRows(tx, client, edit.draft, edit.primary, request);
  const enrolment = await writeEnrolment(tx, viewer, client, edit, request.at);
  const personal = changedFields(client.personal, edit.now.personal);
  const verified: Change[] =
    edit.verified && !(isSentAgain(client, viewer, request) && ticksAsBefore(client, edit))
      ? [{ part: 'verified', row: null, field: 'verified', before: '', after: edit.verified }]
      : [];
  const others: WrittenChange[] = [...rows, ...enrolment, ...verified];
  if (personal.length + others.length === 0) return [];
  const primary =
    edit.primary === 'self' ? 'self' : (rows.find(({ key }) => key === edit.primary)?.row ?? Number(edit.primary));
  const { at, today } = request;
  const when = { at, today, typed: edit.personal.values };
  const revision = await updateClient(tx, viewer, client, edit.now.personal, when, primary);
  await recordChanges(tx, viewer, { clientId: client.id, revision, at }, others);
  return [...personal.map((field): Change => ({ part: 'client', row: null, field, before: '', after: '' })), ...others];
}

/** Writes the Client Information tab (C11), the flag of a deceased client (C12) and the lock (C13). */
async function writeEnrolment(tx: Tx, viewer: Viewer, client: Client, edit: Edit, at: number): Promise<Change[]> {
  const [before, now] = [enrolmentValues(client), edit.now.enrolment];
  const fields = enrolmentFields.filter((field) => before[field] !== now[field]);
  if (fields.length === 0) return [];
  const values = {
    chartNumber: now.chartNumber,
    chartKey: nameKey(now.chartNumber),
    status: now.status as 'A' | 'I' | 'P',
    statusReason: now.statusReason,
    reminder: now.reminder === 'Y',
    updatedAt: at,
  };
  await tx
    .insert(enrolments)
    .values({ clientId: client.id, organizationId: viewer.organization.id, ...values })
    .onConflictDoUpdate({ target: [enrolments.clientId, enrolments.organizationId], set: values })
    .run();
  await tx
    .update(clients)
    .set({
      lockedBy: now.sharing === 'N' ? viewer.organization.id : null,
      ...(now.status === 'P' && { deceasedAt: at, deathDate: now.deathDate || null }),
    })
    .where(eq(clients.id, client.id))
    .run();
  return fields.map((field) => ({ part: 'enrolment', row: null, field, before: before[field], after: now[field] }));
}
