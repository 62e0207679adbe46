import type Sqlite from 'better-sqlite3';
import {
  Column,
  type DriverValueDecoder,
  fillPlaceholders,
  is,
  noopDecoder,
  Param,
  Placeholder,
  SQL,
  Subquery,
} from 'drizzle-orm';
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session';
import type { PreparedQueryConfig, SelectedFieldsOrdered, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';

type Schema = Record<string, never>;
type Arguments = Parameters<BetterSQLiteSession<Schema, Schema>['prepareQuery']>;
type Results = Omit<PreparedQueryConfig, 'statement' | 'run'>;

/**
 * Drizzle's session, with queries run by what is worked out once for each: Drizzle asks of each value of each row from what
 * kind of column it is and where it goes, and that took a tenth of a page of the record. What an outer join finds nothing for
 * is left to Drizzle.
 */
export class MappingSession extends BetterSQLiteSession<Schema, Schema> {
  constructor(client: Sqlite.Database, dialect: SQLiteSyncDialect) {
    super(client, dialect, undefined);
  }

  override prepareQuery<T extends Results>(...[query, fields, ...rest]: Arguments) {
    const prepared = super.prepareQuery<T>(query, fields, ...rest);
    if (!fields || / (left|right|full) join /.test(query.sql)) return prepared;
    const { stmt } = prepared as unknown as { stmt: Sqlite.Statement<unknown[], unknown[]> };
    stmt.raw();
    const valuesFrom = binderOf(query.params);
    const map = mapperOf(fields);
    prepared.all = (given) => stmt.all(...valuesFrom(given)).map(map) as T['all'];
    prepared.get = (given) => {
      const row = stmt.get(...valuesFrom(given));
      return (row && map(row)) as T['get'];
    };
    return prepared;
  }
}

/** What puts the values given for a query's placeholders into their places. */
function binderOf(params: unknown[]): (given?: Record<string, unknown>) => unknown[] {
  if (params.some((param) => is(param, Param))) return (given = {}) => fillPlaceholders(params, given);
  const names = params.map((param) => (is(param, Placeholder) ? param.name : undefined));
  return (given = {}) =>
    params.map((param, i) => {
      const name = names[i];
      if (name === undefined) return param;
      const value = given[name];
      if (value === undefined) throw new Error(`No value was given for "${name}".`);
      return value;
    });
}

type Made = { [name: string]: unknown };

/** What makes an object of a row of these fields. */
function mapperOf(fields: SelectedFieldsOrdered): (row: unknown[]) => Made {
  const columns = fields.map(({ path, field }) => {
    const decoder = decoderOf(field);
    return {
      groups: path.slice(0, -1),
      name: path.at(-1) ?? '',
      decoder: isPlain(decoder) ? undefined : decoder,
    };
  });
  return (row) => {
    const made: Made = {};
    for (let i = 0; i < columns.length; i += 1) {
      const { groups, name, decoder } = columns[i] as (typeof columns)[number];
      let into = made;
      for (const group of groups) {
        into[group] ??= {};
        into = into[group] as Made;
      }
      const value = row[i];
      into[name] = value === null || !decoder ? value : decoder.mapFromDriverValue(value);
    }
    return made;
  };
}

type Decoder = DriverValueDecoder<unknown, unknown>;

function decoderOf(field: SelectedFieldsOrdered[number]['field']): Decoder {
  if (is(field, Column)) return field;
  const expression = is(field, SQL) ? field : is(field, Subquery) ? field._.sql : field.sql;
  return (expression as unknown as { decoder: Decoder }).decoder;
}

/** Whether a value is taken as it comes, as texts and numbers are. */
const isPlain = (decoder: Decoder) =>
  decoder === noopDecoder || decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue;
