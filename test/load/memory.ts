// npm run bench -- memory --clients 1000000: how long the server takes to start, what memory it has when nobody uses it, and how far
// that grows under fifty connections that read records and histories, and save.
import { existsSync, readFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import Sqlite from 'better-sqlite3';
import { Browser } from '../support/app.js';
import { Registry } from '../support/setup/registry.js';
import { median, say } from './figures.js';
import { makeRegistry } from './registry.js';
import { openWindow } from './saves.js';

const connections = 50;
const windows = 10;
const seconds = 30;
const most = { start: 1.5, idle: 100, load: 250 };

/** A figure of a process, in MB as top and systemd count them. */
const megabytes = (pid: number, name: 'VmRSS' | 'VmHWM') => {
  const [, kilobytes] =
    new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
};

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function use(registry: Registry, ids: readonly number[]) {
  const nora = await new Browser((to, init) => fetch(registry.url + to, { ...init, redirect: 'manual' })).logIn('nora');
  const saving = await Promise.all(ids.slice(0, windows).map((id) => openWindow(nora, id)));
  const headers = { Cookie: [...nora.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  const reading = ids.flatMap((id) => ['', '/history', '/immunizations'].map((page) => `/clients/${id}${page}`));
  let opened = 0;
  const { non2xx, requests, latency } = await autocannon({
    ...{ url: registry.url, connections, duration: seconds },
    setupClient: (client) => {
      const at = opened;
      opened += 1;
      if (saving[at]) saving[at].send(client);
      else client.setRequests(reading.slice(at).map((path) => ({ path, headers })));
    },
  });
  const fault = saving.find(({ fault }) => fault)?.fault;
  const saved = saving.reduce((sum, one) => sum + one.saved, 0);
  if (fault || non2xx > saved) throw new Error(fault || `${non2xx} answers are no pages.`);
  say(
    `  ${requests.average.toFixed(0)} answers a second, ${latency.p50} ms median; ${(saved / seconds).toFixed(0)} Saves`,
  );
}

/** Measures and prints; exits with 1 where a figure is not held. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { clients: { type: 'string', default: '100000' } } });
  const folder = join(tmpdir(), 'titer-bench', `search-${values.clients}-1`);
  if (!existsSync(join(folder, 'titer.db'))) await makeRegistry(folder, Number(values.clients), 1);
  const registry = new Registry(folder, {
    BACKUP_KEEP: '0',
    RECORDS_ASKED_WHY: '0',
    RECORDS_STOPPED: '0',
    WATCH_PORT: '0',
  });
  const starts: number[] = [];
  // The first brings the database up to date, if that is to be done.
  await registry.start();
  try {
    for (let i = 0; i < 5; i += 1) {
      await registry.stop();
      registry.forget();
      const began = performance.now();
      await registry.start();
      starts.push((performance.now() - began) / 1000);
    }
    await pause(5000);
    const pid = registry.pid ?? 0;
    const idle = megabytes(pid, 'VmRSS');
    const db = new Sqlite(join(folder, 'titer.db'), { readonly: true });
    const free = 'deceased_at is null and locked_by is null and id not in (select client_id from drafts)';
    const ids = db.prepare(`select id from clients where ${free} order by id limit 2000`).pluck().all() as number[];
    db.close();
    say(`${values.clients} clients; others on this machine: ${loadavg()[0]?.toFixed(1)} processes`);
    say(`  started in ${median(starts).toFixed(2)} s (median; at most ${most.start})`);
    say(`  ${idle.toFixed(0)} MB when nobody uses it (at most ${most.idle})`);
    await use(registry, ids);
    const load = megabytes(pid, 'VmHWM');
    say(`  ${load.toFixed(0)} MB at most, ${connections} connections (at most ${most.load})`);
    if (median(starts) > most.start || idle > most.idle || load > most.load) process.exitCode = 1;
  } finally {
    await registry.stop();
  }
}
