// PostgreSQL with pg_trgm over the same people, for comparison. Nothing is installed: what is missing is said.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';

const bin = '/usr/lib/postgresql/15/bin';
const port = 3269;

/** What is missing to run it, in a sentence; undefined when all is there. */
export function missing(): string | undefined {
  if (!existsSync(join(bin, 'initdb'))) return 'PostgreSQL 15 is not installed: apt-get install postgresql';
  if (!existsSync('/usr/share/postgresql/15/extension/pg_trgm.control'))
    return 'pg_trgm is not installed: apt-get install postgresql-contrib';
  return undefined;
}

/** A server of its own in a folder that everybody may enter; it must be stopped. It refuses root, who runs it as postgres. */
export async function startPostgresql(folder: string) {
  const asOwner = (command: string, ...args: string[]) =>
    userInfo().uid === 0
      ? execFileSync('runuser', ['-u', 'postgres', '--', join(bin, command), ...args], { stdio: 'pipe' })
      : execFileSync(join(bin, command), args, { stdio: 'pipe' });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (userInfo().uid === 0) execFileSync('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  asOwner('initdb', '-D', data, '-A', 'trust', '-E', 'UTF8', '--locale=C', '-U', 'bench');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c shared_buffers=1GB -c work_mem=64MB -c max_wal_size=8GB -c jit=off`;
  asOwner('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start');
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'bench', database: 'postgres' });
  await client.connect();
  return {
    client,
    stop: async () => {
      await client.end();
      asOwner('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Copies the names of a registry over: one table with trigram indexes, one without any. */
export async function loadPeople(client: pg.Client, file: string, folder: string): Promise<void> {
  const db = new Sqlite(file, { readonly: true });
  const rows = db
    .prepare(
      `select n.client_id, l.key, f.key, n.birth_date from client_names n
       join name_words l on l.id = n.last_id join name_words f on f.id = n.first_id where n.is_part = 0`,
    )
    .raw()
    .iterate() as IterableIterator<[number, string, string, string]>;
  const csv = join(folder, 'people.csv');
  writeFileSync(csv, '');
  let part: string[] = [];
  const flush = () => {
    writeFileSync(csv, part.join(''), { flag: 'a' });
    part = [];
  };
  for (const row of rows) {
    part.push(`${row.join(',')}\n`);
    if (part.length === 50_000) flush();
  }
  flush();
  db.close();
  await client.query('create extension pg_trgm');
  for (const table of ['people', 'plain']) {
    await client.query(`create table ${table} (client_id integer, last_name text, first_name text, birth_date date)`);
    await client.query(`copy ${table} from '${csv}' csv`);
  }
  await client.query('create index on people using gin (last_name gin_trgm_ops, first_name gin_trgm_ops)');
  await client.query('create index on people (birth_date)');
  await client.query('vacuum analyze');
  rmSync(csv);
}

type Names = { lastName: string; firstName: string; birthDate: string };

/** The first 20 by trigrams. */
export async function byTrigrams(client: pg.Client, { lastName, firstName, birthDate }: Names): Promise<number[]> {
  const like = 'last_name % $1 and first_name % $2';
  const rank = 'similarity(last_name, $1) + similarity(first_name, $2)';
  const { rows } = birthDate
    ? await client.query({
        name: 'dated',
        text: `select client_id from people where (${like}) or birth_date = $3 order by ${rank} + (birth_date = $3)::int desc limit 20`,
        values: [lastName, firstName, birthDate],
      })
    : await client.query({
        name: 'names',
        text: `select client_id from people where ${like} order by ${rank} desc limit 20`,
        values: [lastName, firstName],
      });
  return rows.map((row: { client_id: number }) => row.client_id);
}

/** The first 20 with the typed letters somewhere inside. */
export async function byLike(client: pg.Client, { lastName, firstName, birthDate }: Names): Promise<number[]> {
  const dated = birthDate ? ' and birth_date = $3' : '';
  const { rows } = await client.query({
    name: `like${dated}`,
    text: `select client_id from plain where last_name like $1 and first_name like $2${dated} limit 20`,
    values: [`%${lastName}%`, `%${firstName}%`, ...(birthDate ? [birthDate] : [])],
  });
  return rows.map((row: { client_id: number }) => row.client_id);
}
