// The engine that the tests of this run have their registries on: `npm test` on SQLite, `npm run test:postgresql` on PostgreSQL.
// A registry is opened at once; on PostgreSQL its first query waits until its database is there.
import { readFileSync } from 'node:fs';
import { beforeEach, inject } from 'vitest';
import type { Database } from '../../../src/db/engine/database.js';
import { serve } from '../../../src/db/engine/postgresql.js';
import { openBytes } from '../../../src/db/open.js';
import { openThrottleFile } from '../../../src/db/throttle/throttle-file.js';
import { openThrottleAt } from '../../../src/db/throttle/throttle-postgresql.js';
import type { ThrottleStore } from '../../../src/db/throttle/throttle-store.js';
import { endConnections, type OwnDatabase, ownDatabases } from '../setup/own-databases.js';
import { onPostgresql } from '../setup/postgresql.js';

/** Says of the tests that follow in a file, or in a `describe`, that they are skipped where the run is on PostgreSQL, and why. */
export const ofSqliteAlone = (why: string) => beforeEach(({ skip }) => skip(onPostgresql, why));
/** The same where the run is on SQLite. */
export const ofPostgresqlAlone = (why: string) => beforeEach(({ skip }) => skip(!onPostgresql, why));

/** What a registry held at one moment, for others to start from: the bytes of a file, or the name of a database. */
export type Kept = Buffer | string;

type Engine = {
  open(kept: Kept): Database;
  /** With the demonstration in it. */
  planted(): Kept;
  /** With nothing in it. */
  empty(): Kept;
  keep(db: Database): Promise<Kept>;
  /** Where the throttle of a registry counts. */
  throttle(db: Database): ThrottleStore;
  /** The address of a new database, where that is what a registry is started on. */
  addressOf?(kept: Kept): Promise<string>;
  /** Ends what the tests of a file have opened. */
  end(): Promise<void>;
};

/** They are migrated, and planted, once: all migrations take a hundred times as long as opening a copy. */
function onSqlite(): Engine {
  let planted: Buffer | undefined;
  let empty: Buffer | undefined;
  return {
    open: (bytes) => openBytes(Buffer.from(bytes as Buffer)),
    planted: () => (planted ??= readFileSync(inject('planted'))),
    empty: () => (empty ??= openBytes().serialize()),
    keep: async (db) => db.serialize(),
    throttle: () => openThrottleFile(),
    end: async () => undefined,
  };
}

/** Few connections, each of which plans its statements anew; and patience where the machine has other things to do. */
const settings = { mostConnections: 4, patience: 30_000 };

function onServer(): Engine {
  const server = inject('server');
  const databases = ownDatabases(server);
  const opened = new Map<Database, { readonly copy: OwnDatabase; readonly close: () => void }>();
  const copyUnder = (db: Database) => {
    const of = opened.get(db);
    if (!of) throw new Error('It is closed.');
    return of.copy;
  };
  let throttles: ThrottleStore[] = [];
  return {
    open(template) {
      const copy = databases.copying(template as string);
      const db = serve({ url: copy.url, after: copy.made, ...settings });
      const { close } = db;
      opened.set(db, { copy, close });
      const closeAndDrop = () => {
        if (!opened.delete(db)) return;
        close();
        // Tried again at the end.
        databases.drop(copy).catch(() => undefined);
      };
      return Object.assign(db, { close: closeAndDrop });
    },
    planted: () => 'planted',
    empty: () => 'empty',
    async keep(db) {
      const copy = copyUnder(db);
      await copy.made;
      // The registry connects again by itself.
      await endConnections(server, copy.name);
      const kept = databases.copying(copy.name);
      await kept.made;
      return kept.name;
    },
    throttle(db) {
      const { url, made } = copyUnder(db);
      const store = openThrottleAt(url, made);
      throttles.push(store);
      return store;
    },
    addressOf: (kept) => databases.copyOf(kept as string),
    async end() {
      for (const one of [...opened.values(), ...throttles]) one.close();
      opened.clear();
      throttles = [];
      await databases.dropAll();
    },
  };
}

/** One for each process: files of tests share it. */
export const engine: Engine = onPostgresql ? onServer() : onSqlite();
