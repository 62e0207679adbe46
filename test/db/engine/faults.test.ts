import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { isLost, tellFault } from '../../../src/db/engine/faults.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { openEmpty } from '../../support/empty.js';
import { onPostgresql } from '../../support/setup/postgresql.js';

test('what is told of a fault has no value of the query that failed, and nothing of a text that could not be read', async () => {
  const db = openEmpty();
  const row = { code: 'X', name: 'Rainbow Bright', type: '2016-02-16' as never };
  const query = await db.write((tx) => tx.insert(organizations).values(row).run()).catch((error: Error) => error);
  // Drizzle names the whole query, with what stands in it; PostgreSQL the row.
  const raw = await db.write((tx) => tx.run(sql.raw("select 'Rainbow' from nowhere"))).catch((error: Error) => error);
  expect(onPostgresql ? (query as { detail?: string }).detail : (raw as Error).message).toContain('Rainbow');
  let text: unknown;
  try {
    JSON.parse('Rainbow Bright');
  } catch (error) {
    text = error;
  }
  for (const fault of [query, raw, text]) {
    expect(JSON.stringify(tellFault(fault))).not.toMatch(/Rainbow|2016/);
    expect(tellFault(fault).message).not.toBe('');
    expect(tellFault(fault).stack).toMatch(/^ {4}at /);
  }
  expect(tellFault(query).message).toMatch(/check constraint/i);
});

test.each([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'timeout expired',
])('a connection that broke is lost, and what was asked is asked again: %s', (message) => {
  expect(isLost(new Error(message))).toBe(true);
});
