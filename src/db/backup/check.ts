import type Sqlite from 'better-sqlite3';

/** How much of what SQLite finds is told. */
const most = 10;

/**
 * Reads a whole database file and says what is wrong with it: its pages, its indexes beside its tables, rows that lead
 * nowhere. Empty where all is well. Some seconds for each hundred thousand clients.
 */
export function faultsOf(db: Sqlite.Database): string[] {
  try {
    const found = db.pragma(`integrity_check(${most})`) as { integrity_check: string }[];
    const pages = found.map(({ integrity_check }) => integrity_check).filter((said) => said !== 'ok');
    if (pages.length > 0) return pages;
    const dangling = db.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
    return dangling
      .slice(0, most)
      .map(({ table, rowid, parent }) => `row ${rowid ?? '?'} of ${table} belongs to no row of ${parent}`);
  } catch (error) {
    return [(error as Error).message];
  }
}

/** The newest rows of what is only ever added to: two files with the same are of the same moment. */
export type Moment = {
  readonly audit: number;
  readonly changes: number;
  /** The instant of the last row of the audit log; 0 where it is empty. */
  readonly at: number;
};

/** The moment that a file is of. */
export function momentOf(db: Sqlite.Database): Moment {
  const last = (table: string) => db.prepare(`select coalesce(max(id), 0) from ${table}`).pluck().get() as number;
  const at = db.prepare('select coalesce(max(at), 0) from audit where id = (select max(id) from audit)').pluck().get();
  return { audit: last('audit'), changes: last('changes'), at: at as number };
}
