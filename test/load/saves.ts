// npm run bench -- saves [seconds]: whole Saves a second over HTTP from twenty windows at once, each on disk before it is
// answered, against what they write as a bare transaction on the same file, in turns.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon, { type Client } from 'autocannon';
import Sqlite from 'better-sqlite3';
import { digestsOf } from '../../src/domain/edits/field-group.js';
import { Browser, formOf } from '../support/app.js';
import { Registry } from '../support/setup/registry.js';
import { plantTemplate } from '../support/setup/template.js';
import { leadsTo, median, say } from './figures.js';

const turns = 5;
const lanes = 20;
const warmUps = 2;
const wanted = 0.5;

const phone = (i: number) => `612-722-${1000 + (i % 9000)}`;

/** A window in which the phone of one client is changed again and again: what it sends, and what it says when it cannot. */
export async function openWindow(nora: Browser, id: number) {
  const path = `/clients/${id}`;
  const form = formOf((await nora.get(path)).text, path);
  let revision = form.get('revision') ?? '';
  const values = Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name).join(' ')]));
  for (const name of ['phone', 'revision', 'shown']) form.delete(name);
  const rest = `${form}&do.save=Save`;
  let count = Math.floor(performance.now());
  const window = { saved: 0, fault: '', next, answered, send };
  /** The next Save, of another phone number. */
  function next() {
    count += 1;
    const shown = digestsOf('information', values);
    values.phone = phone(count + id);
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: [...nora.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    };
    return {
      method: 'POST' as const,
      path,
      headers,
      body: `${rest}&phone=${values.phone}&revision=${revision}&shown=${shown}`,
    };
  }
  function answered(status: number, location: string) {
    const now = /[?&]saved=(\d+)/.exec(location)?.[1];
    if (now === undefined) window.fault ||= `Save answered ${status} ${location}`;
    else window.saved += 1;
    revision = now ?? revision;
  }
  /** One Save after the other, as fast as they are answered. */
  function send(client: Client) {
    client.setRequests([
      {
        method: 'POST',
        path,
        setupRequest: (request) => ({ ...request, ...next() }),
        onResponse: (status, _body, _context, headers) => answered(status, leadsTo(headers)),
      },
    ]);
  }
  return window;
}

/** Whole Saves a second for some seconds. */
export async function wholeSaves(
  url: string,
  nora: Browser,
  ids: readonly number[],
  duration: number,
): Promise<number> {
  const windows = await Promise.all(ids.map((id) => openWindow(nora, id)));
  let opened = 0;
  const began = performance.now();
  await autocannon({
    url,
    connections: windows.length,
    duration,
    setupClient: (client) => {
      windows[opened]?.send(client);
      opened += 1;
    },
  });
  const took = (performance.now() - began) / 1000;
  const fault = windows.find(({ fault }) => fault)?.fault;
  if (fault) throw new Error(fault);
  return windows.reduce((sum, { saved }) => sum + saved, 0) / took;
}

/** What one Save writes: the record, its history, the audit row. */
function bareTransaction(file: string, ids: readonly number[]): (until: number) => number {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const update = db.prepare('update clients set phone = ?, revision = revision + 1, updated_at = ? where id = ?');
  const change = db.prepare(
    "insert into changes (client_id, revision, at, user_id, organization_id, part, field, before, after) values (?, ?, ?, 1, 1, 'client', 'phone', ?, ?)",
  );
  const audit = db.prepare(
    "insert into audit (id, at, user_id, organization_id, action, client_id, detail, address, hash) select max(id) + 1, ?, 1, 1, 'change client', ?, 'phone', '127.0.0.1', ? from audit",
  );
  let count = 0;
  const save = db.transaction((id: number) => {
    const at = Date.now();
    update.run(phone(count).replaceAll('-', ''), at, id);
    change.run(id, count, at, phone(count - 1), phone(count));
    audit.run(at, id, '0'.repeat(64));
  });
  return (until) => {
    const before = count;
    while (performance.now() < until) {
      count += 1;
      save.immediate(ids[count % ids.length] ?? 0);
    }
    return count - before;
  };
}

/** Measures and prints; exits with 1 where the figure is not held. */
export async function run([seconds = '3']: readonly string[]): Promise<void> {
  const template = await plantTemplate();
  const registry = await Registry.copyOf(template.folder);
  const bareFolder = mkdtempSync(join(tmpdir(), 'titer-saves-'));
  try {
    cpSync(template.folder, bareFolder, { recursive: true });
    const file = join(bareFolder, 'titer.db');
    const db = new Sqlite(file, { readonly: true });
    const ids = db
      .prepare('select id from clients where deceased_at is null and locked_by is null order by id limit ?')
      .pluck()
      .all(lanes) as number[];
    db.close();
    const nora = await new Browser((to, init) => fetch(registry.url + to, { ...init, redirect: 'manual' })).logIn(
      'nora',
    );
    const bare = bareTransaction(file, ids);
    const rates: { whole: number[]; bare: number[] } = { whole: [], bare: [] };
    for (let turn = 0; turn < warmUps + turns; turn += 1) {
      const whole = await wholeSaves(registry.url, nora, ids, Number(seconds));
      const then = performance.now();
      const alone = bare(then + Number(seconds) * 1000) / ((performance.now() - then) / 1000);
      if (turn < warmUps) continue;
      rates.whole.push(whole);
      rates.bare.push(alone);
    }
    const ratio = median(rates.whole) / median(rates.bare);
    say(`Whole Saves: ${median(rates.whole).toFixed(0)} a second`);
    say(`  of the bare transaction (${median(rates.bare).toFixed(0)}): ${ratio.toFixed(2)} (${wanted})`);
    if (ratio < wanted) process.exitCode = 1;
  } finally {
    await registry.remove();
    template.remove();
    rmSync(bareFolder, { recursive: true, force: true });
  }
}
