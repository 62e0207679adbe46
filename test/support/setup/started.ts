import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { start, usualLimits } from '../../../src/start.js';
import { Browser } from '../app.js';
import { engine } from '../engine/engine.js';
import { settingsAt } from './served.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** The real start, in this process, over a copy of the demonstration; it ends with the test. */
export async function startServer(env: Record<string, string> = {}, limits: Partial<typeof usualLimits> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'titer-started-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyFileSync(inject('planted'), join(folder, 'titer.db'));
  const port = await freePort();
  const lines: string[] = [];
  const database = await engine.addressOf?.('planted');
  const settings = database ? await settingsAt(database, folder) : {};
  const config = readConfig({ DATA_DIR: folder, PORT: String(port), BACKUP_KEEP: '0', ...settings, ...env });
  const stop = await start(config, (text) => void lines.push(text), { ...usualLimits, ...limits });
  onTestFinished(stop);
  const url = `http://127.0.0.1:${port}`;
  return { url, port, lines, open: () => new Browser((to, init) => fetch(url + to, { ...init, redirect: 'manual' })) };
}
