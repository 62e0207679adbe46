// The audit log is appended to and nothing else, and whoever gets round that with another SQLite client is found (A6).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../../src/db/engine/database.js';
import { openFile } from '../../../src/db/open.js';
import { trace, traceAll } from '../../../src/db/operations/audit.js';
import { auditHead, headText } from '../../../src/db/operations/audit-chain.js';
import { removeAuditThrough } from '../../../src/db/operations/audit-removal.js';
import { verifyAudit } from '../../../src/db/operations/audit-verify.js';
import { audit } from '../../../src/db/schema/operations.js';
import { openEmpty } from '../../support/empty.js';
import { noteLast, tampered } from '../../support/engine/tampered.js';
import { onPostgresql } from '../../support/setup/postgresql.js';
import '../../support/setup/chance.js';

/** A log of so many rows. */
async function logOf(rows: number): Promise<Database> {
  const db = openEmpty();
  await db.write((tx) =>
    traceAll(
      tx,
      undefined,
      Array.from({ length: rows }, (_, i) => ({
        ...{ at: 1_795_666_296_256 + i, action: 'view client' as const, address: '127.0.0.1' },
        ...(i % 3 > 0 && { clientId: i }),
        detail: i % 2 ? `row ${i}` : '',
      })),
    ),
  );
  return db;
}

/** What only SQLite has words for. */
const replacements = [
  sql`update or replace audit set id = 2 where id = 3`,
  sql`replace into audit (id, at, action, hash) values (2, 1, 'login', 'x')`,
];

const badRow = async (db: Database, kept?: { id: number; hash: string }) => (await verifyAudit(db.read, kept)).bad?.row;
const rowsOf = (db: Database) => db.read.select().from(audit).orderBy(audit.id).all();

test('no statement changes, deletes or replaces a row', async () => {
  const db = await logOf(3);
  for (const statement of [
    sql`update audit set detail = 'x' where id = 2`,
    sql`update audit set hash = '' where id = 2`,
    sql`delete from audit where id = 1`,
    sql`delete from audit`,
    sql`insert into audit (id, at, action) values (2, 1, 'x') on conflict (id) do update set at = 1`,
    sql`insert into audit_anchors (at, row_id, hash) values (1, 2, 'x')`,
    ...(onPostgresql ? [] : replacements),
  ])
    await expect(db.write((tx) => tx.run(statement))).rejects.toThrow(
      expect.objectContaining({ code: onPostgresql ? 'P0001' : 'SQLITE_CONSTRAINT_TRIGGER' }),
    );
  expect(await rowsOf(db)).toHaveLength(3);
  expect(await verifyAudit(db.read)).toEqual({ rows: 3, head: await auditHead(db.read) });
});

test('a log with nothing in it is as it was written', async () => {
  expect(await verifyAudit(openEmpty().read)).toEqual({ rows: 0, head: { id: 0, hash: '' } });
});

const columns = ['at', 'user_id', 'organization_id', 'action', 'client_id', 'detail', 'address', 'hash'] as const;
const numbers = ['at', 'user_id', 'organization_id', 'client_id'] as const;

test('whichever row is changed in whichever column, it is the first bad one', async () => {
  const db = await logOf(40);
  const rows = await rowsOf(db);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...columns),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 2 ** 53 - 1 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.boolean(),
      async (column, id, number, text, isNull) => {
        const nullable = ['user_id', 'organization_id', 'client_id'].includes(column);
        const value = (numbers as readonly string[]).includes(column)
          ? isNull && nullable
            ? 'null'
            : String(number)
          : `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`;
        const other = await tampered(db, `update audit set ${column} = ${value} where id = ${id}`);
        const isSame = JSON.stringify(await rowsOf(other)) === JSON.stringify(rows);
        expect(await badRow(other)).toBe(isSame ? undefined : id);
        other.close();
      },
    ),
    { numRuns: 100 },
  );
});

test('whichever rows are removed, put in, doubled or exchanged, the first of them is named', async () => {
  const db = await logOf(40);
  const kept = await auditHead(db.read);
  const row = fc.integer({ min: 1, max: 40 });
  await fc.assert(
    fc.asyncProperty(row, row, async (one, two) => {
      const [low, high] = [Math.min(one, two), Math.max(one, two)];
      const without = await tampered(db, `delete from audit where id between ${low} and ${high}`);
      expect(await badRow(without, onPostgresql ? kept : undefined)).toBe(low);
      // The numbers closed up again.
      const closed = await tampered(
        db,
        `delete from audit where id = ${low}`,
        `update audit set id = -id where id > ${low}`,
        'update audit set id = -id - 1 where id < 0',
        ...noteLast(39),
      );
      expect(await badRow(closed, kept)).toBe(low);
      const columns = 'at, user_id, organization_id, action, client_id, detail, address, hash';
      const doubled = await tampered(
        db,
        `update audit set id = -id where id > ${low}`,
        'update audit set id = 1 - id where id < 0',
        `insert into audit (id, ${columns}) select ${low} + 1, ${columns} from audit where id = ${low}`,
      );
      expect(await badRow(doubled)).toBe(low + 1);
      if (low === high) return;
      const exchanged = await tampered(
        db,
        `update audit set id = -1 where id = ${low}`,
        `update audit set id = ${low} where id = ${high}`,
        `update audit set id = ${high} where id = -1`,
      );
      expect(await badRow(exchanged)).toBe(low);
    }),
    { numRuns: 25 },
  );
});

