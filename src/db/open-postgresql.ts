import { fileURLToPath } from 'node:url';
import { root } from '../files/root.js';
import type { Database } from './engine/database.js';
import { serve } from './engine/postgresql.js';
import { migrateAt } from './engine/postgresql-migrate.js';
import { isToRefill, refillKeys } from './names/refill.js';

const migrationsFolder = fileURLToPath(new URL('src/db/migrations/postgresql', root));

/** Brings a database of PostgreSQL up to date, and makes its tables where it has none. */
export const migrateDatabase = (url: string): Promise<void> => migrateAt(url, migrationsFolder);

/**
 * Opens a database of PostgreSQL and brings it up to date.
 * @param url its address, with the user and the password
 * @throws CannotOpen where a newer release has used it, and where the server or the database is not as it has to be
 */
export async function openPostgresql(url: string): Promise<Database> {
  await migrateDatabase(url);
  const db = serve({ url });
  if (await isToRefill(db.read)) await db.write(refillKeys);
  return db;
}
