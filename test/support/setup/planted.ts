// Before all tests: the product is built, and the demonstration data planted, as a file of bytes that every test opens a copy
// of, and as of today in a data folder, for the journeys that run by the real clock.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openBytes } from '../../../src/db/open.js';
import { settleDemonstration } from '../../../src/demonstration/accounts.js';
import { plantDemonstration } from '../../../src/demonstration/plant.js';
import { dayOf } from '../../../src/domain/time/day.js';
import { readAgreement } from '../../../src/web/agreement.js';
import { fixedNow, timeZone } from '../now.js';
import { hashAnswer, hashPassword } from './cheap-hashes.js';

declare module 'vitest' {
  interface ProvidedContext {
    planted: string;
    plantedToday: string;
  }
}

export default async function setup(project: TestProject) {
  // The command line is run as operators run it.
  execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'titer-planted-'));
  const file = join(folder, 'planted.db');
  writeFileSync(file, await plantedAt(fixedNow));
  project.provide('planted', file);
  const today = join(folder, 'today');
  mkdirSync(today);
  writeFileSync(join(today, 'titer.db'), await plantedAt(Date.now()));
  project.provide('plantedToday', today);
  return () => rmSync(folder, { recursive: true });
}

/** The demonstration as it is after the first start at an instant, as the bytes of its database. */
async function plantedAt(at: number): Promise<Buffer> {
  const db = openBytes();
  await plantDemonstration(db, { at, today: dayOf(at, timeZone), hashPassword });
  await settleDemonstration(db, { at, agreementVersion: readAgreement('').version, hashAnswer });
  const bytes = db.serialize();
  db.close();
  return bytes;
}