test('an end that was cut off is found by the numbers that were given, or by a head that was kept', async () => {
  const db = await logOf(10);
  const kept = await auditHead(db.read);
  const cut = 'delete from audit where id > 7';
  expect(await badRow(await tampered(db, cut))).toBe(onPostgresql ? undefined : 8);
  const hidden = await tampered(db, cut, ...noteLast(7));
  expect(await badRow(hidden)).toBeUndefined();
  expect(await badRow(hidden, kept)).toBe(8);
  // Rows that came after do not stand for them.
  await hidden.write((tx) => traceAll(tx, undefined, Array(5).fill({ at: 5, action: 'login' })));
  expect(await badRow(hidden)).toBeUndefined();
  expect(await badRow(hidden, kept)).toBe(10);
  expect(await badRow(db, kept)).toBeUndefined();
});

test('the oldest rows are removed by one verb, which leaves an anchor and a row; the rest still stands', async () => {
  const db = await logOf(12_000);
  const kept = await auditHead(db.read);
  const at11 = (await rowsOf(db))[10];
  expect(await removeAuditThrough(db, 11_000, 99)).toBe(11_000);
  expect(await rowsOf(db)).toHaveLength(1001);
  expect((await rowsOf(db)).at(-1)).toMatchObject({ id: 12_001, action: 'remove audit rows', at: 99 });
  expect(await badRow(db, kept)).toBeUndefined();
  await expect(verifyAudit(db.read, { id: 11, hash: at11?.hash ?? '' })).rejects.toThrow('row 11, which was removed');
  expect(await badRow(await tampered(db, 'delete from audit where id = 11001'))).toBe(11_001);
  expect(await badRow(await tampered(db, "update audit_anchors set hash = 'x'"))).toBe(11_001);
  expect(await badRow(await tampered(db, 'delete from audit_anchors'))).toBe(1);
  await expect(removeAuditThrough(db, 20_000, 99)).rejects.toThrow('no row 20000');
  // Once more does nothing; all of them leave one row, which tells of it.
  expect(await removeAuditThrough(db, 11_000, 100)).toBe(0);
  expect(await removeAuditThrough(db, 12_001, 101)).toBe(1001);
  expect((await rowsOf(db)).map(({ id }) => id)).toEqual([12_002]);
  expect(await badRow(db)).toBeUndefined();
});

test('rows that were removed under an anchor of which no row tells are named', async () => {
  const db = await logOf(10);
  const hash = (await rowsOf(db))[4]?.hash;
  const forged = await tampered(
    db,
    `insert into audit_anchors (at, row_id, hash) values (1, 5, '${hash}')`,
    'delete from audit where id <= 5',
  );
  expect(await verifyAudit(forged.read)).toMatchObject({
    bad: { row: 5, fault: expect.stringContaining('no row tells') },
  });
});

test('the log of a release that did not chain is chained when the file is opened, also where that was broken off', async ({
  skip,
}) => {
  skip(onPostgresql, 'A file of an earlier release: none was on PostgreSQL.');
  const folder = mkdtempSync(join(tmpdir(), 'titer-chain-'));
  const file = join(folder, 'titer.db');
  try {
    (await openFile(file)).close();
    const old = new Sqlite(file);
    old.exec(`insert into audit (at, action, detail)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 11000) select i, 'login', 'é ' || i from n`);
    const rows = old.prepare('select id, at, action, detail from audit').all();
    const opened = await openFile(file);
    expect(await verifyAudit(opened.read)).toMatchObject({ rows: 11_000, head: { id: 11_000 } });
    const head = headText(await auditHead(opened.read));
    opened.close();
    // As a start that is broken off leaves it.
    old.exec("drop trigger audit_is_not_changed; update audit set hash = '' where id > 5700");
    const again = await openFile(file);
    expect(headText(await auditHead(again.read))).toBe(head);
    await again.write((tx) => trace(tx, undefined, { at: 1, action: 'logout' }));
    expect(await verifyAudit(again.read)).toMatchObject({ rows: 11_001 });
    again.close();
    expect(old.prepare('select id, at, action, detail from audit where id <= 11000').all()).toEqual(rows);
    old.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
