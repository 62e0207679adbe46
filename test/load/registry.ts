// The registries of made-up people that searches are measured in.
import { eq } from 'drizzle-orm';
import { generateRegistry } from '../../src/cli/generate.js';
import type { Database } from '../../src/db/engine/database.js';
import { organizations } from '../../src/db/schema/accounts.js';
import type { Viewer } from '../../src/domain/accounts/viewer.js';
import { say } from './figures.js';

/** Fills a new registry in a folder. */
export async function makeRegistry(folder: string, clients: number, seed: number): Promise<void> {
  const { text } = await generateRegistry(folder, { clients, seed, at: Date.now(), timeZone: 'America/Chicago' });
  say(text.trim());
}

/** Somebody who searches in it. */
export async function nora(db: Database): Promise<Viewer> {
  const organization = await db.read.select().from(organizations).where(eq(organizations.code, 'RIVER')).get();
  if (!organization) throw new Error('The registry has no organization RIVER: it was not made by a benchmark.');
  return { userId: 1, username: 'nora', userName: 'Nora Lind', role: 'typical user', organization };
}
