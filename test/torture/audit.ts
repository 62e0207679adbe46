// npm run torture -- audit [rows]: how long `titer audit verify` takes for ten million rows, in a file that is made for it and is
// gone afterwards (some 2 GB for a while).
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openFile } from '../../src/db/open.js';
import { hashOf } from '../../src/db/operations/audit-chain.js';
import { verifyAudit } from '../../src/db/operations/audit-verify.js';
import { say } from '../load/figures.js';

const wantedSeconds = 60;
const perTransaction = 100_000;

/** Fills a log as a registry does in some years: three views for each search and login. */
function fill(file: string, rows: number): void {
  const db = new Sqlite(file);
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  const insert = db.prepare(
    'insert into audit (id, at, user_id, organization_id, action, client_id, detail, address, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  let hash = '';
  const add = db.transaction((from: number, to: number) => {
    for (let id = from; id <= to; id += 1) {
      const action = ['view client', 'list client', 'view immunizations', 'search'][id % 4] ?? '';
      const clientId = action === 'search' ? null : (id * 7919) % 1_000_003;
      const row = {
        id,
        at: 1_700_000_000_000 + id * 2000,
        userId: id % 300,
        organizationId: id % 40,
        action,
        clientId,
      };
      const all = { ...row, detail: action === 'search' ? 'last name, birth date' : '', address: `10.0.${id % 40}.7` };
      hash = hashOf(hash, all);
      insert.run(id, all.at, all.userId, all.organizationId, action, clientId, all.detail, all.address, hash);
    }
  });
  for (let from = 1; from <= rows; from += perTransaction) add(from, Math.min(from + perTransaction - 1, rows));
  db.close();
}

/** Measures and prints; exits with 1 where the figure is not held. */
export async function verifyAuditOf(rows: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'titer-audit-'));
  try {
    const file = join(folder, 'titer.db');
    (await openFile(file)).close();
    fill(file, rows);
    const db = await openFile(file);
    const cpu = process.cpuUsage();
    const began = performance.now();
    const verified = await verifyAudit(db.read);
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    db.close();
    if (verified.rows !== rows || verified.bad) throw new Error(`Verified ${verified.rows} of ${rows} rows.`);
    const size = `${(statSync(file).size / 1e6).toFixed(0)} MB`;
    const least = (wantedSeconds * rows) / 10_000_000;
    say(
      `${rows} rows, ${size}: verified in ${seconds.toFixed(1)} s (${least}), ${((user + system) / 1e6).toFixed(1)} s of a processor`,
    );
    if (seconds > least) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
