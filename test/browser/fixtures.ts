// What every browser test stands on: a server of its own, and a browser that must stay quiet.
import { test as base, expect } from '@playwright/test';
import { ownDatabases } from '../support/setup/own-databases.js';
import { Host, Registry, type Start } from '../support/setup/registry.js';

/** What Chromium says by itself of pages that are as they should be. */
const usual = [
  /^Failed to load resource: the server responded with a status of [45]\d\d/,
  /^Autofocus processing was blocked/,
  /^Clear-Site-Data header on /,
];

type Fixtures = {
  /** That the server has a process of its own, for tests that stop or kill it. */
  ownProcess: boolean;
  /** A server with the demonstration, as fresh as after the first start. */
  registry: Registry;
};

/** Where the run is on PostgreSQL, the databases of this worker. */
const databases = process.env.TITER_SERVER ? ownDatabases(process.env.TITER_SERVER) : undefined;

/** A further server, with settings of its own, in a process of its own unless a host is named. */
export async function startRegistry(settings: Readonly<Record<string, string>>, startIn?: Start): Promise<Registry> {
  return Registry.copyOf(process.env.TITER_TEMPLATE ?? '', settings, startIn, await databases?.copyOf('planted'));
}

export const test = base.extend<Fixtures, { host: Host }>({
  host: [
    // biome-ignore lint/correctness/noEmptyPattern: playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const host = new Host();
      await use(host);
      host.stop();
      await databases?.dropAll();
    },
    { scope: 'worker' },
  ],

  ownProcess: [false, { option: true }],

  registry: async ({ host, ownProcess }, use) => {
    const registry = await startRegistry({}, ownProcess ? undefined : host.start);
    await use(registry);
    expect(await registry.remove(), 'what the server complained of').toBe('');
  },

  baseURL: ({ registry }, use) => use(registry.url),

  /** A page error, a violation of the content security policy or any other line on the console fails the test. */
  context: async ({ context }, use) => {
    const noise: string[] = [];
    context.on('weberror', (error) => noise.push(String(error.error())));
    context.on('console', (message) => {
      if (!usual.some((line) => line.test(message.text()))) noise.push(`${message.type()}: ${message.text()}`);
    });
    await use(context);
    expect(noise, 'what the browser complained of').toEqual([]);
  },
});

export { expect };
