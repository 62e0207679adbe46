// A registry is copied from its file to PostgreSQL and home again: all of it, or nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { runTiter } from '../../../src/cli/run.js';
import { openFile } from '../../../src/db/open.js';
import { openPostgresql } from '../../../src/db/open-postgresql.js';
import { traceAll } from '../../../src/db/operations/audit.js';
import { removeAuditThrough } from '../../../src/db/operations/audit-removal.js';
import { verifyAudit } from '../../../src/db/operations/audit-verify.js';
import { ownDatabases } from '../../support/setup/own-databases.js';
import { connected, missingPostgresql, startPostgresql } from '../../support/setup/postgresql.js';
import { fillEveryTable, oddText, tableNames } from './every-table.js';

const folder = mkdtempSync(join(tmpdir(), 'titer-copy-'));
const full = join(folder, 'full.db');
let server: Awaited<ReturnType<typeof startPostgresql>>;
let databases: ReturnType<typeof ownDatabases>;
let from = '';
let to = '';
let home = '';

beforeAll(async () => {
  copyFileSync(inject('planted'), full);
  await cutAudit();
  fillEveryTable(full);
  const file = new Sqlite(full);
  // Numbers that were given to rows that are gone.
  file.exec("update sqlite_sequence set seq = seq + 7 where name <> 'audit'");
  const values = ['', oddText, '\\N', 'x'.repeat(200_000), null];
  const change = file.prepare(
    `insert into changes (client_id, revision, at, organization_id, part, "row", field, before, after)
      select min(c.id), 1, 1, min(o.id), 'client', ?, 'x', ?, ? from clients c, organizations o`,
  );
  for (const row of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -1, null])
    for (const before of values) for (const after of values) change.run(row, before, after);
  file.close();
  if (missingPostgresql) return;
  server = await startPostgresql();
  databases = ownDatabases(server.url('postgres'));
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const own = mkdtempSync(join(folder, 'own-'));
  from = join(own, 'titer.db');
  home = join(own, 'home.db');
  copyFileSync(full, from);
  to = missingPostgresql ? 'postgres://nowhere/nothing' : await databases.copyOf('template0');
});
afterEach(() => databases?.dropAll());

/** A log of which the oldest rows were removed: an anchor stands for them. */
async function cutAudit() {
  const db = await openFile(full);
  const row = (detail: string) => ({ at: 1, action: 'logout' as const, detail });
  await db.write((tx) => traceAll(tx, undefined, ['a', 'b', 'c', 'd'].map(row)));
  await removeAuditThrough(db, 2, 2);
  db.close();
}

const copy = (from: string, to: string) => runTiter(['copy', '--from', from, '--to', to], {});
/** What it says of each table: the rows and their checksum. */
const tablesOf = ({ text }: { text: string }) => text.match(/^ {2}\S.*/gm) ?? [];

