import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { and, eq, getTableColumns, lt, sql } from 'drizzle-orm';
import { BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { expect, inject, test } from 'vitest';
import { MappingSession } from '../../../src/db/engine/mapping-session.js';
import { memberships, organizations, sessions, users } from '../../../src/db/schema/accounts.js';
import { clients, contacts, enrolments } from '../../../src/db/schema/clients.js';

const file = new Sqlite(readFileSync(inject('planted')));
const dialect = new SQLiteSyncDialect();
const drizzles = drizzle(file);
const ours = new BetterSQLite3Database('sync', dialect, new MappingSession(file, dialect), undefined);

type Db = Pick<typeof drizzles, 'select'>;
test.each<[string, (db: Db) => { all(): unknown[]; get(): unknown }]>([
  ['a table', (db) => db.select().from(clients).orderBy(clients.id)],
  ['flags and what is null', (db) => db.select().from(contacts).orderBy(contacts.id)],
  [
    'a table and a column of another',
    (db) =>
      db
        .select({ row: clients, updatedFor: organizations.name })
        .from(clients)
        .innerJoin(organizations, eq(organizations.id, clients.updatedFor)),
  ],
  [
    'two tables by their names',
    (db) => db.select().from(memberships).innerJoin(users, eq(users.id, memberships.userId)),
  ],
  [
    'expressions, mapped or not',
    (db) =>
      db
        .select({
          count: sql<number>`count(*)`,
          most: sql`max(${clients.id})`.mapWith(String),
          named: sql<string>`min(${clients.lastName})`.as('named'),
        })
        .from(clients),
  ],
  [
    'a subquery',
    (db) => {
      const of = db.select({ clientId: enrolments.clientId, status: enrolments.status }).from(enrolments).as('of');
      return db.select({ id: clients.id, status: of.status }).from(clients).innerJoin(of, eq(of.clientId, clients.id));
    },
  ],
  [
    'what a left join finds nothing for',
    (db) =>
      db
        .select({ id: clients.id, contact: getTableColumns(contacts) })
        .from(clients)
        .leftJoin(contacts, eq(contacts.clientId, clients.id)),
  ],
  [
    'what a right join finds nothing for',
    (db) => db.select().from(contacts).rightJoin(clients, eq(contacts.clientId, clients.id)),
  ],
  [
    'what a full join finds nothing for',
    (db) => db.select().from(contacts).fullJoin(clients, eq(contacts.clientId, clients.id)),
  ],
  ['no row at all', (db) => db.select().from(sessions).where(lt(sessions.createdAt, 0))],
])('%s comes as Drizzle maps it', (_, query) => {
  const [all, one] = [query(drizzles).all(), query(drizzles).get()];
  expect(query(ours).all()).toEqual(all);
  expect(query(ours).get()).toEqual(one);
  expect(Object.keys(query(ours).get() ?? {})).toEqual(Object.keys(one ?? {}));
});

test('a prepared query takes its values each time', () => {
  const byCode = ours
    .select({ id: organizations.id, active: organizations.active })
    .from(organizations)
    .where(and(eq(organizations.code, sql.placeholder('code')), eq(organizations.active, true)))
    .prepare();
  expect(byCode.get({ code: 'RIVER' })).toEqual({ id: 1, active: true });
  expect(byCode.get({ code: 'NONE' })).toBeUndefined();
  expect(byCode.all({ code: 'RIVER' })).toHaveLength(1);
  expect(() => byCode.get({})).toThrow('code');
});

test('what is written by a prepared query comes back as it was kept', () => {
  const add = (db: Pick<typeof drizzles, 'insert'>) =>
    db
      .insert(organizations)
      .values({ code: sql.placeholder('code'), name: 'New', type: 'school', active: sql.placeholder('active') })
      .returning({ code: organizations.code, active: organizations.active })
      .prepare();
  expect(add(ours).get({ code: 'ONE', active: false })).toEqual({ code: 'ONE', active: false });
  expect(add(drizzles).get({ code: 'TWO', active: false })).toEqual({ code: 'TWO', active: false });
});
