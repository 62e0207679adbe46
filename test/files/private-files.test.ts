// What the server and the command line write is its owner's alone, whatever the umask and whatever was there before.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { runTiter } from '../../src/cli/run.js';
import { readConfig } from '../../src/config.js';
import { openFile } from '../../src/db/open.js';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { createMailTransport } from '../../src/mail/transports.js';
import { start } from '../../src/start.js';
import { ofSqliteAlone } from '../support/engine/engine.js';

ofSqliteAlone('Who may read the file.');

let home = '';
let umask = 0;

beforeEach(() => {
  umask = process.umask(0o022);
  home = mkdtempSync(join(tmpdir(), 'titer-private-'));
});
afterEach(() => {
  process.umask(umask);
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

/** Every file and folder below one, with what anybody may do with it. */
function modes(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${(statSync(path).mode & 0o777).toString(8)} ${path.slice(folder.length + 1)}`;
    })
    .sort();
}

/** As the operator runs it under a umask, with nothing of the environment of whoever runs the tests. */
async function titer(mask: number, dataDir: string, ...args: string[]) {
  process.umask(mask);
  return runTiter(args, { DATA_DIR: dataDir });
}

/** A server that has started and still runs. */
async function started(dataDir: string) {
  const safe = { NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://registry.example.org', MAIL: 'folder' };
  return start(readConfig({ ...safe, TRUSTED_PROXIES: 'none', DATA_DIR: dataDir, PORT: '0' }), () => undefined);
}

const ofServer = [
  '600 link.key',
  '600 throttle.db',
  '600 throttle.db-shm',
  '600 throttle.db-wal',
  '600 titer.db',
  '600 titer.db-open',
  '600 titer.db-shm',
  '600 titer.db-wal',
  '700 mail',
];

test.each([0o000, 0o022, 0o277])('what the server makes is its owner’s alone under umask %i', async (mask) => {
  process.umask(mask);
  const dataDir = join(home, 'data');
  // A folder that stands there for everybody, as many systems make it.
  mkdirSync(dataDir, { mode: 0o755 });
  process.umask(mask);
  const stop = await started(dataDir);
  expect((statSync(dataDir).mode & 0o777).toString(8)).toBe('700');
  expect(modes(dataDir)).toEqual(ofServer);
  await stop();
  expect(modes(dataDir).every((mode) => /^(600|700 mail)/.test(mode))).toBe(true);
});

test('files of before that others can read are made private at the start, those beside the database too', async () => {
  const dataDir = join(home, 'data');
  mkdirSync(join(dataDir, 'mail'), { recursive: true });
  for (const file of ['titer.db', 'throttle.db']) {
    const path = join(dataDir, file);
    const old = file === 'titer.db' ? await openFile(path) : new Sqlite(path);
    if (old instanceof Sqlite) old.exec('pragma journal_mode = wal; create table t (a)');
    old.close();
    writeFileSync(`${path}-wal`, '');
    writeFileSync(`${path}-shm`, '');
  }
  writeFileSync(join(dataDir, 'link.key'), Buffer.alloc(32, 1));
  writeFileSync(join(dataDir, 'mail', 'old.eml'), 'To: nora');
  for (const entry of readdirSync(dataDir)) chmodSync(join(dataDir, entry), entry === 'mail' ? 0o755 : 0o664);
  const stop = await started(dataDir);
  expect(modes(dataDir)).toEqual([...ofServer.slice(0, 1), '600 mail/old.eml', ...ofServer.slice(1)].sort());
  await stop();
});

test('in a folder that holds other things too, the files are private and the folder is left', async () => {
  const dataDir = join(home, 'shared');
  mkdirSync(dataDir, { mode: 0o755 });
  writeFileSync(join(dataDir, 'notes.txt'), '');
  const stop = await started(dataDir);
  expect((statSync(dataDir).mode & 0o777).toString(8)).toBe('755');
  expect(modes(dataDir)).toEqual([...ofServer, '644 notes.txt'].sort());
  await stop();
});

test('mails and the command line write privately, over a file that others could read as well', async () => {
  const dataDir = join(home, 'data');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'titer.db'), readFileSync(inject('planted')));
  await (await started(dataDir))();
  const send = createMailTransport({ kind: 'folder' }, join(dataDir, 'mail'));
  process.umask(0);
  await send({ key: 'one', from: 'a@example.org', to: 'b@example.org', subject: 's', text: 't' } as never);
  for (const file of ['titer.db', 'mail/one.eml']) chmodSync(join(dataDir, file), 0o644);

  const out = join(home, 'out');
  mkdirSync(out);
  const id = `${demonstrationClients.donDuck}`;
  for (const name of ['client', 'immunizations']) writeFileSync(join(out, `${name}-${id}.csv`), 'old', { mode: 0o666 });
  const exported = await titer(0, dataDir, 'export', 'client', id, out, '--organization', 'RIVER');
  expect(exported).toMatchObject({ status: 0 });
  expect(modes(out)).toEqual([`600 client-${id}.csv`, `600 immunizations-${id}.csv`]);
  expect(modes(dataDir)).toEqual(
    expect.arrayContaining(['600 titer.db', '600 link.key', '600 throttle.db', '600 mail/one.eml', '700 mail']),
  );

  const generated = join(home, 'generated');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await titer(0, generated, 'generate', '--clients', '1')).toMatchObject({ status: 0 });
  expect(modes(home).filter((mode) => /generated/.test(mode))).toEqual([
    '600 generated/titer.db',
    '600 generated/titer.db-open',
    '700 generated',
  ]);
}, 60_000);
