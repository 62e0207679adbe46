// npm run bench -- box --clients 1000000: strings as staff type them into the search box: how many lead to the person
// among the first five, and how long they take.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openFile } from '../../../src/db/open.js';
import { searchBox } from '../../../src/db/search/box-search.js';
import { readBox } from '../../../src/domain/matching/box-reading.js';
import { at, say } from '../figures.js';
import { makeRegistry, nora } from '../registry.js';
import { boxStrings } from './box-strings.js';

const wanted = { found: 0.97, median: 3, p99: 10 };

type Asked = { kind: string; text: string; ms: number; found: boolean };

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: 'string', default: '100000' },
      strings: { type: 'string', default: '2000' },
      folder: { type: 'string', default: join(tmpdir(), 'titer-bench') },
      missed: { type: 'boolean', default: false },
    },
  });
  const folder = join(values.folder, `search-${values.clients}-1`);
  const file = join(folder, 'titer.db');
  if (!existsSync(file)) await makeRegistry(folder, Number(values.clients), 1);
  const db = await openFile(file);
  const viewer = await nora(db);
  const strings = boxStrings(file, Number(values.strings), viewer.organization.id);
  const asked: Asked[] = [];
  for (const [i, { kind, text, wanted }] of [...strings.slice(0, 300), ...strings].entries()) {
    const times: number[] = [];
    let found = false;
    for (let turn = 0; turn < 3; turn += 1) {
      const began = performance.now();
      const result = await searchBox(db.read, viewer, readBox(text, '2026-11-26'));
      times.push(performance.now() - began);
      found = (result?.found ?? []).slice(0, 5).some(({ clientId }) => clientId === wanted);
    }
    // The first ones warm up.
    if (i >= 300) asked.push({ kind, text, ms: times.sort((a, b) => a - b)[1] ?? 0, found });
  }
  db.close();
  say(`${values.clients} clients, ${asked.length} strings, each asked three times, the middle counted`);
  say(
    `${''.padEnd(36)}${'strings'.padStart(8)}${'median'.padStart(9)}${'99th'.padStart(9)}${'first 5'.padStart(10)}   (ms)`,
  );
  for (const [kind, list] of Map.groupBy(asked, ({ kind }) => kind)) line(kind, list);
  const { share, median, p99 } = line('all', asked);
  if (values.missed) for (const { text, kind, found } of asked) if (!found) say(`  ${kind}: ${text}`);
  if (share < wanted.found || median > wanted.median || p99 > wanted.p99) process.exitCode = 1;
}

function line(name: string, list: readonly Asked[]) {
  const times = list.map(({ ms }) => ms);
  const share = list.filter(({ found }) => found).length / list.length;
  const [median, p99] = [at(times, 0.5), at(times, 0.99)];
  const figures = [median, p99].map((ms) => ms.toFixed(2).padStart(9)).join('');
  say(`${name.padEnd(36)}${String(list.length).padStart(8)}${figures}${(100 * share).toFixed(1).padStart(8)} %`);
  return { share, median, p99 };
}
