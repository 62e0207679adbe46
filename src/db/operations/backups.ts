import { desc, eq } from 'drizzle-orm';
import type { Reader, Tx } from '../engine/database.js';
import { backups, jobs } from '../schema/operations.js';

export type BackupRow = typeof backups.$inferSelect;

/** Notes a copy that was made and checked. */
export async function noteBackup(tx: Tx, backup: Omit<BackupRow, 'id'>): Promise<void> {
  await tx.insert(backups).values(backup).run();
}

/** The last good copy; undefined before there is one. */
export async function lastBackup(db: Reader): Promise<BackupRow | undefined> {
  return db.select().from(backups).orderBy(desc(backups.id)).limit(1).get();
}

/** A copy is made each night: one that is older than this, in milliseconds, is missed. */
const old = 36 * 60 * 60 * 1000;

/** What the help desk must know of the nightly copies. */
export type BackupWarning = {
  /** The instant of the last good one; undefined where there is none. */
  readonly lastAt: number | undefined;
  /** The reason why the last try failed; empty where it did not. */
  readonly fault: string;
};

/** What is wrong where the last good copy is old, or there is none since the server first ran; undefined where all is well. */
export async function findBackupWarning(db: Reader, now: number): Promise<BackupWarning | undefined> {
  const nightly = await db.select().from(jobs).where(eq(jobs.clockName, 'backup')).get();
  const last = await lastBackup(db);
  const since = last?.at ?? nightly?.createdAt;
  if (since === undefined || now - since < old) return undefined;
  return { lastAt: last?.at, fault: nightly?.fault ?? '' };
}
