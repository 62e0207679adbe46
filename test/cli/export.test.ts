// The operator's exports are taken back by the operator's imports, and only the operator can read them.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportVerbs } from '../../src/cli/export-client.js';
import { importClients, importComments, importContacts, importImmunizations } from '../../src/cli/import-kinds.js';
import type { Verb } from '../../src/cli/verb.js';
import { startApp } from '../support/app.js';
import { auditOf, clinical } from '../support/facts.js';

const folder = mkdtempSync(join(tmpdir(), 'titer-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const importVerbs = [importClients, importContacts, importComments, importImmunizations];

test('each kind is exported into a private file that imports again to the same (A4, A5)', async () => {
  const app = startApp();
  const run = (verb: Verb | undefined, file: string, options = {}) =>
    verb?.run({
      words: [file],
      options: { organization: 'RIVER', ...options },
      open: async () => app.db,
      config: () => app.config,
    });
  for (const [i, verb] of exportVerbs.entries()) {
    const file = join(folder, `${i}.csv`);
    expect(await run(verb, file)).toMatchObject({ status: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^\uFEFF(?:last name|miic id),/);
    const before = await clinical(app);
    const text = (await run(importVerbs[i], file))?.text ?? '';
    expect(text).toMatch(/unchanged +[1-9]/);
    expect(text).not.toMatch(/(?:entered|updated|put aside) +[1-9]/);
    expect(await clinical(app)).toBe(before);
    expect((await auditOf(app, verb.name))[0]).toMatchObject({
      userId: null,
      organizationId: 1,
      clientId: expect.any(Number),
    });
  }
  const [clients] = exportVerbs;
  const all = join(folder, 'all.csv');
  await run(clients, all, { 'every-client': true });
  expect(statSync(all).size).toBeGreaterThan(statSync(join(folder, '0.csv')).size);
  expect(await run(clients, all, { organization: 'river' })).toMatchObject({ status: 2 });
  await expect(run(clients, join(folder, 'none', 'x.csv'))).rejects.toThrow(/ENOENT/);
});
