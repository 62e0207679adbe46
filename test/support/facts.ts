// What a test may look at behind the screens.
import { and, eq, isNull } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { App } from './app.js';
import { schema } from './tables.js';

/** Every row of the clinical tables: what must not change when an edit is refused. */
export function clinical({ db }: Pick<App, 'db'>): string {
  const tables: SQLiteTable[] = [
    schema.clients,
    schema.clientNames,
    schema.aliases,
    schema.contacts,
    schema.comments,
    schema.enrolments,
    schema.formerAddresses,
    schema.changes,
    schema.immunizations,
  ];
  return JSON.stringify(tables.map((table) => db.read.select().from(table).all()));
}

/** A client's row. */
export function clientRow({ db }: Pick<App, 'db'>, id: number) {
  const row = db.read.select().from(schema.clients).where(eq(schema.clients.id, id)).get();
  if (!row) throw new Error(`There is no client ${id}.`);
  return row;
}

/** The audit rows of an action. */
export function auditOf({ db }: Pick<App, 'db'>, action: string, clientId?: number) {
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
