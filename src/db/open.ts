import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { privateDatabase } from '../files/private.js';
import { root } from '../files/root.js';
import type { Database } from './engine/database.js';
import { CannotOpen, holdOpen } from './engine/hold.js';
import { build, opening } from './engine/sqlite.js';
import { isToRefill, refillKeys } from './names/refill.js';
import { chainRows, isToChain } from './operations/audit-chain.js';

/** The WAL-reset bug, which can lose committed rows, sits in 3.7.0 to 3.51.2 (sqlite.org, release 3.51.3). */
const oldestSafeSqlite = [3, 51, 3] as const;
/** For what is done once at the opening, where nobody waits yet, milliseconds. */
const openingTimeout = 10_000;
/** The longest that a write waits for another process, in milliseconds, unless the caller says otherwise. */
const usualPatience = 5000;
/** At most: SQLite's own 2 MB holds too little of the indexes that a search among a million walks. */
const cacheKibibytes = 65_536;
const rowsChainedAtOnce = 5000;
const migrationsFolder = fileURLToPath(new URL('src/db/migrations', root));

const { entries } = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
  entries: readonly { readonly when: number }[];
};
const newestMigration = Math.max(...entries.map(({ when }) => when));

/**
 * Opens or creates the database file and brings it up to date.
 * One connection reads and writes (docs/decisions/one-connection.md), in WAL with synchronous=FULL: an answered save survives
 * a power cut. Until it is closed the file cannot be replaced (engine/hold.ts).
 * @param patience how long a write waits for another process, in milliseconds
 * @throws CannotOpen while a backup is being restored, and where a newer release has used the file
 */
export async function openFile(path: string, patience = usualPatience): Promise<Database> {
  privateDatabase(`${path}-open`);
  const letGo = holdOpen(`${path}-open`);
  try {
    return await openHeld(path, patience, letGo);
  } catch (error) {
    letGo();
    throw error;
  }
}

async function openHeld(path: string, patience: number, letGo: () => void): Promise<Database> {
  privateDatabase(path);
  const file = new Sqlite(path);
  assertSafe(file);
  file.pragma(`busy_timeout = ${openingTimeout}`);
  file.pragma('journal_mode = WAL');
  prepare(file);
  refuseNewer(file);
  migrate(drizzle(file), { migrationsFolder });
  const { read, transact, endReads } = opening(file);
  if (await isToRefill(read)) await transact(refillKeys);
  if (await isToChain(read)) await chainAudit(transact);
  endReads();
  // What this has read, pages of the whole file perhaps, is not what will be read.
  file.pragma('shrink_memory');
  // What a savepoint takes back is kept in memory: in a file it costs a write or two for each page. Not before the migrations,
  // which sort whole tables.
  file.pragma('temp_store = MEMORY');
  return build(file, { patience, copy: () => copyOf(file, dirname(path)), closed: letGo });
}

/** Chains the audit log of a release that did not, once, in transactions that fit in memory. */
async function chainAudit(transact: ReturnType<typeof opening>['transact']): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after;
    after = await transact((tx) => chainRows(tx, from, rowsChainedAtOnce));
  }
}

const copyName = 'copy-';
const oneDay = 24 * 60 * 60 * 1000;

/** Copies in one step, so that others may write meanwhile; the file has no name any more once it is open. */
async function copyOf(original: Sqlite.Database, folder: string): Promise<Database> {
  // Of a process that was killed while it copied.
  for (const name of readdirSync(folder).filter((name) => name.startsWith(copyName)))
    if (Date.now() - statSync(join(folder, name)).mtimeMs > oneDay) rmSync(join(folder, name), { force: true });
  const file = join(folder, `${copyName}${randomUUID()}.db`);
  try {
    privateDatabase(file);
    await original.backup(file, { progress: () => 0x7fffffff });
    const copy = new Sqlite(file);
    copy.pragma('locking_mode = EXCLUSIVE');
    copy.pragma('journal_mode = MEMORY');
    return alone(copy);
  } finally {
    rmSync(file, { force: true });
  }
}

/** A database in memory, from `serialize()` of another or empty and migrated: each test has its own. */
export function openBytes(bytes?: Buffer): Database {
  const memory = bytes ? new Sqlite(bytes) : new Sqlite(':memory:');
  if (!bytes) migrate(drizzle(memory), { migrationsFolder });
  return alone(memory);
}

/** A database that nobody else opens. */
function alone(db: Sqlite.Database): Database {
  prepare(db);
  return build(db, { patience: usualPatience, copy: async () => openBytes(db.serialize()) });
}

function prepare(db: Sqlite.Database) {
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // What REPLACE deletes is refused as any other deletion (audit log). A trigger on inserts would cost as much as the insert.
  db.pragma('recursive_triggers = ON');
  db.pragma(`cache_size = -${cacheKibibytes}`);
}

/** What a newer release has written this one would read wrongly, and nobody would notice. */
function refuseNewer(db: Sqlite.Database) {
  const isOld = db.prepare("select 1 from sqlite_schema where name = '__drizzle_migrations'").get();
  const last = isOld ? db.prepare('select max(created_at) from __drizzle_migrations').pluck().get() : null;
  if (Number(last) > newestMigration)
    throw new CannotOpen(
      'A newer release of Titer has used this database. Run that one, or restore a backup of before.',
    );
}

function assertSafe(db: Sqlite.Database) {
  const version = db.prepare('select sqlite_version()').pluck().get() as string;
  const parts = version.split('.').map(Number);
  for (const [i, wanted] of oldestSafeSqlite.entries()) {
    const found = parts[i] ?? 0;
    if (found > wanted) return;
    if (found < wanted)
      throw new Error(`SQLite ${version} can lose saved rows; ${oldestSafeSqlite.join('.')} is needed.`);
  }
}
