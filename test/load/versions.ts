// npm run bench -- versions COMMIT [seconds]: client pages, whole Saves and searches a second of another commit and of this one,
// each built from its own sources and started on its own demonstration, asked in turns so that both meet the same noise. The
// packages are those installed here.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import autocannon, { type Client } from 'autocannon';
import Sqlite from 'better-sqlite3';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { Browser, formOf } from '../support/app.js';
import { leadsTo, median, say } from './figures.js';

const turns = 4;
/** One start of a program is some per cent faster than another. */
const starts = 5;
const connections = 20;
/** A change of the house may cost so much of what the commit before it did. */
const wanted = { pages: 0.8, saves: 0.95, searches: 0.95, 'searches by name alone': 0.95 };
type What = keyof typeof wanted;

/** Starts a checkout that is built on a new folder, as its own `npm start` does. */
async function start(folder: string) {
  const data = mkdtempSync(join(tmpdir(), 'titer-versions-'));
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const program = /node (--.*dist\/server\.js)/.exec(scripts.start)?.[1] ?? 'dist/server.js';
  const server = spawn(process.execPath, program.split(' '), {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: data, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const url = await new Promise<string>((found, fail) => {
    server.once('exit', (code) => fail(new Error(`The server of ${folder} ended with ${code}: ${said}`)));
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address) found(address);
    });
  });
  const nora = await new Browser((to, init) => fetch(url + to, { ...init, redirect: 'manual' })).logIn('nora');
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Cookie: [...nora.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
  const stop = async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  return { url, nora, headers, ids: clientsIn(data), stop };
}

type Version = Awaited<ReturnType<typeof start>>;

/**
 * A window in which two phone numbers of one client take turns. What the page says that it shows is learned from pages that show
 * each, so that this holds for whatever a version makes of it.
 */
async function openWindow({ nora, headers }: Version, id: number) {
  const path = `/clients/${id}`;
  // Others than those of the window before.
  const number = 1000 + (Math.floor(performance.now()) % 9000);
  const phones = [`612-722-${number}`, `612-733-${number}`];
  const bodies: string[] = [];
  let revision = '';
  for (const [at, phone] of [...phones, ...phones].entries()) {
    const form = formOf((await nora.get(path)).text, path);
    revision = form.get('revision') ?? '';
    form.delete('phone');
    form.delete('revision');
    bodies[at % 2] = `${form}&do.save=Save&phone=${phone}`;
    const { status, location } = await nora.post(path, `${bodies[at % 2]}&revision=${revision}`);
    revision = /[?&]saved=(\d+)/.exec(location)?.[1] ?? '';
    if (!revision) throw new Error(`A Save answered ${status} ${location}`);
  }
  let count = 0;
  const window = { saved: 0, fault: '', send };
  function send(client: Client) {
    client.setRequests([
      {
        method: 'POST',
        path,
        setupRequest: (request) => {
          count += 1;
          return {
            ...request,
            method: 'POST' as const,
            path,
            headers,
            body: `${bodies[(count + 1) % 2]}&revision=${revision}`,
          };
        },
        onResponse: (status, _body, _context, answered) => {
          const location = leadsTo(answered);
          const now = /[?&]saved=(\d+)/.exec(location)?.[1];
          if (now === undefined) window.fault ||= `A Save answered ${status} ${location}`;
          else window.saved += 1;
          revision = now ?? revision;
        },
      },
    ]);
  }
  return window;
}

/** Clients that can be saved. */
function clientsIn(data: string): number[] {
  const db = new Sqlite(join(data, 'titer.db'), { readonly: true });
  const open = 'deceased_at is null and locked_by is null';
  const ids = db.prepare(`select id from clients where ${open} order by id limit ${connections}`).pluck().all();
  db.close();
  return ids as number[];
}

async function load(options: autocannon.Options): Promise<number> {
  const result = await autocannon({ ...options, connections });
  if (result.errors + result['4xx'] + result['5xx'] > 0) throw new Error(`${options.url}: requests failed.`);
  return result.requests.average;
}

