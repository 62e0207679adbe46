import { defineConfig } from '@playwright/test';
import { findChromium } from './test/support/chromium.js';

const executablePath = findChromium();

/** Those that need scripts to look at a page, and those that bring their own browser. */
const inOneProject = ['accessibility.spec.ts', 'idle.spec.ts', 'nu.spec.ts', 'w3m.spec.ts'];

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './test/support/template.ts',
  fullyParallel: true,
  workers: 2,
  // A second try on a loaded machine; the report names every test that needed it.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
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
    { name: 'with scripts', use: { javaScriptEnabled: true } },
    { name: 'without scripts', use: { javaScriptEnabled: false }, testIgnore: inOneProject },
  ],
});
