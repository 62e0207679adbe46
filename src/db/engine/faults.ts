import Sqlite from 'better-sqlite3';
import { DrizzleError } from 'drizzle-orm';
import { Busy } from './database.js';

/** A fault as the log may hold it: no value of a query, and nothing of a text that could not be read. */
type ToldFault = { readonly fault: string; readonly message: string; readonly stack: string };

/**
 * What may be told of an error. A failed query names its values and a broken JSON is quoted: of these the cause is told,
 * and that it was broken.
 */
export function tellFault(error: unknown): ToldFault {
  const { name = 'Error', message = '', stack = '', cause } = error as Error;
  const lines = stack.split('\n').filter((line) => line.startsWith('    at '));
  const told = { fault: name, stack: lines.join('\n') };
  if (cause instanceof Error) return { ...told, message: tellFault(cause).message };
  if (error instanceof DrizzleError) return { ...told, message: 'A query failed.' };
  if (error instanceof SyntaxError) return { ...told, message: 'A text could not be read.' };
  return { ...told, message };
}

/** Whether SQLite found that a file is not, or no longer, a database; also where a query says so. */
export function isDamaged(error: unknown): boolean {
  if (error instanceof Sqlite.SqliteError) return /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
  return error instanceof Error && error.cause !== undefined && isDamaged(error.cause);
}

const codeOf = (error: unknown): string => String((error as { readonly code?: unknown }).code ?? '');

/** What the driver says of a connection that broke, or of one that it could not make. */
const lostWords =
  /^(?:Connection terminated|Client (?:has encountered a connection error|was closed)|timeout expired|timeout exceeded when trying to connect)/;

/**
 * Whether the server of the database cannot be reached, has gone, or has become one that only reads; or two transactions waited
 * for each other, and this one was ended. What was asked may be asked again.
 */
export function isLost(error: unknown): boolean {
  if (/^(?:08...|57P0[123]|25006|40001|40P01|E[A-Z]+)$/.test(codeOf(error))) return true;
  return error instanceof Error && lostWords.test(error.message);
}

/** Whether the server was asked and did not answer for longer than it may take. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout';

/** A lock, or an answer, was waited for longer than anybody waits. */
const tookTooLong = (error: unknown) => /^(?:SQLITE_BUSY.*|55P03|57014)$/.test(codeOf(error)) || isUnanswered(error);

/** Whether something was not done because others held the database, or it could not be reached; also where a query says so. */
export function isBusy(error: unknown): boolean {
  if (error instanceof Busy || tookTooLong(error)) return true;
  return error instanceof Error && error.cause !== undefined && isBusy(error.cause);
}
