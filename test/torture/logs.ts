// The log of a registry in production, after PAGES page views, and beside them searches, saves, refusals and faults: none of the names, birth
// dates, addresses, telephones and e-mails of its database stand in it, nor what was typed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import Sqlite from 'better-sqlite3';
import { Browser, formOf } from '../support/app.js';
import { plantTemplate } from '../support/setup/template.js';

const pages = Number(process.env.PAGES ?? 20_000);
const lanes = 8;
const walkers = 2;
const port = '4791';

/** Every text and day of the database that tells of somebody, in the ways in which it may be written. */
function secretsOf(file: string): Set<string> {
  const db = new Sqlite(file, { readonly: true });
  const columns: Readonly<Record<string, string>> = {
    clients:
      'last_name, first_name, middle_name, mother_maiden_last, mother_first, birth_date, street, city, phone, email',
    contacts: 'last_name, first_name, street, city, phone, email',
    aliases: 'last_name, first_name, birth_date',
    users: 'last_name, first_name, email, username',
    changes: 'before, after',
  };
  const secrets = new Set<string>();
  for (const [table, names] of Object.entries(columns))
    for (const row of db.prepare(`select ${names} from ${table}`).raw().all() as unknown[][])
      for (const value of row) for (const form of formsOf(String(value ?? ''))) secrets.add(form);
  db.close();
  return secrets;
}

function formsOf(value: string): string[] {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  if (day) return [value, `${day[2]}/${day[3]}/${day[1]}`, `${day[2]}${day[3]}${day[1]}`];
  const phone = /^(\d{3})(\d{3})(\d{4})$/.exec(value);
  if (phone) return [value, `${phone[1]}-${phone[2]}-${phone[3]}`];
  // Codes and counts are no person's: M, 2, ACIP.
  return value.length > 4 && /[a-z@]/i.test(value)
    ? [value.toLowerCase()]
    : value.length > 3
      ? [value.toLowerCase()]
      : [];
}

/** Words of routes and of the log itself that are somebody's name, too. */
const ofTheLog = new Set(['info', 'route', 'method', 'status', 'post', 'reference', 'clients', 'true', 'false']);

