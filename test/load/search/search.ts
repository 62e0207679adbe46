// npm run bench -- search --clients 1000000: how long a search takes, and how many people are found by what was typed
// wrongly, beside PostgreSQL with trigrams; what the indexes weigh; and the search page under load.
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { enterClient } from '../../../src/db/clients/client-writes.js';
import type { Database } from '../../../src/db/engine/database.js';
import { openFile } from '../../../src/db/open.js';
import { searchClients } from '../../../src/db/search/client-search.js';
import { personal } from '../../../src/demonstration/clients.js';
import { households } from '../../../src/demonstration/made-up-people.js';
import type { Viewer } from '../../../src/domain/accounts/viewer.js';
import { readCriteria } from '../../../src/domain/matching/search.js';
import { besidePostgresql } from '../beside-postgresql.js';
import { type Asked, at, firstScreen, row, say } from '../figures.js';
import { makeRegistry, nora } from '../registry.js';
import { loadSearchPage } from './search-page.js';
import { type Query, queriesFor } from './search-queries.js';

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: 'string', default: '100000' },
      each: { type: 'string', default: '250' },
      seed: { type: 'string', default: '1' },
      folder: { type: 'string', default: join(tmpdir(), 'titer-bench') },
      'no-postgresql': { type: 'boolean', default: false },
      'no-load': { type: 'boolean', default: false },
    },
  });
  const clients = Number(values.clients);
  const folder = join(values.folder, `search-${clients}-${values.seed}`);
  const file = join(folder, 'titer.db');
  if (!existsSync(join(folder, 'titer.db'))) await makeRegistry(folder, clients, Number(values.seed));
  const db = await openFile(file);
  const viewer = await nora(db);
  const queries = queriesFor(file, Number(values.each), viewer.organization.id);
  say(`\n${clients} clients, ${queries.length} queries, each asked three times, the middle counted`);
  const asked = await askAll(db, viewer, queries);
  table(asked);
  if (!values['no-postgresql']) await besidePostgresql(asked, file, viewer.organization.id);
  compareGroup(file);
  await additions(db, viewer);
  db.close();
  if (!values['no-load']) await loadSearchPage(folder, queries);
}

/** Asks each query three times, after some to warm up, and counts the middle. */
export async function askAll(db: Database, viewer: Viewer, queries: readonly Query[]): Promise<Asked[]> {
  const ask = async (query: Query) => {
    const { criteria } = readCriteria(query.typed);
    const times: number[] = [];
    let hits: Awaited<ReturnType<typeof searchClients>>;
    for (let i = 0; i < 3; i += 1) {
      const began = performance.now();
      hits = await searchClients(db.read, viewer, criteria);
      times.push(performance.now() - began);
    }
    const found = (hits ?? []).slice(0, firstScreen).some(({ clientId }) => clientId === query.wanted);
    return { query, found, ms: times.sort((a, b) => a - b)[1] ?? 0 };
  };
  for (const query of queries.slice(0, 500)) await ask(query);
  const asked: Asked[] = [];
  for (const query of queries) asked.push(await ask(query));
  return asked;
}

/** Says how long each kind of query took, and how often the one who was looked for is on the first screen. */
export function table(asked: readonly Asked[]) {
  say(
    `${''.padEnd(48)}${'queries'.padStart(7)}${'median'.padStart(9)}${'99th'.padStart(9)}${'first 20'.padStart(10)}   (ms)`,
  );
  for (const [kind, list] of Map.groupBy(asked, ({ query }) => query.kind)) {
    row(kind, list);
    const slips = Map.groupBy(list, ({ query }) => query.slip);
    if (slips.size > 1) for (const [slip, some] of [...slips].sort()) row(`    ${slip}`, some);
  }
  row('all', asked);
}

/** What the indexes weigh: all of them, and the tables that only serve search. */
function compareGroup(file: string) {
  const db = new Sqlite(file, { readonly: true });
  const pages = db
    .prepare(
      `select s.type, s.tbl_name as owner, sum(d.pgsize) as bytes from dbstat d join sqlite_master s on s.name = d.name group by 1, 2`,
    )
    .all() as { type: string; owner: string; bytes: number }[];
  const forSearch = new Set(['client_names', 'name_words', 'name_forms']);
  const sum = (which: (page: (typeof pages)[number]) => boolean) =>
    pages.filter(which).reduce((all, { bytes }) => all + bytes, 0);
  const all = statSync(file).size;
  const part = (bytes: number) => `${Math.round(bytes / 1e6)} MB, ${((100 * bytes) / all).toFixed(1)} %`;
  say(`\nDatabase ${Math.round(all / 1e6)} MB; indexes ${part(sum(({ type }) => type === 'index'))};`);
  say(
    `with the tables that serve search alone ${part(sum(({ type, owner }) => type === 'index' || forSearch.has(owner)))}`,
  );
  db.close();
}

/** What adding one client costs, each on disk, beside the same rows in tables without an index. The people stay there. */
async function additions(db: Database, viewer: Viewer) {
  const indexed: number[] = [];
  const bare: number[] = [];
  await db.write(async (tx) => {
    for (const table of ['clients', 'enrolments', 'changes'])
      await tx.run(`create table if not exists bare_${table} as select * from ${table} where false`);
  });
  for (const household of households(400, Date.now() & 0xffff, 40))
    for (const made of household) {
      const { home, ...rest } = made;
      const someone = personal({ ...rest, ...home, undeliverable: '' });
      const beginning = { at: 1, today: '2026-11-22', chartNumber: made.enrolments[0]?.chartNumber ?? '' };
      const began = performance.now();
      const id = await db.write((tx) => enterClient(tx, viewer, someone, beginning));
      indexed.push(performance.now() - began);
      const again = performance.now();
      await db.write(async (tx) => {
        await tx.run(`insert into bare_clients select * from clients where id = ${id}`);
        for (const table of ['enrolments', 'changes'])
          await tx.run(`insert into bare_${table} select * from ${table} where client_id = ${id}`);
      });
      bare.push(performance.now() - again);
    }
  await db.write(async (tx) => {
    for (const table of ['clients', 'enrolments', 'changes']) await tx.run(`drop table bare_${table}`);
  });
  say(
    `Adding a client takes ${at(indexed, 0.5).toFixed(2)} ms at the median, ${at(indexed, 0.99).toFixed(2)} at the 99th percentile; the same rows without an index ${at(bare, 0.5).toFixed(2)} and ${at(bare, 0.99).toFixed(2)}`,
  );
}
