import { randomUUID } from 'node:crypto';
import { copyFileSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { and, gt, isNull } from 'drizzle-orm';
import { privateDatabase } from '../../files/private.js';
import { holdAlone } from '../engine/hold.js';
import { openFile } from '../open.js';
import { trace } from '../operations/audit.js';
import { links, sessions } from '../schema/accounts.js';
import { sync } from './back-up.js';
import { faultsOf, momentOf } from './check.js';

/** What stands in the database and not in the backup. Instants are epoch milliseconds; 0 where a log is empty. */
export type Loss = {
  readonly backupAt: number;
  /** The instant of the last row of the database; undefined where the database cannot be read. */
  readonly liveAt: number | undefined;
  /** Rows of each that were added since, by what people call them. */
  readonly rows: Readonly<Record<string, number>>;
};

export type Restored = {
  readonly loss: Loss | undefined;
  /** Where the database that was replaced is kept; undefined where there was none, or nothing was replaced. */
  readonly replaced: string | undefined;
};

/**
 * Puts a backup in the place of the database, which is kept beside it. Sessions and links of the backup's time open
 * nothing any more: since then they may have been ended, or used.
 * @param isAgreed whether to do it; asked with what is lost, where there is a database
 * @returns undefined where it was not agreed to
 * @throws Error where somebody has the database open, or the backup is not good: nothing is changed
 */
export async function restore(
  backup: string,
  live: string,
  at: number,
  isAgreed: (loss: Loss) => boolean,
): Promise<Restored | undefined> {
  privateDatabase(`${live}-open`);
  const letGo = holdAlone(`${live}-open`);
  if (!letGo)
    throw new Error(
      'The database is open: the server runs, or a command. Stop it, and restore then. Nothing was changed.',
    );
  const part = join(dirname(live), `copy-${randomUUID()}.db`);
  try {
    privateDatabase(part);
    copyFileSync(backup, part);
    checkBackup(part, backup);
    const isThere = statSync(live, { throwIfNoEntry: false }) !== undefined;
    const loss = isThere ? lossOf(live, part) : undefined;
    if (loss && !isAgreed(loss)) return undefined;
    await bringUpToDate(part, at, loss);
    sync(part);
    const replaced = isThere ? setAside(live, at) : undefined;
    renameSync(part, live);
    sync(dirname(live));
    return { loss, replaced };
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal', '-open']) rmSync(`${part}${end}`, { force: true });
    letGo();
  }
}

function checkBackup(part: string, name: string): void {
  const copy = new Sqlite(part);
  try {
    const [fault] = faultsOf(copy);
    if (fault) throw new Error(`${name} is damaged (${fault}). Take another backup. Nothing was changed.`);
    momentOf(copy);
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    throw new Error(`${name} is no backup of Titer (${error.message}). Nothing was changed.`);
  } finally {
    copy.close();
  }
}

const counted = {
  'rows of the audit log': 'audit',
  'changed values': 'changes',
  'clients entered': 'clients',
  'immunizations recorded': 'immunizations',
} as const;

function lossOf(live: string, part: string): Loss {
  const copy = new Sqlite(part, { readonly: true });
  try {
    const backupAt = momentOf(copy).at;
    try {
      const now = new Sqlite(live);
      try {
        const rows = Object.entries(counted).map(([what, table]) => {
          const last = copy.prepare(`select coalesce(max(id), 0) from ${table}`).pluck().get();
          return [what, now.prepare(`select count(*) from ${table} where id > ?`).pluck().get(last) as number] as const;
        });
        return { backupAt, liveAt: momentOf(now).at, rows: Object.fromEntries(rows) };
      } finally {
        now.close();
      }
    } catch {
      return { backupAt, liveAt: undefined, rows: {} };
    }
  } finally {
    copy.close();
  }
}

async function bringUpToDate(part: string, at: number, loss: Loss | undefined): Promise<void> {
  const db = await openFile(part);
  try {
    await db.write(async (tx) => {
      await tx.update(sessions).set({ endedAt: at, endedWhy: 'ended' }).where(isNull(sessions.endedAt)).run();
      await tx
        .update(links)
        .set({ expiresAt: at })
        .where(and(isNull(links.usedAt), gt(links.expiresAt, at)))
        .run();
      const lost = loss?.liveAt === undefined ? '' : `, ${loss.rows['rows of the audit log'] ?? 0} rows after it lost`;
      const of = new Date(loss?.backupAt ?? 0).toISOString();
      await trace(tx, undefined, {
        at,
        action: 'restore backup',
        detail: loss ? `of ${of}${lost}` : '',
        address: 'command line',
      });
    });
  } finally {
    db.close();
  }
}

/**
 * Keeps what is replaced under another name. Until the new file takes its place the old one stands under both names, so that
 * there is always a database.
 */
function setAside(live: string, at: number): string {
  const day = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const aside = join(dirname(live), `titer-replaced-${day}.db`);
  try {
    const db = new Sqlite(live);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  } catch {
    // Damaged: what stands beside it is kept as it is.
  }
  linkSync(live, aside);
  // What the old one had not taken in yet must not be taken in by the new one.
  if (statSync(`${live}-wal`, { throwIfNoEntry: false })) renameSync(`${live}-wal`, `${aside}-wal`);
  rmSync(`${live}-shm`, { force: true });
  return aside;
}
