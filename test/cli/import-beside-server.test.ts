// An import in a process of its own, beside a server on the same registry, as an operator runs it while clinics work.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { writeCsv } from '../../src/exchange/csv/write.js';
import { start } from '../../src/start.js';
import { Browser, formOf } from '../support/app.js';
import { engine } from '../support/engine/engine.js';
import { operated } from '../support/engine/operated.js';
import { onPostgresql } from '../support/setup/postgresql.js';

const { rainbowBright } = demonstrationClients;
let folder = '';
let url = '';
let stop: () => Promise<void>;
let log: string[] = [];
let registry: Awaited<ReturnType<typeof operated>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'titer-beside-'));
  registry = await operated(engine.planted(), folder);
  log = [];
  const { promise, resolve } = Promise.withResolvers<string>();
  stop = await start(readConfig({ ...registry.settings, PORT: '0' }), (said) => {
    const address = /^Titer is at (\S+)/.exec(said)?.[1];
    if (address) resolve(address);
    else log.push(said);
  });
  url = await promise;
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

const open = () => new Browser((path, init) => fetch(`${url}${path}`, { ...init, redirect: 'manual' }));
const count = async (query: string) => (await registry.rows(query)).length;
const viewed = () => count(`select 1 from audit where action = 'view client' and client_id = ${rainbowBright}`);
const entered = () => count(`select 1 from clients where email like '%@bring.example'`);

/** The command line in a process of its own; it may be told to end. */
function titer(...args: string[]) {
  const env = { PATH: process.env.PATH, ...registry.settings };
  const child = spawn(process.execPath, ['dist/cli/titer.js', ...args], { env });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  return { child, ended: once(child, 'close').then(([status]) => ({ status, said })) };
}

/** A file of so many clients, none of whom is on file or like another. */
function fileOf(count: number): string {
  const file = join(folder, 'clients.csv');
  const word = (text: string) =>
    [...createHash('sha256').update(text).digest().subarray(0, 8)].map((byte) => String.fromCharCode(97 + (byte % 26)));
  const lines = Array.from({ length: count }, (_, i) => {
    const [last, first] = [word(`last ${i}`), word(`first ${i}`)].map((letters) => letters.join(''));
    const month = `${(i % 12) + 1}`.padStart(2, '0');
    return [last, first, `${month}/02/${1940 + (i % 80)}`, `${first}@bring.example`].map(String);
  });
  writeFileSync(file, writeCsv([['last name', 'first name', 'birth date', 'email'], ...lines]));
  return file;
}

const importing = (file: string, ...more: string[]) =>
  titer('import', 'clients', file, '--organization', 'RIVER', ...more);

async function until(what: () => Promise<boolean>) {
  while (!(await what())) await new Promise((done) => setTimeout(done, 20));
}

test.each([
  ['an import', []],
  ['a preview', ['--dry-run']],
])(
  'while %s of many rows runs, every view, search and login answers, and no view is without its row (A5, A6)',
  async (_, more) => {
    const nora = await open().logIn('nora');
    const { child, ended } = importing(fileOf(more.length > 0 ? 60 : 150), ...more);
    let running = true;
    void ended.then(() => (running = false));
    const until = performance.now() + (more.length > 0 ? 50_000 : 15_000);
    const delays = monitorEventLoopDelay({ resolution: 10 });
    const waits: number[] = [];
    const answers = new Set<string>();
    const before = await viewed();
    let views = 0;
    const asked = async (what: string, ask: () => Promise<{ status: number }>) => {
      const from = performance.now();
      const { status } = await ask();
      waits.push(performance.now() - from);
      answers.add(`${what} ${status}`);
    };
    delays.enable();
    for (; running && performance.now() < until; views += 1) {
      await asked('view', () => nora.get(`/clients/${rainbowBright}`));
      await asked('search', () => nora.submit('/clients', { lastName: 'BRIGHT' }, 'do.search'));
      if (views % 10 === 0)
        await asked('login', async () =>
          open()
            .logIn('nora')
            .then(() => ({ status: 303 })),
        );
    }
    delays.disable();
    child.kill('SIGTERM');
    const { said } = await ended;
    expect([...answers].sort()).toEqual(['login 303', 'search 303', 'view 200']);
    expect((await viewed()) - before).toBe(views);
    expect(log).toEqual([]);
    // SQLite's own waiting held the loop for 200 ms at a time, and six seconds in all.
    expect(Math.max(...waits)).toBeLessThan(3000);
    expect(said).toMatch(/entered +[1-9]\d*\n/);
    if (more.length > 0) expect(await entered()).toBe(0);
  },
  60_000,
);

