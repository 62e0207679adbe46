import { fillPlaceholders } from 'drizzle-orm';
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

/** A query of Drizzle that is prepared, on a statement of ours. */
class PreparedQuery extends RemotePreparedQuery<Shape> {
  readonly #statement: Statement;

  constructor(statement: Statement, [query, fields, method, isList, mapper]: Rest) {
    super(nowhere, query, logger, cache, undefined, undefined, fields, method, isList, mapper);
    this.#statement = statement;
  }

  #valuesFor(placeholders: Record<string, unknown> = {}): readonly unknown[] {
    return fillPlaceholders(this.query.params, placeholders);
  }

  override async all(placeholders?: Record<string, unknown>): Promise<unknown> {
    return this.mapAllResult(await this.#statement.all(this.#valuesFor(placeholders)));
  }

  override async get(placeholders?: Record<string, unknown>): Promise<unknown> {
    return this.mapGetResult(await this.#statement.get(this.#valuesFor(placeholders)));
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
