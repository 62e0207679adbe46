import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../db/engine/database.js';
import { type AuditRow, headText, type Link, loadAnchor } from '../db/operations/audit-chain.js';
import { lastOlderThan, removeAuditThrough } from '../db/operations/audit-removal.js';
import { rowsAfter, verifyAudit } from '../db/operations/audit-verify.js';
import { readDay, startOf } from '../domain/time/day.js';
import { writeCsv } from '../exchange/csv/write.js';
import { occasion } from './accounts.js';
import { type Call, refuse, succeed, textOption, Unusable, type Verb } from './verb.js';

type ChainedRow = AuditRow & { readonly hash: string };

const auditVerify: Verb = {
  name: 'audit verify',
  usage: 'audit verify [--head ROW:HASH]',
  description:
    'check that no row of the audit log was changed, removed or put in, up to a head that was kept elsewhere; names the first bad row',
  words: 0,
  options: { head: { type: 'string' } },
  async run(call) {
    const kept = headOption(call);
    const { rows, head, bad } = await verifyAudit((await call.open()).read, kept);
    const good = `${rows.toLocaleString('en-US')} rows`;
    if (bad) return { status: 1, text: `Row ${bad.row} of the audit log: ${bad.fault} ${good} before it are right.\n` };
    return succeed(`${good} of the audit log are as they were written. Head: ${headText(head)}`);
  },
};

/** Nothing younger is removed: laws ask for years, and what is asked about is recent. */
const leastDays = 365;

const headers = [
  'Row',
  'When (UTC)',
  'User',
  'Organization',
  'Action',
  'MIIC ID',
  'Details',
  'Network address',
  'Hash',
];

const auditRemove: Verb = {
  name: 'audit remove-before',
  usage: 'audit remove-before DAY FILE',
  description:
    'write the rows of the audit log before a day, a year ago or longer, into a CSV file, and then remove them; the chain goes on from the last of them',
  words: 2,
  options: {},
  async run({ words: [typed = '', file = ''], open, config }) {
    const { timeZone } = config();
    const { at } = occasion();
    const day = readDay(typed);
    if (!day) throw new Unusable(`"${typed}" is no day: 2020-01-01.`);
    const before = startOf(day, timeZone);
    if (before > at - leastDays * 24 * 60 * 60_000) return refuse('Only rows that are a year old may be removed.');
    const db = await open();
    const { bad } = await verifyAudit(db.read);
    if (bad) return refuse(`Row ${bad.row} of the audit log: ${bad.fault} Nothing was removed.`);
    const last = await lastOlderThan(db.read, before);
    const anchor = (await loadAnchor(db.read))?.id ?? 0;
    if (last <= anchor) {
      // Of a run that was broken off after they were written.
      const rest = anchor > 0 ? await removeAuditThrough(db, anchor, at) : 0;
      return rest > 0
        ? succeed(`${rest} rows that were written into a file before were removed.`)
        : refuse(`No row is from before ${typed}.`);
    }
    const written = await exportThrough(db, last, file);
    const removed = await removeAuditThrough(db, last, at);
    return succeed(`${written} rows are in ${file}, and ${removed} were removed: all up to row ${last}.`);
  },
};

export const auditVerbs: readonly Verb[] = [auditVerify, auditRemove];

/** Writes the rows up to one into a file of its owner's alone, which must not be there; how many, once they are on disk. */
async function exportThrough(db: Database, last: number, file: string): Promise<number> {
  const to = openSync(file, 'wx', 0o600);
  try {
    let [after, rows] = [(await loadAnchor(db.read))?.id ?? 0, 0];
    writeSync(to, writeCsv([headers]));
    while (after < last) {
      const page = (await rowsAfter(db.read).all({ after })).filter(({ id }) => id <= last);
      writeSync(to, writeCsv(page.map(cellsOf)));
      after = page.at(-1)?.id ?? last;
      rows += page.length;
      await nextTurn();
    }
    fsyncSync(to);
    return rows;
  } finally {
    closeSync(to);
  }
}

function cellsOf({ id, at, userId, organizationId, action, clientId, detail, address, hash }: ChainedRow): string[] {
  const numbers = [userId, organizationId].map((number) => String(number ?? ''));
  return [String(id), new Date(at).toISOString(), ...numbers, action, String(clientId ?? ''), detail, address, hash];
}

/** The head that was kept, where one is given. Throws Unusable where it is none. */
function headOption({ options }: Call): Link | undefined {
  const typed = textOption(options, 'head');
  if (typed === '') return undefined;
  const [, id, hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(typed) ?? [];
  if (!id) throw new Unusable(`"${typed}" is no head: --head 1234:… as the log and the screen show it.`);
  return { id: Number(id), hash };
}