test('an import that is killed leaves whole rows, one that is told to end says where, and the next run does the rest (A5)', async () => {
  const many = 200;
  const file = fileOf(many);
  const first = importing(file);
  await until(async () => (await entered()) > 0);
  first.child.kill('SIGKILL');
  await first.ended;
  const left = await entered();
  expect(left).toBeLessThan(many);

  const second = importing(file);
  await until(async () => (await entered()) > left);
  second.child.kill('SIGTERM');
  const { status, said } = await second.ended;
  const taken = await entered();
  expect(taken).toBeLessThan(many);
  expect({ status, said }).toEqual({
    status: 3,
    said: expect.stringContaining(`It stopped at line ${taken + 2}. What is counted here is written, each row whole.`),
  });
  expect(said).toMatch(new RegExp(`unchanged +${left}\\n`));

  const third = await importing(file, '--all-or-nothing').ended;
  expect(third).toMatchObject({ status: 0, said: expect.stringMatching(new RegExp(`unchanged +${taken}\\n`)) });
  expect(await entered()).toBe(many);
  const whole = `select count(distinct n.client_id) as named, count(distinct e.client_id) as enrolled, count(distinct h.client_id) as told
    from clients c join client_names n on n.client_id = c.id join enrolments e on e.client_id = c.id
    join changes h on h.client_id = c.id where c.email like '%@bring.example'`;
  const [counts = {}] = await registry.rows(whole);
  expect(Object.values(counts).map(Number)).toEqual([many, many, many]);
  const told = await registry.rows(`select detail from audit where action = 'import clients' order by id`);
  const kinds = told.map(
    ({ detail }) => /^began, rows \d+$|^entered .*?(stopped)?$/.exec(String(detail))?.[1] ?? String(detail).slice(0, 7),
  );
  expect(kinds).toEqual(['began, ', 'began, ', 'stopped', 'began, ', 'entered']);
}, 60_000);

test('where another process writes and does not end, the registry says that it is busy, and shows no record without its row (A6)', async () => {
  const nora = await open().logIn('nora');
  const shown = await nora.get(`/clients/${rainbowBright}`);
  const form = formOf(shown.text, `/clients/${rainbowBright}`);
  form.set('phone', '612-722-0144');
  form.set('do.save', 'Save');
  const before = await viewed();
  const [view, save, partial] = await registry.whileOthersWrite(() =>
    Promise.all([
      nora.get(`/clients/${rainbowBright}`),
      nora.post(`/clients/${rainbowBright}`, `${form}`),
      nora.request(`/clients/${rainbowBright}`, { headers: { 'HX-Request-Type': 'partial' } }),
    ]),
  );
  // On PostgreSQL a row of the audit log waits for no other write: what only shows goes on.
  const held = onPostgresql ? [save] : [view, save, partial];
  for (const answer of held) {
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
    expect(answer.text).toContain('The registry is busy');
  }
  const shownMeanwhile = [view, partial].filter(({ text }) => text.includes('RAINBOW'));
  expect(shownMeanwhile).toHaveLength(onPostgresql ? 2 : 0);
  expect(save.text).toContain('Send it again');
  expect(save.text).toContain('612-722-0144');
  expect(await viewed()).toBe(before + shownMeanwhile.length);
  expect((await nora.get(`/clients/${rainbowBright}`)).status).toBe(200);
  expect(log.map((line) => JSON.parse(line).fault)).toEqual(held.map(() => 'Busy'));
}, 30_000);
