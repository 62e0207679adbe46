import Sqlite from 'better-sqlite3';

// A file beside the database, of which SQLite is asked for nothing but locks: they end with their process, however it ends.

/** The database is being replaced by another file. */
export class Replacing extends Error {
  constructor() {
    super('A backup is being restored into this folder. Wait until that is done.');
  }
}

/**
 * Notes that a database is open, beside others that have it open; the answer lets go.
 * @param path of the file to hold, which is there
 * @throws Replacing
 */
export function holdOpen(path: string): () => void {
  const hold = new Sqlite(path, { timeout: 200 });
  try {
    hold.exec('begin; select count(*) from sqlite_schema');
  } catch {
    hold.close();
    throw new Replacing();
  }
  return () => hold.close();
}

/** Keeps everybody else from opening a database; the answer lets go. Undefined where somebody has it open. */
export function holdAlone(path: string): (() => void) | undefined {
  const hold = new Sqlite(path, { timeout: 200 });
  try {
    hold.exec('begin exclusive');
  } catch {
    hold.close();
    return undefined;
  }
  return () => hold.close();
}
