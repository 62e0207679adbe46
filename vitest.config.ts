import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { slowestUnitTests } from './test/support/setup/slowest.js';

export default defineConfig({
  resolve: {
    alias: { '@node-rs/argon2': fileURLToPath(new URL('test/support/setup/cheap-argon2.ts', import.meta.url)) },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}', 'test/journeys/*.journey.ts'],
    setupFiles: ['test/support/setup/quiet.ts', 'test/support/setup/plans.ts'],
    globalSetup: ['test/support/setup/planted.ts'],
    reporters: ['default', slowestUnitTests],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The product is loaded once a worker, not once a file: files share its modules, and leave nothing behind in them.
    isolate: false,
    // One for each processor: left alone, vitest leaves one of them idle.
    maxWorkers: '100%',
  },
});
