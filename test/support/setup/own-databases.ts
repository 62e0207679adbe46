// Databases of PostgreSQL for tests: each has one of its own, a copy of one that was made once for all of them.
import type pg from 'pg';
import { connected } from './postgresql.js';

export type OwnDatabase = { readonly name: string; readonly url: string; readonly made: Promise<void> };

type OwnDatabases = {
  /** A new one that becomes as another database is, which nobody is connected to: it can be told of before it is there. */
  readonly copying: (database: string) => OwnDatabase;
  /** The address of a new one, once it is there. */
  readonly copyOf: (database: string) => Promise<string>;
  /** Ends one of them, whoever is connected. */
  readonly drop: (database: OwnDatabase) => Promise<void>;
  /** Ends all of them, whoever is connected. */
  readonly dropAll: () => Promise<void>;
};

/** @param server the address of a database of the server, of a user who may make others */
export function ownDatabases(server: string): OwnDatabases {
  const all = new Map<string, Promise<void>>();
  const dropOn = (client: pg.Client, name: string) => client.query(`drop database if exists ${name} with (force)`);
  let count = 0;
  function copying(database: string) {
    count += 1;
    const name = `own_${process.pid}_${count}`;
    // Copying its files takes two thirds of the time that writing them into the log does.
    const made = connected(server, async (client) => {
      await client.query(`create database ${name} template ${database} strategy file_copy`);
    });
    // Whoever uses it is told.
    made.catch(() => undefined);
    all.set(name, made);
    return { name, url: Object.assign(new URL(server), { pathname: name }).href, made };
  }
  return {
    copying,
    async copyOf(database) {
      const { url, made } = copying(database);
      await made;
      return url;
    },
    async drop({ name, made }) {
      await Promise.allSettled([made]);
      await connected(server, (client) => dropOn(client, name));
      all.delete(name);
    },
    async dropAll() {
      await Promise.allSettled(all.values());
      await connected(server, async (client) => {
        for (const name of all.keys()) await dropOn(client, name);
      });
      all.clear();
    },
  };
}

/** Ends every connection to a database, so that it can be copied. */
export const endConnections = (server: string, database: string): Promise<void> =>
  connected(server, async (client) => {
    const ended = 'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1';
    await client.query(ended, [database]);
  });
