import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { missingPostgresql, onPostgresql } from './test/support/setup/postgresql.js';
import { slowestUnitTests } from './test/support/setup/slowest.js';

/** Where PostgreSQL is wanted and missing, nothing runs. */
const missing = onPostgresql && missingPostgresql;
if (missing) process.stdout.write(`Skipped: ${missing}\n`);

export default defineConfig({
  resolve: {
    alias: { '@node-rs/argon2': fileURLToPath(new URL('test/support/setup/cheap-argon2.ts', import.meta.url)) },
  },
  test: {
    include: missing ? [] : ['test/**/*.test.{ts,tsx}', 'test/journeys/*.journey.ts'],
    passWithNoTests: Boolean(missing),
    setupFiles: ['test/support/setup/quiet.ts', 'test/support/setup/plans.ts', 'test/support/engine/ends.ts'],
    globalSetup: ['test/support/setup/planted.ts'],
    reporters: ['default', slowestUnitTests],
    testTimeout: onPostgresql ? 120_000 : 30_000,
    hookTimeout: 30_000,
    // The product is loaded once a worker, not once a file: files share its modules, and leave nothing behind in them.
    isolate: false,
    // One for each processor: left alone, vitest leaves one of them idle.
    maxWorkers: '100%',
  },
});