/** Records opened one after the other, whole and their history. Answers how many were shown. */
async function view(url: string, { cookies }: Browser, ids: readonly number[]): Promise<number> {
  const headers = { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  const requests = ids.flatMap((id) =>
    ['', '/immunizations', '/history'].map((rest) => ({
      method: 'GET' as const,
      path: `/clients/${id}${rest}`,
      headers,
    })),
  );
  const { '2xx': shown } = await autocannon({ url, requests, connections: lanes, amount: pages });
  return shown;
}

/** What is done again and again; typed words are names of the cast. */
async function walk(browser: Browser, ids: readonly number[], isOver: () => boolean, count: () => void) {
  for (let i = 0; !isOver(); i += 1) {
    const id = ids[i % ids.length] ?? 0;
    const path = `/clients/${id}`;
    const steps: (() => Promise<unknown>)[] = [
      () => browser.get(path),
      () => browser.get(`${path}/immunizations`),
      () => browser.get(`${path}/history`),
      () => browser.get('/clients?lastName=Bright&birthDate=02/16/2011'),
      () => browser.get('/Rainbow/Bright/02-16-2011'),
      () => browser.get(`/clients/${'9'.repeat(9)}`),
      () =>
        browser.submit('/clients', { lastName: 'Bright', firstName: 'Rainbow', birthDate: '02/16/2011' }, 'do.search'),
      () => browser.submit(path, { phone: `612-722-${1000 + (i % 9000)}` }, 'do.save'),
      () => browser.submit(path, { birthDate: '13/45/2011', street: '12 Nowhere Lane' }, 'do.save'),
      () => browser.post(path, 'lastName=Bright&broken=%E0%A4%A'),
      async () => {
        const form = formOf((await browser.get(path)).text, path);
        form.set('csrf', 'Rainbow Bright');
        return browser.post(path, form.toString());
      },
    ];
    for (const step of steps) {
      if (isOver()) return;
      await step();
      count();
    }
  }
}

/** Reads the log, and names what it holds. */
async function search(log: string, secrets: ReadonlySet<string>) {
  const found = new Map<string, string>();
  const longest = [...secrets].filter((secret) => /\s/.test(secret));
  const statuses = new Map<string, number>();
  let lines = 0;
  for await (const line of createInterface({ input: createReadStream(log) })) {
    lines += 1;
    const status = /"status":(\d+)/.exec(line)?.[1];
    if (status) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    // Eight digits at random may be a day.
    const text = line.replace(/"reference":"[0-9a-f]{8}"/, '').toLowerCase();
    const words = text.match(/[\p{L}\p{N}@.'/-]+/gu) ?? [];
    // Instants of the log's own are no birth dates.
    for (const word of words.flatMap((word) => [word, ...word.split(/[./'-]/)]))
      if (secrets.has(word) && !ofTheLog.has(word)) found.set(word, line);
    for (const secret of longest) if (text.includes(secret)) found.set(secret, line);
  }
  return { found, lines, statuses };
}

/** Walks, stops the server, and reads what it said. */
export async function logs(): Promise<void> {
  const template = await plantTemplate();
  const folder = mkdtempSync(join(tmpdir(), 'titer-logs-'));
  const log = join(folder, 'log');
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ PATH: process.env.PATH, DATA_DIR: template.folder, PORT: port, NODE_ENV: 'production', MAIL: 'folder' },
    ...{ PUBLIC_ORIGIN: 'https://registry.example.org', TRUSTED_PROXIES: 'none', BACKUP_KEEP: '0' },
    // Nobody opens so many: without this, most of what is logged were refusals.
    ...{ RECORDS_ASKED_WHY: '0', RECORDS_STOPPED: '0' },
  };
  const server = spawn(process.execPath, ['dist/server.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const out = createWriteStream(log);
  for (const stream of [server.stdout, server.stderr]) stream.pipe(out, { end: false });
  try {
    await once(server.stdout, 'data');
    const db = new Sqlite(join(template.folder, 'titer.db'), { readonly: true });
    const free = 'deceased_at is null and locked_by is null';
    const ids = db.prepare(`select id from clients where ${free}`).pluck().all() as number[];
    db.close();
    const began = performance.now();
    const open = async (username: string) =>
      new Browser((to, init) => fetch(url + to, { ...init, redirect: 'manual' })).logIn(username);
    let done = 0;
    let isOver = false;
    const walks = Array.from({ length: walkers }, async (_, lane) =>
      walk(
        await open(lane % 2 ? 'nora' : 'ada'),
        ids.slice(lane),
        () => isOver,
        () => (done += 1),
      ),
    );
    const viewed = await view(url, await open('nora'), ids);
    isOver = true;
    await Promise.all(walks);
    server.kill('SIGTERM');
    await once(server, 'exit');
    const seconds = (performance.now() - began) / 1000;
    const secrets = secretsOf(join(template.folder, 'titer.db'));
    // A name that is put there must be found, or the search finds nothing.
    appendFileSync(log, '{"planted":"RAINBOW"}\n');
    const { found, lines, statuses } = await search(log, secrets);
    const isPlantedFound = found.delete('rainbow');
    const said = [...statuses]
      .sort()
      .map(([status, many]) => `${many} of ${status}`)
      .join(', ');
    // Records shown must be what is logged, and searches and saves that led on, not refusals alone.
    const isWalked = viewed === pages && (statuses.get('303') ?? 0) > done / 20;
    process.stdout.write(
      `${viewed} page views and ${done} other requests in ${seconds.toFixed(0)} s, ${lines} lines of log (${said}), held against ${secrets.size} names, days, ` +
        `addresses and numbers: ${found.size} found\n`,
    );
    for (const [secret, line] of [...found].slice(0, 20)) process.stderr.write(`${secret}: ${line}\n`);
    if (found.size > 0 || !isPlantedFound || !isWalked || lines < viewed + done) process.exitCode = 1;
  } finally {
    server.kill('SIGKILL');
    template.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
