import type Sqlite from 'better-sqlite3';
import { Column, type DriverValueDecoder, is, noopDecoder, SQL, Subquery } from 'drizzle-orm';
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session';
import type { PreparedQueryConfig, SelectedFieldsOrdered, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';

type Schema = Record<string, never>;
type Arguments = Parameters<BetterSQLiteSession<Schema, Schema>['prepareQuery']>;
type Results = Omit<PreparedQueryConfig, 'statement' | 'run'>;

/**
 * Drizzle's session, which maps rows by what is worked out once for a query: Drizzle asks of each value of each row from
 * what kind of column it is and where it goes, and that took 8 % of a page of the record. What a left join finds nothing for
 * is left to Drizzle.
 */
export class MappingSession extends BetterSQLiteSession<Schema, Schema> {
  constructor(client: Sqlite.Database, dialect: SQLiteSyncDialect) {
    super(client, dialect, undefined);
  }

  override prepareQuery<T extends Results>(...[query, fields, method, inArrays, mapper, ...rest]: Arguments) {
    if (!fields || mapper || query.sql.includes(' left join '))
      return super.prepareQuery<T>(query, fields, method, inArrays, mapper, ...rest);
    const map = mapperOf(fields);
    const prepared = super.prepareQuery<T>(query, fields, method, inArrays, (rows) => rows.map(map), ...rest);
    const { get } = prepared;
    prepared.get = (values) => (get.call(prepared, values) as unknown[] | undefined)?.[0] as T['get'];
    return prepared;
  }
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
