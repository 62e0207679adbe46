import { readMigrationFiles } from 'drizzle-orm/migrator';
import pg, { type ClientBase } from 'pg';
import { CannotOpen } from './hold.js';

const oldestServer = 15;
/** Of two processes that start at once one migrates, and the other waits: any number that nothing else locks does. */
const lock = 0x7469746572;

/** How long the server is waited for, in milliseconds. */
const patience = 10_000;

/** The same on a connection of its own. */
export async function migrateAt(url: string, migrationsFolder: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patience });
  await client.connect();
  try {
    await migratePostgresql(client, migrationsFolder);
  } finally {
    await client.end();
  }
}

/**
 * Brings a database of PostgreSQL up to date, all of it or nothing: every table in it is made by these migrations.
 * @param client connected to the database, outside of a transaction
 * @param migrationsFolder with the migrations of PostgreSQL, of which each was made beside one of SQLite
 * @throws CannotOpen where a newer release has used it, and where the server or the database is not as it has to be
 */
export async function migratePostgresql(client: ClientBase, migrationsFolder: string): Promise<void> {
  await refuseUnfit(client);
  const all = readMigrationFiles({ migrationsFolder });
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [lock]);
    const last = await lastDone(client);
    if (last > Math.max(...all.map(({ folderMillis }) => folderMillis)))
      throw new CannotOpen(
        'A newer release of Titer has used this database. Run that one, or restore a backup of before.',
      );
    for (const { sql, hash, folderMillis } of all.filter(({ folderMillis }) => folderMillis > last)) {
      for (const statement of sql) await client.query(statement);
      await client.query('insert into migrations_done (hash, at) values ($1, $2)', [hash, folderMillis]);
    }
    await client.query('commit');
  } catch (error) {
    // Where the connection is what failed, there is nothing to take back.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Tables that no migration of the schema makes: what was migrated, which writes are done (postgresql.ts), the throttle's counts. */
export const ownTables = ['migrations_done', 'writes_done', 'tries'];
const own = [
  'create table migrations_done (hash text not null, at bigint primary key)',
  'create table writes_done (token uuid primary key, at bigint not null)',
  'create index writes_done_by_age on writes_done (at)',
  // As its library asks for it (db/throttle/throttle-postgresql.ts).
  'create unlogged table tries (key varchar(255) primary key, points integer not null default 0, expire bigint)',
];

/** The instant of the last migration that was done; before the first one, a place to note it in. */
async function lastDone(client: ClientBase): Promise<number> {
  const { rows } = await client.query("select to_regclass('migrations_done') is not null as known");
  // Where there is one already, it is not asked for again: that would take the right to make tables.
  if (!rows[0].known) for (const table of own) await client.query(table);
  const done = await client.query('select coalesce(max(at), 0) as last from migrations_done');
  return Number(done.rows[0].last);
}

/** Texts stand in the order of their bytes, and only letters from A to Z have capitals, as in SQLite: searches lean on it. */
async function refuseUnfit(client: ClientBase): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::integer / 10000 as version,
      current_setting('server_encoding') = 'UTF8' and 'B' < 'a' and 'Z' < 'é' and lower('É') = 'É' as plain`,
  );
  const [{ version, plain }] = rows as [{ readonly version: number; readonly plain: boolean }];
  if (version < oldestServer)
    throw new CannotOpen(`PostgreSQL ${version} is too old: Titer needs ${oldestServer} or newer.`);
  if (!plain)
    throw new CannotOpen(
      "The database of PostgreSQL has to be made anew with: create database titer encoding 'UTF8' locale_provider libc locale 'C' template template0",
    );
}