const searchesBy =
  (typed: Readonly<Record<string, string>>) =>
  async ({ url, nora, headers }: Version, duration: number) => {
    const form = formOf((await nora.get('/clients')).text, '/clients');
    for (const [name, value] of Object.entries({ ...typed, 'do.search': 'Search' })) form.set(name, value);
    return load({ url: `${url}/clients`, method: 'POST', body: `${form}`, headers, duration });
  };

const measures: Readonly<Record<What, (version: Version, duration: number) => Promise<number>>> = {
  pages: ({ url, headers }, duration) => load({ url: `${url}/clients/${people.donDuck}`, headers, duration }),
  async saves(version, duration) {
    // Saves that were on their way at the end of the turn before are done.
    await pause(500);
    const windows = await Promise.all(version.ids.map((id) => openWindow(version, id)));
    let opened = 0;
    const began = performance.now();
    await autocannon({
      url: version.url,
      connections: windows.length,
      duration,
      setupClient: (client) => {
        windows[opened]?.send(client);
        opened += 1;
      },
    });
    const fault = windows.find(({ fault }) => fault)?.fault;
    if (fault) throw new Error(fault);
    return (windows.reduce((sum, { saved }) => sum + saved, 0) * 1000) / (performance.now() - began);
  },
  searches: searchesBy({ lastName: 'BRIGHT', firstName: 'RAINBOW', birthDate: '02/14/2015' }),
  'searches by name alone': searchesBy({ lastName: 'BRIGHT', firstName: 'RAINBOW' }),
};

/** What both versions do a second in some turns, after one that warms up. Each begins every other turn. */
async function turnsOf(what: What, versions: readonly Version[], seconds: number): Promise<number[][]> {
  const rates: number[][] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const rate: number[] = [];
    const order = [...versions.keys()];
    for (const at of turn % 2 === 0 ? order : order.reverse())
      rate[at] = await measures[what](versions[at] as Version, seconds);
    if (turn > 0) rates.push(rate);
  }
  return rates;
}

/** Measures and prints; exits with 1 where a figure is not held. */
export async function run([commit = '', seconds = '2']: readonly string[]): Promise<void> {
  const name = execFileSync('git', ['rev-parse', '--short', '--verify', `${commit}^{commit}`], {
    encoding: 'utf8',
  }).trim();
  const folder = join(mkdtempSync(join(tmpdir(), 'titer-versions-')), name);
  execFileSync('git', ['worktree', 'add', '--detach', folder, name], { stdio: 'ignore' });
  const rates: Record<What, number[][]> = { pages: [], saves: [], searches: [], 'searches by name alone': [] };
  try {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    for (const version of [folder, '.'])
      execFileSync('npm', ['run', '-s', 'build'], { cwd: version, stdio: 'inherit' });
    for (let i = 0; i < starts; i += 1) {
      const versions: Version[] = [];
      try {
        for (const version of [folder, '.']) versions.push(await start(version));
        for (const what of Object.keys(measures) as What[])
          rates[what].push(...(await turnsOf(what, versions, Number(seconds))));
      } finally {
        for (const version of versions) await version.stop();
      }
    }
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', folder]);
  }
  for (const [what, all] of Object.entries(rates) as [What, number[][]][]) {
    const shares = all.map(([before = 0, now = 0]) => now / before);
    const [before = 0, now = 0] = [0, 1].map((at) => median(all.map((rate) => rate[at] ?? 0)));
    const [low, share, high] = [Math.min(...shares), median(shares), Math.max(...shares)].map((one) => one.toFixed(2));
    say(
      `${what}: ${now.toFixed(0)} of ${before.toFixed(0)} a second at ${name}: ${share} (${wanted[what]}), ${low} to ${high}`,
    );
    if (median(shares) < wanted[what]) process.exitCode = 1;
  }
}
