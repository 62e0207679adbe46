// The drill: a registry in use is backed up, its disk fails, the backup is restored, and everything of its moment is there.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { Browser } from '../support/app.js';
import { ofSqliteAlone } from '../support/engine/engine.js';
import { Registry } from '../support/setup/registry.js';

ofSqliteAlone('Backups of the file, which PostgreSQL has other means for.');

const folder = mkdtempSync(join(tmpdir(), 'titer-drill-'));
const registry = new Registry(join(folder, 'data'));
afterAll(async () => {
  await registry.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** As the operator runs it, while the server goes on. */
async function titer(...args: string[]) {
  const env = { PATH: process.env.PATH, DATA_DIR: registry.dataDir };
  const child = spawn(process.execPath, ['dist/cli/titer.js', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk));
  const [status] = await once(child, 'close');
  return { status, text };
}

const nora = () => new Browser((to, init) => fetch(registry.url + to, { ...init, redirect: 'manual' })).logIn('nora');
const path = `/clients/${people.rainbowBright}`;
const phoneNow = async () => /name="phone"[^>]* value="([^"]*)"/.exec((await (await nora()).get(path)).text)?.[1];

// Before a release: three commands and two starts take as long as a hundred other tests. backup.test.ts tries the same verbs each day.
test('backed up beside the server, damaged, restored: all of the backup’s moment is there', async ({ skip }) => {
  skip(!process.env.TEST_ALL, 'Before a release: npm run test:all.');
  mkdirSync(registry.dataDir);
  copyFileSync(inject('planted'), join(registry.dataDir, 'titer.db'));
  await registry.start();
  const browser = await nora();
  await browser.submit(path, { phone: '218-555-0111' }, 'do.save');
  const backup = join(folder, 'copy.db');
  expect(await titer('backup', backup)).toMatchObject({ status: 0 });
  await browser.submit(path, { phone: '218-555-0222' }, 'do.save');
  expect(await phoneNow()).toBe('218-555-0222');

  expect(await titer('restore', backup, '--yes')).toMatchObject({
    status: 2,
    text: expect.stringContaining('Stop it'),
  });
  expect(await phoneNow()).toBe('218-555-0222');
  await registry.stop();
  truncateSync(join(registry.dataDir, 'titer.db'), 40_960);
  registry.forget();
  await expect(registry.start()).rejects.toThrow(/damaged/);
  expect(await titer('restore', backup, '--yes')).toMatchObject({ status: 0 });
  registry.forget();
  await registry.start();
  expect((await browser.get('/')).location).toBe('/login');
  expect(await phoneNow()).toBe('218-555-0111');
}, 120_000);
