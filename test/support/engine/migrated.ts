// A server of PostgreSQL for the tests of one file, with the tables of the product and nothing in them.
import { afterAll, beforeAll, test } from 'vitest';
import { migrateAt } from '../../../src/db/engine/postgresql-migrate.js';
import { missingPostgresql, startPostgresql } from '../setup/postgresql.js';

export const ofPostgresql = test.skipIf(missingPostgresql);

/** Starts it before the tests of the file, where it is installed, and ends it after them. Answers the address of its database. */
export function migrated(): () => string {
  let server: Awaited<ReturnType<typeof startPostgresql>>;
  beforeAll(async () => {
    if (missingPostgresql) return;
    server = await startPostgresql();
    await migrateAt(server.url('postgres'), 'src/db/migrations/postgresql');
  }, 60_000);
  afterAll(() => server?.stop());
  return () => server.url('postgres');
}
