// Two real processes on one registry: what the clock does is done once, and what a killed one had begun the other ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import type { Database } from '../../src/db/engine/database.js';
import { openJobs, orderJob } from '../../src/db/operations/jobs.js';
import { organizations, users } from '../../src/db/schema/accounts.js';
import { formResults, jobs } from '../../src/db/schema/operations.js';
import { engine } from '../support/engine/engine.js';
import { operated } from '../support/engine/operated.js';

const folder = mkdtempSync(join(tmpdir(), 'titer-jobs-'));
const started: ChildProcess[] = [];
let db: Database | undefined;
const of = 150;
let said = '';

afterEach(() => {
  for (const one of started) one.kill('SIGKILL');
  db?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function begin(address: string): Promise<ChildProcess> {
  const args = ['--import', 'tsx', 'test/support/setup/jobs-process.ts', address];
  const one = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(one);
  one.stderr.on('data', (chunk: Buffer) => (said += chunk));
  await once(one.stdout, 'data');
  return one;
}

test('the clock’s job is done once by two processes; one killed in the middle of a job is gone on for by the other', async () => {
  const { settings, open } = await operated(engine.empty(), folder);
  db = await open();
  await db.write(async (tx) => {
    await tx.insert(organizations).values({ code: 'RIVER', name: 'Riverside Clinic', type: 'provider' }).run();
    const nobody = { lastName: 'Lind', passwordHash: '', passwordSetAt: 0, homeOrganizationId: 1, createdAt: 0 };
    await tx
      .insert(users)
      .values({ ...nobody, username: 'nora' })
      .run();
  });
  const address = settings.DATABASE_URL ?? join(folder, 'titer.db');
  await Promise.all([begin(address), begin(address)]);
  const organization = { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' } as const;
  const order = { kind: 'count', state: { n: 0, of }, total: of };
  const id = await db.write((tx) => orderJob(tx, { userId: 1, organization }, order, Date.now()));
  const { read } = db;
  const row = () => read.select().from(jobs).where(eq(jobs.id, id)).get();
  /** Who took steps: the text of each row that a step left. */
  const took = async (what: string) =>
    (await read.select().from(formResults).all()).flatMap(({ result }) =>
      result.includes(what) ? [result.replaceAll(/\D/g, '')] : [],
    );
  await vi.waitFor(async () => expect((await row())?.done).toBeGreaterThan(20), 5000);
  const [holder = ''] = await took('count');
  process.kill(Number(holder), 'SIGKILL');
  const begun = (await took('count')).length;
  await vi.waitFor(
    async () => expect(await row()).toMatchObject({ nextAt: null, result: String(of), fault: '' }),
    20_000,
  );
  expect(begun).toBeLessThan(of);
  // Each step left a row, whoever took it; the same row twice would have been a fault.
  expect(await took('count')).toHaveLength(of);
  expect(new Set(await took('count')).size).toBe(2);
  expect((await took('beat')).length).toBeGreaterThan(5);
  expect((await openJobs(read)).find(({ clockName }) => clockName === 'beat')?.fault).toBe('');
  expect(said).toBe('');
});
