// PostgreSQL with pg_trgm over the same people, for comparison. Nothing is installed: what is missing is said.
import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type pg from 'pg';
import { missingPostgresql } from '../support/setup/postgresql.js';

/** What is missing to run it, in a sentence; undefined when all is there. */
export function missing(): string | undefined {
  if (missingPostgresql) return missingPostgresql;
  if (!existsSync('/usr/share/postgresql/15/extension/pg_trgm.control'))
    return 'pg_trgm is not installed: apt-get install postgresql-contrib';
  return undefined;
}

/** A server as it would be set for searches. */
export const forSearches = {
  shared_buffers: '1GB',
  work_mem: '64MB',
  max_wal_size: '8GB',
  jit: 'off',
  plan_cache_mode: 'force_custom_plan',
};

/** What is copied over: each table with its columns, and the query that gives them. */
const copied = [
  {
    table: 'people',
    columns: 'client_id integer, last_name text, first_name text, birth_date date',
    query: `select n.client_id, l.key, f.key, n.birth_date from client_names n
      join name_words l on l.id = n.last_id join name_words f on f.id = n.first_id where n.is_part = 0`,
    trigrams: 'last_name gin_trgm_ops, first_name gin_trgm_ops',
    other: 'birth_date',
  },
  {
    table: 'mothers',
    columns: 'client_id integer, maiden text, mother text, first_name text, birth_date date',
    query: `select c.id, c.mother_maiden_key, c.mother_first_key, f.key, c.birth_date from clients c
      join client_names n on n.client_id = c.id and n.alias_id is null and n.is_part = 0
      join name_words f on f.id = n.first_id where c.mother_maiden_key <> ''`,
    trigrams: 'maiden gin_trgm_ops, mother gin_trgm_ops, first_name gin_trgm_ops',
    other: 'birth_date',
  },
  {
    table: 'phones',
    columns: 'client_id integer, phone text',
    query: "select id, phone from clients where phone <> ''",
    trigrams: 'phone gin_trgm_ops',
  },
  {
    table: 'charts',
    columns: 'client_id integer, organization_id integer, chart text',
    query: "select client_id, organization_id, chart_key from enrolments where chart_key <> ''",
    trigrams: 'chart gin_trgm_ops',
    other: 'organization_id',
  },
  {
    table: 'numbers',
    columns: 'client_id integer, miic_id text',
    query: 'select id, id from clients',
    trigrams: 'miic_id gin_trgm_ops',
  },
] as const;

/** Copies the people of a registry over, once with trigram indexes (schema trigrams) and once without any (schema like). */
export async function loadPeople(client: pg.Client, file: string, folder: string): Promise<void> {
  const db = new Sqlite(file, { readonly: true });
  await client.query('create extension pg_trgm; create schema trigrams; create schema "like"');
  const csv = join(folder, 'rows.csv');
  for (const copy of copied) {
    const { table, columns, query, trigrams } = copy;
    writeRows(csv, db.prepare(query).raw().iterate() as IterableIterator<unknown[]>);
    for (const schema of ['trigrams', '"like"']) {
      await client.query(`create table ${schema}.${table} (${columns})`);
      await client.query(`copy ${schema}.${table} from '${csv}' csv`);
    }
    await client.query(`create index on trigrams.${table} using gin (${trigrams})`);
    if ('other' in copy) await client.query(`create index on trigrams.${table} (${copy.other})`);
  }
  rmSync(csv);
  db.close();
  await client.query('vacuum analyze');
}

/** Names are keys here: letters and digits alone, so that nothing needs a quote. */
function writeRows(csv: string, rows: Iterable<readonly unknown[]>) {
  writeFileSync(csv, '');
  let part: string[] = [];
  for (const row of rows) {
    part.push(`${row.join(',')}\n`);
    if (part.length < 50_000) continue;
    appendFileSync(csv, part.join(''));
    part = [];
  }
  appendFileSync(csv, part.join(''));
}
