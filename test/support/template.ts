// Before the browser tests: builds the product, and lets it plant the demonstration once, in a folder that every test's
// server starts from a copy of.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from './registry.js';

export default async function setup() {
  const { folder, remove } = await plantTemplate();
  process.env.TITER_TEMPLATE = folder;
  return remove;
}

/** A data folder with the demonstration in it and nothing running on it. */
export async function plantTemplate() {
  execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'titer-template-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const registry = new Registry(folder);
  await registry.start();
  await registry.stop();
  return { folder, remove };
}
