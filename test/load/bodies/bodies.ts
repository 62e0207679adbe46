// npm run bench -- bodies: bodies of a megabyte, made to be slow, to every address that takes a form, from whoever is
// logged in, was, or never was. How long one of them holds the event loop, and how far the memory grows.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile } from '../../../src/db/open.js';
import { sessions } from '../../../src/db/schema/accounts.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { Browser, formOf } from '../../support/app.js';
import { forms } from '../../support/forms.js';
import { plantTemplate } from '../../support/setup/template.js';
import { at, say } from '../figures.js';
import type { Held } from './bodies-server.js';

/** The server runs as `npm start` runs it. */
const flags = JSON.parse(readFileSync('package.json', 'utf8')).scripts.start.match(/--max\S+/g);
const most = 1024 * 1024;
const held = { ms: 50, bytes: 20 * 1024 * 1024 };

/** What is sent behind the token, repeated up to the limit, or one long field. */
const bodies: Readonly<Record<string, (size: number) => string>> = {
  'broken fields': (size) => '%e2%82=%ff&'.repeat(size / 11),
  'small fields': (size) => 'a=b&'.repeat(size / 4),
  'fields without a name': (size) => '=&'.repeat(size / 2),
  'a long value': (size) => `lastName=${'x'.repeat(size - 9)}`,
  'a long value of escapes': (size) => `lastName=${'%C3%A9'.repeat((size - 9) / 6)}`,
  'a long value of broken escapes': (size) => `lastName=${'%ff'.repeat((size - 9) / 3)}`,
  'a long value of markup': (size) => `lastName=${'%3C'.repeat((size - 9) / 3)}`,
  'a long value of marks that are not seen': (size) => `lastName=${'%E2%80%8B'.repeat((size - 9) / 9)}`,
  'a long value of combining marks': (size) => `lastName=${'a%CC%81'.repeat((size - 9) / 7)}`,
  'a long name': (size) => `${'n'.repeat(size - 2)}=x`,
  'a long button': (size) => `do.${'b'.repeat(size - 4)}=x`,
  'known fields again and again': (size) => 'lastName=DUCK&'.repeat(size / 14),
  'a list of many': (size) => 'race=C&'.repeat(size / 7),
  tokens: (size) => `csrf=${'0'.repeat(32)}&`.repeat(size / 38),
};

const addressOf = (route: string) =>
  (route.split(' ')[1] ?? '')
    .replace(/:immunization\{[^}]*\}\}/, '1')
    .replace(/:id\{\[0-9\]\{1,15\}\}/, String(people.donDuck))
    .replace(/:id(\{.*?\})?/, '1');

class Server {
  readonly #process: ChildProcess;
  url = '';

