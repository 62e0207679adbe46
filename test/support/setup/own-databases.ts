// Databases of PostgreSQL for tests: each has one of its own, a copy of one that was made once for all of them.
import { connected } from './postgresql.js';

type OwnDatabases = {
  /** The address of a new one that is as another database is, which nobody is connected to. */
  readonly copyOf: (database: string) => Promise<string>;
  /** Ends all of them, whoever is connected. */
  readonly drop: () => Promise<void>;
};

/** @param server the address of a database of the server, of a user who may make others */
export function ownDatabases(server: string): OwnDatabases {
  const made: string[] = [];
  let count = 0;
  return {
    async copyOf(database) {
      count += 1;
      const name = `own_${process.pid}_${count}`;
      // Copying its files takes two thirds of the time that writing them into the log does.
      await connected(server, (client) =>
        client.query(`create database ${name} template ${database} strategy file_copy`),
      );
      made.push(name);
      return Object.assign(new URL(server), { pathname: name }).href;
    },
    drop: () =>
      connected(server, async (client) => {
        for (const name of made.splice(0)) await client.query(`drop database ${name} with (force)`);
      }),
  };
}
