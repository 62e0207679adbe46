import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, type Environment, readConfig } from '../config.js';
import type { Database } from '../db/engine/database.js';
import { openFile } from '../db/open.js';
import { privateDataFolder } from '../files/private.js';
import { type Ask, type Call, type Ending, faultOf, Unusable, type Verb } from './verb.js';
import { usage, verbs } from './verbs.js';

/** The verb that the arguments begin with, and what follows its name. */
function readCommand(args: readonly string[]): { verb: Verb; rest: string[] } | undefined {
  for (const verb of verbs) {
    const name = verb.name.split(' ');
    if (name.every((word, at) => args[at] === word)) return { verb, rest: args.slice(name.length) };
  }
  return undefined;
}

function readOptions(verb: Verb, rest: string[]): Pick<Call, 'words' | 'options'> {
  try {
    const { positionals, values } = parseArgs({ args: rest, options: verb.options, allowPositionals: true });
    if (positionals.length === verb.words) return { words: positionals, options: values as Call['options'] };
  } catch (error) {
    throw new Unusable((error as Error).message);
  }
  throw new Unusable(`titer ${verb.name} takes other words than these.`);
}

/** A command waits this long for whoever writes, in milliseconds: nobody looks at a screen meanwhile. */
const patience = 60_000;

async function openDatabase({ dataDir: folder, databaseUrl }: Config): Promise<Database> {
  if (databaseUrl) return (await import('../db/open-postgresql.js')).openPostgresql(databaseUrl);
  const file = join(folder, 'titer.db');
  if (existsSync(file)) {
    privateDataFolder(folder);
    return openFile(file, patience);
  }
  throw new Error(`There is no database in ${folder}. Start Titer once, or set DATA_DIR to its folder.`);
}

/**
 * Runs the verb that the arguments begin with.
 * @param ask asks whoever sits at a terminal, if anybody does
 * @returns what becomes of it, and what is said: faults of any kind among it
 */
export async function runTiter(args: readonly string[], environment: Environment, ask?: Ask): Promise<Ending> {
  const command = readCommand(args);
  if (!command) return { status: 2, text: usage() };
  let db: Database | undefined;
  const config = () => readConfig(environment);
  const open = async () => {
    db ??= await openDatabase(config());
    return db;
  };
  try {
    const call = readOptions(command.verb, command.rest);
    return await command.verb.run({ ...call, config, environment, open, ask });
  } catch (error) {
    if (error instanceof Unusable) return { status: 2, text: `${error.message}\n\n${usage()}` };
    return { status: 2, text: `titer ${command.verb.name} failed and changed nothing. ${faultOf(error)}\n` };
  } finally {
    db?.close();
  }
}
