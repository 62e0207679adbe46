// A registry that processes and commands open by their settings, while tests look into it beside them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database } from '../../../src/db/engine/database.js';
import { serve } from '../../../src/db/engine/postgresql.js';
import { everything } from '../../../src/db/engine/postgresql-writes.js';
import { openFile } from '../../../src/db/open.js';
import { migrateDatabase } from '../../../src/db/open-postgresql.js';
import { connected } from '../setup/postgresql.js';
import { engine, type Kept } from './engine.js';

type Operated = {
  /** What a process or a command is told of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Opens it, in this process. */
  open(patience?: number): Promise<Database>;
  /** Rows that another client of the database reads. */
  rows(query: string): Promise<Record<string, unknown>[]>;
  /** What another client of the database does. */
  change(statement: string): Promise<void>;
  /** Does something while another process writes, which holds the whole of it. */
  whileOthersWrite<T>(act: () => Promise<T>): Promise<T>;
};

const usualPatience = 30_000;

/** @param folder the data folder, which has the file where the run is on SQLite */
export async function operated(kept: Kept, folder: string): Promise<Operated> {
  const url = await engine.addressOf?.(kept);
  if (url) return served(url, folder);
  const path = join(folder, 'titer.db');
  writeFileSync(path, kept);
  const beside = <T>(act: (file: Sqlite.Database) => T): T => {
    const file = new Sqlite(path);
    try {
      return act(file);
    } finally {
      file.close();
    }
  };
  return {
    settings: { DATA_DIR: folder },
    open: (patience = usualPatience) => openFile(path, patience),
    rows: async (query) => beside((file) => file.prepare<[], Record<string, unknown>>(query).all()),
    change: async (statement) => beside((file) => void file.exec(statement)),
    async whileOthersWrite(act) {
      const other = new Sqlite(path);
      other.exec('begin immediate');
      try {
        return await act();
      } finally {
        other.close();
      }
    },
  };
}

const served = (url: string, folder: string): Operated => ({
  settings: { DATA_DIR: folder, DATABASE_URL: url, MAIL: 'resend', RESEND_API_KEY: 're_test' },
  async open(patience = usualPatience) {
    await migrateDatabase(url);
    return serve({ url, patience, mostConnections: 4 });
  },
  rows: (query) => connected(url, async (client) => (await client.query(query)).rows),
  change: (statement) => connected(url, async (client) => void (await client.query(statement))),
  whileOthersWrite: (act) =>
    connected(url, async (client) => {
      await client.query('begin');
      await client.query(`select ${everything}`);
      return act();
    }),
});
