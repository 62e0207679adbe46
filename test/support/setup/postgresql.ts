// A server of Debian's PostgreSQL for tests, in a folder of its own: it ends with the process that started it, and leaves nothing.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export const bin = '/usr/lib/postgresql/15/bin';
export const user = 'titer';

/** Whether this run has its registries on PostgreSQL: `npm run test:postgresql`. */
export const onPostgresql = process.env.TEST_ENGINE === 'postgresql';

/** Why it cannot be started here, in a sentence; undefined where it can. */
export const missingPostgresql: string | undefined = existsSync(join(bin, 'initdb'))
  ? undefined
  : 'PostgreSQL 15 is not installed: apt-get install postgresql';

/** What tests lose where the machine stops, they make anew. */
const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '1000',
  shared_buffers: '256MB',
  autovacuum: 'off',
  jit: 'off',
};

type Server = {
  readonly folder: string;
  /** The address of one of its databases. */
  readonly url: (database: string) => string;
  readonly stop: () => Promise<void>;
};

/** Starts one, on a port of 127.0.0.1 that nobody has. It refuses root, who runs it as the user that Debian has for it. */
export async function startPostgresql(settings: Readonly<Record<string, string>> = careless): Promise<Server> {
  const folder = mkdtempSync(join(settings === careless ? quickFolder() : tmpdir(), 'titer-postgresql-'));
  const owner = userInfo().uid === 0 ? ownerOfServers() : undefined;
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const first = ['-D', data, '-A', 'trust', '-E', 'UTF8', '--locale=C', '-U', user, '--no-sync', '--no-instructions'];
  execFileSync(join(bin, 'initdb'), first, { ...owner, cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const set = {
    ...settings,
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    logging_collector: 'off',
  };
  const options = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...options], { ...owner, cwd: folder, stdio: 'ignore' });
  // Where the process ends first, nobody is there to wait.
  const end = () => {
    spawnSync(join(bin, 'pg_ctl'), ['stop', '-m', 'immediate', '-D', data], { ...owner, cwd: folder });
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  const url = (database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`;
  for (let tries = 1; !(await connected(url('postgres'), async () => true).catch(() => false)); tries += 1) {
    if (tries > 100 || server.exitCode !== null) throw new Error('PostgreSQL did not start.');
    await sleep(50);
  }
  return {
    folder,
    url,
    stop: async () => {
      process.off('exit', end);
      const ended = server.exitCode === null && once(server, 'exit');
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Does something on a connection of its own to a database. */
export async function connected<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

const memory = '/dev/shm';
/** What the databases of a run may need at once, in bytes. */
const roomNeeded = 4e9;

/** Copying a database is ten times as quick in memory, where there is room. */
function quickFolder(): string {
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return Math.min(bavail * bsize, process.availableMemory()) > roomNeeded ? memory : tmpdir();
}

export function ownerOfServers() {
  const idOf = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
