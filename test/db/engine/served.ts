// Two processes on a server of PostgreSQL, and codes of organizations that they write there.
import { afterEach, beforeEach } from 'vitest';
import type { Database, Reader, Tx } from '../../../src/db/engine/database.js';
import { serve } from '../../../src/db/engine/postgresql.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { migrated } from '../../support/engine/migrated.js';
import { connected, missingPostgresql } from '../../support/setup/postgresql.js';

/** A database for the tests of a file, with nothing in it, and two processes that each test has on it. */
export function served() {
  let [one, other]: Database[] = [];
  const url = migrated();
  const clear = () => connected(url(), (client) => client.query('delete from organizations'));
  beforeEach(() => {
    if (!missingPostgresql) [one, other] = [serve({ url: url() }), serve({ url: url() })];
  });
  afterEach(async () => {
    one?.close();
    other?.close();
    if (!missingPostgresql) await clear();
  });
  return {
    url,
    clear,
    two(): readonly [Database, Database] {
      if (!one || !other) throw new Error('Nothing is served.');
      return [one, other];
    },
  };
}

/** Adds an organization, whose code nobody else has. */
export const add = (code: string) => async (tx: Tx) => {
  await insert(tx, code);
  return code;
};
export const insert = (tx: Tx, code: string) =>
  tx.insert(organizations).values({ code, name: code, type: 'provider' }).run();

export const codes = async (db: Reader) =>
  (await db.select({ code: organizations.code }).from(organizations).orderBy(organizations.code).all()).map(
    ({ code }) => code,
  );
export const statuses = async (all: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(all)).map(({ status }) => status === 'fulfilled');
