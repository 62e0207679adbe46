// What a test may look at behind the screens.
import { and, eq, getTableColumns, is, isNull, type SQL, sql } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../../src/db/engine/database.js';
import { inTurn } from '../../src/db/engine/in-turn.js';
import type { App } from './app.js';
import { onPostgresql } from './setup/postgresql.js';
import { schema } from './tables.js';

type Readable = { readonly db: Pick<Database, 'read'> };

/** Every row of the clinical tables: what must not change when an edit is refused. */
export async function clinical({ db }: Readable): Promise<string> {
  const tables: SQLiteTable[] = [
    schema.clients,
    schema.clientNames,
    schema.aliases,
    schema.contacts,
    schema.comments,
    schema.conditions,
    schema.enrolments,
    schema.formerAddresses,
    schema.changes,
    schema.immunizations,
  ];
  return rowsIn({ db }, tables);
}

/** Every row of a table, in one text. */
function written(table: SQLiteTable): SQL {
  if (onPostgresql) return sql`select string_agg(${table}::text, chr(10) order by ${table}::text) from ${table}`;
  const columns = sql.join(Object.values(getTableColumns(table)), sql`, `);
  return sql`select json_group_array(json_array(${columns})) from ${table}`;
}

/** Every row of some tables, as the database itself writes them down: reading them into objects takes many times as long. */
export async function rowsIn({ db }: Readable, tables: readonly SQLiteTable[]): Promise<string> {
  const all = await inTurn(tables, async (table) => (await db.read.values<[string]>(written(table)))[0]?.[0]);
  return all.join('\n');
}

const everyTable = Object.values(schema).filter((table) => is(table, SQLiteTable)) as SQLiteTable[];

/** Every row there is. */
export const allRows = (registry: Readable): Promise<string> => rowsIn(registry, everyTable);

/** Whether a text stands anywhere in the database; in a file also where something was deleted. */
export async function holds(registry: Pick<App, 'db'>, text: string): Promise<boolean> {
  return onPostgresql ? (await allRows(registry)).includes(text) : registry.db.serialize().includes(text);
}

/** A client's row. */
export async function clientRow({ db }: Pick<App, 'db'>, id: number) {
  const row = await db.read.select().from(schema.clients).where(eq(schema.clients.id, id)).get();
  if (!row) throw new Error(`There is no client ${id}.`);
  return row;
}

/** The audit rows of an action. */
export async function auditOf({ db }: Pick<App, 'db'>, action: string, clientId?: number) {
  const ofClient = clientId === undefined ? undefined : eq(schema.audit.clientId, clientId);
  return db.read
    .select()
    .from(schema.audit)
    .where(and(eq(schema.audit.action, action), ofClient))
    .all();
}

/** A client's contacts that are not deleted. */
export const contactsOf = ({ db }: Pick<App, 'db'>, id: number) =>
  db.read
    .select()
    .from(schema.contacts)
    .where(and(eq(schema.contacts.clientId, id), isNull(schema.contacts.deletedAt)))
    .all();
/** A client's comments that are not deleted. */
export const commentsOf = ({ db }: Pick<App, 'db'>, id: number) =>
  db.read
    .select()
    .from(schema.comments)
    .where(and(eq(schema.comments.clientId, id), isNull(schema.comments.deletedAt)))
    .all();

/** A client's conditions that are not deleted. */
export const conditionsOf = ({ db }: Pick<App, 'db'>, id: number) =>
  db.read
    .select()
    .from(schema.conditions)
    .where(and(eq(schema.conditions.clientId, id), isNull(schema.conditions.deletedAt)))
    .all();
