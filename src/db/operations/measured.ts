import { desc, gt, isNotNull } from 'drizzle-orm';
import type { Reader } from '../engine/database.js';
import { changes } from '../schema/clients.js';
import { audit, jobs } from '../schema/operations.js';
import { lastBackup } from './backups.js';
import { countMessages } from './outbox.js';

/** What is read of the database each time that it is measured: figures alone, all of them found without reading far. */
export async function measured(db: Reader) {
  const last = async (table: typeof audit | typeof changes) =>
    (await db.select({ id: table.id }).from(table).where(gt(table.id, 0)).orderBy(desc(table.id)).limit(1).get())?.id ??
    0;
  const { waiting, troubled } = await countMessages(db);
  return {
    lastAuditRow: await last(audit),
    lastChange: await last(changes),
    mailWaiting: waiting,
    mailTroubled: troubled,
    jobs: await db.select().from(jobs).where(isNotNull(jobs.nextAt)).orderBy(jobs.nextAt).all(),
    lastBackupAt: (await lastBackup(db))?.at,
  };
}
