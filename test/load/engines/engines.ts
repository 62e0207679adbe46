// npm run bench -- engines [seconds]: client pages, whole Saves and searches a second of one process and of two, on the file, on
// PostgreSQL of this machine, and with a millisecond each way in between.
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { and, isNull } from 'drizzle-orm';
import { openPostgresql } from '../../../src/db/open-postgresql.js';
import { clients } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { Browser, formOf } from '../../support/app.js';
import { connected, startPostgresql } from '../../support/setup/postgresql.js';
import { Registry } from '../../support/setup/registry.js';
import { plantTemplate } from '../../support/setup/template.js';
import { median, say } from '../figures.js';
import { wholeSaves } from '../saves.js';

const turns = 3;
const connections = 20;
type Figures = { readonly pages: number; readonly saves: number; readonly searches: number };
type Wanted = Pick<Figures, 'pages' | 'saves'>;
const wanted: Readonly<Record<'near' | 'far', Wanted>> = {
  near: { pages: 300, saves: 200 },
  far: { pages: 300, saves: 150 },
};

/** Leads to a port, and holds back for so many milliseconds what either side sends. */
async function delayed(port: number, ms: number) {
  const server = createServer({ noDelay: true }, (from) => {
    const to = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      one.on('data', (chunk) => setTimeout(() => other.write(chunk), ms));
      one.on('close', () => other.destroy());
      one.on('error', () => other.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as { port: number }).port, close: () => server.close() };
}

const browserAt = (url: string) =>
  new Browser((to, init) => fetch(url + to, { ...init, redirect: 'manual' })).logIn('nora');

/** What some processes of one registry do a second, all together. */
async function measure(registries: readonly Registry[], ids: readonly number[], duration: number): Promise<Figures> {
  const all = await Promise.all(registries.map(async ({ url }) => ({ url, nora: await browserAt(url) })));
  const sum = async (act: (one: (typeof all)[number], i: number) => Promise<number>) =>
    (await Promise.all(all.map(act))).reduce((one, other) => one + other, 0);
  const load = async (options: Omit<autocannon.Options, 'connections' | 'duration'>) => {
    const result = await autocannon({ ...options, connections: connections / all.length, duration });
    if (result.errors + result['4xx'] + result['5xx'] > 0) throw new Error('Requests failed.');
    return result.requests.average;
  };
  const headersOf = (nora: Browser) => ({
    Cookie: [...nora.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  });
  const share = Math.floor(ids.length / all.length);
  return {
    pages: await sum(({ url, nora }) =>
      load({ url: `${url}/clients/${people.rainbowBright}`, headers: headersOf(nora) }),
    ),
    saves: await sum(({ url, nora }, i) => wholeSaves(url, nora, ids.slice(i * share, (i + 1) * share), duration)),
    searches: await sum(async ({ url, nora }) => {
      const form = formOf((await nora.get('/account')).text, '/searches');
      form.set('box', 'olsen, nora 2/16/2016');
      form.set('do.find', 'Find');
      const headers = { ...headersOf(nora), 'Content-Type': 'application/x-www-form-urlencoded' };
      return load({ url: `${url}/searches`, method: 'POST', body: `${form}`, headers });
    }),
  };
}

/** Figures of a setting at the median of some turns, after one that warms up. */
async function figuresOf(
  name: string,
  registries: readonly Registry[],
  ids: readonly number[],
  duration: number,
): Promise<Figures> {
  const all: Figures[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const one = await measure(registries, ids, duration);
    if (turn > 0) all.push(one);
  }
  const middle = (of: keyof Figures) => median(all.map((one) => one[of]));
  const figures = { pages: middle('pages'), saves: middle('saves'), searches: middle('searches') };
  const words = Object.entries(figures).map(([what, value]) => `${value.toFixed(0)} ${what}`);
  say(`${name.padEnd(52)}${words.join(', ')} a second`);
  return figures;
}

/** Measures and prints; exits with 1 where a figure is not held. */
export async function run([seconds = '5']: readonly string[]): Promise<void> {
  const duration = Number(seconds);
  const template = await plantTemplate();
  const onFile = await Registry.copyOf(template.folder);
  const server = await startPostgresql({});
  const far = await delayed(Number(new URL(server.url('registry')).port), 1);
  const urls = {
    near: server.url('registry'),
    far: Object.assign(new URL(server.url('registry')), { port: String(far.port) }).href,
  };
  const begun: Registry[] = [onFile];
  try {
    await connected(server.url('postgres'), (client) => client.query('create database registry'));
    const db = await openPostgresql(urls.near);
    const start = async (url: string) => {
      const folder = mkdtempSync(join(tmpdir(), 'titer-engines-'));
      const settings = { DATABASE_URL: url, MAIL: 'smtp', SMTP_URL: 'smtp://127.0.0.1:1' };
      const registry = new Registry(folder, settings);
      await registry.start();
      begun.push(registry);
      return registry;
    };
    const first = await start(urls.near);
    const rows = await db.read
      .select({ id: clients.id })
      .from(clients)
      .where(and(isNull(clients.deceasedAt), isNull(clients.lockedBy)))
      .orderBy(clients.id)
      .limit(connections)
      .all();
    db.close();
    const ids = rows.map(({ id }) => id);
    await figuresOf('on the file, one process', [onFile], ids, duration);
    for (const [where, name] of [
      ['near', 'on PostgreSQL of this machine'],
      ['far', 'on PostgreSQL a millisecond away'],
    ] as const) {
      const one = where === 'near' ? first : await start(urls[where]);
      const figures = await figuresOf(`${name}, one process`, [one], ids, duration);
      for (const what of ['pages', 'saves'] as const) {
        if (figures[what] >= wanted[where][what]) continue;
        say(`  FAILS: ${what}, ${wanted[where][what]} wanted`);
        process.exitCode = 1;
      }
      await figuresOf(`${name}, two processes`, [one, await start(urls[where])], ids, duration);
    }
  } finally {
    for (const registry of begun) await registry.remove();
    far.close();
    await server.stop();
    template.remove();
  }
}
