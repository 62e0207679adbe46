import './node-version.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { userVerbs } from './cli-users.js';
import { type Config, readConfig } from './config.js';
import { type Database, openFile } from './db/open.js';
import { dayOf } from './domain/day.js';
import { type Ending, importClientsFrom } from './import-clients.js';

/** What a verb is given: its arguments, and the means to act. */
type Call = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Opens the database, which must be there; it is closed when the verb is done. */
  readonly open: () => Database;
  readonly config: () => Config;
};

/** One command of the operator. `usage` is all that follows titer; capitals in it are words to give. */
type Verb = {
  readonly name: string;
  readonly usage: string;
  readonly what: string;
  /** How many words follow the name. */
  readonly words: number;
  readonly options: ParseArgsOptionsConfig;
  readonly run: (call: Call) => Ending | Promise<Ending>;
};

/** The arguments are not what the verb takes; the usage is shown after the sentence. */
class Unusable extends Error {}

const verbs: readonly Verb[] = [
  {
    name: 'import clients',
    usage: 'import clients FILE --organization CODE [--dry-run] [--all-or-nothing]',
    what: 'take clients from a CSV file, described in docs/import.md',
    words: 1,
    options: {
      organization: { type: 'string' },
      'dry-run': { type: 'boolean' },
      'all-or-nothing': { type: 'boolean' },
    },
    run: ({ words: [file = ''], options, open, config }) => {
      if (typeof options.organization !== 'string') throw new Unusable('Name the organization: --organization CODE.');
      const at = Date.now();
      const { timeZone, site } = config();
      return importClientsFrom(
        open(),
        {
          file,
          organization: options.organization,
          dryRun: options['dry-run'] === true,
          allOrNothing: options['all-or-nothing'] === true,
        },
        { at, today: dayOf(at, timeZone), helpDesk: site.helpDeskEmail },
      );
    },
  },
  ...userVerbs,
  { name: 'help', usage: 'help', what: 'show this', words: 0, options: {}, run: () => ({ status: 0, text: usage() }) },
];

function usage(): string {
  return ['Usage: npm run titer -- COMMAND', ...verbs.map(({ usage, what }) => `  ${usage}\n      ${what}`), ''].join(
    '\n',
  );
}

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

function openDatabase(folder: string): Database {
  const file = join(folder, 'titer.db');
  if (existsSync(file)) return openFile(file);
  throw new Error(`There is no database in ${folder}. Start Titer once, or set DATA_DIR to its folder.`);
}

async function titer(args: readonly string[]): Promise<Ending> {
  const command = readCommand(args);
  if (!command) return { status: 2, text: usage() };
  let db: Database | undefined;
  try {
    const given = readOptions(command.verb, command.rest);
    const open = () => {
      db ??= openDatabase(readConfig().dataDir);
      return db;
    };
    return await command.verb.run({ ...given, config: readConfig, open });
  } catch (error) {
    if (error instanceof Unusable) return { status: 2, text: `${error.message}\n\n${usage()}` };
    return { status: 2, text: `titer ${command.verb.name} failed and changed nothing. ${faultOf(error)}\n` };
  } finally {
    db?.close();
  }
}

/** What went wrong, without the values that a failed query would name. */
function faultOf(error: unknown): string {
  const { name, code, message } = ((error as Error).cause ?? error) as Error & { code?: string };
  if (code?.startsWith('SQLITE_BUSY')) return 'The database is busy; try again.';
  return name === 'Error' ? message : `${name}: ${code ?? message}`;
}

const { status, text } = await titer(process.argv.slice(2));
(status === 2 ? process.stderr : process.stdout).write(text);
process.exitCode = status;