  constructor(dataDir: string) {
    this.#process = fork('test/load/bodies/bodies-server.ts', [], {
      execArgv: [...flags, '--import', 'tsx'],
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', SESSION_IDLE_MINUTES: '120' },
    });
  }

  async started(): Promise<void> {
    while (!this.url) {
      const [{ said = '' }] = (await once(this.#process, 'message')) as [Held];
      this.url = /^Titer is at (\S+)/m.exec(said)?.[1] ?? '';
    }
  }

  async held(): Promise<Required<Pick<Held, 'ms' | 'bytes'>>> {
    this.#process.send('held');
    for (;;) {
      const [{ ms, bytes }] = (await once(this.#process, 'message')) as [Held];
      if (ms !== undefined && bytes !== undefined) return { ms, bytes };
    }
  }

  async stop(): Promise<void> {
    this.#process.send('stop');
    await once(this.#process, 'exit');
  }

  open(): Browser {
    return new Browser((path, init) => fetch(new URL(path, this.url), { ...init, redirect: 'manual' }));
  }
}

type Sender = { readonly who: string; readonly browser: Browser; readonly token: string };

/** Who sends: each with a right token and without one. */
async function sendersOf(server: Server, file: string): Promise<Sender[]> {
  const tokenAt = async (browser: Browser, page: string, form: string) =>
    `csrf=${formOf((await browser.get(page)).text, form).get('csrf')}&`;
  const visitor = server.open();
  const nora = await server.open().logIn('nora');
  const helen = await server.open().logIn('helen');
  const ended = await server.open().logIn('paul');
  const tokens = {
    visitor: await tokenAt(visitor, '/login', '/login'),
    nora: await tokenAt(nora, '/', '/logout'),
    helen: await tokenAt(helen, '/', '/logout'),
    ended: await tokenAt(ended, '/', '/logout'),
  };
  const known = new Set([nora, helen].map((browser) => browser.cookies.get('session')));
  const db = await openFile(file);
  const last = (await db.read.select().from(sessions).all()).at(-1);
  await db.write((tx) => tx.update(sessions).set({ createdAt: 0, lastSeenAt: 0 }).run());
  db.close();
  if (!last || known.size !== 2) throw new Error('Nobody is logged in.');
  await nora.logIn('nora');
  await helen.logIn('helen');
  tokens.nora = await tokenAt(nora, '/', '/logout');
  tokens.helen = await tokenAt(helen, '/', '/logout');
  return [
    { who: 'a visitor', browser: visitor, token: tokens.visitor },
    { who: 'a visitor without a token', browser: visitor, token: '' },
    { who: 'nora', browser: nora, token: tokens.nora },
    { who: 'nora without a token', browser: nora, token: '' },
    { who: 'the help desk', browser: helen, token: tokens.helen },
    { who: 'whose session has ended', browser: ended, token: tokens.ended },
    { who: 'whose session has ended, without a token', browser: ended, token: '' },
  ];
}

/** Sends a body, and leaves the browser with the cookies that it had. */
async function sendOnce(browser: Browser, route: string, body: string) {
  const kept = new Map(browser.cookies);
  const answer = await browser.post(addressOf(route), body);
  browser.cookies.clear();
  for (const [name, value] of kept) browser.cookies.set(name, value);
  return answer;
}

/** Measures and prints; exits with 1 where a figure is not held. */
export async function run(): Promise<void> {
  const template = await plantTemplate();
  const folder = mkdtempSync(join(tmpdir(), 'titer-bodies-'));
  const server = new Server(folder);
  try {
    await server.started();
    const senders = await sendersOf(server, join(folder, 'titer.db'));
    const routes = [...Object.keys(forms), 'POST /mail', 'POST /session', 'POST /interrupted/:id'].sort(
      (a, b) => Number(a === 'POST /logout') - Number(b === 'POST /logout'),
    );
    const all: { ms: number; what: string }[] = [];
    const statuses = new Map<number, number>();
    // Ordinary forms first: they bring the program, and what it keeps ready, into memory.
    for (let round = 0; round < 3; round += 1)
      for (const route of routes)
        for (const { browser, token } of senders) await sendOnce(browser, route, `${token}lastName=DUCK&do.save=Save`);
    const { bytes: usual } = await server.held();
    let grown = 0;
    for (const route of routes)
      for (const { who, browser, token } of senders)
        for (const [what, body] of Object.entries(bodies)) {
          const text = token + body(most - token.length);
          await server.held();
          const { status } = await sendOnce(browser, route, text);
          const { ms, bytes } = await server.held();
          all.push({ ms, what: `${route}, ${who}: ${what}` });
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          grown = Math.max(grown, bytes - usual);
        }
    const times = all.map(({ ms }) => ms);
    say(`${all.length} bodies of a megabyte: ${[...statuses].map(([status, n]) => `${n} × ${status}`).join(', ')}`);
    say(
      `  the loop was held for ${at(times, 0.5).toFixed(1)} ms (median), ${at(times, 0.99).toFixed(1)} (99th percentile), ${Math.max(...times).toFixed(1)} at most (under ${held.ms})`,
    );
    say(`  memory grew by ${(grown / 1024 / 1024).toFixed(1)} MB (at most ${held.bytes / 1024 / 1024})`);
    for (const { ms, what } of all.sort((a, b) => b.ms - a.ms).slice(0, 10)) say(`  ${ms.toFixed(1)} ms  ${what}`);
    if (Math.max(...times) > held.ms || grown > held.bytes) process.exitCode = 1;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    template.remove();
  }
}
