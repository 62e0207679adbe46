// Journeys in the unit run: the product in this process, on a data folder and a port of its own, and a browser without scripts.
import { test as base, expect as expectOfVitest, inject } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { start } from '../../../src/start.js';
import type { test as ofPlaywright } from '../../browser/fixtures.js';
import { engine } from '../engine/engine.js';
import { Registry, type Start } from '../setup/registry.js';
import { matchers } from './matchers.js';
import { aBrowser, PlainContext, type PlainPage } from './page.js';

expectOfVitest.extend(matchers);
export const expect = expectOfVitest;

/** Whatever ends it, it ends in order: that a kill loses nothing is shown with a process of its own, in the browser. */
const inThisProcess: Start = (env, hear, gone) => {
  const running = start(readConfig(env), hear);
  running.catch((error) => gone(`${error}`));
  return { end: async () => (await running)() };
};

export async function startRegistry(settings: Readonly<Record<string, string>> = {}): Promise<Registry> {
  return Registry.copyOf(inject('plantedToday'), settings, inThisProcess, await engine.addressOf?.('today'));
}

type Fixtures = {
  registry: Registry;
  browser: typeof aBrowser;
  page: PlainPage;
  javaScriptEnabled: boolean;
};

const withFixtures = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from this pattern
  registry: async ({}, use) => {
    const registry = await startRegistry();
    await use(registry);
    expect(await registry.remove(), 'what the server complained of').toBe('');
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from this pattern
  browser: async ({}, use) => {
    await use(aBrowser);
  },
  page: async ({ registry }, use) => {
    await use(await new PlainContext(registry.url).newPage());
  },
  javaScriptEnabled: false,
});

/** What a test file says of the browser alone. */
const besides = {
  use: () => undefined,
  describe: (_: string, body: () => void) => body(),
  slow: () => undefined,
  setTimeout: () => undefined,
  step: (_: string, take: () => unknown) => take(),
};

// Everything that journeys use of playwright is here or fails them.
export const test = Object.assign(
  (title: string, ...rest: [...unknown[], (fixtures: Fixtures) => Promise<void>]) =>
    withFixtures(title, { timeout: 120_000 }, rest.at(-1) as never),
  besides,
) as unknown as typeof ofPlaywright;
