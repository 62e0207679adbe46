import { defineConfig } from '@playwright/test';
import { findChromium } from './test/support/setup/chromium.js';
import { missingPostgresql, onPostgresql } from './test/support/setup/postgresql.js';

const executablePath = findChromium();

/** Before a release everything runs: `npm run test:all` (docs/testing.md). */
const all = process.env.TEST_ALL === '1';

/** Screens with no script of their own: each day the plain browser of the unit run takes them (docs/testing.md). */
const withoutOwnScripts = ['help-desk.journey.ts', 'audit.journey.ts', 'schedules.journey.ts', 'logging-in.journey.ts'];

/** Those that need scripts to look at a page, and those that bring their own browser. */
const inOneProject = ['accessibility.spec.ts', 'idle.spec.ts', 'nu.spec.ts', 'w3m.spec.ts'];

/** Where PostgreSQL is wanted and missing, nothing runs. */
const missing = onPostgresql && missingPostgresql;
if (missing) process.stdout.write(`Skipped: ${missing}\n`);

export default defineConfig({
  testDir: 'test',
  testMatch: missing ? [] : ['browser/*.spec.ts', 'journeys/*.journey.ts'],
  outputDir: 'test-results',
  ...(!missing && { globalSetup: './test/support/setup/template.ts' }),
  fullyParallel: true,
  workers: 3,
  // A test that fails now and then is a fault, and found at once.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['./test/support/setup/slowest.ts']],
  // Machines are noisy: waiting long costs nothing where all is well.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    browserName: 'chromium',
    timezoneId: 'America/Chicago',
    locale: 'en-US',
    trace: 'off',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        // Otherwise a closed network refuses Chromium's own connections, many at a time.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'with scripts',
      use: { javaScriptEnabled: true },
      // Before a release alone: what the unit run takes each day in its own way (docs/testing.md).
      ...(!all && { testIgnore: ['w3m.spec.ts', ...withoutOwnScripts], grepInvert: /@release/ }),
    },
    {
      name: 'without scripts',
      use: { javaScriptEnabled: false },
      testIgnore: inOneProject,
      // Each day those that only a browser can prove; all journeys are taken without scripts in the unit run as well.
      ...(!all && { grep: /@no-scripts/ }),
    },
  ],
});
