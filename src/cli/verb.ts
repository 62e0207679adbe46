import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config, Environment } from '../config.js';
import type { Database } from '../db/engine/database.js';
import { isDamaged } from '../db/engine/faults.js';
import { fileFault } from '../files/fault.js';

/** The end of a verb: 0 all done, 1 some rows not taken, 2 nothing done (unusable), 3 stopped on the way. */
export type Ending = { readonly status: 0 | 1 | 2 | 3; readonly text: string };

/** A verb as it is called: its arguments, and the means to act. */
export type Call = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Opens the database, which must be there; it is closed when the verb is done. */
  readonly open: () => Promise<Database>;
  readonly config: () => Config;
  readonly environment?: Environment;
  /** Undefined where nobody sits at a terminal. */
  readonly ask?: Ask | undefined;
};

/** Asks whoever sits at the terminal, and gives what they typed. */
export type Ask = (question: string) => Promise<string>;

/** A verb of the operator. `usage` is all that follows titer; capitals in it are words to give. */
export type Verb = {
  readonly name: string;
  readonly usage: string;
  readonly description: string;
  /** The number of words after the name. */
  readonly words: number;
  readonly options: ParseArgsOptionsConfig;
  readonly run: (call: Call) => Ending | Promise<Ending>;
};

/** The arguments are not what the verb takes; the usage is shown after the sentence. */
export class Unusable extends Error {}

export const succeed = (text: string): Ending => ({ status: 0, text: `${text}\n` });
export const refuse = (text: string): Ending => ({ status: 2, text: `${text}\n` });

/** An option that takes a text; empty where it is left out. */
export function textOption(options: Call['options'], name: string): string {
  const value = options[name];
  return typeof value === 'string' ? value : '';
}

/** The organization that a verb acts for. Throws Unusable where none is named. */
export function organizationOption(options: Call['options']): string {
  if (typeof options.organization !== 'string') throw new Unusable('Name the organization: --organization CODE.');
  return options.organization;
}

/** The words for a fault, without the values that a failed query would name. */
export function faultOf(error: unknown): string {
  const { name, code, message } = ((error as Error).cause ?? error) as Error & { code?: string };
  if (code?.startsWith('SQLITE_BUSY')) return 'The database is busy; try again.';
  // What PostgreSQL says of an address, a user or a password.
  if (/^(28|3D)/.test(code ?? '')) return message;
  if (isDamaged(error)) return 'The database is damaged: see docs/operating.md on restoring a backup.';
  return fileFault(error) ?? (name === 'Error' ? message : `${name}: ${code ?? message}`);
}
