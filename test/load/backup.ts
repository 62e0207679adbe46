// npm run bench -- backup --clients 1000000: what a Save takes while the database is copied beside it, fifty Saves a second, against
// what it takes without; and that the copy is whole and of its moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { generateRegistry } from '../../src/cli/generate.js';
import { Browser } from '../support/app.js';
import { Registry } from '../support/setup/registry.js';
import { say } from './figures.js';
import { openWindow } from './saves.js';

const windows = 25;
const rate = 50;
const wanted = 50;

/** Fifty Saves a second, evenly, until something is over; each takes from when it was due until it is answered. */
async function saves(registry: Registry, nora: Browser, ids: readonly number[], until: Promise<unknown>) {
  const open = await Promise.all(ids.map((id) => openWindow(nora, id)));
  const took: number[] = [];
  const waiting: Promise<void>[] = [];
  let over = false;
  void until.finally(() => {
    over = true;
  });
  const began = performance.now();
  for (let turn = 0; !over; turn += 1) {
    const due = began + (turn * 1000) / rate;
    await delay(Math.max(0, due - performance.now()));
    const window = open[turn % open.length];
    if (!window) throw new Error('No client is open.');
    const { path, ...init } = window.next();
    const save = async () => {
      const response = await fetch(registry.url + path, { ...init, redirect: 'manual' });
      await response.arrayBuffer();
      took.push(performance.now() - due);
      window.answered(response.status, response.headers.get('location') ?? '');
    };
    waiting.push(save());
  }
  await Promise.all(waiting);
  const fault = open.find(({ fault }) => fault)?.fault;
  if (fault) throw new Error(fault);
  const ordered = took.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(ordered[Math.floor(share * (ordered.length - 1))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1), a_second: (took.length * 1000) / (performance.now() - began) };
}

const tell = (name: string, { p50, p99, max, a_second }: Awaited<ReturnType<typeof saves>>) =>
  say(`  Saves ${name}: ${a_second.toFixed(0)} a second; ms: ${p50} median, ${p99} p99, ${max} longest`);

const changesIn = (file: string) => {
  const db = new Sqlite(file, { readonly: true });
  const many = db.prepare('select max(id) from changes').pluck().get() as number;
  db.close();
  return many;
};

/** Measures and prints; exits with 1 where a figure is not held. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { clients: { type: 'string', default: '100000' } } });
  const folder = join(tmpdir(), 'titer-bench', `search-${values.clients}-1`);
  const file = join(folder, 'titer.db');
  if (!existsSync(file)) {
    const order = { clients: Number(values.clients), seed: 1, at: Date.now(), timeZone: 'America/Chicago' };
    say((await generateRegistry(folder, order)).text.trim());
  }
  const registry = new Registry(folder, { BACKUP_KEEP: '0' });
  const copy = join(folder, 'bench-copy.db');
  rmSync(copy, { force: true });
  await registry.start();
  try {
    const db = new Sqlite(file, { readonly: true });
    // Not what a run before was stopped in the middle of.
    const free = 'deceased_at is null and locked_by is null and id not in (select client_id from drafts)';
    const ids = db.prepare(`select id from clients where ${free} order by id limit ?`).pluck().all(windows) as number[];
    db.close();
    const nora = await new Browser((to, init) => fetch(registry.url + to, { ...init, redirect: 'manual' })).logIn(
      'nora',
    );
    const alone = await saves(registry, nora, ids, delay(20_000));
    tell('alone', alone);
    const before = changesIn(file);
    const began = performance.now();
    const env = { PATH: process.env.PATH, DATA_DIR: folder };
    const child = spawn('nice', ['-n', '10', process.execPath, 'dist/cli/titer.js', 'backup', copy], {
      env,
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    const beside = await saves(registry, nora, ids, ended);
    const [status] = await ended;
    const took = (performance.now() - began) / 1000;
    const [copied, after] = [changesIn(copy), changesIn(file)];
    say(
      `${values.clients} clients, ${(statSync(copy).size / 1e9).toFixed(2)} GB copied and checked in ${took.toFixed(0)} s`,
    );
    tell('beside it', beside);
    say(`  changes when it began ${before}, in the copy ${copied}, when it ended ${after}`);
    if (status !== 0 || copied < before || copied > after || beside.p99 > wanted) process.exitCode = 1;
  } finally {
    await registry.stop();
    rmSync(copy, { force: true });
  }
}
