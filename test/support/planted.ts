// Before all tests: the demonstration data once, as a file of bytes that every test opens a copy of.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import type { TestProject } from 'vitest/node';
import { openBytes } from '../../src/db/open.js';
import { settleDemonstration } from '../../src/demonstration/accounts.js';
import { plantDemonstration } from '../../src/demonstration/plant.js';
import { answerKey } from '../../src/domain/accounts/security-question.js';
import { dayOf } from '../../src/domain/time/day.js';
import { readAgreement } from '../../src/web/agreement.js';
import { fixedNow, timeZone } from './now.js';

declare module 'vitest' {
  interface ProvidedContext {
    planted: string;
  }
}

/** The cast's hashes are real ones, made cheap: a thousand tests log somebody in. What the product hashes itself is not. */
const hashPassword = (password: string) =>
  hash(password.normalize('NFKC'), { memoryCost: 64, timeCost: 1, parallelism: 1 });
const hashAnswer = (answer: string) => hashPassword(answerKey(answer));

export default async function setup(project: TestProject) {
  const db = openBytes();
  await plantDemonstration(db, { at: fixedNow, today: dayOf(fixedNow, timeZone), hashPassword });
  await settleDemonstration(db, { at: fixedNow, agreementVersion: readAgreement('').version, hashAnswer });
  const folder = join(tmpdir(), `titer-test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'planted.db');
  writeFileSync(file, db.serialize());
  db.close();
  project.provide('planted', file);
  return () => rmSync(folder, { recursive: true });
}
