// Backup, restore and verify as an operator runs them, on real files; the drill, with real processes, is in restore-drill.test.ts.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { backupVerbs } from '../../src/cli/backups.js';
import type { Verb } from '../../src/cli/verb.js';
import { faultOf } from '../../src/cli/verb.js';
import { readConfig } from '../../src/config.js';
import type { Database } from '../../src/db/engine/database.js';
import { openFile } from '../../src/db/open.js';
import { trace } from '../../src/db/operations/audit.js';
import { lastBackup } from '../../src/db/operations/backups.js';
import { ofSqliteAlone } from '../support/engine/engine.js';

ofSqliteAlone('Backups of the file, which PostgreSQL has other means for.');

const [backupNightly, backup, restoreBackup, verifyDatabase] = backupVerbs;
let folder = '';
let live = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'titer-backup-'));
  mkdirSync(join(folder, 'data'));
  live = join(folder, 'data', 'titer.db');
  writeFileSync(live, readFileSync(inject('planted')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a verb as the command line does; a fault is what it would say. */
async function titer(verb: Verb, words: string[] = [], options: Record<string, boolean> = {}, env = {}) {
  let db: Database | undefined;
  const config = () => readConfig({ DATA_DIR: join(folder, 'data'), ...env });
  try {
    return await verb.run({ words, options, config, open: async () => (db ??= await openFile(live)) });
  } catch (error) {
    return { status: 2, text: faultOf(error) };
  } finally {
    db?.close();
  }
}

const note = (db: Database, detail: string) =>
  db.write((tx) => trace(tx, undefined, { at: 1, action: 'logout', detail }));
const details = (file: string) => {
  const db = new Sqlite(file, { readonly: true });
  const found = db.prepare("select detail from audit where action = 'logout' and at = 1").pluck().all();
  db.close();
  return found;
};
const text = async (file: string) => (await titer(restoreBackup, [file])).text;

test('a backup is one private file with all of its moment, made beside whoever writes, and is noted', async () => {
  const db = await openFile(live);
  await note(db, 'before');
  const file = join(folder, 'copy.db');
  expect(await titer(backup, [file])).toMatchObject({ status: 0, text: expect.stringContaining('checked') });
  await note(db, 'after');
  expect(details(file)).toEqual(['before']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(['copy.db', 'data']);
  expect(await lastBackup(db.read)).toMatchObject({ file, bytes: statSync(file).size });
  db.close();
  expect(await titer(backup, [file])).toMatchObject({ status: 2, text: expect.stringContaining('already') });
});

test('a backup of a damaged database is refused, and leaves no file', async () => {
  damage(live);
  const file = join(folder, 'copy.db');
  const { status, text } = await titer(backup, [file]);
  expect([status, text]).toEqual([2, expect.stringMatching(/damaged|not good/)]);
  expect(readdirSync(folder)).toEqual(['data']);
});

/** Overwrites pages in the middle of a file, as a failing disk would. */
function damage(file: string) {
  const bytes = readFileSync(file);
  bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 3 * 4096);
  writeFileSync(file, bytes);
}

test('nightly copies are kept to a number, the oldest go, and other files stay', async () => {
  const kept = join(folder, 'kept');
  mkdirSync(kept);
  for (const name of ['titer-20240101-023000.db', 'titer-20250101-023000.db', 'mine.db'])
    writeFileSync(join(kept, name), '');
  const env = { BACKUP_DIR: kept, BACKUP_KEEP: '2' };
  expect(await titer(backupNightly, [], {}, env)).toMatchObject({ status: 0 });
  expect(readdirSync(kept).sort()).toEqual([
    'mine.db',
    'titer-20250101-023000.db',
    expect.stringMatching(/^titer-20\d{6}-\d{6}\.db$/),
  ]);
});

test('a restore says what is lost, does it when told to, keeps what it replaces, and ends sessions and links', async () => {
  const file = join(folder, 'copy.db');
  await titer(backup, [file]);
  const db = await openFile(live);
  await note(db, 'later');
  expect(await text(file)).toContain('The database is open');
  db.close();
  // The backup's own row, and the one after it.
  expect(await text(file)).toMatch(/2 rows of the audit log\n.*Nothing was changed\. Add --yes/);
  expect(details(live)).toEqual(['later']);
  const { status, text: said } = await titer(restoreBackup, [file], { yes: true });
  expect([status, said]).toEqual([0, expect.stringContaining('is restored')]);
  expect(details(live)).toEqual([]);
  const [, aside = ''] = /kept as (\S+)\.\n/.exec(said) ?? [];
  expect(details(aside)).toEqual(['later']);
  const now = new Sqlite(live, { readonly: true });
  expect(now.prepare("select detail from audit where action = 'restore backup'").pluck().get()).toContain(
    '2 rows after it lost',
  );
  expect(now.prepare('select count(*) from sessions where ended_at is null').pluck().get()).toBe(0);
  now.close();
  expect(readdirSync(join(folder, 'data')).filter((name) => name.includes('copy'))).toEqual([]);
  expect((await titer(verifyDatabase)).status).toBe(0);
});

test('a damaged backup, or another file, replaces nothing; a damaged database is replaced', async () => {
  const [file, bad, other] = ['copy.db', 'bad.db', 'other.txt'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await titer(backup, [file]);
  copyFileSync(file, bad);
  damage(bad);
  writeFileSync(other, 'no database, but a text of some length '.repeat(99));
  const before = readFileSync(live);
  for (const one of [bad, other, join(folder, 'none.db')])
    expect((await titer(restoreBackup, [one], { yes: true })).status).toBe(2);
  expect(readFileSync(live)).toEqual(before);
  writeFileSync(live, 'gone');
  expect(await text(file)).toContain('cannot be read');
  expect((await titer(restoreBackup, [file], { yes: true })).status).toBe(0);
  expect((await titer(verifyDatabase)).status).toBe(0);
});

test('verify finds damaged pages, rows that lead nowhere, and clients who are not found by their names', async () => {
  expect((await titer(verifyDatabase)).text).toContain('whole');
  const db = new Sqlite(live);
  db.exec("update clients set last_name = 'Elsewhere' where id = (select min(id) from clients)");
  expect((await titer(verifyDatabase)).text).toMatch(/^MIIC ID \d+ is not found/);
  db.pragma('foreign_keys = OFF');
  db.exec('update comments set client_id = 1 where id = (select min(id) from comments)');
  expect(await titer(verifyDatabase)).toEqual({
    status: 1,
    text: expect.stringMatching(/^row \d+ of comments belongs to no row of clients/),
  });
  db.close();
  damage(live);
  expect((await titer(verifyDatabase)).status).toBe(1);
});
