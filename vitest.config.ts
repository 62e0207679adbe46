import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/support/quiet.ts', 'test/support/plans.ts'],
    globalSetup: ['test/support/planted.ts'],
    testTimeout: 30_000,
    // One for each processor: left alone, vitest leaves one of them idle.
    maxWorkers: '100%',
  },
});
