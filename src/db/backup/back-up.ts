import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { privateDatabase } from '../../files/private.js';
import { faultsOf, momentOf } from './check.js';

/** A copy that was made and checked. Instants are epoch milliseconds. */
export type Backup = { readonly file: string; readonly at: number; readonly checkedAt: number; readonly bytes: number };

/** Copied at a time; then others have the disk for as long as that took, in milliseconds at least. */
const pagesAtATime = 1024;
const leastRest = 5;
/** What is written is handed to the disk in pieces: all of it at the end would hold up the saves of seconds. */
const pagesAtASync = 8 * pagesAtATime;

/**
 * Copies a database, of which others go on writing, as it stands at this moment, and checks the copy: whole, and with
 * the newest rows of its moment. It stands under its name when all of that is done, and only its owner may read it. Made for a
 * process of its own: it holds the one it runs in.
 * @throws Error where there is such a file already, or the copy is not good
 */
export async function backUp(source: string, file: string, clock: () => number): Promise<Backup> {
  if (statSync(file, { throwIfNoEntry: false })) throw new Error(`There is a file ${file} already: name another one.`);
  const part = join(dirname(file), `${basename(file)}.${randomUUID()}.part`);
  const live = new Sqlite(source, { readonly: true, timeout: 10_000 });
  try {
    privateDatabase(part);
    // All of it is of the moment at which this begins: as long as it lasts, what others write is not seen.
    live.exec('begin');
    const moment = momentOf(live);
    const at = clock();
    await copyPages(live, part);
    live.close();
    checkCopy(part, moment);
    sync(part);
    const { size } = statSync(part);
    renameSync(part, file);
    sync(dirname(file));
    return { file, at, checkedAt: clock(), bytes: size };
  } finally {
    live.close();
    for (const end of ['', '-journal']) rmSync(`${part}${end}`, { force: true });
  }
}

async function copyPages(live: Sqlite.Database, part: string): Promise<void> {
  const waiting = new Int32Array(new SharedArrayBuffer(4));
  let began = performance.now();
  let synced = 0;
  await live.backup(part, {
    progress({ totalPages, remainingPages }) {
      const copied = totalPages - remainingPages;
      if (copied - synced >= pagesAtASync) {
        sync(part);
        synced = copied;
      }
      Atomics.wait(waiting, 0, 0, Math.max(leastRest, performance.now() - began));
      began = performance.now();
      return pagesAtATime;
    },
  });
}

function checkCopy(part: string, moment: ReturnType<typeof momentOf>): void {
  const copy = new Sqlite(part);
  try {
    // One file, that can be carried anywhere.
    copy.pragma('journal_mode = DELETE');
    const [fault] = faultsOf(copy);
    if (fault) throw new Error(`The copy is not good, nor is the database then: ${fault}.`);
    if (JSON.stringify(momentOf(copy)) !== JSON.stringify(moment)) throw new Error('The copy lacks the newest rows.');
  } finally {
    copy.close();
  }
}

/** Has the disk keep what was written to a file, or the names in a folder. */
export function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const oneDay = 24 * 60 * 60 * 1000;
const nightly = /^titer-\d{8}-\d{6}\.db$/;

/** The name of a copy by its moment, in UTC: in the order of time. */
export const backupName = (at: number): string =>
  `titer-${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.db`;

/** Removes the oldest copies of a folder until a number is left, and what was left by one that was broken off. */
export function keepNewest(folder: string, keep: number): void {
  const names = readdirSync(folder);
  const old = names.filter((name) => nightly.test(name)).sort();
  for (const name of old.slice(0, Math.max(0, old.length - keep))) rmSync(join(folder, name));
  for (const name of names.filter((name) => /\.part(?:-journal)?$/.test(name)))
    if (Date.now() - statSync(join(folder, name)).mtimeMs > oneDay) rmSync(join(folder, name));
}
