import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { ownTables } from '../engine/postgresql-migrate.js';
import { migrateDatabase } from '../open-postgresql.js';
import type { Source, Target } from './copy.js';
import type { Table } from './rows.js';

/** How long the server, and whoever holds a table, is waited for, in milliseconds. */
const patience = 10_000;
/** What may take minutes is not broken off. For indexes of millions of rows, made by one that is alone, there is some memory. */
const settings = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
  set local maintenance_work_mem = '256MB'; set local work_mem = '64MB'`;

const inUse = 'The database is in use: a server runs on it, or a command. Stop all of them, and copy then.';

/**
 * A registry on PostgreSQL, to copy from: as it is at this moment, and nobody writes to it meanwhile.
 * @throws Error where it is in use, or is no registry
 */
export const fromPostgresql = (url: string): Promise<Source> =>
  connected(url, async (client) => {
    const tables = await tablesOf(client);
    await beginAlone(client, tables, 'begin isolation level repeatable read', 'share');
    return sideOf(client, tables);
  });

/**
 * A registry on PostgreSQL, to copy to. Where the database has no tables yet they are made.
 * @throws Error where it is in use, or has rows
 */
export async function toPostgresql(url: string): Promise<Target> {
  const isMade = await connected(url, async (client) => {
    const made = await isRegistry(client);
    await client.end();
    return made;
  });
  // One that an older release has used stays as it is: it is no new one.
  if (!isMade) await migrateDatabase(url);
  return connected(url, async (client) => {
    const tables = await tablesOf(client);
    await beginAlone(client, tables, 'begin', 'access exclusive');
    await refuseRows(client, tables);
    return targetOf(client, tables);
  });
}

/** Does something on a new connection, which ends with it where it fails. */
async function connected<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patience,
    keepAlive: true,
    application_name: 'titer copy',
  });
  // A connection that breaks is noticed by the next query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await act(client);
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function rowsOf<Row>(client: pg.Client, query: string, values: readonly unknown[] = []): Promise<Row[]> {
  const { rows } = await client.query(query, [...values]);
  return rows as Row[];
}

async function isRegistry(client: pg.Client): Promise<boolean> {
  const [row] = await rowsOf<{ readonly is: boolean }>(
    client,
    "select to_regclass('migrations_done') is not null as is",
  );
  return row?.is === true;
}

type Column = { readonly of: string; readonly name: string; readonly type: string; numbered: boolean; place: number };

async function tablesOf(client: pg.Client): Promise<Table[]> {
  if (!(await isRegistry(client))) throw new Error('The database is no registry of Titer.');
  const columns = await rowsOf<Column>(
    client,
    `select relname::text as of, attname::text as name, atttypid::regtype::text as type, attidentity <> '' as numbered,
        coalesce(array_position(indkey::int2[], attnum), -1) as place
      from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        left join pg_index on indrelid = pg_class.oid and indisprimary
      where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname <> all ($1)
      order by relname, attname`,
    [ownTables],
  );
  return [...Map.groupBy(columns, ({ of }) => of)].map(([name, list]) => ({
    name,
    columns: list.map(({ name, type }) => ({ name, isNumber: type === 'bigint' })),
    key: list
      .filter(({ place }) => place >= 0)
      .sort((a, b) => a.place - b.place)
      .map(({ name }) => name),
    isNumbered: list.some(({ numbered }) => numbered),
  }));
}

const namesOf = (names: readonly { readonly name: string }[]) => names.map(({ name }) => `"${name}"`).join(', ');

/** Begins a transaction in which nobody else does what the lock keeps them from. */
async function beginAlone(client: pg.Client, tables: readonly Table[], begin: string, lock: string): Promise<void> {
  const servers = `select from pg_stat_activity where datname = current_database() and application_name = 'titer'`;
  if ((await rowsOf(client, servers)).length > 0) throw new Error(inUse);
  await client.query(`${begin}; ${settings}; set local lock_timeout = ${patience}`);
  try {
    await client.query(`lock table ${namesOf(tables)} in ${lock} mode`);
  } catch (error) {
    throw (error as { readonly code?: string }).code === '55P03' ? new Error(inUse) : error;
  }
}

async function refuseRows(client: pg.Client, tables: readonly Table[]): Promise<void> {
  // That names are indexed as this release does stands in every new registry.
  const asked = tables
    .filter(({ name }) => name !== 'refills')
    .map(({ name }) => `select '${name}' as name where exists (select from "${name}")`);
  const [filled] = await rowsOf<{ readonly name: string }>(client, asked.join(' union all '));
  if (filled)
    throw new Error(
      `The database is not empty: it has rows in ${filled.name}. Name a new one, on which nothing ran yet.`,
    );
}

async function sideOf(client: pg.Client, tables: readonly Table[]): Promise<Source> {
  const [done] = await rowsOf<{ readonly last: string }>(client, 'select max(at) as last from migrations_done');
  return {
    migratedTo: Number(done?.last),
    tables,
    read: ({ name, columns, key }) =>
      client.query(
        copyTo(
          `copy (select ${namesOf(columns)} from "${name}" order by ${key.map((one) => `"${one}"`).join(', ')}) to stdout`,
        ),
      ),
    async lastNumbers() {
      const numbers: Record<string, number> = {};
      for (const { name } of tables.filter(({ isNumbered }) => isNumbered)) {
        // The audit log numbers its rows itself.
        const [row] = await rowsOf<{ readonly last: string }>(
          client,
          `select greatest(last_value - case when is_called then 0 else 1 end, (select max(id) from "${name}")) as last
            from "${name}_id_seq"`,
        );
        numbers[name] = Number(row?.last);
      }
      return numbers;
    },
    close: () => client.end(),
  };
}

type Made = { readonly of: string; readonly name: string; readonly sql: string };

async function targetOf(client: pg.Client, tables: readonly Table[]): Promise<Target> {
  const keys = await rowsOf<Made>(
    client,
    `select conrelid::regclass::text as of, conname::text as name, pg_get_constraintdef(oid) as sql from pg_constraint
      where contype = 'f' and connamespace = current_schema()::regnamespace order by conrelid, conname`,
  );
  const indexes = await rowsOf<Made>(
    client,
    `select indrelid::regclass::text as of, relname::text as name, pg_get_indexdef(indexrelid) as sql
      from pg_index join pg_class on pg_class.oid = indexrelid
      where relnamespace = current_schema()::regnamespace and indrelid::regclass::text <> all ($1)
        and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
      order by relname`,
    [ownTables],
  );
  const each = (act: (table: Table) => string) => client.query(tables.map(act).join('; '));
  // An anchor of the audit log stands for a row that may have been removed since.
  await each(({ name }) => `alter table "${name}" disable trigger user`);
  for (const { of, name } of keys) await client.query(`alter table ${of} drop constraint "${name}"`);
  if (indexes.length > 0) await client.query(`drop index ${namesOf(indexes)}`);
  // What is written to a table in the transaction that emptied it needs no vacuum afterwards.
  await client.query(`truncate ${namesOf(tables)}`);
  return {
    ...(await sideOf(client, tables)),
    fill: ({ name, columns }, pieces) =>
      pipeline(pieces, client.query(copyFrom(`copy "${name}" (${namesOf(columns)}) from stdin (freeze)`))),
    async goOnAfter(numbers) {
      for (const [name, last] of Object.entries(numbers))
        await client.query(`alter table "${name}" alter column id restart with ${last + 1}`);
    },
    async putUp() {
      for (const { sql } of indexes) await client.query(sql);
      for (const { of, name, sql } of keys) await client.query(`alter table ${of} add constraint "${name}" ${sql}`);
      await each(({ name }) => `alter table "${name}" enable trigger user`);
      await client.query(`analyze ${namesOf(tables)}`);
    },
    async keep() {
      await client.query('commit');
    },
  };
}
