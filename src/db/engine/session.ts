import { Column, is, Param, Placeholder } from 'drizzle-orm';
import { NoopCache } from 'drizzle-orm/cache/core';
import { NoopLogger } from 'drizzle-orm/logger';
import type { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core';
import { RemotePreparedQuery, SQLiteRemoteSession } from 'drizzle-orm/sqlite-proxy/session';

/** What a statement changed: the number of rows. */
export type Changes = { readonly changes: number };

/** A statement as an engine has prepared it. Rows are lists of their values in the order of the columns. */
export type Statement = {
  all(values: readonly unknown[]): readonly unknown[][] | Promise<readonly unknown[][]>;
  get(values: readonly unknown[]): readonly unknown[] | undefined | Promise<readonly unknown[] | undefined>;
  run(values: readonly unknown[]): Changes | Promise<Changes>;
};

/** Prepares a statement. */
export type Preparing = (text: string) => Statement;

const logger = new NoopLogger();
const cache = new NoopCache();
/** Drizzle's own way to an engine, which is not gone: a query here goes to its statement. */
const nowhere = async (): Promise<never> => {
  throw new Error('A query went another way than to its statement.');
};

type Shape = { type: 'async'; all: unknown; get: unknown; values: unknown; execute: unknown };
type Rest = Parameters<SQLiteRemoteSession<Record<string, never>, Record<string, never>>['prepareQuery']>;

/**
 * Reads rows of a query that asks for columns alone, none of them in an object of its own: how each is read is looked up once, where
 * Drizzle does it for each value of each row. Undefined for any other query, which is left to Drizzle.
 */
function readerOf(fields: Rest[1]) {
  const columns: { readonly name: string; readonly column: Column }[] = [];
  for (const { path, field } of fields ?? []) {
    const [name = '', ...more] = path;
    if (more.length > 0 || !is(field, Column)) return undefined;
    columns.push({ name, column: field });
  }
  if (columns.length === 0) return undefined;
  return (values: readonly unknown[]) => {
    const row: Record<string, unknown> = {};
    let i = 0;
    for (const { name, column } of columns) {
      const value = values[i];
      row[name] = value === null ? null : column.mapFromDriverValue(value);
      i += 1;
    }
    return row;
  };
}

type Given = Readonly<Record<string, unknown>>;

/** Where the value of a parameter comes from when its query runs: it stands there, or is given by a name. */
function sourceOf(parameter: unknown): (given: Given) => unknown {
  const placeholder = is(parameter, Param) ? parameter.value : parameter;
  if (!is(placeholder, Placeholder)) return () => parameter;
  const { name } = placeholder;
  const encode = is(parameter, Param) ? (value: unknown) => parameter.encoder.mapToDriverValue(value) : undefined;
  return (given) => {
    if (!(name in given)) throw new Error(`No value for the placeholder ${name} was given.`);
    return encode ? encode(given[name]) : given[name];
  };
}

/** A query of Drizzle that is prepared, on a statement of ours. */
class PreparedQuery extends RemotePreparedQuery<Shape> {
  readonly #statement: Statement;
  readonly #read: ReturnType<typeof readerOf>;
  readonly #sources: readonly ReturnType<typeof sourceOf>[];

  constructor(statement: Statement, [query, fields, method, isList, mapper]: Rest) {
    super(nowhere, query, logger, cache, undefined, undefined, fields, method, isList, mapper);
    this.#statement = statement;
    this.#read = readerOf(fields);
    this.#sources = query.params.map(sourceOf);
  }

  #valuesFor(given: Given = {}): readonly unknown[] {
    return this.#sources.map((source) => source(given));
  }

  override async all(placeholders?: Record<string, unknown>): Promise<unknown> {
    const rows = await this.#statement.all(this.#valuesFor(placeholders));
    return this.#read ? rows.map(this.#read) : this.mapAllResult(rows);
  }

  override async get(placeholders?: Record<string, unknown>): Promise<unknown> {
    const row = await this.#statement.get(this.#valuesFor(placeholders));
    return this.#read ? row && this.#read(row) : this.mapGetResult(row);
  }

  override async values<T>(placeholders?: Record<string, unknown>): Promise<T[]> {
    return (await this.#statement.all(this.#valuesFor(placeholders))) as T[];
  }

  override async run(placeholders?: Record<string, unknown>): Promise<Changes & { rows?: unknown[] }> {
    return this.#statement.run(this.#valuesFor(placeholders));
  }
}

/** Where Drizzle has its queries prepared. */
export class Session extends SQLiteRemoteSession<Record<string, never>, Record<string, never>> {
  readonly #prepare: Preparing;

  constructor(prepare: Preparing, dialect: SQLiteAsyncDialect) {
    super(nowhere, dialect, undefined);
    this.#prepare = prepare;
  }

  override prepareQuery(...rest: Rest): RemotePreparedQuery<never> {
    const prepared: unknown = new PreparedQuery(this.#prepare(rest[0].sql), rest);
    return prepared as RemotePreparedQuery<never>;
  }
}
