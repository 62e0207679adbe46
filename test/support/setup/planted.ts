// Before all tests: the product is built, and the demonstration data planted, as a file of bytes that every test opens a copy
// of, and as of today in a data folder, for the journeys that run by the real clock. Where the run is on PostgreSQL its server is
// started, with the same data in a database that is copied.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, between, inArray, sql } from 'drizzle-orm';
import type { TestProject } from 'vitest/node';
import type { Database, Tx } from '../../../src/db/engine/database.js';
import { openBytes } from '../../../src/db/open.js';
import { openPostgresql } from '../../../src/db/open-postgresql.js';
import { changes, clients } from '../../../src/db/schema/clients.js';
import { immunizations } from '../../../src/db/schema/immunizations.js';
import { settleDemonstration } from '../../../src/demonstration/accounts.js';
import { plantDemonstration } from '../../../src/demonstration/plant.js';
import { dayOf } from '../../../src/domain/time/day.js';
import { readAgreement } from '../../../src/web/agreement.js';
import { fixedNow, timeZone } from '../now.js';
import { hashAnswer, hashPassword } from './cheap-hashes.js';
import { endConnections } from './own-databases.js';
import { connected, onPostgresql, startPostgresql } from './postgresql.js';

declare module 'vitest' {
  interface ProvidedContext {
    planted: string;
    plantedToday: string;
    /** The address of the server of PostgreSQL. */
    server: string;
  }
}

export default async function setup(project: TestProject) {
  // The command line is run as operators run it.
  execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'titer-planted-'));
  const file = join(folder, 'planted.db');
  writeFileSync(file, await plantedAt(fixedNow, thinOut));
  project.provide('planted', file);
  const today = join(folder, 'today');
  mkdirSync(today);
  const stop = onPostgresql ? await plantOnPostgresql(project) : undefined;
  if (!stop) writeFileSync(join(today, 'titer.db'), await plantedAt(Date.now()));
  project.provide('plantedToday', today);
  return async () => {
    await stop?.();
    rmSync(folder, { recursive: true });
  };
}

/** A server with databases to copy, which nobody is connected to. */
async function plantOnPostgresql(project: TestProject) {
  const { url, stop } = await startPostgresql();
  const server = url('postgres');
  for (const name of ['empty', 'planted', 'today']) {
    await connected(server, (client) => client.query(`create database ${name}`));
    const db = await openPostgresql(url(name));
    if (name === 'planted') await plant(db, fixedNow, thinOut);
    if (name === 'today') await plant(db, Date.now());
    db.close();
    await endConnections(server, name);
  }
  project.provide('server', server);
  return stop;
}

/**
 * Leaves the doses and the history of the cast, and of every tenth of the many who stand beside them. Thousands of tests open
 * a copy, and hold every row of it against what it was: five of six rows are of people whom no test looks at.
 */
async function thinOut(tx: Tx): Promise<void> {
  const beside = between(clients.id, 2_000_000, 2_999_999);
  const many = tx
    .select({ id: clients.id })
    .from(clients)
    .where(and(beside, sql`${clients.id} % 10 <> 0`));
  for (const table of [immunizations, changes]) await tx.delete(table).where(inArray(table.clientId, many)).run();
}

/** The demonstration as it is after the first start at an instant, as the bytes of its database. */
async function plantedAt(at: number, change?: (tx: Tx) => Promise<unknown>): Promise<Buffer> {
  const db = openBytes();
  await plant(db, at, change);
  const bytes = db.serialize();
  db.close();
  return bytes;
}

async function plant(db: Database, at: number, change?: (tx: Tx) => Promise<unknown>): Promise<void> {
  await plantDemonstration(db, { at, today: dayOf(at, timeZone), hashPassword });
  await settleDemonstration(db, { at, agreementVersion: readAgreement('').version, hashAnswer });
  if (change) await db.write(change);
}
