// npm run torture -- upgrades: a database of each schema that there ever was, with a row in every table that takes one, is opened by this
// release, and every row is there as it was.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openFile } from '../../src/db/open.js';

const migrations = 'src/db/migrations';
type Entry = { readonly tag: string; readonly when: number };
type Column = { readonly name: string; readonly type: string; readonly notnull: number; readonly dflt_value: unknown };
type Rows = Readonly<Record<string, readonly Record<string, unknown>[]>>;

const say = (text: string) => process.stdout.write(`${text}\n`);
/** Made anew from the record at the opening. */
const derived = new Set(['client_names', 'name_forms', 'name_words', 'refills']);
/** Columns that follow from others, and are made anew with them. */
const isDerived = (column: string) => /_key$|^hash$/.test(column);

const tablesOf = (db: Sqlite.Database) =>
  db
    .prepare(
      "select name, sql from sqlite_schema where type = 'table' and name not glob 'sqlite_*' and name not glob '__*'",
    )
    .all() as { name: string; sql: string }[];

/** A row of ones, of days, and of the first words that a check allows, where the table takes it. */
function plant(db: Sqlite.Database, table: string, sql: string): void {
  const columns = (db.pragma(`table_info(${table})`) as Column[]).filter(
    ({ notnull, dflt_value: usual }) => notnull === 1 && usual === null,
  );
  const wordOf = ({ name, type }: Column) => {
    if (type.toUpperCase() === 'INTEGER') return 1;
    if (type.toUpperCase() === 'BLOB') return Buffer.alloc(1);
    return new RegExp(`"${name}" in \\('([^']+)'`).exec(sql)?.[1] ?? (/_(date|on)$/.test(name) ? '2001-02-03' : '1');
  };
  const names = columns.map(({ name }) => `"${name}"`).join();
  try {
    db.prepare(`insert into ${table} (${names}) values (${columns.map(() => '?').join()})`).run(...columns.map(wordOf));
  } catch (error) {
    // A check or a trigger wants something better; a table of defaults alone has no such insert.
    if (!/^SQLITE_(CONSTRAINT_(CHECK|TRIGGER)|ERROR)$/.test((error as { code: string }).code)) throw error;
  }
}

function rowsOf(db: Sqlite.Database): Rows {
  const kept = tablesOf(db).filter(({ name }) => !derived.has(name));
  return Object.fromEntries(
    kept.map(({ name }) => [name, db.prepare(`select * from ${name}`).all() as Record<string, unknown>[]]),
  );
}

/** What is gone or different, by table and column, of columns that are still there. */
function lost(before: Rows, after: Rows): string[] {
  return Object.entries(before).flatMap(([table, rows]) => {
    const now = after[table];
    if (!now) return [`the table ${table}`];
    return rows.flatMap((row, at) => {
      const same = now[at];
      if (!same) return [`a row of ${table}`];
      const columns = Object.keys(row).filter((name) => name in same && !isDerived(name));
      return columns
        .filter((name) => row[name] !== same[name] && !Buffer.isBuffer(row[name]))
        .map((name) => `${table}.${name}: ${row[name]}, now ${same[name]}`);
    });
  });
}

export async function upgrades(): Promise<void> {
  const { entries } = JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8')) as { entries: Entry[] };
  const folder = mkdtempSync(join(tmpdir(), 'titer-upgrades-'));
  try {
    for (const [at, { tag: release }] of entries.entries()) {
      const file = join(folder, `${at}.db`);
      const db = new Sqlite(file);
      db.pragma('synchronous = OFF');
      db.exec('create table __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)');
      for (const { tag, when } of entries.slice(0, at + 1)) {
        const statements = readFileSync(join(migrations, `${tag}.sql`), 'utf8').split('--> statement-breakpoint');
        for (const statement of statements) db.exec(statement);
        db.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(tag, when);
      }
      // Some migrations put it on again.
      db.pragma('foreign_keys = OFF');
      for (const { name, sql } of tablesOf(db)) plant(db, name, sql);
      const before = rowsOf(db);
      const full = Object.values(before).filter((rows) => rows.length > 0).length;
      if (!before.clients?.length) throw new Error(`No client of ${release}.`);
      db.close();
      (await openFile(file)).close();
      const after = new Sqlite(file);
      const faults = lost(before, rowsOf(after));
      const whole = after.pragma('integrity_check', { simple: true });
      after.close();
      say(
        `${release}: ${full} of ${Object.keys(before).length} tables with a row; ${whole}; ${faults.join(', ') || 'all as it was'}`,
      );
      if (faults.length > 0 || whole !== 'ok') process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
