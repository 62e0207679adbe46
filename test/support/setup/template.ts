// Before the browser tests: builds the product, and lets it plant the demonstration once, in a folder that every test's
// server starts from a copy of.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../../src/db/engine/database.js';
import { securityAnswers, users } from '../../../src/db/schema/accounts.js';
import { demonstrationAnswers } from '../../../src/demonstration/accounts.js';
import { demonstrationLogins } from '../../../src/demonstration/plant.js';
import { hashAnswer, hashPassword } from './cheap-hashes.js';
import { endConnections } from './own-databases.js';
import { connected, onPostgresql, startPostgresql } from './postgresql.js';
import { Registry } from './registry.js';

export default async function setup() {
  const served = onPostgresql ? await startPostgresql() : undefined;
  const { folder, remove } = served ? await plantOn(served) : await plantTemplate();
  process.env.TITER_TEMPLATE = folder;
  return async () => {
    await served?.stop();
    remove();
  };
}

/** The same on a server of PostgreSQL: what every test starts from a copy of is the database `planted`. */
async function plantOn({ url }: Awaited<ReturnType<typeof startPostgresql>>) {
  const server = url('postgres');
  await connected(server, (client) => client.query('create database planted'));
  const settings = { DATABASE_URL: url('planted'), MAIL: 'resend', RESEND_API_KEY: 're_test' };
  const template = await plantTemplate(settings);
  await endConnections(server, 'planted');
  process.env.TITER_SERVER = server;
  return template;
}

/** A data folder with the demonstration in it and nothing running on it, planted by a server with these settings. */
export async function plantTemplate(settings: Readonly<Record<string, string>> = {}) {
  execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'titer-template-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const registry = new Registry(folder, settings);
  await registry.start();
  await registry.stop();
  await makeCheap((body) => registry.write(body));
  return { folder, remove };
}

/** Replaces what the product hashed: where a login is not what is tried, it need not take the time that guessing must. */
export async function makeCheap(write: (body: (tx: Tx) => Promise<unknown>) => Promise<unknown>) {
  const passwords = await Promise.all(
    demonstrationLogins.map(async ({ username, password }) => ({
      username,
      passwordHash: await hashPassword(password),
    })),
  );
  const answers = await Promise.all(demonstrationAnswers.map(({ answer }) => hashAnswer(answer)));
  await write(async (tx) => {
    for (const { username, passwordHash } of passwords)
      await tx.update(users).set({ passwordHash }).where(eq(users.username, username)).run();
    for (const [i, answerHash] of answers.entries())
      await tx
        .update(securityAnswers)
        .set({ answerHash })
        .where(eq(securityAnswers.position, i + 1))
        .run();
  });
}
