import { type Column, type SQL, sql } from 'drizzle-orm';

/** The rows of a list, in a column named `value`. PostgreSQL has other words for it (postgresql-connection.ts). */
export const valuesOf = (name = 'list'): SQL => sql`select value from json_each(${sql.placeholder(name)})`;

/**
 * The condition that a column is one of a list. The list is handed to the statement as JSON (`listed`), so that one statement
 * serves any length.
 * @param name the name that the list is given under
 */
export const among = (column: Column | SQL, name = 'list'): SQL => sql`${column} in (${valuesOf(name)})`;

/** The same for a long list, and a column that is read anyway: PostgreSQL would go through the whole list for each row. */
export const amongMany = (column: Column | SQL, name: string, are: 'numbers' | 'texts'): SQL =>
  sql`${column} in (select distinct ${are === 'texts' ? sql`cast(value as text)` : sql`value`} from json_each(${sql.placeholder(name)}))`;

/** So many pairs of two lists are looked up one by one; of more, all that one list has is read in an index, since few are anybody's. */
export const mostPairs = 2000;

/** A list as `among` reads it. */
export const listed = (list: readonly (number | string)[]): string => JSON.stringify(list);
