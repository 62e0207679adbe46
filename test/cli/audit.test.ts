import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditVerbs } from '../../src/cli/audit.js';
import { traceAll } from '../../src/db/operations/audit.js';
import { audit } from '../../src/db/schema/operations.js';
import { type App, startApp } from '../support/app.js';
import { noteLast, tampered } from '../support/engine/tampered.js';

/** As the operator types it; the database is the registry's. */
async function titer(registry: Pick<App, 'db' | 'config'>, name: string, words: string[], options = {}) {
  const verb = auditVerbs.find((one) => one.name === name);
  return verb?.run({ words, options, open: async () => registry.db, config: () => registry.config });
}

const verify = (registry: Pick<App, 'db' | 'config'>, head?: string) => titer(registry, 'audit verify', [], { head });

test('the operator is told that the log is as it was written, or which row is not (A6)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.get('/clients/1001');
  const { status, text } = (await verify(registry)) ?? { status: 2, text: '' };
  const head = /^\d+ rows of the audit log are as they were written\. Head: (\d+:[0-9a-f]{64})\n$/.exec(text)?.[1];
  expect([status, await verify(registry, head)]).toEqual([0, { status, text }]);

  const last = Number(head?.split(':')[0]);
  const db = await tampered(registry.db, `delete from audit where id = ${last}`, ...noteLast(last - 1));
  const cut = { db, config: registry.config };
  expect(await verify(cut)).toMatchObject({ status: 0 });
  expect(await verify(cut, head)).toEqual({
    status: 1,
    text: `Row ${last} of the audit log: It is missing, with all that came after: the end was cut off. ${last - 1} rows before it are right.\n`,
  });
});

test('a head that is none is refused', async () => {
  await expect(async () => verify(startApp(), '12')).rejects.toThrow('is no head');
});

test('rows of years ago are written into a file and removed, and the log is as it was written from there (A6)', async () => {
  const registry = startApp();
  const folder = mkdtempSync(join(tmpdir(), 'titer-audit-'));
  const file = join(folder, 'old.csv');
  const remove = (day: string, to = file) => titer(registry, 'audit remove-before', [day, to]);
  try {
    const old = Date.parse('2015-06-01T12:00:00Z');
    await registry.db.write(async (tx) => {
      const rows = Array.from({ length: 6000 }, (_, i) => ({
        at: old + i,
        action: 'view client' as const,
        clientId: i,
      }));
      await traceAll(tx, undefined, [...rows, { at: Date.now(), action: 'login', detail: '=1' }]);
    });
    expect(await remove(new Date().toISOString().slice(0, 10))).toMatchObject({ status: 2 });
    expect(await remove('2015-06-01')).toMatchObject({
      status: 2,
      text: expect.stringContaining('No row is from before'),
    });
    // A file that is there is never written over.
    writeFileSync(file, 'kept');
    await expect(remove('2015-06-02')).rejects.toThrow('EEXIST');
    rmSync(file);
    expect(await remove('2015-06-02')).toMatchObject({ status: 0, text: expect.stringContaining('6000 were removed') });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(6001);
    expect(lines[1]).toMatch(/^1,2015-06-01T12:00:00\.000Z,,,view client,0,,,[0-9a-f]{64}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await verify(registry))?.status).toBe(0);
    expect((await registry.db.read.select().from(audit).all()).map(({ action }) => action)).toEqual([
      'login',
      'remove audit rows',
    ]);
    expect(await remove('2015-06-03')).toMatchObject({
      status: 2,
      text: expect.stringContaining('No row is from before'),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