/** All that a file holds, and how it is made. */
function contentOf(path: string) {
  const file = new Sqlite(path, { readonly: true });
  const made = file.prepare(
    "select type, name, sql from sqlite_schema where name not like 'sqlite!_%' escape '!' order by name",
  );
  const rows = [...tableNames, '__drizzle_migrations', 'sqlite_sequence'].map((name) => [
    name,
    file
      .prepare(`select * from "${name}"`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  ]);
  const content = { made: made.all(), rows };
  file.close();
  return content;
}

/** Everything that the server has made in a database, in its own words. */
const madeIn = (url: string) =>
  connected(url, async (client) => {
    const { rows } = await client.query(
      `select conrelid::regclass || conname || pg_get_constraintdef(oid) as made from pg_constraint where connamespace = 'public'::regnamespace
        union all select pg_get_indexdef(indexrelid) || indisvalid from pg_index where indrelid::regclass::text not like 'pg!_%' escape '!'
        union all select tgrelid::regclass || tgenabled || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
        order by 1`,
    );
    return rows.map(({ made }: { made: string }) => made);
  });

const countIn = (url: string, table: string) =>
  connected(url, async (client) =>
    Number((await client.query(`select count(*) as rows from "${table}"`)).rows[0].rows),
  );

describe.skipIf(missingPostgresql)('between a file and PostgreSQL', () => {
  test('all of a registry goes up and comes home the same, to the last number that was given', async () => {
    const before = contentOf(from);
    const up = await copy(from, to);
    expect(up.text).toMatch(/\d+ rows copied in \d+ s, .*: the same in both by number and SHA-256/);
    expect(tablesOf(up).map((line) => line.trim().split(/ +/)[0])).toEqual(tableNames);
    expect(tablesOf(up).filter((line) => / 0 /.test(line))).toEqual([]);
    const back = await copy(to, home);
    expect(tablesOf(back)).toEqual(tablesOf(up));
    expect(readdirSync(join(home, '..')).filter((name) => !name.startsWith('titer.db'))).toEqual([
      'home.db',
      'home.db-open',
    ]);
    expect(contentOf(home)).toEqual(before);
    expect(contentOf(from)).toEqual(before);
  });

  test('the database is as one that was migrated, the audit log is whole, and numbers go on after those that are gone', async () => {
    await copy(from, to);
    const fresh = await databases.copyOf('template0');
    const other = await openPostgresql(fresh);
    other.close();
    expect(await madeIn(to)).toEqual(await madeIn(fresh));
    const db = await openPostgresql(to);
    expect(await verifyAudit(db.read)).toMatchObject({ rows: 3, head: { id: 5 } });
    const file = await openFile(from);
    const add = sql`insert into organizations (code, name, type) values ('NEW', 'New', 'provider') returning id`;
    const [given] = await db.write((tx) => tx.values<[number]>(add));
    expect(given).toEqual((await file.write((tx) => tx.values<[number]>(add)))[0]);
    await db.write((tx) => traceAll(tx, undefined, [{ at: 9, action: 'logout' }]));
    expect(await verifyAudit(db.read)).toMatchObject({ rows: 4, head: { id: 6 } });
    file.close();
    db.close();
  });

  test('what is in use, filled, of another release or nowhere is refused, and nothing is changed', async () => {
    const refused = async (from: string, to: string) => {
      const { status, text } = await copy(from, to);
      expect(status).toBe(2);
      return text.replace('titer copy failed and changed nothing. ', '');
    };
    const open = await openFile(from);
    expect(await refused(from, to)).toContain('is open: the server runs, or a command. Stop it, and copy then.');
    open.close();
    expect(await refused(join(folder, 'none.db'), to)).toContain('There is no file');
    expect(existsSync(join(folder, 'none.db-open'))).toBe(false);
    expect(await refused(to, home)).toContain('is no registry of Titer');
    expect(await refused(from, `${to}_not`)).toMatch(/^database ".*_not" does not exist$/m);
    expect(existsSync(home)).toBe(false);

    const other = new Sqlite(from);
    other.exec('insert into __drizzle_migrations (hash, created_at) values (1, 9e12)');
    expect(await refused(from, to)).toContain('another release');
    other.exec('delete from __drizzle_migrations where created_at = 9e12');
    other.exec("insert into made (key, result, at) values ('x', 'c' || char(0), 1)");
    expect(await refused(from, to)).toContain('NUL');
    other.exec(`delete from made where at = 1; insert into made (key, result, at) values ('x', '', ${2n ** 53n})`);
    expect(await refused(from, to)).toContain('would not be copied exactly');
    other.exec(`delete from made where at = ${2n ** 53n}`);
    other.close();
    expect(await countIn(to, 'clients')).toBe(0);

    await copy(from, to);
    const clients = await countIn(to, 'clients');
    expect(await refused(from, to)).toContain('The database is not empty: it has rows in acceptances.');
    expect(await countIn(to, 'clients')).toBe(clients);
    expect(await refused(to, from)).toContain('There is a file');
    const db = await openPostgresql(to);
    await db.read.values(sql`select 1`);
    expect(await refused(to, home)).toContain('The database is in use');
    db.close();
  });

  test('killed in the middle, there is nothing, and the next one goes through', async () => {
    const killed = async (from: string, to: string, at: string) => {
      const child = spawn(process.execPath, ['dist/cli/titer.js', 'copy', '--from', from, '--to', to], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child.stderr.on('data', (said: Buffer) => {
        if (said.includes(at)) child.kill('SIGKILL');
      });
      expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
    };
    const before = contentOf(from);
    await killed(from, to, 'changes:');
    const made = await madeIn(to);
    expect(await Promise.all(['acceptances', 'changes', 'audit'].map((table) => countIn(to, table)))).toEqual([
      0, 0, 0,
    ]);
    expect(await copy(from, to)).toMatchObject({ status: 0 });
    expect(await madeIn(to)).toEqual(made);
    await killed(to, home, 'changes:');
    expect(existsSync(home)).toBe(false);
    expect(await copy(to, home)).toMatchObject({ status: 0 });
    expect(contentOf(home)).toEqual(before);
    expect(contentOf(from)).toEqual(before);
    expect(readdirSync(join(home, '..')).filter((name) => name.startsWith('copy-'))).toEqual([]);
  });
});

test('one of the two is a file, and the other an address', async () => {
  for (const [one, other] of [
    [from, home],
    [to, to],
    ['', to],
  ] as const)
    expect(await copy(one, other)).toMatchObject({ status: 2, text: expect.stringContaining('--from titer.db') });
});
