import { and, eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Action } from '../../domain/audit.js';
import { birthDateQuestion } from '../../domain/clients/before-birth.js';
import type { Client } from '../../domain/clients/client.js';
import { type Remedy, type RemedyValues, remedyFaults } from '../../domain/clients/restriction.js';
import { type Questions, unanswered } from '../../domain/forms/question.js';
import type { Values } from '../../domain/forms/rows.js';
import { nameKey } from '../../domain/text/name.js';
import { type Day, dayOf } from '../../domain/time/day.js';
import type { Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { organizations } from '../schema/accounts.js';
import { clients, enrolments } from '../schema/clients.js';
import { type Change, recordChanges } from './changes.js';
import { updateClient } from './client-writes.js';
import { loadAnyClient } from './clients.js';
import { loadDatedEntries } from './dated-entries.js';

export type Undo = {
  readonly clientId: number;
  readonly remedy: Remedy;
  readonly typed: RemedyValues;
  /** The questions that were answered by "Save it as typed". */
  readonly asTyped: string;
  /** The revision that the form was shown at. */
  readonly revision: number;
  readonly at: number;
  readonly today: Day;
  readonly helpDesk: string;
  readonly timeZone: string;
  /** The network address of the request, for the audit log. */
  readonly address: string;
};

export type UndoResult =
  | { readonly kind: 'done'; readonly revision: number }
  /** Somebody did it already. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly errors: Values; readonly questions: Questions }
  /** Somebody changed the record since the form was shown. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'hidden' };

const actions: Readonly<Record<Remedy, Action>> = {
  unlock: 'unlock client',
  undeceased: 'undo deceased',
  birthDate: 'correct birth date',
  certificate: 'set birth certificate',
};

type Row = typeof clients.$inferSelect;
/** A change, and whose Client Information it is where it is any organization's. */
type Entry = Change & { readonly organizationId?: number };

/**
 * Lifts a restriction of a record, hidden or not, which the help desk alone may do, with a reason: a lock (C13), the
 * flag of a deceased client (C12), a birth date that a certificate holds, keeping the alias (C5, C6), or the
 * certificate's number. The change, its history with the reason, and the audit row with the reason, in one.
 */
export async function undoRestriction(tx: Tx, viewer: Viewer, undo: Undo): Promise<UndoResult> {
  const client = await loadAnyClient(tx, viewer, undo.clientId);
  const row = await tx.select().from(clients).where(eq(clients.id, undo.clientId)).get();
  if (!client || !row) return { kind: 'hidden' };
  const { remedy, typed } = undo;
  if (remedy === 'unlock' && row.lockedBy === null) return { kind: 'nothing' };
  if (remedy === 'undeceased' && row.deceasedAt === null) return { kind: 'nothing' };
  const errors = remedyFaults(remedy, typed, { personal: client.personal, ...row }, undo);
  const isMoved = remedy === 'birthDate' && !errors.birthDate;
  const dated = isMoved ? await loadDatedEntries(tx, client) : [];
  const asked = isMoved ? birthDateQuestion(client.personal.birthDate, typed.birthDate, () => dated) : undefined;
  const questions: Questions = asked ? { birthDate: asked } : {};
  if (Object.keys({ ...unanswered(questions, undo.asTyped), ...errors }).length > 0)
    return { kind: 'refused', errors, questions };
  if (undo.revision !== client.revision) return { kind: 'changed' };

  const now = remedy === 'birthDate' ? { ...client.personal, birthDate: typed.birthDate } : client.personal;
  const revision = await updateClient(tx, viewer, client, now, undo);
  const reason = { row: null, field: 'reason', before: null, after: typed.reason };
  for (const entry of (await write(tx, client, row, undo)).concat(
    // The organization that locked a record is its own affair: so is the reason for lifting the lock.
    remedy === 'unlock' && row.lockedBy !== null
      ? { ...reason, part: 'enrolment', organizationId: row.lockedBy }
      : { ...reason, part: 'client' },
  )) {
    const { organizationId, ...change } = entry;
    const writer =
      organizationId === undefined
        ? viewer
        : { ...viewer, organization: await organizationOf(tx, organizationId, viewer) };
    await recordChanges(tx, writer, { clientId: client.id, revision, at: undo.at }, [change]);
  }
  const { at, address } = undo;
  await trace(tx, viewer, { at, action: actions[remedy], clientId: client.id, detail: typed.reason, address });
  return { kind: 'done', revision };
}

/** Writes what Personal Information does not hold, and says what changed. */
async function write(tx: Tx, client: Client, row: Row, { remedy, typed, at, timeZone }: Undo): Promise<Entry[]> {
  const set = (values: Partial<Row>) => tx.update(clients).set(values).where(eq(clients.id, client.id)).run();
  switch (remedy) {
    case 'unlock':
      await set({ lockedBy: null });
      return [
        {
          part: 'enrolment',
          row: null,
          field: 'sharing',
          before: 'N',
          after: 'Y',
          ...(row.lockedBy !== null && { organizationId: row.lockedBy }),
        },
      ];
    case 'undeceased': {
      await set({ deceasedAt: null, deathDate: null });
      const flagged = await tx
        .update(enrolments)
        .set({ status: 'A', statusReason: '', updatedAt: at })
        .where(and(eq(enrolments.clientId, client.id), eq(enrolments.status, 'P')))
        .returning({ organizationId: enrolments.organizationId })
        .all();
      const since = row.deceasedAt === null ? '' : dayOf(row.deceasedAt, timeZone);
      return [
        { part: 'client', row: null, field: 'deceased', before: since, after: '' },
        ...flagged.map(
          ({ organizationId }): Entry => ({
            part: 'enrolment',
            row: null,
            field: 'status',
            before: 'P',
            after: 'A',
            organizationId,
          }),
        ),
      ];
    }
    case 'certificate':
      await set({
        birthCertificate: typed.birthCertificate,
        birthCertificateKey: nameKey(typed.birthCertificate),
      });
      return [
        {
          part: 'client',
          row: null,
          field: 'birthCertificate',
          before: row.birthCertificate,
          after: typed.birthCertificate,
        },
      ];
    case 'birthDate':
      return [];
  }
}

async function organizationOf(tx: Tx, id: number, viewer: Viewer): Promise<Viewer['organization']> {
  return (await tx.select().from(organizations).where(eq(organizations.id, id)).get()) ?? viewer.organization;
}
