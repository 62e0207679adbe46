import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { desc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { generateRegistry } from '../../src/cli/generate.js';
import { openFile } from '../../src/db/open.js';
import { organizations } from '../../src/db/schema/accounts.js';
import { clients } from '../../src/db/schema/clients.js';
import { searchClients } from '../../src/db/search/client-search.js';
import { readCriteria } from '../../src/domain/matching/search.js';
import { ofSqliteAlone } from '../support/engine/engine.js';

ofSqliteAlone('Fills the file from the command line.');

const around = { clients: 300, seed: 5, at: Date.parse('2026-11-22T17:00:00Z'), timeZone: 'America/Chicago' };

async function made() {
  const folder = mkdtempSync(join(tmpdir(), 'titer-generate-'));
  expect((await generateRegistry(folder, around)).status).toBe(0);
  const db = await openFile(join(folder, 'titer.db'));
  const end = () => {
    db.close();
    rmSync(folder, { recursive: true });
  };
  return { db, end, latest: await db.read.select().from(clients).orderBy(desc(clients.id)).limit(300).all() };
}

test('the same seed makes the same people, and a search finds each of them', { timeout: 60_000 }, async () => {
  const [one, other] = [await made(), await made()];
  expect(one.latest).toEqual(other.latest);
  const organization = await one.db.read.select().from(organizations).limit(1).get();
  if (!organization) throw new Error('The registry has no organization.');
  const viewer = { userId: 1, username: 'nora', userName: 'Nora Lind', role: 'typical user' as const, organization };
  for (const { id, lastName, firstName, birthDate } of one.latest) {
    const { criteria } = readCriteria({ lastName, firstName, birthDate });
    expect((await searchClients(one.db.read, viewer, criteria))?.[0]?.clientId).toBe(id);
  }
  one.end();
  other.end();
});
