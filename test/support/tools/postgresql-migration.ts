// The migration of PostgreSQL that stands beside the newest one of SQLite: from the same schema, under the same name and instant.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { postgresqlTables } from './postgresql-tables.js';

type Entry = { idx: number; version: string; when: number; tag: string; breakpoints: boolean };
type Journal = { version: string; dialect: string; entries: Entry[] };

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8'));
const write = (file: string, value: unknown) => writeFileSync(file, JSON.stringify(value, null, 2));
const snapshotOf = (idx: number) => `${String(idx).padStart(4, '0')}_snapshot.json`;

/**
 * Writes it, and answers its file; undefined where there is one already. One in which nothing was changed is written too: what was
 * written by hand into the other may be needed here.
 * @param folder of SQLite's migrations
 */
export async function writePostgresqlMigration(folder: string, name: string): Promise<string | undefined> {
  const { entries } = read<Journal>(`${folder}/meta/_journal.json`);
  const when = Math.max(...entries.map((entry) => entry.when));
  const own = `${folder}/postgresql`;
  const file = `${own}/meta/_journal.json`;
  mkdirSync(`${own}/meta`, { recursive: true });
  const journal: Journal = existsSync(file) ? read(file) : { version: '7', dialect: 'postgresql', entries: [] };
  const last = journal.entries.at(-1);
  if (last && last.when >= when) return undefined;
  const before = last ? read<typeof none>(`${own}/meta/${snapshotOf(last.idx)}`) : none;
  const now = generateDrizzleJson(postgresqlTables(), before.id);
  const statements = await generateMigration(before, now);
  const idx = journal.entries.length;
  const tag = `${String(idx).padStart(4, '0')}_${name}`;
  const sql = statements
    .map((statement) => statement.trim().replaceAll('"public".', ''))
    .join('\n--> statement-breakpoint\n');
  writeFileSync(`${own}/${tag}.sql`, `${sql}\n`);
  write(`${own}/meta/${snapshotOf(idx)}`, now);
  write(file, { ...journal, entries: [...journal.entries, { idx, version: '7', when, tag, breakpoints: true }] });
  return `${own}/${tag}.sql`;
}

const none = generateDrizzleJson({});
