// npm run bench -- copy --clients 1000000: a registry copied from its file to PostgreSQL and home again, how long that takes and
// in how much memory, and how long a search takes on PostgreSQL, beside the file. Exits with 1 where that is too long, or a table did
// not come home as it went.
import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { openFile } from '../../src/db/open.js';
import { openPostgresql } from '../../src/db/open-postgresql.js';
import { missingPostgresql, startPostgresql } from '../support/setup/postgresql.js';
import { say, timeAt } from './figures.js';
import { makeRegistry, nora } from './registry.js';
import { askAll, table } from './search/search.js';
import { queriesFor } from './search/search-queries.js';

/** What a search on PostgreSQL may take. */
const wanted = [
  { name: 'median', part: 0.5, ms: 5 },
  { name: '99th percentile', part: 0.99, ms: 20 },
];

/** A server as it would be set on a machine of some gigabytes; it keeps what it was given as any other does. */
const settings = { shared_buffers: '1GB', max_wal_size: '8GB', wal_level: 'replica', jit: 'off' };

/** Measures and prints. */
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
    const up = await copy(file, url);
    await searches(url, file, Number(values.each));
    rmSync(home, { force: true });
    compare(up, await copy(url, home));
  } finally {
    await server.stop();
    rmSync(home, { force: true });
  }
}

const execute = promisify(execFile);

type Copied = ReadonlyMap<string, string>;

/** Copies as an operator does, says what is said, and answers the rows and the checksum of each table. */
async function copy(from: string, to: string): Promise<Copied> {
  const { stdout } = await execute('npm', ['run', '-s', 'titer', '--', 'copy', '--from', from, '--to', to]);
  const lines = stdout.trim().split('\n');
  say(`\nFrom ${from} to ${to}, ${load()}\n${lines.at(-1)}`);
  return new Map(
    lines.slice(0, -1).map((line) => {
      const [table = '', ...tally] = line.trim().split(/ +/);
      return [table, tally.join(' ')];
    }),
  );
}

/** Says of each table with rows whether it came home as it went up. */
function compare(up: Copied, back: Copied): void {
  say('\nUp and back: rows and SHA-256');
  const tables = [...new Set([...up.keys(), ...back.keys()])];
  const others = tables.filter((table) => up.get(table) !== back.get(table));
  for (const table of tables) {
    const [went = 'none', came = 'none'] = [up.get(table), back.get(table)];
    if (went !== came) say(`${table.padEnd(20)} ${went}\n  FAILS: came back as ${came}`);
    else if (!went.startsWith('0 ')) say(`${table.padEnd(20)} ${went}, the same`);
  }
  if (others.length > 0) process.exitCode = 1;
  else say(`All ${tables.length} tables came home with the same checksum, those without rows among them.`);
}

/** Searches on the file and on PostgreSQL, and how many times as long these take. */
async function searches(url: string, file: string, each: number): Promise<void> {
  const onFile = await openFile(file);
  const onPostgresql = await openPostgresql(url);
  const viewer = await nora(onFile);
  const queries = queriesFor(file, each, viewer.organization.id);
  say(`\n${queries.length} queries, each asked three times, the middle counted; on the file, ${load()}`);
  const before = await askAll(onFile, viewer, queries);
  table(before);
  say(`\nOn PostgreSQL, ${load()}`);
  const asked = await askAll(onPostgresql, viewer, queries);
  table(asked);
  const factor = (part: number) => (timeAt(asked, part) / timeAt(before, part)).toFixed(1);
  say(
    `That is ${factor(0.5)} times as long as on the file at the median, ${factor(0.99)} at the 99th percentile; ${load()}`,
  );
  for (const [kind, list] of Map.groupBy(asked, ({ query }) => query.kind))
    for (const { part, ms, name } of wanted) {
      if (timeAt(list, part) <= ms) continue;
      say(`  FAILS: ${kind} at the ${name}, ${ms} ms wanted`);
      process.exitCode = 1;
    }
  onFile.close();
  onPostgresql.close();
}

const load = () => `load average ${loadavg()[0]?.toFixed(1)}`;
