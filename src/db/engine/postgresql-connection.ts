import { getTableColumns, is, Param, type SQL, sql } from 'drizzle-orm';
import { SQLiteAsyncDialect, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import pg from 'pg';
import type { Engine } from './connection.js';
import type { Preparing } from './session.js';

type Insertion = Parameters<SQLiteAsyncDialect['buildInsertQuery']>[0];
type Row = Record<string, Param | SQL>;

/** Drizzle's SQL for SQLite in the words of PostgreSQL. */
class Dialect extends SQLiteAsyncDialect {
  override escapeParam(index: number): string {
    return `$${index + 1}`;
  }

  /** What is not given is the column's own: SQLite takes null for the next number, PostgreSQL does not. */
  override buildInsertQuery(insertion: Insertion): SQL {
    const { table, values } = insertion;
    if (!Array.isArray(values)) return super.buildInsertQuery(insertion);
    return super.buildInsertQuery({ ...insertion, values: values.map((row) => withDefaults(table, row)) });
  }
}

const isAbsent = (value: unknown) => value === undefined || (is(value, Param) && value.value === undefined);

function withDefaults(table: SQLiteTable, row: Row): Row {
  const own = Object.entries(getTableColumns(table))
    .filter(([name, column]) => isAbsent(row[name]) && column.default === undefined && !column.defaultFn)
    .map(([name]) => [name, sql`default`] as const);
  return { ...row, ...Object.fromEntries(own) };
}

/** The first number of a lock on the end of a table (postgresql-writes.ts has others). */
const endsOfTables = sql.raw(String(0x746b));

const sequenceOf = (table: string) => sql`pg_get_serial_sequence(${table}, 'id')::regclass`;

export const postgresql = (): Engine => ({
  isShared: true,
  dialect: new Dialect(),
  holdEnd: (table) => sql`select pg_advisory_xact_lock(${endsOfTables}, hashtext(${table}))`,
  // What a trial was given is not given back, and the audit log numbers its rows itself.
  lastId: (table) => sql`select max(id) from ${sql.identifier(table)}`,
  goOnAfter: (table) => sql`select setval(${sequenceOf(table)}, greatest(max(id), 1)) from ${sql.identifier(table)}`,
});

/** The few words of a statement that mean the same in both engines and are written otherwise. */
const inItsWords = (text: string): string =>
  text
    .replaceAll(/ in \(select value from json_each\((\$\d+)\)\)/g, ' = any($1)')
    .replaceAll(/cast\(value as text\) from json_each\((\$\d+)\)/g, 'value from unnest($1::text[]) as value')
    .replaceAll(/json_each\((\$\d+)\)/g, 'unnest($1::bigint[]) as value')
    .replace(
      / on conflict \(([^)]*)\)/,
      (_, columns: string) => ` on conflict (${columns.replaceAll(/"\w+"\./g, '')})`,
    );

/** A statement of Drizzle's for SQLite as PostgreSQL is asked it, and its values. */
function translate(given: string) {
  const lists = new Set([...given.matchAll(/json_each\(\$(\d+)\)/g)].map(([, index]) => Number(index) - 1));
  return {
    text: inItsWords(given),
    values: (values: readonly unknown[]) =>
      values.map((value, i) => {
        if (lists.has(i)) return JSON.parse(value as string);
        return Number.isNaN(value) ? null : value;
      }),
  };
}

/** Numbers of eight bytes are ids, counts and milliseconds: all of them are exact in JavaScript, as SQLite gives them. */
const whole = new Map<number, (text: string) => number>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.INT4, Number],
  [pg.types.builtins.NUMERIC, Number],
  [pg.types.builtins.BOOL, (text) => (text === 't' ? 1 : 0)],
]);
const types = { getTypeParser: (oid: number) => whole.get(oid) ?? ((text: string) => text) };

/** One that asks the server: a connection, or a pool of them. */
export type Asking = <Result>(query: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult<Result[]>>;

const names = new Map<string, string>();

/** A statement is planned once a connection, by a name that it has in all of them. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = `q${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * Prepares statements on a connection.
 * @param ask sends a query to the server, and waits for its answer
 * @throws Error where a query that changes rows is prepared on what only reads
 */
export const preparingOn =
  (ask: Asking, readsOnly = false): Preparing =>
  (given) => {
    if (readsOnly && !/^\s*(?:select|with)\b/i.test(given))
      throw new Error('A query that changes rows runs in a write.');
    const { text, values: valuesOf } = translate(given);
    const name = nameOf(text);
    const query = (values: readonly unknown[]) =>
      ask<unknown>({ name, text, values: valuesOf(values), rowMode: 'array', types: types as never });
    return {
      all: async (values) => (await query(values)).rows,
      get: async (values) => (await query(values)).rows[0],
      run: async (values) => ({ changes: (await query(values)).rowCount ?? 0 }),
    };
  };
