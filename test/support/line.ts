import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { serve } from '@hono/node-server';
import { onTestFinished } from 'vitest';
import { type App, Browser } from './app.js';

/** The port that a server listens on. */
export const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** The application behind a real HTTP server of its own, until the test ends: its port. */
export async function listen(registry: App): Promise<number> {
  const server = serve({ fetch: registry.app.fetch, port: 0, hostname: '127.0.0.1' }) as unknown as Server;
  if (!server.listening) await once(server, 'listening');
  onTestFinished(() => void server.close());
  return portOf(server);
}

/** A browser at a port. */
export const at = (port: number) =>
  new Browser((path, init) =>
    fetch(`http://127.0.0.1:${port}${path}`, { ...init, redirect: 'manual', keepalive: false }),
  );
