// The tables of src/db/schema as drizzle-kit reads those of PostgreSQL: the same names, and every number a bigint.
import { type Column, getTableName, is, SQL } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  check,
  type ExtraConfigColumn,
  foreignKey,
  index,
  type PgTable,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { getTableConfig, type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { schema } from '../tables.js';

type Of = (column: Column) => AnyPgColumn;

/** Every table, by its name in the database. */
export function postgresqlTables(): Record<string, PgTable> {
  const made: Record<string, PgTable> = {};
  const of: Of = (column) => columnIn(made[getTableName(column.table)], column.name);
  for (const table of Object.values(schema).filter((one) => is(one, SQLiteTable)) as SQLiteTable[])
    made[getTableName(table)] = tableOf(table, of);
  return made;
}

const columnIn = (table: unknown, name: string) =>
  (table as Readonly<Record<string, AnyPgColumn>>)[name] as AnyPgColumn;
const list = <T>(some: readonly T[]) => some as [T, ...T[]];

function tableOf(table: SQLiteTable, of: Of): PgTable {
  const { name, columns, indexes, checks, foreignKeys, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const fields = Object.fromEntries(columns.map((column) => [column.name, columnOf(column)]));
  return pgTable(name, fields, (self) => {
    const own: Of = (column) => columnIn(self, column.name);
    return [
      ...columns.filter(({ isUnique }) => isUnique).map((one) => unique(one.uniqueName).on(own(one))),
      ...uniqueConstraints.map((one) => unique(one.getName()).on(...list(one.columns.map(own)))),
      ...primaryKeys.map((one) => primaryKey({ name: one.getName(), columns: list(one.columns.map(own)) })),
      ...checks.map((one) => check(one.name, one.value)),
      ...indexes.map(({ config }) => {
        const make = config.unique ? uniqueIndex : index;
        const parts = config.columns.map((part) => (is(part, SQL) ? expressionOf(part, self) : own(part)));
        return make(config.name)
          .on(...list(parts as AnyPgColumn[]))
          .where(config.where as SQL);
      }),
      ...foreignKeys.map((one) => {
        const { columns, foreignColumns } = one.reference();
        return foreignKey({ columns: list(columns.map(own)), foreignColumns: list(foreignColumns.map(of)) })
          .onUpdate(one.onUpdate ?? 'no action')
          .onDelete(one.onDelete ?? 'no action');
      }),
    ];
  });
}

function columnOf(column: SQLiteColumn) {
  const { name, default: value } = column;
  const number = bigint(name, { mode: 'number' });
  const isNumbered = 'autoIncrement' in column && column.autoIncrement === true;
  const typed =
    column.getSQLType() === 'text' ? text(name) : isNumbered ? number.generatedByDefaultAsIdentity() : number;
  const keyed = column.primary ? typed.primaryKey() : column.notNull ? typed.notNull() : typed;
  // What the code says, as the database has it: a flag is a number here too.
  return value === undefined
    ? keyed
    : (keyed as ReturnType<typeof text>).default(column.mapToDriverValue(value) as string);
}

/** A column from its end is no expression to PostgreSQL; nulls stand where `order by … desc` has them. */
function expressionOf(part: SQL, table: unknown) {
  const [only] = part.queryChunks as { readonly value?: readonly string[] }[];
  const [, name] = /^(\w+) desc$/.exec(only?.value?.join('') ?? '') ?? [];
  return name ? (columnIn(table, name) as unknown as ExtraConfigColumn).desc().nullsFirst() : part;
}
