import Sqlite from 'better-sqlite3';

// A file beside the database, of which SQLite is asked for nothing but locks: they end with their process, however it ends.

/** The database may not be opened now, or by this release: the message says why, and what to do. */
export class CannotOpen extends Error {}

/**
 * Notes that a database is open, beside others that have it open; the answer lets go.
 * @param path of the file to hold, which is there
 * @throws CannotOpen while it is being replaced
 */
export function holdOpen(path: string): () => void {
  const hold = new Sqlite(path, { timeout: 200 });
  try {
    hold.exec('begin; select count(*) from sqlite_schema');
  } catch {
    hold.close();
    throw new CannotOpen('The database is being copied, or a backup is being restored here. Wait until that is done.');
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
