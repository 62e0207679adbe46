// Several app processes on one database of PostgreSQL, as they run on several machines that share link.key and the files of imports.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../src/db/engine/database.js';
import { serve } from '../../../src/db/engine/postgresql.js';
import { Browser } from '../../support/app.js';
import { Registry } from '../../support/setup/registry.js';
import { makeCheap } from '../../support/setup/template.js';

export type Registries = {
  readonly all: readonly Registry[];
  /** The same database, beside them. */
  readonly db: Database;
  readonly dataDir: string;
  /** Ends them. The answer is what they said beside their greetings. */
  readonly remove: () => Promise<string>;
};

/** @param url of an empty database, in which the first of them plants the demonstration */
export async function startRegistries(
  url: string,
  count: number,
  settings: Readonly<Record<string, string>>,
): Promise<Registries> {
  execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
  const dataDir = mkdtempSync(join(tmpdir(), 'titer-machines-'));
  const all = Array.from(
    { length: count },
    () => new Registry(dataDir, { DATABASE_URL: url, TRUSTED_PROXIES: '127.0.0.1', BACKUP_KEEP: '0', ...settings }),
  );
  for (const registry of all) await registry.start();
  const db = serve({ url });
  await makeCheap((body) => db.write(body));
  return {
    all,
    db,
    dataDir,
    async remove() {
      for (const registry of all) await registry.stop();
      db.close();
      rmSync(dataDir, { recursive: true });
      return all.map((registry) => registry.forget()).join('');
    },
  };
}

let machines = 0;

/** Somebody at an address of their own, who asks one of them. */
export function someoneAt({ url }: Registry): Browser {
  machines += 1;
  const address = `198.18.${Math.floor(machines / 250)}.${1 + (machines % 250)}`;
  return new Browser((path, init) => {
    const headers = new Headers(init.headers);
    headers.set('X-Forwarded-For', address);
    return fetch(`${url}${path}`, { ...init, headers, redirect: 'manual' });
  });
}

/** The same browser, asking another of them. */
export function sameAt(browser: Browser, registry: Registry): Browser {
  const other = someoneAt(registry);
  for (const [name, value] of browser.cookies) other.cookies.set(name, value);
  return other;
}
