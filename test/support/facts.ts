// What a test may look at behind the screens.
import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { inTurn } from '../../src/db/engine/in-turn.js';
import type { App } from './app.js';
import { schema } from './tables.js';

/** Every row of the clinical tables: what must not change when an edit is refused. */
export async function clinical({ db }: Pick<App, 'db'>): Promise<string> {
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

/** Every row of some tables, as the database itself writes them down: reading them into objects takes many times as long. */
export const rowsIn = async ({ db }: Pick<App, 'db'>, tables: readonly SQLiteTable[]): Promise<string> =>
  (
    await inTurn(tables, async (table) => {
      const columns = sql.join(Object.values(getTableColumns(table)), sql`, `);
      const all = await db.read.values<[string]>(sql`select json_group_array(json_array(${columns})) from ${table}`);
      return all[0]?.[0];
    })
  ).join('\n');

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
