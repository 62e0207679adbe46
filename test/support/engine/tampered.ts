// The audit log as somebody leaves it who gets round the product with another client of the database.
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import type { Database } from '../../../src/db/engine/database.js';
import { inTurn } from '../../../src/db/engine/in-turn.js';
import { openBytes } from '../../../src/db/open.js';
import { onPostgresql } from '../setup/postgresql.js';
import { engine } from './engine.js';

/** Lets go of what keeps the rows as they are. */
const letGoOnSqlite = `drop trigger audit_is_not_changed; drop trigger audit_is_not_deleted;
  drop trigger audit_anchor_is_a_row; drop trigger audit_anchor_is_not_changed; drop trigger audit_anchor_is_not_deleted;`;
const letGoOnPostgresql = ['audit', 'audit_anchors'].map((name) => `alter table ${name} disable trigger all`);

/** The last number that was given, hidden where SQLite notes it. */
export const noteLast = (id: number): readonly string[] =>
  onPostgresql ? [] : [`update sqlite_sequence set seq = ${id} where name = 'audit'`];

/** Another database that stands as this one, after these statements. */
export async function tampered(db: Database, ...statements: readonly string[]): Promise<Database> {
  if (onPostgresql) {
    const other = engine.open(await engine.keep(db));
    await other.write((tx) => inTurn([...letGoOnPostgresql, ...statements], (one) => tx.run(sql.raw(one))));
    return other;
  }
  const other = new Sqlite(db.serialize());
  other.pragma('foreign_keys = OFF');
  other.exec(letGoOnSqlite);
  for (const statement of statements) other.exec(statement);
  const bytes = other.serialize();
  other.close();
  return openBytes(bytes);
}
