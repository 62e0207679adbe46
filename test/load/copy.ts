// npm run bench -- copy --clients 1000000: a registry copied from its file to PostgreSQL and home again, how long that takes and
// in how much memory, and how long a search takes on PostgreSQL.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openFile } from '../../src/db/open.js';
import { openPostgresql } from '../../src/db/open-postgresql.js';
import { missingPostgresql, startPostgresql } from '../support/setup/postgresql.js';
import { say } from './figures.js';
import { makeRegistry, nora } from './registry.js';
import { askAll, table } from './search.js';
import { queriesFor } from './search-queries.js';

/** A server as it would be set on a machine of some gigabytes; it keeps what it was given as any other does. */
const settings = { shared_buffers: '1GB', max_wal_size: '8GB', wal_level: 'replica', jit: 'off' };

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: 'string', default: '100000' },
      each: { type: 'string', default: '250' },
      seed: { type: 'string', default: '1' },
      folder: { type: 'string', default: join(tmpdir(), 'titer-bench') },
    },
  });
  if (missingPostgresql) {
    say(missingPostgresql);
    return;
  }
  const folder = join(values.folder, `search-${values.clients}-${values.seed}`);
  const file = join(folder, 'titer.db');
  const home = join(folder, 'home.db');
  if (!existsSync(file)) await makeRegistry(folder, Number(values.clients), Number(values.seed));
  // A registry of an older release is brought up to date.
  (await openFile(file)).close();
  const server = await startPostgresql(settings);
  try {
    const url = server.url('postgres');
    const up = copy(file, url);
    await searches(url, file, Number(values.each));
    rmSync(home, { force: true });
    const back = copy(url, home);
    say(up.join() === back.join() ? '\nEvery table has the same checksum up and back.' : '\nThe checksums differ.');
  } finally {
    await server.stop();
    rmSync(home, { force: true });
  }
}

/** Copies as an operator does, says what is said, and answers the lines of the tables. */
function copy(from: string, to: string): string[] {
  const verb = ['run', '-s', 'titer', '--', 'copy', '--from', from, '--to', to];
  const text = execFileSync('npm', verb, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = text.trim().split('\n');
  say(`\nFrom ${from} to ${to}\n${lines.at(-1)}`);
  return lines.slice(0, -1);
}

async function searches(url: string, file: string, each: number): Promise<void> {
  const db = await openPostgresql(url);
  const viewer = await nora(db);
  const queries = queriesFor(file, each, viewer.organization.id);
  say(`\nSearches on PostgreSQL: ${queries.length} queries, each asked three times, the middle counted`);
  table(await askAll(db, viewer, queries));
  db.close();
}
